"""Measured values that can hardly be right: found before they move a forecast."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from logicmodel import wording
from logicmodel.errors import Problem
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

Row: TypeAlias = Mapping[str, Any]
COPIED: Final = 5
"""From so many values on it is odd that every one of them equals its target."""


def suspicious(plan: Plan, rows: Iterable[Row], name: str) -> Iterator[Problem]:
    """Give what can hardly be right about values that have their place in a plan, with the line of each."""
    series: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        series.setdefault((row["node"], row["indicator"]), []).append(row)
    for (node, key), values in series.items():
        indicator = plan.results[node].indicators.get(key)
        in_time = sorted(values, key=lambda row: plan.periods.index(row["period"]) or 0)
        mine = [goal for goal in plan.targets if goal.node == node and (goal.indicator or key) == key]
        goals = {_label(plan, goal): goal for goal in mine}
        for rule in (_in_words, _out_of_range, _falls, _zeros):
            for row, message, remedy in rule(plan, node, indicator, in_time, goals):
                yield Problem(f"actuals of {key or node}", message, remedy, source=name, line=row["line"])
    yield from _copied(plan, [row for values in series.values() for row in values], name)


Found: TypeAlias = Iterator[tuple[Row, str, str]]


def _in_words(_plan: Plan, _node: str, indicator: Indicator | None, rows: Sequence[Row], _goals: Mapping[str, Target]) -> Found:
    """Give numbers for what is told in words."""
    if indicator is not None and indicator.measure == "text":
        yield rows[0], "has a number, while its measure is text", "give the indicator another measure, or leave the numbers out"


def _out_of_range(plan: Plan, node: str, indicator: Indicator | None, rows: Sequence[Row], _goals: Mapping[str, Target]) -> Found:
    """Give percentages outside of 0 to 100, and those that seem to be shares of 1."""
    unit = (indicator.unit if indicator is not None else "") or plan.results[node].unit
    measure = indicator.measure if indicator is not None else None
    if measure != "percentage" and unit not in {"%", "percent"}:
        return
    for row in rows:
        if not 0 <= row["value"] <= 100:
            yield row, f"{_told(row['value'])} % in {row['period']} is outside of 0 to 100", "look the figure up"
    values = [row["value"] for row in rows]
    base = _baseline(plan, node, indicator)
    if base is not None and base > 1 and any(values) and max(values) <= 1:
        yield rows[0], f"is {_told(max(values))} at most, while its baseline is {_told(base)} %", "write percentages as 85, not as 0.85"


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
        before = known + [(f"the value of {one['period']}", one["value"]) for one in rows[:place] if one["value"] > 0]
        later = [(f"the value of {one['period']}", one["value"]) for one in rows[place + 1 :] if one["value"] > 0]
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


def _copied(plan: Plan, rows: Sequence[Row], name: str) -> Iterator[Problem]:
    """Say where every value equals its target: mostly one was copied from the other."""
    goals = {(goal.node, goal.indicator, _label(plan, goal)): goal for goal in plan.targets}
    compared = 0
    for row in rows:
        goal = goals.get((row["node"], row["indicator"] or None, row["period"])) or goals.get((row["node"], None, row["period"]))
        wanted = None if goal is None else goal.at_least if goal.at_least is not None else goal.at_most
        if wanted is None:
            continue
        if row["value"] != wanted:
            return
        compared += 1
    if compared >= COPIED:
        yield Problem("actuals", f"all {compared} values equal their targets to the last digit", "check which of them was copied from the other", source=name)


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
