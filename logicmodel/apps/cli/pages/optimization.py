"""The page of ``optimize``: where the money goes, how sure that is, and what stands in the way of more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.page import Page
from logicmodel.apps.cli.pages.goals import Goal, goal_of
from logicmodel.apps.cli.pages.obstacles import beyond, obstacles, unused

Row = Mapping[str, Any]
TINY = 1e-6
STATUS = {
    "found": "{agree} of {starts} starts from different places ended here",
    "starts disagree": "Only {agree} of {starts} starts from different places ended here: there may be something better. Try more --draws or another --seed",
    "did not move": "No start led anywhere else: this is where the search began, not something that was found to be best",
    "fresh draws do not confirm it": "The searched draws made it look better than fresh ones do, by more than chance and choice explain: search on more --draws",
    "nothing to choose": "Every allocation that was tried is equally good, so this one is as good as any other",
}
VERDICTS = {
    "worse": "better than what was found: the search missed it, or the limits forbid it",
    "cannot tell apart at this precision": "cannot be told apart from the best at this precision",
    "the same": "the same as the best",
}


def show(
    page: Page, found: lm.Optimum, plan: lm.Plan, *, least: float | None = None, budget: float | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Print the page of one plan's best allocation; ``bounds`` are those that the options replace."""
    ends = {**plan.budget.bounds, **(bounds or {})}
    goal = goal_of(plan, found.maximize, probability=found.probability)
    page.title(plan.title or "A plan without a title")
    page.gap()
    page.text(_lead(found, plan, goal, least, plan.budget.total if budget is None else budget), style="bold")
    page.gap()
    _amounts(page, found, plan)
    _sure(page, found, goal)
    _futures(page, found, plan, goal)
    _obstacles(page, found, plan, goal, budget, ends)
    _little_more(page, found, plan, goal, beyond(found))
    _own(page, found, plan, goal, budget)
    page.gap()
    page.text(_provenance(found), style="dim")


def _lead(found: lm.Optimum, plan: lm.Plan, goal: Goal, least: float | None, total: float | None) -> str:
    """Say what is best in one or two sentences."""
    value = (found.verified.value, found.verified.low, found.verified.high)
    money = lm.wording.money(found.cost, plan.currency)
    if found.futures:
        return f"Spend {money} as below: {_whatever(found, goal)} {_else(found, plan, goal)}"
    if least is not None:
        return _enough(found, plan, goal, least)
    if found.status == "nothing to choose":
        rival = _rival(found, plan, goal, total)
        return _flat(goal, value, money, "" if "cannot be told" in rival else rival)
    return f"Spend {money} as below: {goal.said(*value)}{_rival(found, plan, goal, total)}."


def _flat(goal: Goal, value: tuple[float, float, float], money: str, rival: str) -> str:
    """Say that it makes no difference how money is spent, and what is then the cheapest."""
    least = f"What is below spends {money}, no more than has to be spent."
    if goal.probability and value[0] <= 0.0:
        return f"No way of spending the money that was tried shows a chance: {goal.said(*value)}{rival}. There is too little of it, or a target cannot be met at all. {least}"
    return f"It makes no difference how the money is spent: {goal.said(*value)}{rival}. {least}"


def _enough(found: lm.Optimum, plan: lm.Plan, goal: Goal, least: float) -> str:
    """Tell the least budget, rounded up so that what is read suffices, and the chance that fresh draws show."""
    value = (found.verified.value, found.verified.low, found.verified.high)
    told = f"{lm.wording.enough(found.needs, plan.currency)} is the least budget found for a chance of {_wanted(least)}: {goal.said(*value)}."
    if value[0] >= least or value[2] < value[0]:
        return told
    if value[2] >= least:
        return f"{told} Fresh draws put it a little below; {_wanted(least)} lies within their precision. Take somewhat more to be safe."
    return f"{told} Fresh draws do not confirm that it is enough: search on more --draws."


