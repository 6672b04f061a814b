"""The pages of ``optimize --frontier`` and ``--sweep``: the chance along budgets, or along one or two inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page
from logicmodel.apps.cli.pages.goals import Goal, goal_of

Row = Mapping[str, Any]
NEAR = 0.01
"""A point of a chance, or a hundredth of the whole gain: what is nearer to the best is as good."""
LEFT = 0.999
"""Money is left where less than this share of it is needed."""
SHARES = 3
SMALL = 0.01


def frontier(page: Page, found: lm.Answer, plan: lm.Plan) -> None:
    """Print what each budget can buy."""
    goal = _goal(found, plan)
    rows = found.rows
    page.title(plan.title or "A plan without a title")
    page.gap()
    page.text(_rise(rows, plan, goal), style="bold")
    page.gap()
    whole = f"budget{f', {plan.currency}' if plan.currency else ''}"
    lines = [
        [_money(row["budget"]), goal.cell(row["value"], row["low"], row["high"]),
         "all" if row["cost"] > row["budget"] * 0.999 else _money(row["cost"]), _shares(row, plan)]
        for row in rows
    ]
    page.table([whole, goal.heading, "spent", "of that on"], [("", lines)], words=3)
    page.text("Each chance is the best that was found for the budget, on fresh draws; the same ones for all." if goal.probability
              else "Each value is the best that was found for the budget, on fresh draws.", style="dim", indent=2)
    odd = [row for row in rows if row["status"] not in {"found", "nothing to choose"}]
    if odd:
        budgets = ", ".join(_money(row["budget"]) for row in odd)
        page.text(f"At {budgets} the starts of the search did not agree: there may be something better.", style="yellow", indent=2)
    _end(page, found)


def _goal(found: lm.Answer, plan: lm.Plan) -> Goal:
    return goal_of(plan, str(found.settings["objective"]), probability=bool(found.settings["probability"]))


def _rise(rows: Sequence[Row], plan: lm.Plan, goal: Goal) -> str:
    """Say from where to where it rises, and from where on more money buys little."""
    first, last = rows[0], rows[-1]
    gain = last["value"] - first["value"]
    ends = [goal.cell(row["value"], row["low"], row["high"]) for row in (first, last)]
    least, most = (lm.wording.money(row["budget"], plan.currency) for row in (first, last))
    if gain <= (last["high"] - last["low"] + first["high"] - first["low"]) / 2:
        return f"From {least} to {most} more money changes nothing that could be seen: {ends[1]}."
    near = NEAR if goal.probability else NEAR * gain
    enough = next(row for row in rows if row["value"] >= last["value"] - near)
    half = next(row for row in rows if row["value"] >= first["value"] + gain / 2)
    words = f"From {least} to {most} the best rises from {ends[0]} to {ends[1]}; half of that is reached with {lm.wording.money(half['budget'], plan.currency)}"
    reach = lm.wording.enough(min(enough["budget"], enough["needs"]), plan.currency)
    if enough is not last:
        return f"{words}, and beyond {reach} more money hardly helps."
    if last["needs"] < LEFT * last["budget"]:
        return f"{words}; of that no more than {reach} can be put to use."
    return f"{words}, and it is still rising at the end."


def _shares(row: Row, plan: lm.Plan) -> str:
    """Say what the money goes to, the largest shares first."""
    costs = {name: row.get(f"cost:{name}", 0.0) for name in plan.inputs}
    whole = sum(costs.values())
    if whole <= 0:
        return "nothing"
    ranked = sorted(costs, key=lambda name: -costs[name])
    told = [f"{plan.title_of(name)} {lm.wording.percent(costs[name] / whole)}" for name in ranked if costs[name] > SMALL * whole]
    more = "" if len(told) <= SHARES else f", {len(told) - SHARES} more"
    return ", ".join(told[:SHARES]) + more


def sweep(page: Page, found: lm.Answer, plan: lm.Plan) -> None:
    """Print the chance along one input, or over two as a table."""
    goal = _goal(found, plan)
    inputs = list(found.settings["inputs"])
    page.title(plan.title or "A plan without a title")
    page.gap()
    page.text(_peak(found.rows, plan, goal, inputs), style="bold")
    page.gap()
    if len(inputs) == 1:
        _line(page, found.rows, plan, goal, inputs[0])
    else:
        _surface(page, found.rows, plan, goal, inputs)
    _end(page, found)


def _peak(rows: Sequence[Row], plan: lm.Plan, goal: Goal, inputs: Sequence[str]) -> str:
    """Say where it is best, within the limits if any point keeps them."""
    fitting = [row for row in rows if row["fits"]]
    best, here = max(fitting or rows, key=lambda row: row["value"]), next(row for row in rows if row["here"])
    where = " and ".join(f"{lm.wording.amount(best[name], plan.nodes[name].unit)} of {plan.title_of(name)}" for name in inputs)
    within = "Within the limits" if fitting else "No point keeps the limits; all the same"
    value = goal.cell(best["value"], best["low"], best["high"])
    width = (best["high"] - best["low"] + here["high"] - here["low"]) / 2
    if max(row["value"] for row in rows) - min(row["value"] for row in rows) <= width:
        return f"It makes no difference that could be seen: {value} everywhere."
    if best is not here and best["value"] - here["value"] <= width:
        return f"{within} it is hardly better anywhere than where it is: {goal.cell(here['value'], here['low'], here['high'])}."
    if best is here:
        return f"{within} it is best where it is, with {where}: {value}."
    return f"{within} it is best with {where}: {value}, against {goal.cell(here['value'], here['low'], here['high'])} where it is."


def _line(page: Page, rows: Sequence[Row], plan: lm.Plan, goal: Goal, name: str) -> None:
    unit = plan.nodes[name].unit
    lines = [
        [lm.wording.amount(row[name]), goal.cell(row["value"], row["low"], row["high"]), _money(row["cost"]), _remark(row)]
        for row in rows
    ]
    head = [f"{plan.title_of(name)}{f' ({unit})' if unit else ''}", goal.heading, f"cost{f', {plan.currency}' if plan.currency else ''}", ""]
    page.table(head, [("", lines)], words=0)


def _remark(row: Row) -> str:
    words = ["here"] if row["here"] else []
    return ", ".join(words + ([] if row["fits"] else ["outside the limits"]))


def _surface(page: Page, rows: Sequence[Row], plan: lm.Plan, goal: Goal, inputs: Sequence[str]) -> None:
    """Print one line per amount of the first input and one column per amount of the second."""
    first, second = inputs
    across = list(dict.fromkeys(row[second] for row in rows))
    down = list(dict.fromkeys(row[first] for row in rows))
    cells = {(row[first], row[second]): _cell(row, goal) for row in rows}
    head = [plan.title_of(first), *(lm.wording.amount(value) for value in across)]
    lines = [[lm.wording.amount(one), *(cells[one, other] for other in across)] for one in down]
    page.text(f"Across: {plan.title_of(second)}{f' ({plan.nodes[second].unit})' if plan.nodes[second].unit else ''}", style="dim", indent=2)
    if page.has_room(head, [("", lines)], broken=True):
        page.table(head, [("", lines)])
    else:
        for one in down:
            told = [f"{lm.wording.amount(other)}: {cells[one, other]}" for other in across]
            page.text(f"{plan.title_of(first)} {lm.wording.amount(one)}: {'; '.join(told)}", indent=2)
    wide = max((row["high"] - row["low"]) / 2 for row in rows)
    size = f"{100 * wide:.1f} points" if goal.probability else lm.wording.amount(wide, digits=2)
    page.text(f"Every number is sure to ±{size} (95 % interval). [ ]: where it is; *: outside the limits.", style="dim", indent=2)


def _cell(row: Row, goal: Goal) -> str:
    text = lm.wording.percent(row["value"]) if goal.probability else lm.wording.amount(row["value"])
    text = text.replace(" %", "") if goal.probability else text
    text = f"[{text}]" if row["here"] else text
    return text if row["fits"] else f"{text}*"


def _money(value: float) -> str:
    return str(lm.wording.money(round(value), ""))


def _end(page: Page, found: lm.Answer) -> None:
    settings = found.settings
    page.gap()
    page.text(
        f"{settings['draws']:,} draws in {settings['replicates']} replicates, seed {settings['seed']}; "
        f"plan {str(settings['digest'])[:19]}; logicmodel {settings['version']}", style="dim",
    )
