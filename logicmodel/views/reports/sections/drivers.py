"""Drivers: which numbers and links matter most, where that was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.importance import explains
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

STANDARD = frozenset(
    {
        "attainment",
        "joint",
        "comparison",
        "waterfall",
        "social_return",
        "costs",
        "time_to_target",
        "levels",
        "distribution",
        "late_effects",
        "failure",
        "effects",
    }
)
"""Questions that every report answers by itself."""
SIZES = ("ST", "share", "value", "S1", "importance")
"""Columns that say how much a row matters, the best known first."""
NAMES = ("name", "link", "input", "node", "factor", "column")
MOST_ROWS = 12


class Drivers(Section):
    """Answers about what matters most, such as a sensitivity or a contribution analysis."""

    kind: Literal["drivers"] = "drivers"
    place: ClassVar[int] = 100
    title: ClassVar[str] = "What matters most"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a table and a chart for each such answer."""
        assert Section.family is not None
        parts = Section.family.every().values()
        known = STANDARD.union(*(part.questions for part in parts if issubclass(part, Section)))
        found: list[Block] = []
        for answer in matter.given:
            if answer.question not in known and answer.rows and not explains(answer):
                found += _answer(matter, answer)
        return found


def _answer(matter: Matter, answer: Answer) -> list[Block]:
    name = next((key for key in NAMES if key in answer.columns), None)
    size = next((key for key in SIZES if key in answer.columns), None)
    heading = Heading(naming.tidy(answer.title) or answer.question)
    notes: list[Block] = [Paragraph(naming.sentence(naming.tidy(note))) for note in answer.notes]
    if name is None or size is None:
        return [heading, *figures.figure(answer, table=_plain(answer)), *notes]
    rows = sorted(answer.rows, key=lambda row: -abs(row.get(size) or 0.0))
    body = [
        [tables.head(_named(matter, str(row[name]))), _size(row, size)] for row in rows[:MOST_ROWS]
    ]
    more = len(rows) - MOST_ROWS
    note = (
        f"{naming.count(more, 'more row').capitalize()} that matter less are left out. "
        if more > 0
        else ""
    )
    table = Table(
        naming.tidy(answer.title),
        tables.columns(("What", "l", 2.4), (_heading(size), "l", 1.4)),
        tables.rows(body),
        note=note + tables.HALF_WIDTH_NOTE,
    )
    return [heading, *figures.figure(answer, table=table), *notes]


def _heading(size: str) -> str:
    return {
        "ST": "Share of the uncertainty",
        "S1": "Share of the uncertainty, by itself",
        "share": "Share",
    }.get(size, size.capitalize())


def _size(row: Mapping[str, Any], size: str) -> Cell:
    """Write how much a row matters; shares between 0 and 1 as percentages with a bar."""
    low, high = (row.get(f"{size}_{end}", row.get(end)) for end in ("low", "high"))
    value = row.get(size)
    if value is None:
        return Cell(tables.muted("n/a"))
    if size == "value" or low is None or high is None or not 0 <= value <= 1:
        return Cell(
            tables.parted(
                wording.amount(value)
                if low is None or high is None
                else wording.interval(value, low, high)
            )
        )
    ends = {"share": value, "share_low": max(low, 0.0), "share_high": min(high, 1.0)}
    return tables.share(ends, "share")


def _named(matter: Matter, name: str) -> str:
    """Return what a node, a link or an uncertain number is called."""
    plan = matter.plan
    if name in plan.nodes:
        return naming.node(plan, name)
    for link in plan.links:
        if name in {link.name, f"links.{link.name}"} or name.startswith(f"links.{link.name}."):
            field = name.removeprefix("links.").removeprefix(link.name).removeprefix(".")
            joined = naming.joined(plan, link)
            return f"{joined}: {field.replace('_', ' ')}" if field else joined
    section, _, rest = name.partition(".")
    node_id, _, field = rest.partition(".")
    if node_id in plan.nodes and plan.nodes[node_id].section == section:
        return (
            f"{naming.node(plan, node_id)}: {field.replace('_', ' ')}"
            if field
            else naming.node(plan, node_id)
        )
    return name


def _plain(answer: Answer) -> Table:
    """Return an answer as it is, its first columns and rows."""
    names = [name for name in answer.columns if not name.endswith(("low", "high"))][:6]
    body = [[Cell(_value(row.get(name))) for name in names] for row in answer.rows[:MOST_ROWS]]
    head = [(name.replace("_", " ").capitalize(), "l", 1.0) for name in names]
    return Table(naming.tidy(answer.title), tables.columns(*head), tables.rows(body))


def _value(value: Any) -> str:
    if isinstance(value, float):
        return wording.amount(value)
    return "" if value is None else naming.tidy(str(value))