def _whatever(found: lm.Optimum, goal: Goal) -> str:
    """Say how far behind the best in each future it can be, and where."""
    worst = max(found.futures, key=lambda row: row["regret"])
    ranked = sorted(found.futures, key=lambda row: row["value"])
    ends = [f"{goal.cell(row['value'], row['low'], row['high'])} in {_named(row['future'])}" for row in (ranked[0], ranked[-1])]
    reach = f"The {goal.heading.partition(' (')[0]} goes from {ends[0]} to {ends[1]}."
    if worst["regret"] <= (worst["regret_high"] - worst["regret_low"]) / 2:
        return f"in every future that was asked for it is as good as the best for that future alone. {reach}"
    return f"whatever the future, it is at most {_lost(goal, worst)} behind what is best for that future alone, and that in {_named(worst['future'])}. {reach}"


def _else(found: lm.Optimum, plan: lm.Plan, goal: Goal) -> str:
    """Say what the best for one future alone, and the best of the plan's own allocations, would lose at most."""
    ours = max(found.futures, key=lambda row: row["regret"])
    told = []
    for kind in ("alone", "own"):
        rows = [row for row in found.rivals if row["kind"] == kind and row["worst"]]
        if not rows:
            continue
        best = min(rows, key=lambda row: row["regret"])
        name = f"what is best for {_named(best['name'])} alone" if kind == "alone" else _title(plan, best["name"])
        few = "" if kind == "alone" else ", the best of the plan's own allocations"
        apart = best["regret_low"] > ours["regret_high"] or best["regret_high"] < ours["regret_low"]
        tail = "" if apart else ", which cannot be told from that"
        told.append(f"with {name}{few}, up to {_lost(goal, best)} in {_named(best['future'])}{tail}")
    return f"To compare: {'; '.join(told)}." if told else ""


def _lost(goal: Goal, row: Row) -> str:
    """Write a regret; chance alone can make one negative."""
    three = (max(row[end], 0.0) for end in ("regret", "regret_low", "regret_high"))
    return _plain(goal, goal.apart(*three)).replace("+", "")


def _rival(found: lm.Optimum, plan: lm.Plan, goal: Goal, total: float | None) -> str:
    """Hold the best against the best of the plan's own allocations that can be paid for."""
    known = [row for row in found.against if not _dear(row, total)]
    if not known:
        return ", and none of the plan's own allocations can be paid for" if found.against else ""
    best = max(known, key=lambda row: row["value"])
    title, value = _title(plan, best["allocation"]), goal.cell(best["value"], best["low"], best["high"])
    return {
        "better": f", against {value} under {title}, the best of the plan's own allocations{' that can be paid for' if len(known) < len(found.against) else ''}",
        "worse": f", but {value} under {title}, {'whose amounts change over time' if _timed(found, plan, best) else 'which this search did not find or may not choose'}",
    }.get(best["verdict"], f", which cannot be told from {title} with {value}")


def _amounts(page: Page, found: lm.Optimum, plan: lm.Plan) -> None:
    """Print what to spend on what, beside the plan's first allocation."""
    now = next(iter(plan.allocations), None)
    each = f"a {plan.periods.step}"
    costs = {name: sum(row["cost"] for row in found.rows if row["input"] == name) for name in plan.inputs}
    lines = []
    for name in plan.inputs:
        amount = _mean(found.allocation.get(name, 0.0))
        own = _mean(plan.allocations[now].amounts.get(name, 0.0)) if now is not None else 0.0
        if abs(amount) < TINY and abs(own) < TINY:
            continue
        title = plan.title_of(name) + (f" ({plan.nodes[name].unit})" if plan.nodes[name].unit else "")
        before = [_amount(own), _change(amount - own, own)] if now is not None else []
        lines.append([title, *before[:1], _amount(amount), *before[1:], lm.wording.money(round(costs[name]), "")])
    cost = f"cost{f', {plan.currency}' if plan.currency else ''}"
    head = ["", *(["now"] if now is not None else []), "best", *(["change"] if now is not None else []), cost]
    page.table(head, [("", lines)], words=0)
    told = [f"Amounts are those of {each}" + (", on average" if _moving(found) else "") + "; the cost is that of the whole plan."]
    if now is not None:
        told.append(f"“Now” is {_title(plan, now)}, the plan's first allocation.")
    if found.packages:
        titles = [plan.budget.packages[name].title or name for name in found.packages]
        told.append(f"With {' and '.join(titles)}.")
    elif plan.budget.packages:
        told.append("Without any package.")
    page.text(" ".join(told), style="dim", indent=2)
    _over_time(page, found, plan)


