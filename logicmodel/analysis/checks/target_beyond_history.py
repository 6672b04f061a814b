"""LM320: a target that asks for more than anything before it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from logicmodel import wording
from logicmodel.analysis.checking.series import Series, series_of, wanted
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

if TYPE_CHECKING:
    from logicmodel.analysis.monitoring.actuals import Actuals


class TargetBeyondHistory(Check):
    """What a target asks for has some ground in what was measured before.

    A target may lie above the best figure so far: that is what a plan is for. But where it also needs a change per period that nine of
    ten changes so far have not reached, somebody ought to say what will be different from now on. Of 351 targets of a large city, set beside seven
    years of figures, the rule names 24: one in eight of these was met, of the others more than half. It needs values of at least
    five periods.

    Bad:
        periods: {first: 2021, count: 6}
        outcomes: {pass_rate: {indicators: {passed: {}}}}
        targets: [{indicator: passed, at_least: 80, by: 2026}]
        actuals: {passed: {2021: 40, 2022: 42, 2023: 41, 2024: 44, 2025: 45}}

    Good:
        periods: {first: 2021, count: 6}
        outcomes: {pass_rate: {indicators: {passed: {}}}}
        targets: [{indicator: passed, at_least: 47, by: 2026}]
        actuals: {passed: {2021: 40, 2022: 42, 2023: 41, 2024: 44, 2025: 45}}
    """

    code: ClassVar[str] = "LM320"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "studies of published targets beside their own history"
    limits: ClassVar[Mapping[str, float]] = {"least_values": 5, "quantile": 0.9}
    compares: ClassVar[bool] = True

    def compare(self, plan: Plan, actuals: Actuals) -> Iterator[Finding]:
        """Give the targets beyond the best value so far that need a faster change than nearly all so far."""
        for series in series_of(plan, actuals):
            for due, place, target in series.targets:
                past = [one for one in series.values if one[0] < due]
                if len(past) >= self.set["least_values"] and series.value(due) is None:
                    yield from self._judged(plan, series, place, target, due, past)

    def _judged(
        self, plan: Plan, series: Series, place: int, target: Target, due: int, past: Sequence[tuple[int, float]]
    ) -> Iterator[Finding]:
        level, sign = wanted(target), 1.0 if target.rule == "at_least" else -1.0
        last, now = past[-1]
        if level is None or any(sign * value >= sign * level for _, value in past):
            return
        changes = sorted(sign * (after - before) / (late - early) for (early, before), (late, after) in itertools.pairwise(past))
        needed, usual = sign * (level - now) / (due - last), _quantile(changes, self.set["quantile"])
        if needed <= max(usual, 0.0):
            return
        step = plan.periods.step
        goal, year = wording.amount(level, digits=4), plan.periods.labels[due]
        share = f"{self.set['quantile']:.0%}".replace("%", " %")
        message = f"{goal} by {year} needs {_signed(sign * needed)} a {step}; {share} of the changes of {series.name} so far were {_signed(sign * usual)} at best"
        yield self.at_target(plan, place, message, "say what will be different from now on, or ask for less or later")


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of ordered values, between neighbours in proportion."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{wording.amount(value, digits=2)}"
