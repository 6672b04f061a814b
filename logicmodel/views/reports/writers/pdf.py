"""PDF through typst: the document goes in as data, a fixed template makes the pages.

The template is ``templates/report.typ``. It never reads a text as markup. Pages are A4, wide tables and
figures stand on landscape ones; the file is tagged for screen readers (PDF/UA-1 where every letter has a
glyph) and is the same for the same document.
"""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Iterable
from typing import Any, Literal

from logicmodel import wording
from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import covered
from logicmodel.views.diagrams.markup import letters_of
from logicmodel.views.diagrams.missing import warn_of_missing
from logicmodel.views.letters import JOINER, held, unbroken
from logicmodel.views.reports.blocks import (
    Bar,
    Block,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Document,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Terms,
    Text,
)
from logicmodel.views.reports.sheets import UPRIGHT, Item, paper_of, scale, sheets, spoken
from logicmodel.views.reports.writers.writer import Writer

POINTS = 0.75
MILLIMETRE = 72 / 25.4
ROOM = (481.0, 610.0)
"""The room for a picture among the text, in points."""
LONG = 900
"""A cell of more letters may run on over a page."""
CONTENTS_FROM = 5
"""A report of so many chapters has a table of contents."""
WHOLE = 8
"""A table of so many rows stays on one page."""
BREAK = "\u200b"
_LONG_WORD = re.compile(r"\w{30,}")


class Pdf(Writer):
    """PDF for printing and for screen readers."""

    kind: Literal["pdf"] = "pdf"

    def content(self, document: Document) -> bytes:
        """Return the file. Raises MissingExtraError where typst is not installed.

        Letters that the shipped font lacks come from the fonts of the machine; warns (LettersWarning) of
        those that no font has.
        """
        typst = _typst()
        inputs = inputs_of(document)
        unseen = str.maketrans("", "", BREAK + JOINER)
        letters = inputs["document"].translate(unseen) + "".join(
            letters_of(svg) for name, svg in inputs.items() if name != "document"
        )
        plain = covered(letters)
        if not plain:
            warn_of_missing(letters)
        template = (
            importlib.resources.files("logicmodel.views.reports") / "templates" / "report.typ"
        )
        options: dict[str, Any] = {
            "format": "pdf",
            "sys_inputs": inputs,
            "font_paths": typst.Fonts(
                include_system_fonts=not plain,
                include_embedded_fonts=False,
                font_paths=[str(fonts.folder())],
            ),
        }
        try:
            return bytes(typst.compile(template.read_bytes(), pdf_standards="ua-1", **options))
        except RuntimeError:
            # PDF/UA-1 refuses a file in which a letter has no glyph; a tagged file is still to be had.
            return bytes(typst.compile(template.read_bytes(), **options))


def _typst() -> Any:
    """Return the package typst."""
    try:
        import typst  # noqa: PLC0415 - an optional package
    except ImportError:
        message = "writing a report as PDF needs the package typst"
        raise MissingExtraError(message, remedy="pip install 'logicmodel[report]'") from None
    return typst


def inputs_of(document: Document) -> dict[str, str]:
    """Return what the template takes: the document as JSON, and every picture by its name."""
    pictures: dict[str, str] = {}
    language, _, rest = document.language.partition("-")
    region = rest if re.fullmatch("[A-Za-z]{2}", rest) else ""
    date = document.date
    data = {
        "title": held(document.title).replace("\n", " ") or "Report",
        "subtitle": held(document.subtitle),
        "date": [date.year, date.month, date.day],
        "day": wording.day(date),
        "language": language.lower() or "en",
        "region": region.upper(),
        "keywords": ["logic model", "theory of change", "outcomes", "evaluation"],
        "contents": len(document.chapters) if len(document.chapters) >= CONTENTS_FROM else 0,
        "provenance": held(document.provenance),
        "parts": [
            {
                "paper": sheet.paper,
                "own": sheet.paper != UPRIGHT,
                "blocks": [_item(item, pictures) for item in sheet.items],
            }
            for sheet in sheets(document)
        ],
    }
    return {"document": json.dumps(data, ensure_ascii=False, allow_nan=False), **pictures}


def breakable(text: str) -> str:
    """Return the text with unseen places to break in words that are wider than a column."""
    return _LONG_WORD.sub(
        lambda word: BREAK.join(re.findall(".{1,12}", word[0])), unbroken(held(text))
    )


def _item(item: Item, pictures: dict[str, str]) -> dict[str, Any]:
    if isinstance(item, Chapter):
        name = f"chapter-{item.name}"
        return {"type": "chapter", "text": held(item.title), "name": name}
    return _block(item, pictures)


def _block(block: Block, pictures: dict[str, str]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "text": held(block.text), "level": block.level}
        case Paragraph():
            return {"type": "paragraph", "text": spans(block.text), "lead": block.lead}
        case Bullets():
            items = [spans(item) for item in block.items]
            return {"type": "bullets", "items": items, "numbered": block.numbered}
        case Terms():
            facts = [[breakable(name), spans(text)] for name, text in block.items]
            return {"type": "terms", "items": facts}
        case Callout():
            text = spans(block.text)
            return {
                "type": "callout",
                "kind": block.kind,
                "title": held(block.title),
                "text": text,
                "long": _length(text) > LONG,
            }
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, pictures)


def spans(text: Text) -> list[dict[str, Any]]:
    """Return the runs of a text as data."""
    runs = (Span(text),) if isinstance(text, str) else text
    return [
        {"text": breakable(run.text), "strong": run.strong, "tone": run.tone, "code": run.code}
        for run in runs
        if run.text
    ]


def _length(runs: Iterable[dict[str, Any]]) -> int:
    return sum(len(run["text"]) for run in runs)


def _table(table: Table) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for row in table.rows:
        group = held(row.group)
        if not parts or parts[-1]["group"] != group:
            parts.append({"group": group, "rows": []})
        parts[-1]["rows"].append([_cell(cell) for cell in row.cells])
    columns = [
        {"title": breakable(column.title), "align": column.align, "width": column.width}
        for column in table.columns
    ]
    return {
        "type": "table",
        "caption": held(table.caption),
        "columns": columns,
        "parts": parts,
        "note": held(table.note),
        "long": len(table.rows) > WHOLE,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    text, lines = spans(cell.text), [spans(line) for line in cell.lines]
    return {
        "text": text,
        "header": cell.header,
        "tone": cell.tone,
        "bar": None if cell.bar is None else bar_ends(cell.bar),
        "lines": lines,
        "long": _length(text) + sum(map(_length, lines)) > LONG,
    }


def bar_ends(bar: Bar) -> dict[str, float] | None:
    """Return the share and the ends of the interval between 0 and 1, None where they are unknown."""
    ends = {"share": bar.probability, "low": bar.low, "high": bar.high}
    if any(value != value for value in ends.values()):  # noqa: PLR0124 - not a number
        return None
    return {name: min(1.0, max(0.0, value)) for name, value in ends.items()}


def _figure(figure: Figure, pictures: dict[str, str]) -> dict[str, Any]:
    picture = figure.picture
    name = f"picture{len(pictures)}"
    pictures[name] = held(picture.svg)
    fitting = min(picture.width * POINTS, ROOM[0], ROOM[1] * picture.width / picture.height)
    if figure.wide:
        fitting = picture.width * scale(picture, paper_of(figure)) * MILLIMETRE
    return {
        "type": "figure",
        "picture": name,
        "width": fitting,
        "alt": held(spoken(figure)).replace("\n", " "),
        "caption": held(picture.caption or picture.title),
        "table": None if figure.table is None else _table(figure.table),
    }
