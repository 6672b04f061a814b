"""LM406: link without evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import claims_change, leading_to
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class LinkWithoutEvidence(Check):
    """A link on the way to an outcome target says how strong its evidence is.

    A chain is as strong as its weakest link, and the money goes through all of them. "None" is an answer too: it says where to
    look first.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed}]
        targets: [{node: housed, at_least: 1, by: 2030}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed, evidence: {strength: moderate, source: evaluation of 2024}}]
        targets: [{node: housed, at_least: 1, by: 2030}]
    """

    code: ClassVar[str] = "LM406"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "conservation"})
    source: ClassVar[str] = "Mayne, contribution analysis (2012); Conservation Standards: evidence rating"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links to outcomes, on the way to an outcome target, that say nothing of their evidence."""
        leading = leading_to(plan, {target.node or "" for target in plan.targets if plan.target_kind(target) == "outcome"})
        found, count = [], 0
        for place, link in enumerate(plan.links):
            if link.target not in leading or link.inferred or not claims_change(plan, link):
                continue
            count += 1
            if link.evidence is None or link.evidence.strength is None:
                message = f"nothing says how well it is known that {link.source} leads to {link.target}"
                found.append(self.at_link(plan, place, message, "add evidence: with strength: none, weak, moderate or strong, and its source:"))
        remedy = "begin with those that carry most: add evidence: with strength: none, weak, moderate or strong"
        yield from self.gathered(plan, found, count, "links", "links on the way to a target lack a rating of their evidence", remedy)
