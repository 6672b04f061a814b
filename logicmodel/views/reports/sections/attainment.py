"""Attainment: how likely each target is to be met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.plan.target import Target
from logicmodel.views.reports import figures, naming, ranking, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_COLUMNS = 4
MOST_DETAILS = 40
MOST_DRAWN = 13
GROUPS = {
    "outcome": "What is to change",
    "output": "What is to be delivered",
    "activity": "What is to be done",
}


class Attainment(Section):
    """The chance of every target under every allocation, and what to expect around it."""

    kind: Literal["attainment"] = "attainment"
    place: ClassVar[int] = 40
    title: ClassVar[str] = "How likely is each target?"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the chances as a table and a chart, and the levels behind them."""
        answer = matter.answers.get("attainment")
        if answer is None or not answer.rows:
            return ()
        names = ranking.ranked(matter, naming.allocations(matter))
        shown = names[:MOST_COLUMNS]
        text = (
            "A chance is the share of all simulated futures in which a target is met. Targets on outcomes "
            "come first, from the ultimate to the immediate ones."
        )
        found: list[Block] = [Paragraph(text), _matrix(matter, shown)]
        if len(names) > len(shown):
            more = naming.count(len(names) - len(shown), "allocation").capitalize()
            found.append(
                Paragraph(
                    f"{more} less likely to succeed can be read with “logicmodel simulate {matter.file}”."
                )
            )
        goals = naming.targets(matter.plan)
        drawn = figures.in_order(answer, [goal.name for goal in goals[:MOST_DRAWN]])
        if len(goals) > MOST_DRAWN:
            text = f"The chart shows the first {MOST_DRAWN} of these targets."
            found += [Paragraph(text)] if figures.can_draw() else []
        return [*found, *figures.figure(drawn, table=_details(matter, answer.rows))]


def _matrix(matter: Matter, names: Sequence[str]) -> Table:
    """Return chances: targets down, allocations across, and what happens with nothing allocated."""
    rows = [*naming.rows_of(matter, "attainment"), *naming.rows_of(matter, "counterfactual")]
    across = list(names)
    if any(row["allocation"] == naming.NOTHING for row in rows) and naming.NOTHING not in across:
        across.append(naming.NOTHING)
    body = []
    for goal in naming.targets(matter.plan):
        mine = {row["allocation"]: row for row in rows if row["target"] == goal.name}
        if mine:
            first = next(iter(mine.values()))
            cells = [
                _target(matter, goal, first["value"]),
                *(tables.chance(mine.get(name)) for name in across),
            ]
            body.append(Row(tuple(cells), group=GROUPS[first["kind"]]))
    head = [("Target", "l", 2.2), *((naming.allocation(matter, name), "l", 1.2) for name in across)]
    return Table(
        "Chance of meeting each target",
        tables.columns(*head),
        tuple(body),
        note=tables.HALF_WIDTH_NOTE,
    )


def _target(matter: Matter, goal: Target, level: Any) -> Cell:
    wanted = naming.asked(matter.plan, goal, level)
    return tables.head(naming.target(matter.plan, goal), tables.muted(wanted))


def _details(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return expected level, distance where a target is missed, and effect; of the best if they are many."""
    chosen = list(rows)
    note = (
        "In brackets beside a level: the range that holds nine out of ten simulated futures; beside the rest: "
        f"95 % interval of the computation. {tables.NEAR_NOTE}"
    )
    if len(chosen) > MOST_DETAILS and matter.best is not None:
        chosen = [row for row in rows if row["allocation"] == matter.best]
        title = naming.quoted(naming.allocation(matter, matter.best))
        note += f" Only {title} is shown; “logicmodel simulate {matter.file}” prints the others."
    body = []
    for goal in naming.targets(matter.plan):
        mine = [row for row in chosen if row["target"] == goal.name]
        group = naming.whole_target(matter.plan, goal, mine[0]["value"]) if mine else ""
        body += [Row(_detail(matter, row), group=group) for row in mine]
    head = (
        ("Allocation", "l", 1.2),
        ("Expected level", "r", 1.6),
        ("Short by, where missed", "r", 1.3),
        ("Effect of the plan", "r", 1.3),
    )
    return Table(
        "What to expect when each target is due", tables.columns(*head), tuple(body), note=note
    )


def _detail(matter: Matter, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    unit = naming.unit(row["unit"])
    missed = wording.interval(row["shortfall"], row["shortfall_low"], row["shortfall_high"], most=4)
    effect = wording.interval(row["effect"], row["effect_low"], row["effect_high"], most=4)
    return (
        tables.head(naming.allocation(matter, row["allocation"])),
        tables.spread(row, unit),
        Cell(tables.parted("never missed" if row["shortfall"] is None else missed)),
        Cell(tables.parted(effect)),
    )
