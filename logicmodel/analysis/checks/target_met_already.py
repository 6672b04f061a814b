"""LM306: target met already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel import wording
from logicmodel.analysis.checking.guards import pushed_back
from logicmodel.analysis.checking.series import missed
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
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
            if node is None or node.trend is not None or pushed_back(plan, target):
                continue
            level = _measured(node, target)
            if level is None:
                continue
            indicator = node.indicators.get(target.indicator or "")
            if (indicator is not None and indicator.direction == "hold") or target.at_least == 0:
                continue  # holding it is what is meant; LM312 speaks of zero
            yield from self._met(plan, place, level)

    def _met(self, plan: Plan, place: int, level: float) -> Iterator[Finding]:
        """Give the finding about a target that a level meets. At a floor or ceiling nobody can ask for more."""
        target = plan.targets[place]
        goal = target.at_least if target.at_least is not None else target.at_most
        if goal is None or goal == level == _end(plan, target) or missed(target, level):
            return
        what = target.indicator or target.node
        hold = "if holding it is what is meant, say direction: hold on its indicator, or give the baseline a trend"
        if level == goal:
            yield self.at_target(plan, place, f"the target of {what} is its baseline, {wording.amount(level, digits=6)}", f"ask for more; {hold}")
            return
        less, other = ("less", "at_most") if target.rule == "at_least" else ("more", "at_least")
        message = f"the target of {what} ({wording.amount(goal, digits=6)}) asks for {less} than its baseline ({wording.amount(level, digits=6)})"
        yield self.at_target(plan, place, message, f"ask for {'more' if less == 'less' else 'less'}, or say {other}: if {less} of it is better")


def _end(plan: Plan, target: Target) -> float:
    """Return the end of the scale on which a target asks: nothing at all, or 100 where no unit says that something is counted."""
    node = plan.results[target.node or ""]
    indicator = node.indicators.get(target.indicator or "")
    percent = indicator is not None and indicator.measure == "percentage"
    unit = (indicator.unit if indicator is not None else "") or node.unit
    return 100.0 if (percent or unit in {"", "%"}) and target.rule == "at_least" else 0.0


def _measured(node: Result, target: Target) -> float | None:
    """Return the level before the plan in the terms of the target: what its indicator showed, else the certain baseline."""
    indicator = node.indicators.get(target.indicator or "")
    if indicator is not None and indicator.baseline is not None:
        return indicator.baseline
    return node.baseline.value if isinstance(node.baseline, Fixed) else None
