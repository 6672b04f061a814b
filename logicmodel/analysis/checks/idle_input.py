"""LM112: an input that no allocation uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.completeness import missing_numbers
from logicmodel.plan.plan import Plan


class IdleInput(Check):
    """Some allocation uses every input.

    An input that nobody is given anything of does nothing in any option: mostly a misspelt or forgotten
    line of an allocation. A plan with all its numbers and no allocation at all can be simulated, and nothing will come of it.

    Bad:
        inputs: {staff: {}, volunteers: {}}
        activities: {visits: {}}
        links: [{from: staff, to: visits}, {from: volunteers, to: visits}]
        allocations: {now: {staff: 4}}

    Good:
        inputs: {staff: {}, volunteers: {}}
        activities: {visits: {}}
        links: [{from: staff, to: visits}, {from: volunteers, to: visits}]
        allocations: {now: {staff: 4}, more: {staff: 4, volunteers: 10}}
    """

    code: ClassVar[str] = "LM112"
    severity: ClassVar[Severity] = "hint"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the inputs that get nothing in all allocations, and the plan that lacks nothing but an allocation."""
        linked = [node_id for node_id in plan.inputs if any(link.source == node_id for link in plan.links)]
        if linked and not plan.allocations and not missing_numbers(plan):
            message = "no allocation says how much of the inputs is used, so nothing comes of the plan when it is simulated"
            yield self.finding(("inputs",), "inputs", message, f"add one under allocations:, such as {{first: {{{linked[0]}: ...}}}}")
        used = {
            key for allocation in plan.allocations.values() for key, value in allocation.amounts.items()
            if (any(value) if isinstance(value, tuple) else value)
        }
        for node_id in plan.inputs if plan.allocations else ():
            if node_id not in used:
                message = f"no allocation uses the input {node_id}"
                yield self.at_node(plan, node_id, message, "give it an amount in an allocation, or take it out")
