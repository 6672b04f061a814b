"""LM112: an input that no allocation uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class IdleInput(Check):
    """Some allocation uses every input.

    An input that nobody is given anything of does nothing in any option: mostly a misspelt or forgotten
    line of an allocation.

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
        """Give the inputs that get nothing in all allocations, if there are any allocations."""
        used = {
            key for allocation in plan.allocations.values() for key, value in allocation.amounts.items()
            if (any(value) if isinstance(value, tuple) else value)
        }
        for node_id in plan.inputs if plan.allocations else ():
            if node_id not in used:
                message = f"no allocation uses the input {node_id}"
                yield self.at_node(plan, node_id, message, "give it an amount in an allocation, or take it out")
