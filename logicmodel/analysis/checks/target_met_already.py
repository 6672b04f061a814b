"""LM306: target met already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.plan import Plan


class TargetMetAlready(Check):
    """A target asks for more than is there already.

    A target at the baseline, or on its wrong side, is met by doing nothing. Where the level would get worse by itself (``trend``), holding it may
    be worth a plan; then the rule is silent.

    Bad:
        outcomes: {housed: {baseline: 120}}
        targets: [{node: housed, at_least: 100, by: 2030}]

    Good:
        outcomes: {housed: {baseline: 120}}
        targets: [{node: housed, at_least: 160, by: 2030}]
    """

    code: ClassVar[str] = "LM306"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "a study of 8,000 published targets, of which 29 % asked for the baseline or less"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets that the certain, steady baseline of their node meets."""
        for place, target in enumerate(plan.targets):
            node = plan.results.get(target.node or "")
            if node is None or node.trend is not None or not isinstance(node.baseline, Fixed):
                continue
            level = node.baseline.value
            met = (target.at_least is not None and level >= target.at_least) or (target.at_most is not None and level <= target.at_most)
            if met:
                message = f"the baseline of {target.node}, {level:g}, meets the target already"
                yield self.at_target(plan, place, message, "ask for more, or give the baseline a trend: that makes holding it an achievement")