def _over_time(page: Page, found: lm.Optimum, plan: lm.Plan) -> None:
    """Print amounts that differ between periods, and warn where periods before the due one get little."""
    moving = _moving(found)
    if not moving:
        return
    labels = plan.periods.labels
    page.heading(f"By {plan.periods.step}")
    lines = [[plan.title_of(name), *(_amount(value) for value in found.allocation[name])] for name in moving]  # type: ignore[union-attr]
    spent = [sum(row["cost"] for row in found.rows if row["period"] == label) for label in labels]
    lines.append([f"Money{f' ({plan.currency})' if plan.currency else ''}", *(lm.wording.amount(value) for value in spent)])
    head = ["", *labels]
    if _fits(page, head, lines):
        page.table(head, [("", lines)], words=0)
    else:
        for name, *cells in lines:
            page.text(f"{name}: {', '.join(f'{label} {cell}' for label, cell in zip(labels, cells, strict=True))}", indent=2)
    _neglect(page, found, plan)


def _fits(page: Page, head: Sequence[str], lines: Sequence[Sequence[str]]) -> bool:
    """Say whether a table fits with its first column broken to a legible width."""
    widths = [max(len(cell) for cell in column) for column in zip(head, *lines, strict=True)]
    return min(widths[0], 20) + sum(width + 2 for width in widths[1:]) + 2 <= page.width


def _neglect(page: Page, found: lm.Optimum, plan: lm.Plan) -> None:
    """Warn where most of something is bought in one period: those in which nothing is due get little."""
    if not found.bunched:
        return
    told = "; ".join(f"{lm.wording.enumerated([plan.title_of(name) for name in names])} in {label}" for label, names in found.bunched.items())
    page.text(
        f"More than half of some inputs goes to one {plan.periods.step}: {told}. A target counts only when it is due, so the "
        f"{plan.periods.step}s before may be neglected. If they matter, give them targets, or seek one amount for all with --vary plan.",
        style="yellow", indent=2,
    )


def _moving(found: lm.Optimum) -> list[str]:
    """Return the inputs whose amounts differ between periods."""
    return [
        name for name, value in found.allocation.items()
        if isinstance(value, Sequence) and max(value) - min(value) > 1e-3 * max(value) and max(value) > TINY
    ]


def _sure(page: Page, found: lm.Optimum, goal: Goal) -> None:
    page.heading("How sure is this?")
    draws = found.settings.get("draws", 0)
    what = "the most that is lost is " if found.futures else ""
    fresh, seen = (_told(found, goal, one) for one in (found.verified, found.in_sample))
    page.text(f"On {draws:,} fresh draws that the search has not seen: {what}{fresh}. On those it has seen: {seen}.{_optimism(found)}", indent=2)
    words = STATUS.get(found.status, found.status).format(agree=found.agreeing, starts=found.starts)
    page.text(f"{words}.", indent=2, style="" if found.status == "found" else "yellow")


def _told(found: lm.Optimum, goal: Goal, one: Any) -> str:
    """Write the value that was sought; with several futures that is a loss, told without its sign."""
    if found.futures:
        return _lost(goal, {"regret": -one.value, "regret_low": -one.high, "regret_high": -one.low})
    return goal.cell(one.value, one.low, one.high)


