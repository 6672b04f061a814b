"""LM115: skipped level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

MANY = 5
"""Where nothing is delivered in between, more links than this are told in one finding."""


class SkippedLevel(Check):
    """An outcome follows from an output or another outcome, not straight from what is done or spent.

    An arrow from money or activity to change leaves out what is delivered in between: the very step at which plans fail
    unseen.

    Bad:
        activities: {visits: {}}
        outcomes: {healthy: {}}
        links: [{from: visits, to: healthy}]

    Good:
        activities: {visits: {}}
        outputs: {plans_agreed: {}}
        outcomes: {healthy: {}}
        links: [{from: visits, to: plans_agreed}, {from: plans_agreed, to: healthy}]
    """

    code: ClassVar[str] = "LM115"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "evaluability", "fcdo"})
    source: ClassVar[str] = "W.K. Kellogg guide (2004); Mayne (2012)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links that lead from an input or activity to an outcome."""
        doing = {*plan.inputs, *plan.activities}
        skipping = [place for place, link in enumerate(plan.links) if link.target in plan.outcomes and link.source in doing]
        if len(skipping) > MANY and not plan.outputs:
            message = f"the plan has no outputs: {len(skipping)} links lead straight from what is done to outcomes"
            yield self.finding(("links",), "links", message, "put what is delivered in between, under outputs:")
            return
        for place in skipping:
            link = plan.links[place]
            message = f"the {plan.kind_of(link.source)} {link.source} leads straight to the outcome {link.target}"
            yield self.at_link(plan, place, message, "put what is delivered in between, as an output")
