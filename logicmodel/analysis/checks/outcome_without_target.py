"""LM105: an outcome without a target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import leading_to
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OutcomeWithoutTarget(Check):
    """Outcomes have targets.

    Without a level to reach by a stated time nobody can say how likely an outcome is to be achieved, nor
    afterwards whether it was. Steps on the way to an outcome with a target may do without.

    Bad:
        outputs: {meals: {}}
        outcomes: {nutrition: {}, health: {}}
        links: [{from: meals, to: nutrition}, {from: meals, to: health}]
        targets: [{node: nutrition, at_least: 60, by: 2028}]

    Good:
        outputs: {meals: {}}
        outcomes: {nutrition: {}, health: {}}
        links: [{from: meals, to: nutrition}, {from: meals, to: health}]
        targets: [{node: nutrition, at_least: 60, by: 2028}, {node: health, at_least: 70, by: 2030}]
    """

    code: ClassVar[str] = "LM105"
    severity: ClassVar[Severity] = "hint"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcomes without a target, where others have one (see LM106 where none has)."""
        aimed = {target.node or "" for target in plan.targets}
        if not aimed & set(plan.outcomes):
            return
        leading = leading_to(plan, aimed & set(plan.outcomes))
        for node_id in plan.outcomes:
            if node_id not in leading:
                message = f"the outcome {node_id} has no target"
                remedy = f"add one under targets: such as {{node: {node_id}, at_least: ..., by: {plan.periods.labels[-1]}}}"
                yield self.at_node(plan, node_id, message, remedy)
