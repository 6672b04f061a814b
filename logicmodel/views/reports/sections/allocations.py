"""The allocations: what each spends, and how they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.plan.decisions import SuccessForm
from logicmodel.views.reports import figures, naming, ranking, tables
from logicmodel.views.reports.amounts import money
from logicmodel.views.reports.blocks import Block, Cell, Heading, Paragraph, Row, Table, Tone
from logicmodel.views.reports.sections.section import Matter, Section

MOST_COLUMNS = 5
MOST_ROWS = 24
JOINT = {
    "success": "Success",
    "outcomes_met": "All outcome targets met",
    "outputs_met": "All output targets met",
}
TONES: dict[str, Tone] = {"better": "good", "worse": "bad"}
WORDS = {
    "better": "more likely under {names} than under {base}",
    "worse": "less likely under {names} than under {base}",
    "": "as likely under {names} as under {base}, as far as can be told",
}
"""What verdicts mean for success; those that are neither stand under the empty one."""


class Allocations(Section):
    """Who gets how much, what that costs, and whether the difference can be told."""

    kind: Literal["allocations"] = "allocations"
    place: ClassVar[int] = 30
    title: ClassVar[str] = "The allocations compared"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the amounts, then the differences with a verdict."""
        names = naming.allocations(matter)
        names = [name for name in ranking.ranked(matter, names) if name != naming.NOTHING]
        if not names:
            return ()
        shown, more = names[:MOST_COLUMNS], len(names) - MOST_COLUMNS
        found: list[Block] = []
        if any(_amounts(matter, name) for name in names):
            found.append(_spending(matter, shown))
        if more > 0:
            found.append(
                Paragraph(
                    f"{naming.count(more, 'more allocation').capitalize()} stand in the plan."
                )
            )
        return [*found, *_differences(matter)]


def _amounts(matter: Matter, name: str) -> Mapping[str, tuple[float, ...]]:
    """Return amounts per period by input, from the run or from the plan."""
    if name in matter.amounts:
        return matter.amounts[name]
    count = matter.plan.periods.count
    form = matter.plan.allocations[name]
    return {
        key: amount if isinstance(amount, tuple) else (amount,) * count
        for key, amount in form.amounts.items()
    }


def _spending(matter: Matter, names: Sequence[str]) -> Table:
    """Return a table of amounts per period: inputs down, allocations across."""
    plan = matter.plan
    body = []
    for key, item in plan.inputs.items():
        amounts = [_amounts(matter, name).get(key, ()) for name in names]
        if any(any(values) for values in amounts):
            unit = naming.unit(item.unit)
            label = f"{naming.node(plan, key)} ({unit})" if unit else naming.node(plan, key)
            body.append([tables.head(label), *(Cell(_in_time(values)) for values in amounts)])
    rows = tables.rows(body, group="")
    costs = naming.rows_of(matter, "costs")
    if costs:
        cells = [
            Cell(money(matter, naming.row_of(costs, allocation=name), "cost")) for name in names
        ]
        rows = (*rows, Row((tables.head("Expected cost in all"), *cells)))
    head = [("Input", "l", 1.6), *((naming.allocation(matter, name), "r", 1.2) for name in names)]
    return Table(
        f"What each allocation spends in each {plan.periods.step}",
        tables.columns(*head),
        rows,
        note=f"One figure stands for every {plan.periods.step}; an arrow stands for a change from one {plan.periods.step} to a later one.",
    )


def _in_time(values: Sequence[float]) -> str:
    """Write one amount where it stays the same, else the first and the changes in order."""
    if not any(values):
        return "–"
    if len(set(values)) == 1:
        return wording.amount(values[0], digits=9)
    steps = [
        value for place, value in enumerate(values) if place == 0 or value != values[place - 1]
    ]
    told = [wording.amount(value, digits=9) for value in steps[:6]]
    return " → ".join(told) + (" → ..." if len(steps) > 6 else "")


