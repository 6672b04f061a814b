"""Measured values that can hardly be right: found before they move a forecast."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from logicmodel import wording
from logicmodel.analysis.monitoring.placing import is_percentage
from logicmodel.errors import Problem
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

Row: TypeAlias = Mapping[str, Any]
FAR: Final = 100
"""So many times as large as all others is odd."""
TENFOLD: Final = 10
"""So many times a share of 1 can only be a percentage of it."""
RARE: Final = 3
"""Where fewer than so many are expected, none at all happens often enough."""
FEW: Final = 2
"""So many others are needed to say so."""
SHARES: Final = frozenset({"", "share", "proportion", "ratio", "fraction", "rate", "index"})
"""Units of what may be counted from 0 to 1."""


def suspicious(plan: Plan, rows: Iterable[Row], name: str) -> Iterator[Problem]:
    """Give what can hardly be right about values that have their place in a plan, with the line of each."""
    series: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        series.setdefault((row["node"], row["indicator"]), []).append(row)
    wanted: dict[str, list[Target]] = {}
    for goal in plan.targets:
        wanted.setdefault(goal.node or "", []).append(goal)
    for (node, key), values in series.items():
        indicator = plan.results[node].indicators.get(key)
        in_time = sorted(values, key=lambda row: plan.periods.index(row["period"]) or 0)
        mine = [goal for goal in wanted.get(node, ()) if (goal.indicator or key) == key]
        goals = {_label(plan, goal): goal for goal in mine}
        for rule in (_in_words, _out_of_range, _in_shares, _out_of_bounds, _far_off, _falls, _zeros):
            for row, message, remedy in rule(plan, node, indicator, in_time, goals):
                yield Problem(f"actuals of {key or node}", message, remedy, source=name, line=row["line"])


Found: TypeAlias = Iterator[tuple[Row, str, str]]


def _in_words(_plan: Plan, _node: str, indicator: Indicator | None, rows: Sequence[Row], _goals: Mapping[str, Target]) -> Found:
    """Give numbers for what is told in words."""
    if indicator is not None and indicator.measure == "text":
        yield rows[0], "has a number, while its measure is text", "give the indicator another measure, or leave the numbers out"


def _out_of_range(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], goals: Mapping[str, Target]) -> Found:
    """Give percentages outside of 0 to 100; of those against 100, only where nothing above is planned for."""
    if not is_percentage(plan, node, indicator):
        return
    known = _known(plan, node, indicator, goals)
    shares = bool(known) and max(abs(value) for _, value in known) <= 1
    most = max([100.0, *(value for _, value in known)])
    for row in rows:
        if not 0 <= row["value"] <= most and not shares:
            yield row, f"{_told(row['value'])} % in {row['period']} is outside of 0 to 100", "look the figure up"


def _in_shares(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], goals: Mapping[str, Target]) -> Found:
    """Give shares of 1 where the plan counts in percent, and percentages where it counts in shares of 1."""
    known = _known(plan, node, indicator, goals)
    values = [row["value"] for row in rows]
    if not known or not any(values) or min(values) < 0:
        return
    what, most = max(known, key=lambda one: abs(one[1]))
    unit = (indicator.unit if indicator is not None else "") or plan.results[node].unit
    if is_percentage(plan, node, indicator) and most > 1 and max(values) <= 1:
        yield rows[0], f"is {_told(max(values))} at most, while {what} is {_told(most)} %", "write percentages as 85, not as 0.85"
        return
    shares = all(0 <= value <= 1 for _, value in known) and any(value % 1 for _, value in known)
    if shares and TENFOLD * max(most, 0.1) < max(values) <= 100 and (unit in SHARES or is_percentage(plan, node, indicator)):
        worst = max(rows, key=lambda row: row["value"])
        yield worst, f"is {_told(max(values))}, while {what} is {_told(most)}", "write shares as the plan does: 0.85, not 85"


def _out_of_bounds(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], _goals: Mapping[str, Target]) -> Found:
    """Give values outside of the least and most that a node can be."""
    result = plan.results[node]
    if indicator is not None and (len(result.indicators) > 1 or indicator.unit not in {"", result.unit} or indicator.accumulation != "level"):
        return  # the bounds are those of the node, not of any indicator of it
    ends = {name: value for name in ("min", "max") if (value := _fixed(getattr(result, name, None))) is not None}
    for row in rows:
        if "min" in ends and row["value"] < ends["min"]:
            yield row, f"{_told(row['value'])} in {row['period']} is below {_told(ends['min'])}, the least that “{plan.title_of(node)}” can be (min)", "look the figure up, or lower min"
        elif "max" in ends and row["value"] > ends["max"]:
            yield row, f"{_told(row['value'])} in {row['period']} is above {_told(ends['max'])}, the most that “{plan.title_of(node)}” can be (max)", "look the figure up, or raise max"


def _far_off(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], goals: Mapping[str, Target]) -> Found:
    """Give values a hundred times as large as everything else that is known, and negative ones where nothing else is."""
    if is_percentage(plan, node, indicator):
        return
    planned = _known(plan, node, indicator, goals)
    for row in rows:
        others = planned + [(f"the value of {one['period']}", one["value"]) for one in rows if one is not row]
        known = [(what, value) for what, value in others if value > 0]
        if len(known) >= FEW and row["value"] >= FAR * max(value for _, value in known):
            what, most = max(known, key=lambda one: one[1])
            yield row, f"is {_told(row['value'])} in {row['period']}, while {what} is {_told(most)}", "look the figure up, and its unit: thousands?"
        elif row["value"] < 0 and len(known) >= FEW and all(value >= 0 for _, value in others):
            yield row, f"is {_told(row['value'])} in {row['period']}, and nothing else is below 0", "look the figure up"


def _falls(_plan: Plan, _node: str, indicator: Indicator | None, rows: Sequence[Row], _goals: Mapping[str, Target]) -> Found:
    """Give the places at which a running total gets smaller."""
    if indicator is None or indicator.accumulation != "running_total":
        return
    for before, row in itertools.pairwise(rows):
        if row["value"] < before["value"]:
            message = f"is a running total, and falls from {_told(before['value'])} in {before['period']} to {_told(row['value'])} in {row['period']}"
            yield row, message, "look both figures up, or say accumulation: per_period"


def _zeros(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], goals: Mapping[str, Target]) -> Found:
    """Give zeros where everything else says that there was something."""
    base = _baseline(plan, node, indicator)
    known = [("the baseline", base)] if base else []
    for place, row in enumerate(rows):
        rare = RARE if max([value for _, value in known] + [one["value"] for one in rows]) > 1 else RARE / 100
        before = known + [(f"the value of {one['period']}", one["value"]) for one in rows[:place] if one["value"] >= rare]
        later = [(f"the value of {one['period']}", one["value"]) for one in rows[place + 1 :] if one["value"] >= rare]
        reasons = _against_zero(indicator, before, later, goals.get(row["period"]))
        if row["value"] == 0 and reasons:
            told = " and ".join(f"{what} is {_told(value)}" for what, value in reasons)
            yield row, f"is 0 in {row['period']}, while {told}", "leave the row out if nothing was measured"


def _against_zero(
    indicator: Indicator | None, before: Sequence[tuple[str, float]], later: Sequence[tuple[str, float]], goal: Target | None
) -> list[tuple[str, float]]:
    """Return what makes a zero improbable, and the figure of each."""
    if indicator is not None and indicator.accumulation == "running_total":
        if before:
            return []  # it falls, which is said elsewhere
    elif before and later:
        return [before[-1], later[0]]
    elif before and (indicator is None or indicator.direction != "down"):
        return [before[-1]]
    if goal is not None and goal.at_least is not None and goal.at_least > 0:
        return [("the target", goal.at_least)]
    return []


def _known(plan: Plan, node: str, indicator: Indicator | None, goals: Mapping[str, Target]) -> list[tuple[str, float]]:
    """Return baseline and targets, and what each is."""
    base = _baseline(plan, node, indicator)
    found = [("its baseline", base)] if base is not None else []
    for label, goal in goals.items():
        wanted = goal.at_least if goal.at_least is not None else goal.at_most
        found += [(f"the target of {label}", wanted)] if wanted is not None else []
    return found


def _fixed(part: Any) -> float | None:
    """Return a number that is certain; None for one that is not, or is not stated."""
    value = getattr(part, "value", None)
    return float(value) if isinstance(value, int | float) and abs(value) < float("inf") else None


def _baseline(plan: Plan, node: str, indicator: Indicator | None) -> float | None:
    """Return what was measured before the plan."""
    if indicator is not None and indicator.baseline is not None:
        return indicator.baseline
    found = getattr(plan.results[node], "baseline", None)
    value = getattr(found, "value", None)
    return float(value) if isinstance(value, int | float) else None


def _label(plan: Plan, goal: Target) -> str:
    """Return the label of the period in which a target is due."""
    place = plan.periods.index(goal.due)
    return "" if place is None else plan.periods.labels[place]


def _told(value: float) -> str:
    """Write a figure as it was measured."""
    return wording.amount(value, digits=12)
