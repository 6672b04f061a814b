"""Worth: what the plan may claim, what that is worth, and what a unit of it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import figures, naming, ranking, tables
from logicmodel.views.reports.amounts import money
from logicmodel.views.reports.blocks import Block, Cell, Heading, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_OUTCOMES = 8
MOST_COLUMNS = 4
STAGES = {
    "gross": "Change that is seen",
    "deadweight": "less what would have come anyway",
    "displacement": "less what only moved the problem elsewhere",
    "attributed_to_others": "less what others brought about",
    "net": "Change the plan may claim",
}


class Worth(Section):
    """From the change that is seen to the change the plan may claim, and its price."""

    kind: Literal["worth"] = "worth"
    place: ClassVar[int] = 90
    title: ClassVar[str] = "What it costs and what it is worth"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return cost per unit of effect, what the plan may claim, and the return on money."""
        names = [
            name
            for name in ranking.ranked(matter, naming.allocations(matter))
            if name != naming.NOTHING
        ]
        shown = names[:MOST_COLUMNS]
        return [*_returns(matter, names), *_claims(matter), *_per_unit(matter, shown)]


def _returns(matter: Matter, names: Sequence[str]) -> list[Block]:
    """Return benefit, cost and the return on money of each allocation."""
    rows = {row["allocation"]: row for row in naming.rows_of(matter, "social_return")}
    if not rows:
        return []
    body = [_return(matter, rows[name]) for name in names if name in rows]
    table = Table(
        "Benefit and cost in money of today",
        tables.columns(
            ("Allocation", "l", 1.4),
            ("Benefit", "r", 1.4),
            ("Cost", "r", 1.2),
            ("Benefit less cost", "r", 1.5),
            ("Return per unit of money", "r", 1.0),
            ("Chance that benefit exceeds cost", "l", 1.3),
        ),
        tables.rows(body),
        note=_valued(matter),
    )
    return [Heading("Return on money"), Paragraph(_return_told(matter, rows)), table]


def _return(matter: Matter, row: Mapping[str, Any]) -> list[Cell]:
    currency = naming.tidy(matter.plan.currency)
    spread = wording.spread(row["npv"], row["npv_p5"], row["npv_p95"], before=currency)
    ratio = wording.interval(row["ratio"], row["ratio_low"], row["ratio_high"], most=3)
    return [
        tables.head(naming.allocation(matter, row["allocation"])),
        Cell(money(matter, row, "benefit")),
        Cell(money(matter, row, "cost")),
        Cell(tables.parted(spread)),
        Cell(tables.parted(ratio)),
        tables.chance(row, ("positive", "positive_low", "positive_high")),
    ]


