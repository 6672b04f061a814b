"""LM308: percent out of range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target


class PercentOutOfRange(Check):
    """A percentage lies between 0 and 100, and it is said of what.

    Shares stored as 0.85 beside others stored as 85 are the commonest slip in results data. And a percentage without its
    denominator can rise because fewer people are counted.

    Bad:
        outcomes: {reading: {unit: "%", indicators: {share: {measure: percentage}}}}
        targets: [{indicator: share, at_least: 0.85, by: 2030}]

    Good:
        outcomes: {reading: {unit: "%", indicators: {share: {measure: percentage, population: pupils in grade four}}}}
        targets: [{indicator: share, at_least: 85, by: 2030}]
    """

    code: ClassVar[str] = "LM308"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "evaluability"})
    source: ClassVar[str] = "Akvo RSR, issues on percentages; a study of published targets"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give targets in percent that are no percentages, and percentages of nobody knows what."""
        for place, target in enumerate(plan.targets):
            if not _in_percent(plan, target):
                continue
            for value in (target.at_least, target.at_most, *(target.between or ())):
                if value is not None and (0 < abs(value) <= 1 or not -100 <= value <= 100):
                    why = "is written as a share" if 0 < abs(value) <= 1 else "lies outside of 0 to 100"
                    yield self.at_target(plan, place, f"the target of {value:g} % {why}", "write 85 for 85 %, or change the unit")
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                if indicator.measure == "percentage" and not (indicator.population or indicator.definition):
                    yield self.at_indicator(plan, node_id, name, f"the indicator {name} is a percentage, and nothing says of what", "add population: or definition:")


def _in_percent(plan: Plan, target: Target) -> bool:
    """Say whether a target is set in percent."""
    node = plan.results[target.node or ""]
    if target.indicator is None:
        return node.unit == "%"
    indicator = node.indicators[target.indicator]
    return indicator.measure == "percentage" or (indicator.unit or node.unit) == "%"