def _differences(matter: Matter) -> list[Block]:
    """Return the differences against the baseline, target by target."""
    answer = matter.answers.get("comparison")
    if answer is None or not answer.rows:
        return []
    base = naming.quoted(naming.allocation(matter, answer.rows[0]["baseline"]))
    names = ranking.ranked(matter, list(dict.fromkeys(row["allocation"] for row in answer.rows)))
    labels = _labels(matter, answer.rows)
    shown = list(labels)[:MOST_ROWS]
    body = [
        [
            tables.head(labels[what]),
            *(_difference(answer.rows, name, what) for name in names[:MOST_COLUMNS]),
        ]
        for what in shown
    ]
    head = [
        ("Chance of", "l", 1.8),
        *((naming.allocation(matter, name), "r", 1.3) for name in names[:MOST_COLUMNS]),
    ]
    table = Table(
        f"Difference from {base}, in percentage points of chance",
        tables.columns(*head),
        tables.rows(body),
        note=f"All allocations meet the same simulated futures. So a difference is known better than the chances themselves. {tables.HALF_WIDTH_NOTE}",
    )
    found: list[Block] = [
        Heading(f"How they differ from {base}"),
        Paragraph(_told(matter, answer.rows)),
    ]
    chance = figures.only(answer, what=(ranking.goal(matter), *_outcome_targets(matter)))
    found += figures.figure(chance, table=table) if body else ()
    more = len(labels) - len(shown)
    if more or len(names) > MOST_COLUMNS:
        text = f"“logicmodel compare {matter.file}” prints all differences."
        found.append(Paragraph(text))
    return found


def _outcome_targets(matter: Matter) -> list[str]:
    goals = naming.targets(matter.plan, kinds=("outcome",))
    return [goal.name for goal in goals[:MOST_COLUMNS]]


def _labels(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what is compared by its name in the answer: joint chances first, then targets."""
    labels = dict(JOINT)
    if matter.plan.success == SuccessForm():
        labels.pop("outcomes_met")
    labels |= {
        goal.name: naming.short_target(matter.plan, goal) for goal in naming.targets(matter.plan)
    }
    there = {row["what"] for row in rows}
    return {what: label for what, label in labels.items() if what in there}


def _difference(rows: Sequence[Mapping[str, Any]], name: str, what: str) -> Cell:
    """Return a difference with its interval and the verdict in words."""
    row = naming.row_of(rows, allocation=name, what=what)
    if row is None:
        return Cell(tables.muted("n/a"))
    tone = TONES.get(row["verdict"], "plain")
    verdict = naming.verdict(row["verdict"])
    if row["draws_needed"]:
        verdict += f"; about {row['draws_needed']:,} simulated futures would tell"
    points = wording.points(row["difference"], row["low"], row["high"]).replace(" points", "")
    return Cell(tables.parted(points), tone=tone, lines=(tables.muted(verdict),))


def _told(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> str:
    """Say in words what the comparison of success and of cost shows."""
    base = naming.quoted(naming.allocation(matter, rows[0]["baseline"]))
    what = ranking.goal(matter)
    subject = "Success is" if what == "success" else "Meeting all targets is"
    told = []
    for verdict, words in WORDS.items():
        names = [
            naming.quoted(naming.allocation(matter, row["allocation"]))
            for row in rows
            if row["what"] == what
            and (row["verdict"] == verdict or (not verdict and row["verdict"] not in WORDS))
        ]
        if names:
            told.append(f"{subject} {words.format(names=naming.listed(names), base=base)}.")
    costs = [_cost(matter, row) for row in rows if row["what"] == "cost"]
    if costs:
        told.append(f"Compared with {base}, {naming.listed(costs)}.")
    return " ".join(told)


def _cost(matter: Matter, row: Mapping[str, Any]) -> str:
    name = naming.quoted(naming.allocation(matter, row["allocation"]))
    if abs(row["difference"]) < 0.5:
        return f"{name} costs the same"
    low, high = sorted((abs(row["low"]), abs(row["high"])))
    size = wording.money(abs(row["difference"]), naming.tidy(matter.plan.currency), low, high)
    return f"{name} costs {size} {'more' if row['difference'] > 0 else 'less'}"
