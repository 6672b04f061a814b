"""LM310: number for words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NumberForWords(Check):
    """An indicator in words has no target in numbers.

    A qualitative indicator is judged, not counted. A number beside it is either a score, which has a scale, or a slip.

    Bad:
        outcomes: {trust: {indicators: {interviews: {measure: text}}}}
        targets: [{indicator: interviews, at_least: 4, by: 2030}]

    Good:
        outcomes: {trust: {indicators: {interviews: {measure: score}}}}
        targets: [{indicator: interviews, at_least: 4, by: 2030}]
    """

    code: ClassVar[str] = "LM310"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"iati", "fcdo"})
    source: ClassVar[str] = "IATI ruleset 8.8 to 8.10"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets on indicators that are in words."""
        for place, target in enumerate(plan.targets):
            node = plan.results[target.node or ""]
            if target.indicator is not None and node.indicators[target.indicator].measure == "text":
                message = f"the target is a number, but the indicator {target.indicator} is in words"
                yield self.at_target(plan, place, message, "say measure: score and what the scale is, or set the target on something counted")
