"""LM307: direction against target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.finding import Fix
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

WAYS = {"at_least": "up", "at_most": "down"}
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
        """Give the targets whose rule goes against the direction of their indicator; one where they pull both ways."""
        pulls: dict[tuple[str, str], set[str]] = {}
        for target in plan.targets:
            if target.node in plan.results and target.indicator is not None and target.between is None:
                pulls.setdefault((target.node, target.indicator), set()).add(WAYS[target.rule])
        told: set[tuple[str, str]] = set()
        for place, target in enumerate(plan.targets):
            key = (target.node or "", target.indicator or "")
            if key not in pulls or target.between is not None or key in told:
                continue
            direction = plan.results[key[0]].indicators[key[1]].direction
            if direction == "hold" or pulls[key] == {direction}:
                continue
            if len(pulls[key]) > 1:
                told.add(key)
                message = f"one target wants more of {target.indicator} and another less, but of it {WORDS[direction]} is better"
                yield self.at_target(plan, place, message, "say direction: hold on the indicator, as it is to stay between them", _turned(plan, key, "hold"))
            else:
                message = f"the target asks for {target.rule.replace('_', ' ')} so much, but of {target.indicator} {WORDS[direction]} is better"
                wanted = WAYS[target.rule]
                yield self.at_target(plan, place, message, f"set direction: {wanted} on the indicator, or turn the target round", _turned(plan, key, wanted))


def _turned(plan: Plan, key: tuple[str, str], wanted: str) -> Fix:
    """Return the repair that gives an indicator another direction."""
    node, indicator = key
    path = f"{plan.results[node].section}.{node}.indicators.{indicator}.direction"
    return Fix(f"set the direction of {indicator} to {wanted}", {path: wanted})
