"""LM501: all credit claimed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.plan import Plan


class AllCreditClaimed(Check):
    """A worth that is claimed leaves something for others.

    Where an outcome has a price, all of its change is turned into money. Some of it would have moved elsewhere, or is owed to
    others; leaving both shares at nothing claims it all.

    Bad:
        outcomes: {work: {value: 9000}}

    Good:
        outcomes: {work: {value: 9000, attributed_to_others: "beta(mean=0.3, sd=0.1)"}}
    """

    code: ClassVar[str] = "LM501"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability"})
    source: ClassVar[str] = "Association for Project Management, benefits maps; Mayne (2012)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the priced outcomes that leave nothing to others and nothing displaced."""
        nothing = Fixed(value=0)
        for node_id, node in plan.outcomes.items():
            if node.value is not None and node.displacement == nothing and node.attributed_to_others == nothing:
                message = f"all of the worth of {node_id} is claimed by the plan"
                yield self.at_node(plan, node_id, message, "give attributed_to_others: and displacement: a share, or say why they are 0 under ignore:")
