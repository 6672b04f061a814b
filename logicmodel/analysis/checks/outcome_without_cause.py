"""LM103: an outcome that nothing contributes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OutcomeWithoutCause(Check):
    """Something in the plan contributes to every outcome.

    An outcome that nothing contributes to follows its own path whatever is done. A target on it then
    tells how lucky the plan is, not how good. Where that is meant (a figure only to be watched), say so
    with ``ignore``.

    Bad:
        outputs: {sessions: {}}
        outcomes: {skills: {}, income: {}, prices: {}}
        links: [{from: sessions, to: skills}, {from: prices, to: income}]

    Good:
        outputs: {sessions: {}}
        outcomes: {skills: {}, income: {}}
        links: [{from: sessions, to: skills}, {from: skills, to: income}]
    """

    code: ClassVar[str] = "LM103"
    severity: ClassVar[Severity] = "error"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcomes that are linked, yet only lead away or are only acted on from outside."""
        linked = {end for link in plan.links for end in (link.source, link.target)}
        found, count = [], 0
        for node_id in plan.outcomes:
            causes = [
                link.source for link in plan.links_into(node_id)
                if link.role == "contributes" and link.source != node_id and plan.kind_of(link.source) != "factor"
            ]
            count += node_id in linked
            if node_id in linked and not causes:
                message = f"nothing in the plan contributes to the outcome {node_id}"
                remedy = "add a link from what brings it about, or ignore: {LM103: why it is only watched}"
                found.append(self.at_node(plan, node_id, message, remedy))
        remedy = "add what brings them about, under activities: and outputs:, and the links"
        yield from self.gathered(plan, found, count, "outcomes", "outcomes lack anything in the plan that contributes to them", remedy)
