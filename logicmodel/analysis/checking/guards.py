"""Targets that guard a level: something presses on it, and holding it is what is wanted."""

from __future__ import annotations

from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target


def pushed_back(plan: Plan, target: Target) -> bool:
    """Say whether something that grows, or that nobody in the plan moves, presses the level away from the target."""
    wanted = 1.0 if target.rule == "at_least" else -1.0
    return any(_presses(plan, link, wanted) for link in plan.links_into(target.node or "") if link.role == "contributes")


def _presses(plan: Plan, link: Link, wanted: float) -> bool:
    """Say whether a link acts the wrong way; an outcome that comes first counts only where it moves by itself."""
    source = plan.nodes[link.source]
    if source.section == "outcomes" and getattr(source, "trend", None) is None:
        return False
    return link.curve is None and isinstance(link.weight, Distribution) and wanted * link.weight.expectation() < 0
