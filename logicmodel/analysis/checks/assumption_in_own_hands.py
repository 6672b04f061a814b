"""LM404: assumption in own hands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class AssumptionInOwnHands(Check):
    """What the team can bring about is an activity, not an assumption.

    An assumption is what others decide. If it lies within the team's control, assuming it is leaving it undone.

    Bad:
        assumptions: {staff_hired: {title: Staff are hired in time, sphere: control}}

    Good:
        activities: {hiring: {title: Hire staff in time}}
    """

    code: ClassVar[str] = "LM404"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "fcdo", "conservation"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the assumptions that stand in the sphere of control."""
        for node_id, node in plan.assumptions.items():
            if node.sphere == "control":
                message = f"the assumption {node_id} lies within the team's control"
                yield self.at_node(plan, node_id, message, "make it an activity, with what it costs")
