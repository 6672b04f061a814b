"""LM309: a running total that is to fall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class RunningTotalFalls(Check):
    """A total since the start never falls, and so its targets do not.

    Whoever reports running totals and sets a lower target for a later year has mixed up totals and yearly figures; so has
    whoever read the last one. Say which of the two an indicator is under accumulation.

    Bad:
        outputs: {houses: {indicators: {built: {accumulation: running_total}}}}
        targets: [{indicator: built, at_least: 40, by: 2028}, {indicator: built, at_least: 30, by: 2030}]

    Good:
        outputs: {houses: {indicators: {built: {accumulation: running_total}}}}
        targets: [{indicator: built, at_least: 40, by: 2028}, {indicator: built, at_least: 70, by: 2030}]
    """

    code: ClassVar[str] = "LM309"
    severity: ClassVar[Severity] = "error"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "Akvo RSR, issues on cumulative indicators"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets on a running total that ask for less than an earlier one."""
        before: dict[str, float] = {}
        order = sorted(range(len(plan.targets)), key=lambda place: plan.periods.index(plan.targets[place].due) or 0)
        for place in order:
            target = plan.targets[place]
            name, node = target.indicator, plan.results.get(target.node or "")
            if name is None or node is None or target.at_least is None or node.indicators[name].accumulation != "running_total":
                continue
            most = before.get(name)
            if most is not None and target.at_least < most:
                message = f"{name} is a total since the start, and its target falls from {most:g} to {target.at_least:g}"
                yield self.at_target(plan, place, message, "raise the later target, or say accumulation: per_period")
            before[name] = max(target.at_least, before.get(name, target.at_least))
