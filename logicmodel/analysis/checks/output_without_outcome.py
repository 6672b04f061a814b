"""LM102: an output that leads to no outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import leading_to
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OutputWithoutOutcome(Check):
    """Every output leads to an outcome.

    An output is what is delivered; it matters for the change it brings about. An output that leads to
    no outcome is counted because it is easy to count. Name the change it serves, or stop counting it.

    Bad:
        activities: {counselling: {}}
        outputs: {leaflets: {}, sessions: {}}
        outcomes: {wellbeing: {}}
        links: [{from: counselling, to: leaflets}, {from: counselling, to: sessions}, {from: sessions, to: wellbeing}]

    Good:
        activities: {counselling: {}}
        outputs: {leaflets: {}, sessions: {}}
        outcomes: {wellbeing: {}}
        links: [{from: counselling, to: leaflets}, {from: counselling, to: sessions}, {from: sessions, to: wellbeing}, {from: leaflets, to: sessions}]
    """

    code: ClassVar[str] = "LM102"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outputs from which no way leads to an outcome."""
        serving = leading_to(plan, plan.outcomes)
        linked = {end for link in plan.links for end in (link.source, link.target)}
        for node_id in plan.outputs:
            if node_id in linked and node_id not in serving:
                message = f"the output {node_id} leads to no outcome"
                remedy = "add a link to the outcome it serves, directly or through another output"
                yield self.at_node(plan, node_id, message, remedy)
