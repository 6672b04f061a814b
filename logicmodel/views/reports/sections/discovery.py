"""When does it fail: the circumstances under which a target is missed, where that was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section


class Discovery(Section):
    """Boxes of futures with what is inside them, whether they come back, and what to do about them."""

    kind: Literal["discovery"] = "discovery"
    place: ClassVar[int] = 85
    title: ClassVar[str] = "When it goes wrong"
    questions: ClassVar = frozenset({"discovery"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return what was found about each target that was asked about."""
        answers = [answer for answer in matter.given if answer.question == "discovery"]
        found: list[Block] = []
        for answer in answers:
            if len(answers) > 1:
                found.append(Heading(naming.tidy(answer.title)))
            found += _answer(answer)
        return found


def _answer(answer: Answer) -> list[Block]:
    """Return the base rate, the boxes in sentences and as a picture, and what follows."""
    overall = naming.tidy(str(getattr(answer, "overall", "")))
    boxes: Sequence[Mapping[str, Any]] = getattr(answer, "boxes", ())
    notes: list[Block] = [Paragraph(naming.sentence(naming.tidy(note))) for note in answer.notes]
    so_what = tuple(naming.tidy(line) for line in getattr(answer, "so_what", ()))
    deeds: list[Block] = [Heading("What to do about it", 4), Bullets(so_what)] if so_what else []
    if not boxes:
        return [Paragraph(overall), *notes, *deeds]
    tree = bool(getattr(answer, "branches", ()))
    sentences = [naming.tidy(box["sentence"]) for box in (boxes[:1] if tree else boxes)]
    told: Block = (
        Paragraph(sentences[0]) if len(sentences) == 1 else Bullets(tuple(sentences), numbered=True)
    )
    return [Paragraph(overall), told, *figures.figure(answer, table=_table(answer)), *deeds, *notes]


def _table(answer: Answer) -> Table:
    """Return a row for each condition of each box."""
    many = len({row["box"] for row in answer.rows}) > 1
    body = [
        [
            *([Cell(str(row["box"]))] if many else []),
            tables.head(naming.tidy(row["title"])),
            Cell(naming.tidy(row["limit"])),
            Cell(wording.percent(row["within"])),
            Cell(wording.percent(row["reproduced"])),
        ]
        for row in answer.rows
    ]
    box = (("Box", "l", 0.4),) if many else ()
    head = (
        *box,
        ("Number", "l", 2.2),
        ("In the box", "l", 1.4),
        ("Share of all futures", "r", 0.8),
        ("Comes back in", "r", 0.8),
    )
    note = "Comes back in: share of half-samples in which the search restricts the same number on the same side."
    return Table(
        "What the boxes ask of each number", tables.columns(*head), tables.rows(body), note=note
    )
