"""LM401: link without reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan


class LinkWithoutReason(Check):
    """A link to an outcome says why it should hold.

    An arrow is a claim. A sentence behind "because" is what can be questioned, tested, and learned from when the outcome does not come.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed, weight: 1}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed, weight: 1, because: A lease of their own ends the search for a bed}]
    """

    code: ClassVar[str] = "LM401"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "conservation", "kellogg"})
    source: ClassVar[str] = "Mayne, contribution analysis (2012); Davies, evaluability (2013)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links to outcomes that give no reason."""
        for place, link in enumerate(plan.links):
            if not link.because and _claims(plan, link) and not _said(link):
                message = f"nothing says why {link.source} should lead to {link.target}"
                yield self.at_link(plan, place, message, "add because:, a sentence that could be wrong")


def _said(link: Link) -> bool:
    """Say whether the evidence of a link explains it."""
    return link.evidence is not None and bool(link.evidence.notes or link.evidence.source)


def _claims(plan: Plan, link: Link) -> bool:
    """Say whether a link claims that something changes; that what is done delivers something can be counted."""
    return link.target in plan.outcomes and link.source in plan.results
