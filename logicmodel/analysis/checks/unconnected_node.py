"""LM101: a node without any link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import every_link

MANY = 5
"""Where nothing is linked, more parts than this are told in one finding."""


class UnconnectedNode(Check):
    """Inputs, activities, outputs and outcomes are part of a chain.

    A logic model says how one thing leads to another. What no link joins to the rest is paid for, done
    or hoped for without a reason, and the simulation cannot give it any effect.

    Bad:
        inputs: {funds: {unit: EUR}}
        activities: {training: {unit: courses}, newsletter: {unit: issues}}
        outcomes: {jobs: {unit: people}}
        links: [{from: funds, to: training}, {from: training, to: jobs}]

    Good:
        inputs: {funds: {unit: EUR}}
        activities: {training: {unit: courses}}
        outcomes: {jobs: {unit: people}}
        links: [{from: funds, to: training}, {from: training, to: jobs}]
    """

    code: ClassVar[str] = "LM101"
    severity: ClassVar[Severity] = "error"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the nodes that no link begins or ends at."""
        if not every_link(plan):
            yield from self._nothing_linked(plan)
            return
        linked = {end for link in every_link(plan).values() for end in (link.source, link.target)}
        for node_id in (*plan.inputs, *plan.results):
            if node_id not in linked:
                message = f"the {plan.kind_of(node_id)} {node_id} has no link to the rest of the plan"
                yield self.at_node(plan, node_id, message, "add the links it belongs to, or take it out")

    def _nothing_linked(self, plan: Plan) -> Iterator[Finding]:
        """Give one finding for a plan of several parts that draws no link, instead of one for each part."""
        parts = [node_id for node_id in (*plan.inputs, *plan.results) if self.code not in plan.nodes[node_id].ignore]
        if len(parts) > MANY:
            message = f"no link is drawn, so none of the {len(parts)} inputs, activities, outputs and outcomes leads to another"
            yield self.finding(("links",), "links", message, "add under links: what leads to what")
            return
        for node_id in parts:
            message = f"the {plan.kind_of(node_id)} {node_id} has no link to the rest of the plan"
            yield self.at_node(plan, node_id, message, "add the links it belongs to, or take it out")
