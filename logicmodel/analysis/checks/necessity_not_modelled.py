"""LM503: what is called necessary counts as one help among others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.combiners.sum import Sum
from logicmodel.plan.plan import Plan

NECESSARY = re.compile(
    r"\b(?:(?:is|are) (?:necessary|required|indispensable|a precondition)|(?:cannot|nothing|nobody|no one)\b.{0,60}\bwithout|no \w+ without|only if)\b",
    re.IGNORECASE,
)


class NecessityNotModelled(Check):
    """What is said to be necessary acts as a condition, not as one help among others.

    In a sum every contribution can be made up for by more of the others. If nothing happens without it, the text and
    the numbers contradict each other, and the numbers are too hopeful.

    Bad:
        outputs: {tools: {}, permits: {}}
        outcomes: {built: {}}
        links: [{from: tools, to: built}, {from: permits, to: built, because: Nobody can build without a permit}]

    Good:
        outputs: {tools: {}, permits: {}}
        outcomes: {built: {}}
        links: [{from: tools, to: built}, {from: permits, to: built, role: enables, because: Nobody can build without a permit}]
    """

    code: ClassVar[str] = "LM503"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability"})
    source: ClassVar[str] = "Association for Project Management, benefits maps: necessary and sufficient"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links that are called necessary and are added to others."""
        for place, link in enumerate(plan.links):
            node = plan.results.get(link.target)
            if node is None or link.role != "contributes" or not isinstance(node.combine, Sum):
                continue
            others = [other for other in plan.links_into(link.target) if other.role == "contributes" and other.source != link.source]
            if others and NECESSARY.search(link.because):
                message = f"{link.source} is called necessary for {link.target}, yet {others[0].source} can make up for it"
                yield self.at_link(plan, place, message, "say role: enables on the link, or combine: minimum on what it leads to")
