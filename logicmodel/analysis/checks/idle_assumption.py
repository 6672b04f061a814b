"""LM110: an assumption that no link rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import every_link


class IdleAssumption(Check):
    """Some link rests on every assumption.

    An assumption matters by what fails with it. One that no link names is a footnote: the simulation goes
    on as if it always held.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        assumptions: {landlords_cooperate: {holds: 0.8}}
        links: [{from: flats, to: housed}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        assumptions: {landlords_cooperate: {holds: 0.8}}
        links: [{from: flats, to: housed, assumes: [landlords_cooperate]}]
    """

    code: ClassVar[str] = "LM110"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the assumptions that no link names."""
        used = {name for link in every_link(plan).values() for name in (*link.assumes, link.source)}
        for node_id in plan.assumptions:
            if node_id not in used:
                message = f"no link rests on the assumption {node_id}"
                yield self.at_node(plan, node_id, message, f"add assumes: [{node_id}] to the links that fail with it")
