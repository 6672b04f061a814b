"""From matter to a document: the sections in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pydantic_core import PydanticCustomError

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.reports import figures, naming
from logicmodel.views.reports.blocks import Callout, Chapter, Document
from logicmodel.views.reports.sections.section import Matter, Section
from logicmodel.views.reports.writers.writer import Writer

LANGUAGE = "en"


def document(matter: Matter, *, provenance: str, sections: Sequence[str] | None = None) -> Document:
    """Return the report: all sections that have something to show, or those of the given kinds.

    ``provenance`` is the line at the foot. Raises RequestError for a kind that there is not.
    """
    chapters = []
    for section in chosen(sections):
        blocks = tuple(section.blocks(matter))
        if blocks:
            name = str(getattr(section, "kind", ""))
            chapters.append(Chapter(name, section.title, blocks))
    if matter.answers and chapters and not figures.can_draw():
        first = chapters[0]
        chapters[0] = Chapter(first.name, first.title, (*first.blocks, _no_charts()))
    title = naming.tidy(matter.plan.title) or "A plan without a title"
    return Document(
        title, naming.tidy(matter.plan.mission), matter.date, LANGUAGE, tuple(chapters), provenance
    )


def _no_charts() -> Callout:
    text = (
        "Charts need the package matplotlib, which is not installed. All figures stand in the tables. "
        "To have the charts too: pip install 'logicmodel[report]'"
    )
    return Callout("note", "This report has no charts", text)


def chosen(kinds: Sequence[str] | None) -> list[Section]:
    """Return the sections in the order of their places; raises RequestError for a kind that there is not."""
    family = Section.family
    assert family is not None
    known = family.every()
    if isinstance(kinds, str):
        kinds = [kinds]
    unknown = [kind for kind in kinds or () if kind not in known]
    if unknown:
        hints = [f"{kind!r} is not a section; {did_you_mean(kind, known)}" for kind in unknown]
        raise RequestError("; ".join(hints))
    found = [cast("type[Section]", known[kind]) for kind in dict.fromkeys(kinds or known)]
    return [part() for part in sorted(found, key=lambda part: (part.place, part.__name__))]


def writer(suffix: str) -> Writer:
    """Return the writer of the format with that suffix; raises RequestError where there is none."""
    family = Writer.family
    assert family is not None
    kind = suffix.lower().removeprefix(".")
    names = sorted(f".{known}" for known in family.kinds())
    if not kind:
        raise RequestError(
            "the name of the report has no suffix", remedy=f"end it in one of: {', '.join(names)}"
        )
    try:
        found = family.named(kind)
    except PydanticCustomError:
        hint = did_you_mean(kind, family.kinds())
        near = hint.startswith("did you mean")
        remedy = hint if near else f"use one of: {', '.join(names)}"
        raise RequestError(f"a report cannot be written as .{kind}", remedy=remedy) from None
    return cast("Writer", found())
