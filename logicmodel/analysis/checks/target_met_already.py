"""LM306: target met already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.link import Link
from logicmodel.plan.node import Result
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target


class TargetMetAlready(Check):
    """A target asks for more than is there already.

    A target at the baseline, or on its wrong side, is met by doing nothing. Where the level would get worse by itself (``trend``), or
    something in the plan presses on it (a link that may act the wrong way), holding it may be worth a plan; then the rule is silent.

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
            if node is None or node.trend is not None or _pushed_back(plan, target):
                continue
            level = _measured(node, target)
            if level is None:
                continue
            indicator = node.indicators.get(target.indicator or "")
            if (indicator is not None and indicator.direction == "hold") or level == target.at_least == 0:
                continue  # holding it is what is meant; LM312 speaks of zero
            met = (target.at_least is not None and level >= target.at_least) or (target.at_most is not None and level <= target.at_most)
            if met:
                message = f"the baseline of {target.node}, {level:g}, meets the target already"
                yield self.at_target(plan, place, message, "ask for more; where holding it is what is meant, say direction: hold on its indicator, or give the baseline a trend")


def _measured(node: Result, target: Target) -> float | None:
    """Return the level before the plan in the terms of the target: what its indicator showed, else the certain baseline."""
    indicator = node.indicators.get(target.indicator or "")
    if indicator is not None and indicator.baseline is not None:
        return indicator.baseline
    return node.baseline.value if isinstance(node.baseline, Fixed) else None


def _pushed_back(plan: Plan, target: Target) -> bool:
    """Say whether something that grows, or that nobody in the plan moves, presses the level away from the target."""
    wanted = 1.0 if target.rule == "at_least" else -1.0
    return any(_presses(plan, link, wanted) for link in plan.links_into(target.node or "") if link.role == "contributes")


def _presses(plan: Plan, link: Link, wanted: float) -> bool:
    """Say whether a link acts the wrong way; an outcome that comes first counts only where it moves by itself."""
    source = plan.nodes[link.source]
    if source.section == "outcomes" and getattr(source, "trend", None) is None:
        return False
    return link.curve is None and isinstance(link.weight, Distribution) and wanted * link.weight.expectation() < 0
