"""LM106: a plan without any target on an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NoOutcomeTarget(Check):
    """A plan has at least one target on an outcome.

    Targets on outputs say what is to be delivered, targets on outcomes what is to change. A plan with the
    first kind only can be met in full and change nothing, and no figure would show it.

    Bad:
        outputs: {enrolled: {}}
        outcomes: {graduates: {}}
        links: [{from: enrolled, to: graduates}]
        targets: [{node: enrolled, at_least: 300, by: 2028}]

    Good:
        outputs: {enrolled: {}}
        outcomes: {graduates: {}}
        links: [{from: enrolled, to: graduates}]
        targets: [{node: enrolled, at_least: 300, by: 2028}, {node: graduates, at_least: 200, by: 2030}]
    """

    code: ClassVar[str] = "LM106"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give one finding where no target stands on an outcome."""
        if any(plan.target_kind(target) == "outcome" for target in plan.targets):
            return
        if not plan.outcomes and (plan.outputs or plan.activities):
            return  # LM122 says it
        if not plan.outcomes:
            message, remedy = "the plan has no outcome", "add under outcomes: what shall change, and for whom"
        else:
            message = "no target is set on an outcome"
            remedy = f"add one under targets: such as {{node: {next(iter(plan.outcomes))}, at_least: ..., by: {plan.periods.labels[-1]}}}"
        yield self.finding(("targets",), "targets", message, remedy)