def _return_told(matter: Matter, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Say what one unit of money brings under the best allocation."""
    row = rows.get(matter.best or "") or next(iter(rows.values()))
    title = naming.quoted(naming.allocation(matter, row["allocation"]))
    currency = naming.tidy(matter.plan.currency)
    if row["ratio"] is None:
        return f"Under {title} nothing is spent, so there is no return to state."
    ratio = wording.interval(row["ratio"], row["ratio_low"], row["ratio_high"], most=3)
    ratio = f"{currency} {ratio}".strip()
    spent = f"each {currency} 1 spent" if currency else "each unit of money spent"
    return f"Under {title}, {spent} is expected to bring benefits worth {ratio}."


def _valued(matter: Matter) -> str:
    """Say which outcomes have a value, as the others count for nothing here."""
    plan = matter.plan
    valued = [
        naming.node(plan, key) for key, item in plan.outcomes.items() if item.value is not None
    ]
    others = len(plan.outcomes) - len(valued)
    text = f"Counted as benefit: {naming.listed(valued)}. "
    if others:
        text += f"{naming.count(others, 'outcome').capitalize()} without a price {'counts' if others == 1 else 'count'} for nothing here. "
    rate = (
        f"Later money counts less, by {wording.percent(plan.discount_rate, 1)} a year. "
        if plan.discount_rate
        else ""
    )
    return f"{text}{rate}In brackets: 95 % interval; at benefit less cost, the range of nine out of ten futures. {tables.NEAR_NOTE}"


def _claims(matter: Matter) -> list[Block]:
    """Return the way from the change that is seen to the change the plan may claim."""
    answer = figures.only(
        matter.answers.get("waterfall"), allocation=(matter.best or _first(matter),)
    )
    if answer is None or not answer.rows:
        return []
    there = {row["outcome"] for row in answer.rows}
    aimed = [goal.node or "" for goal in naming.targets(matter.plan, kinds=("outcome",))]
    outcomes = [name for name in dict.fromkeys([*aimed, *matter.plan.outcomes]) if name in there]
    outcomes = outcomes[:MOST_OUTCOMES]
    body: list[Row] = []
    for outcome in outcomes:
        mine = [row for row in answer.rows if row["outcome"] == outcome]
        unit = naming.unit(mine[0]["unit"])
        group = f"{naming.node(matter.plan, outcome)}{f' ({unit})' if unit else ''}"
        body += [Row(_stage(matter, row), group=group) for row in mine]
    with_money = any("money" in row for row in answer.rows)
    head = [
        ("Step", "l", 2.0),
        ("Amount over all periods", "r", 1.4),
        *([("In money of today", "r", 1.4)] if with_money else []),
    ]
    rows = tuple(row if with_money else Row(row.cells[:2], row.group) for row in body)
    title = naming.quoted(naming.allocation(matter, answer.rows[0]["allocation"]))
    table = Table(
        f"What the plan may claim under {title}",
        tables.columns(*head),
        rows,
        note=tables.HALF_WIDTH_NOTE,
    )
    chart = figures.only(answer, outcome=outcomes[:1])
    text = (
        "Not all change that is seen is due to the plan. What would have come anyway, what only moved the "
        "problem elsewhere and what others brought about is taken off step by step."
    )
    return [
        Heading("What the plan may claim"),
        Paragraph(text),
        *figures.figure(chart, table=table),
    ]


def _first(matter: Matter) -> str:
    return next(iter(naming.allocations(matter)), "")


def _stage(matter: Matter, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    worth = money(matter, row, "money") if "money" in row else tables.muted("no price")
    return (
        tables.head(STAGES[row["stage"]]),
        Cell(tables.parted(wording.interval(row["amount"], row["low"], row["high"], most=4))),
        Cell(worth),
    )


def _per_unit(matter: Matter, names: Sequence[str]) -> list[Block]:
    """Return what one unit of effect on each outcome target costs."""
    rows = [row for row in naming.rows_of(matter, "costs") if row.get("target")]
    goals = naming.targets(matter.plan, kinds=("outcome",))
    once = {
        (goal.node, goal.due): goal for goal in reversed(goals)
    }  # the same effect costs the same
    body = []
    for goal in [goal for goal in goals if once[goal.node, goal.due] is goal][:MOST_OUTCOMES]:
        mine = {row["allocation"]: row for row in rows if row["target"] == goal.name}
        if mine:
            unit = naming.unit(next(iter(mine.values()))["unit"])
            label = tables.head(
                naming.short_target(matter.plan, goal),
                *([tables.muted(f"per {wording.one(unit)}")] if unit else []),
            )
            body.append([label, *(_price(matter, mine.get(name)) for name in names)])
    if not body:
        return []
    head = [("Target", "l", 1.8), *((naming.allocation(matter, name), "r", 1.3) for name in names)]
    note = (
        "The whole expected cost, divided by the effect on this one target when it is due. "
        f"All other effects come on top. {tables.HALF_WIDTH_NOTE}"
    )
    table = Table(
        "Expected cost per unit of change", tables.columns(*head), tables.rows(body), note=note
    )
    return [Heading("Cost of one unit of effect"), table]


def _price(matter: Matter, row: Mapping[str, Any] | None) -> Cell:
    if row is None or row["per_unit"] is None:
        return Cell(tables.muted(row["refused"] if row and row["refused"] else "n/a"))
    return Cell(money(matter, row, "per_unit"))