def _optimism(found: lm.Optimum) -> str:
    """Say how far the search has flattered itself."""
    if found.optimism <= 0:
        return " The search has not flattered itself."
    width = (found.verified.high - found.verified.low + found.in_sample.high - found.in_sample.low) / 2
    size = f" of {100 * found.optimism:.{1 if found.optimism >= 0.001 else 2}f} points" if found.probability else ""
    if found.optimism <= width:
        return f" The optimism of the search{size} is no more than chance explains."
    return f" The optimism of the search{size} is more than chance explains: believe the first number."


def _futures(page: Page, found: lm.Optimum, plan: lm.Plan, goal: Goal) -> None:
    """Print value and regret in every future, and the largest regret of what might be done instead."""
    if not found.futures:
        return
    page.heading("In each future")
    lines = [
        [str(row["future"]), goal.cell(row["value"], row["low"], row["high"]),
         _lost(goal, row)]
        for row in found.futures
    ]
    page.table(["", goal.heading, "best for it alone does better by"], [("", lines)])
    page.heading("What could be lost with other allocations")
    worst = [row for row in found.rivals if row["worst"]]
    titles = [f"Best for {_named(row['name'])} alone" if row["kind"] == "alone" else _title(plan, row["name"]) for row in worst]
    lines = [[title, _lost(goal, row), str(row["future"])] for title, row in zip(titles, worst, strict=True)]
    page.table(["", "behind by at most", "in the future"], [("", lines)], words=0)


def _obstacles(
    page: Page, found: lm.Optimum, plan: lm.Plan, goal: Goal, budget: float | None, ends: Mapping[str, tuple[float, float]]
) -> None:
    """Print the limits that are used up, and the money left."""
    lines, idle = obstacles(found, plan, ends), unused(found, plan)
    total = plan.budget.total if budget is None else budget
    left = found.unspent is not None and total is not None and found.unspent > 1e-3 * total
    if not (lines or idle or left):
        return
    page.heading("What stands in the way of more")
    for line in lines:
        page.text(f"{line[:1].upper()}{line[1:]}.", indent=2)
    if idle:
        page.text(f"Nothing goes to {', '.join(idle)}.", indent=2)
    if found.relaxed is not None and lines:
        free, gain = found.relaxed.value, found.relaxed.gain
        value, adds = goal.cell(free.value, free.low, free.high), goal.apart(gain.value, gain.low, gain.high)
        words = f"the limits cost {adds.replace('+', '')}" if gain.low > 0 else "that is no more than can be told apart"
        page.text(f"With the money alone as a limit it would be {value}: {words}.", indent=2)
    if left:
        page.text(f"{lm.wording.money(found.unspent, plan.currency)} are left: within these limits more money would not help.", indent=2)


def _little_more(page: Page, found: lm.Optimum, plan: lm.Plan, goal: Goal, full: set[str]) -> None:
    """Print what the same little money on each input would add, the best first."""
    paid = [row for row in found.marginal if row["cost"] > 0]
    if not paid:
        return
    sums = {round(row["cost"], 9) for row in paid}
    same = len(sums) == 1
    each = f"more a {plan.periods.step}"
    lines = []
    for row in sorted(paid, key=lambda row: -row["gain"] / row["cost"]):
        more = lm.wording.amount(row["more"] / plan.periods.count, plan.nodes[row["input"]].unit)
        cost = [] if same else [lm.wording.money(row["cost"], "")]
        gain = _plain(goal, goal.apart(row["gain"], row["gain_low"], row["gain_high"]))
        lines.append([plan.title_of(row["input"]), more, *cost, gain, "beyond its limit" if row["input"] in full else ""])
    what = f"{lm.wording.money(paid[0]['cost'], plan.currency)} more over the whole plan" if same else "a little more of one input"
    page.heading(f"What {what} would buy")
    if not any(line[-1] for line in lines):
        lines = [line[:-1] for line in lines]
    cost = [] if same else [f"cost{f', {plan.currency}' if plan.currency else ''}"]
    head = ["spent on", each, *cost, "adds"]
    page.table([*head, *([""] if len(lines[0]) > len(head) else [])], [("", lines)], words=0)
    if not same:
        page.text("Sorted by what the same money adds; what comes in steps is told for a whole step.", style="dim", indent=2)


