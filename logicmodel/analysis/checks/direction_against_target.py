"""LM307: direction against target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.finding import Fix
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

WORDS = {"up": "more", "down": "less"}


class DirectionAgainstTarget(Check):
    """An indicator and its target agree on which way is better.

    An indicator for which more is better, with a target of at most so much, is read wrong by one of two people.

    Bad:
        outcomes: {rough: {indicators: {count: {direction: up}}}}
        targets: [{indicator: count, at_most: 40, by: 2030}]

    Good:
        outcomes: {rough: {indicators: {count: {direction: down}}}}
        targets: [{indicator: count, at_most: 40, by: 2030}]
    """

    code: ClassVar[str] = "LM307"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "IATI 2.03, attribute ascending"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets whose rule goes against the direction of their indicator."""
        for place, target in enumerate(plan.targets):
            node = plan.results.get(target.node or "")
            if node is None or target.indicator is None or target.between is not None:
                continue
            indicator = node.indicators[target.indicator]
            wanted = "up" if target.rule == "at_least" else "down"
            if indicator.direction not in {wanted, "hold"}:
                section = f"{node.section}.{target.node}.indicators.{target.indicator}"
                fix = Fix(f"set the direction of {target.indicator} to {wanted}", {f"{section}.direction": wanted})
                message = f"the target asks for {target.rule.replace('_', ' ')} so much, but of {target.indicator} {WORDS[indicator.direction]} is better"
                yield self.at_target(plan, place, message, f"set direction: {wanted} on the indicator, or turn the target round", fix)
