"""LM402: leap without assumption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.plan import Plan

BOILERPLATE = re.compile(r"^\W*(?:continued |general )?(?:political|economic|security|financial)(?: and \w+)? stability\W*$", re.IGNORECASE)


class LeapWithoutAssumption(Check):
    """A step from delivery to change rests on a stated assumption.

    What is delivered has to be taken up, used and kept up. Whoever does that is not the team, so it is assumed; what is assumed can be watched.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        assumptions: {tenancies_last: {title: Tenancies last longer than a year, holds: 0.8}}
        links: [{from: flats, to: housed, assumes: [tenancies_last]}]
    """

    code: ClassVar[str] = "LM402"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "fcdo", "kellogg", "conservation"})
    source: ClassVar[str] = "Mayne, contribution analysis (2012); logframe error lists"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links from outputs to outcomes that assume nothing, and assumptions that say nothing."""
        leaps = [place for place, link in enumerate(plan.links) if link.source in plan.outputs and link.target in plan.outcomes and not link.inferred]
        found = []
        for place in leaps:
            link = plan.links[place]
            certain = isinstance(link.works, Fixed) and link.works.value == 1
            if not link.assumes and certain:
                message = f"the step from {link.source} to {link.target} assumes nothing"
                found.append(self.at_link(plan, place, message, "name what others must do under assumptions:, and the link's assumes:"))
        remedy = "say for each important one what others must do, under assumptions: and the link's assumes:"
        yield from self.gathered(plan, found, len(leaps), "links", "steps from outputs to outcomes lack an assumption", remedy)
        for node_id, node in plan.assumptions.items():
            if BOILERPLATE.search(node.title):
                message = f"the assumption {node_id} could stand in any plan"
                yield self.at_node(plan, node_id, message, "say what exactly must hold here, for whom and until when")
