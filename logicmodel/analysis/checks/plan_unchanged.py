"""LM702: targets that are missed again and again, and stand as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel.analysis.checking.series import Series, missed, series_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    from logicmodel.analysis.monitoring.actuals import Actuals


class PlanUnchanged(Check):
    """After two periods of missed targets the plan changes, or says why not.

    A figure that is reported and never answered is paperwork. When two targets in a row were missed, either what is done or what is wanted has to
    change; that the next target stands as it was needs a reason at least.

    Bad:
        outcomes: {housed: {indicators: {leases: {}}}}
        targets:
          - {indicator: leases, at_least: 40, by: 2027}
          - {indicator: leases, at_least: 80, by: 2028}
          - {indicator: leases, at_least: 160, by: 2030}
        actuals: {leases: {2027: 22, 2028: 35}}

    Good:
        outcomes: {housed: {indicators: {leases: {}}}}
        targets:
          - {indicator: leases, at_least: 40, by: 2027}
          - {indicator: leases, at_least: 80, by: 2028}
          - {indicator: leases, at_least: 90, by: 2030, was: 160, changed_because: Two of five blocks were not built}
        actuals: {leases: {2027: 22, 2028: 35}}
    """

    code: ClassVar[str] = "LM702"
    severity: ClassVar[Severity] = "hint"
    source: ClassVar[str] = "Urban Institute, outcome management: use of results"
    limits: ClassVar[Mapping[str, float]] = {"periods": 2}
    compares: ClassVar[bool] = True

    def compare(self, plan: Plan, actuals: Actuals) -> Iterator[Finding]:
        """Give the next target of what has missed its last ones, where that target was not touched."""
        for series in series_of(plan, actuals):
            reported: dict[int, bool] = {}  # whether everything that was due in a period was missed: of two bars the lower one counts
            for due, _, target in series.targets:
                if (value := series.value(due)) is not None:
                    reported[due] = reported.get(due, True) and missed(target, value)
            last = list(reported)[-int(self.set["periods"]) :]
            if len(last) < self.set["periods"] or not all(reported[due] for due in last):
                continue
            ahead = [(place, target) for due, place, target in series.targets if due > series.values[-1][0]]
            if ahead and not any(target.was is not None or target.changed_because for _, target in ahead):
                yield self._said(plan, series, [plan.periods.labels[due] for due in last], ahead[0][0])

    def _said(self, plan: Plan, series: Series, labels: list[str], place: int) -> Finding:
        due = plan.targets[place].due
        message = f"{series.name} missed its targets of {' and '.join(labels)}, and the one for {due} stands as it was"
        remedy = "change what is done or what is wanted, or say under changed_because: why it can still be met"
        return self.at_target(plan, place, message, remedy)
