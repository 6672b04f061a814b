"""LM406: link without evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import leading_to
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.link import Link
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
        for place, link in enumerate(plan.links):
            silent = link.evidence is None or link.evidence.strength is None
            if silent and link.target in leading and _claims(plan, link):
                message = f"nothing says how well it is known that {link.source} leads to {link.target}"
                yield self.at_link(plan, place, message, "add evidence: {strength: none, weak, moderate or strong, source: ...}")


def _claims(plan: Plan, link: Link) -> bool:
    """Say whether a link claims that something changes; that what is done delivers something can be counted."""
    return link.target in plan.outcomes and link.source in plan.results
