"""LM104: an activity without an input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import fed_by
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class ActivityWithoutInput(Check):
    """Every activity uses some input, directly or through another activity.

    What is done costs money, time or goodwill. An activity without an input is never done in the
    simulation (its level stays at its baseline), and its cost is missing from every comparison.

    Bad:
        inputs: {staff: {unit: FTE}}
        activities: {visits: {}, follow_up: {}}
        outcomes: {health: {}}
        links: [{from: staff, to: visits}, {from: visits, to: health}, {from: follow_up, to: health}]

    Good:
        inputs: {staff: {unit: FTE}}
        activities: {visits: {}, follow_up: {}}
        outcomes: {health: {}}
        links: [{from: staff, to: visits}, {from: visits, to: health}, {from: visits, to: follow_up}, {from: follow_up, to: health}]
    """

    code: ClassVar[str] = "LM104"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the activities that no input reaches."""
        linked = {end for link in plan.links for end in (link.source, link.target)}
        doing = [node_id for node_id in plan.activities if node_id in linked]
        if not plan.inputs and len(doing) > 1 and not any(self.code in plan.nodes[one].ignore for one in doing):
            message = f"the plan has no inputs, so its {len(doing)} activities cost nothing"
            yield self.finding(("activities",), "inputs", message, "add under inputs: the money, people or time that they take, and the links")
            return
        fed = fed_by(plan, plan.inputs)
        for node_id in doing:
            if node_id not in fed:
                message = f"the activity {node_id} uses no input"
                yield self.at_node(plan, node_id, message, "add a link from the money or people it takes")
