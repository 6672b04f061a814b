"""LM321: measured values that equal their targets, every one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from logicmodel.analysis.checking.series import Series, series_of, wanted
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    from logicmodel.analysis.monitoring.actuals import Actuals


SHARES: Final = frozenset({"share", "proportion", "fraction"})
"""Units whose ceiling is 1."""


class TargetsBackFilled(Check):
    """What is measured differs from what was wanted, now and then.

    Where every figure equals its target to the last digit, one of the two was copied from the other: the target was written when the result was
    known, or the result was reported as planned. Floors and ceilings (none, or 100 %) may be hit exactly and do not count.

    Bad:
        outputs: {meals: {indicators: {served: {}}}}
        targets:
          - {indicator: served, at_least: 410, by: 2027}
          - {indicator: served, at_least: 450, by: 2028}
          - {indicator: served, at_least: 480, by: 2029}
          - {indicator: served, at_least: 505, by: 2030}
        actuals: {served: {2027: 410, 2028: 450, 2029: 480, 2030: 505}}

    Good:
        outputs: {meals: {indicators: {served: {}}}}
        targets:
          - {indicator: served, at_least: 400, by: 2027}
          - {indicator: served, at_least: 450, by: 2028}
          - {indicator: served, at_least: 500, by: 2029}
          - {indicator: served, at_least: 500, by: 2030}
        actuals: {served: {2027: 410, 2028: 450, 2029: 480, 2030: 505}}
    """

    code: ClassVar[str] = "LM321"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "a study of published targets of a trust fund: whole programmes whose actuals equal their targets"
    limits: ClassVar[Mapping[str, float]] = {"least_values": 4}
    compares: ClassVar[bool] = True

    def compare(self, plan: Plan, actuals: Actuals) -> Iterator[Finding]:
        """Give the plan all of whose values equal their targets, else the indicators of which that is true."""
        pairs = [(series, list(_pairs(plan, series))) for series in series_of(plan, actuals)]
        every = [pair for _, own in pairs for pair in own]
        remedy = "look up which of them was copied from the other, and when the targets were set"
        if self._copied(every) and len(pairs) > 1:
            yield self.finding(("targets",), "targets", f"all {len(every)} measured values equal their targets to the last digit", remedy)
            return
        for series, own in pairs:
            if self._copied(own):
                message = f"all {len(own)} values of {series.name} equal their targets to the last digit"
                yield self.at_node(plan, series.node, message, remedy)

    def _copied(self, pairs: list[tuple[float, float]]) -> bool:
        return len(pairs) >= self.set["least_values"] and all(value == goal for value, goal in pairs)


def _pairs(plan: Plan, series: Series) -> Iterator[tuple[float, float]]:
    """Give each measured value with its target, without those at a floor or ceiling."""
    percent = series.indicator is not None and series.indicator.measure == "percentage"
    unit = (series.indicator.unit if series.indicator is not None else "") or plan.results[series.node].unit
    share = unit.strip().casefold() in SHARES or (series.indicator is not None and series.indicator.measure == "yes_no")
    ends = {0.0, 100.0} if percent or unit == "%" else {0.0, 1.0} if share else {0.0}
    for due, _, target in series.targets:
        value, goal = series.value(due), wanted(target)
        if value is not None and goal is not None and goal not in ends:
            yield value, goal
