"""The outlook: which levels to expect, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.views.reports import figures, naming, ranking, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_CHARTS = 2
MOST_COLUMNS = 4
MOST_ROWS = 20


class Outlook(Section):
    """How the outcomes move, with and without the plan."""

    kind: Literal["outlook"] = "outlook"
    place: ClassVar[int] = 50
    title: ClassVar[str] = "What to expect"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the expected levels at the end, and charts of the most important outcomes."""
        rows = naming.rows_of(matter, "levels")
        nodes = _by_weight(matter, [row["node"] for row in rows])
        if not nodes:
            return ()
        last = matter.plan.periods.labels[-1]
        text = (
            f"The table shows what to expect in {last}. “Nothing allocated” is what happens without the "
            "plan; the difference from it is the effect of the plan."
        )
        found: list[Block] = [Paragraph(text), _table(matter, nodes[:MOST_ROWS], last)]
        shown = [
            node for node in nodes if any(row["target"] for row in rows if row["node"] == node)
        ]
        shown = (shown or nodes)[:MOST_CHARTS]
        for node in shown:
            found += figures.figure(
                figures.only(
                    matter.answers["levels"], node=(node,), allocation=naming.allocations(matter)
                )
            )
        more = len(nodes) - len(shown)
        if more and figures.can_draw():
            names = naming.count(more, "more outcome")
            verb, whose = ("is", "its level") if more == 1 else ("are", "their levels")
            text = f"{names.capitalize()} {verb} not drawn here; the table above has {whose}."
            found.append(Paragraph(text))
        return [*found, *_spread(matter, shown)]


def _by_weight(matter: Matter, nodes: Sequence[str]) -> list[str]:
    """Return outcomes, those with targets first, ultimate before immediate."""
    ranked = [goal.node or "" for goal in naming.targets(matter.plan, kinds=("outcome",))]
    levels = [node for ids in naming.levels(matter.plan).values() for node in ids]
    known = set(nodes)
    return [
        node
        for node in dict.fromkeys([*ranked, *levels])
        if node in known and node in matter.plan.outcomes
    ]


def _table(matter: Matter, nodes: Sequence[str], last: str) -> Table:
    """Return levels in the last period: outcomes down, allocations across."""
    rows = [row for row in naming.rows_of(matter, "levels") if row["period"] == last]
    there = list(dict.fromkeys(row["allocation"] for row in rows))
    names = ranking.ranked(matter, [name for name in there if name != naming.NOTHING])[
        :MOST_COLUMNS
    ]
    names += [naming.NOTHING] if naming.NOTHING in there else []
    body = []
    for node in nodes:
        mine = {row["allocation"]: row for row in rows if row["node"] == node}
        unit = naming.unit(next(iter(mine.values()))["unit"])
        label = naming.node(matter.plan, node)
        cells = [tables.head(label, *([tables.muted(unit)] if unit else []))]
        cells += [
            tables.spread(mine[name]) if name in mine else Cell(tables.muted("n/a"))
            for name in names
        ]
        body.append(cells)
    titles = [(naming.allocation(matter, name), "r", 1.4) for name in names]
    return Table(
        f"Expected level of the outcomes in {last}",
        tables.columns(("Outcome", "l", 1.8), *titles),
        tables.rows(body),
        note=tables.SPREAD_NOTE,
    )


def _spread(matter: Matter, nodes: Sequence[str]) -> Sequence[Block]:
    """Return how the draws of the most important target are spread under the best allocation."""
    answer = matter.answers.get("distribution")
    goals = [goal for goal in naming.targets(matter.plan, kinds=("outcome",)) if goal.node in nodes]
    if answer is None or not goals or matter.best is None:
        return ()
    chosen = figures.only(answer, target=(goals[0].name,), allocation=(matter.best,))
    return figures.figure(chosen)