def _own(page: Page, found: lm.Optimum, plan: lm.Plan, goal: Goal, budget: float | None) -> None:
    if not found.against:
        return
    total = plan.budget.total if budget is None else budget
    lines, dear = [], False
    for row in found.against:
        over = _dear(row, total)
        dear = dear or over
        lines.append([
            _title(plan, row["allocation"]), goal.cell(row["value"], row["low"], row["high"]),
            goal.apart(row["difference"], row["difference_low"], row["difference_high"]).replace(" points", ""),
            lm.wording.money(round(row["cost"]), "") + ("*" if over else ""),
        ])
    where = f", in {_named(found.futures[0]['future'])}" if found.futures else ""
    page.heading(f"Against the plan's own allocations, on the same draws{where}")
    adds = "the best adds" + (" (points)" if goal.probability else "")
    page.table(["", goal.heading, adds, f"cost{f', {plan.currency}' if plan.currency else ''}"], [("", lines)], words=0)
    for verdict, words in VERDICTS.items():
        rows = [row for row in found.against if row["verdict"] == verdict and not _dear(row, total)]
        free = [row for row in rows if _timed(found, plan, row)] if verdict == "worse" else []
        names = [_title(plan, row["allocation"]) for row in rows if row not in free]
        if names:
            page.text(f"{lm.wording.enumerated(names)}: {words}.", indent=2)
        if free:
            titles = lm.wording.enumerated([_title(plan, row["allocation"]) for row in free])
            page.text(f"{titles}: better, with amounts that change from {plan.periods.step} to {plan.periods.step}; --vary period seeks such ones.", indent=2, style="yellow")
    if dear:
        page.text("* more than the budget", style="dim", indent=2)


def _timed(found: lm.Optimum, plan: lm.Plan, row: Row) -> bool:
    """Say whether an own allocation changes over time, where the search kept every amount the same."""
    amounts = plan.allocations[row["allocation"]].amounts.values() if row["allocation"] in plan.allocations else ()
    return not _moving(found) and any(isinstance(one, Sequence) and max(one) > min(one) for one in amounts)


def _dear(row: Row, total: float | None) -> bool:
    """Say whether an allocation costs more than there is."""
    return total is not None and bool(row["cost"] > total * (1 + 1e-9))


def _provenance(found: lm.Optimum) -> str:
    settings = found.settings
    return (
        f"{settings.get('searched', 0):,} evaluations on frozen draws, verified on {settings.get('draws', 0):,} draws in "
        f"{settings.get('replicates', 0)} replicates, seed {settings.get('seed')}; plan {str(settings.get('digest', ''))[:19]}; "
        f"logicmodel {settings.get('version')}"
    )


def _title(plan: lm.Plan, name: str) -> str:
    return plan.allocations[name].title or name if name in plan.allocations else name


def _named(future: str) -> str:
    return "the plan as it is" if future == "as planned" else f"the future {future}"


def _plain(goal: Goal, text: str) -> str:
    return text.replace(" points", "") if goal.probability and text == "0 points" else text


def _mean(amount: float | Sequence[float]) -> float:
    return sum(amount) / len(amount) if isinstance(amount, Sequence) else float(amount)


def _amount(value: float) -> str:
    return str(lm.wording.amount(value if abs(value) >= TINY else 0.0))


def _change(change: float, base: float) -> str:
    """Write a change with its sign; what is too small to matter is none."""
    if abs(change) < max(TINY, 5e-4 * abs(base)):
        return "0"
    text = str(lm.wording.amount(change))
    return text if change < 0 else f"+{text}"


def _wanted(share: float) -> str:
    """Write a chance that was asked for with all its digits."""
    return f"{100 * share:.6g} %"
