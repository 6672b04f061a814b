"""LM317: only late targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OnlyLateTargets(Check):
    """Something is due early enough to steer by.

    If the first target falls due when most of the plan is over, there is nothing to learn from before. An output or an early outcome
    with a target in the first half shows whether the plan is under way.

    Bad:
        outcomes: {housed: {}}
        targets: [{node: housed, at_least: 160, by: 2030}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        targets: [{node: flats, at_least: 40, by: 2027}, {node: housed, at_least: 160, by: 2030}]
    """

    code: ClassVar[str] = "LM317"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "fcdo", "evaluability"})
    source: ClassVar[str] = "Urban Institute, outcome management: leading indicators"
    limits: ClassVar[Mapping[str, float]] = {"share": 0.5}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan whose first target is due too late."""
        due = [plan.periods.index(target.due) or 0 for target in plan.targets]
        latest = self.set["share"] * plan.periods.count
        if due and plan.periods.count > 2 and min(due) + 1 > max(latest, 1.0):
            label = plan.periods.labels[min(due)]
            message = f"the first target is due in {label}; before that there is nothing to steer by"
            yield self.finding(("targets",), "targets", message, "set a target on an output or an early outcome that is due sooner")
