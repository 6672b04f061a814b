"""Plans that a report has to bear, from whole ones to ones with hardly anything in them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any
from unittest import mock

import logicmodel as lm
from logicmodel.views.reports import figures
from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    Terms,
    Text,
)

ROOT = Path(__file__).parents[3]
SCENARIOS = ("homeless-shelter", "graduation", "customer-support", "unhcr-malaysia")
SMALL: dict[str, Any] = {
    "title": "Warm rooms", "currency": "EUR", "periods": {"first": 2027, "count": 2},
    "inputs": {"money": {"title": "Money", "unit": "EUR"}},
    "outputs": {"rooms": {"title": "Rooms heated", "unit": "rooms"}},
    "outcomes": {"warm": {"title": "People sit warm", "unit": "people", "baseline": 5, "horizon": "ultimate"}},
    "links": [
        {"from": "money", "to": "rooms", "weight": "0.8 to 1.2"},
        {"from": "rooms", "to": "warm", "weight": "0.5 to 2"},
    ],
    "targets": [{"node": "rooms", "at_least": 10, "by": 2028}, {"node": "warm", "at_least": 15, "by": 2028}],
    "allocations": {"some": {"title": "Some", "money": 10}, "more": {"title": "More", "money": 14}},
}


def small(**changes: Any) -> lm.Plan:
    """Return the small plan with some of its keys replaced, or left out where they are None."""
    document = {key: value for key, value in (SMALL | changes).items() if value is not None}
    return lm.Plan.from_document(document)


def quick(subject: lm.Plan | lm.Results, **options: Any) -> lm.Report:
    """Return a report without charts, which take most of the time."""
    with mock.patch.object(figures, "can_draw", return_value=False):
        return lm.report(subject, **options)


@functools.cache
def scenario(name: str) -> tuple[lm.Results, lm.Report]:
    """Return a scenario's run and report, made once."""
    results = lm.simulate(lm.read(ROOT / "scenarios" / name / "plan.yaml"), draws=1024)
    return results, lm.report(results)


def chapter(document: Document, name: str) -> Chapter:
    """Return the chapter of that kind."""
    return next(chapter for chapter in document.chapters if chapter.name == name)


def names(document: Document) -> list[str]:
    return [chapter.name for chapter in document.chapters]


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    """Return all tables, those behind figures included."""
    found = [block.table if isinstance(block, Figure) else block for block in blocks]
    return [block for block in found if isinstance(block, Table)]


def words(document: Document | Chapter) -> str:
    """Return all words of a report or of one chapter, block by block."""
    if isinstance(document, Document):
        return "\n".join(words(chapter) for chapter in document.chapters)
    return "\n".join(line for block in document.blocks for line in _lines(block))


def plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(span.text for span in text)


def cells(table: Table) -> list[list[str]]:
    """Return the words of all cells."""
    return [[_cell(cell) for cell in row.cells] for row in table.rows]


def _cell(cell: Cell) -> str:
    return "\n".join(filter(None, map(plain, (cell.text, *cell.lines))))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [plain(block.text)]
        case Bullets():
            return [plain(item) for item in block.items]
        case Terms():
            return [f"{name}: {plain(text)}" for name, text in block.items]
        case Callout():
            return [block.title, plain(block.text)]
        case Table():
            rows = [line for row, one in zip(block.rows, cells(block), strict=True) for line in (row.group, *one)]
            return [block.caption, *(column.title for column in block.columns), *rows, block.note]
        case Figure():
            table = _lines(block.table) if block.table else []
            return [block.picture.title, block.picture.caption, *table]
