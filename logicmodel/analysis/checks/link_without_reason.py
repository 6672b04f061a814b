"""LM401: link without reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.ways import claims_change
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
        claims = [place for place, link in enumerate(plan.links) if claims_change(plan, link)]
        silent = [place for place in claims if not plan.links[place].because and not _said(plan.links[place])]
        found = [self._silent(plan, place) for place in silent]
        remedy = "begin with the boldest: say why under because:, in a sentence that could be proved wrong"
        yield from self.gathered(plan, found, len(claims), "links", "links to outcomes lack a reason", remedy)

    def _silent(self, plan: Plan, place: int) -> Finding:
        """Return the finding about a link without a reason."""
        link = plan.links[place]
        if link.inferred:
            message = f"that {link.source} leads to {link.target} was proposed when the file was read, and nothing says why"
            return self.at_link(plan, place, message, "take it out, or keep it and say why under because:")
        message = f"nothing says why {link.source} should lead to {link.target}"
        return self.at_link(plan, place, message, "say why under because:, in a sentence that could be proved wrong")


def _said(link: Link) -> bool:
    """Say whether the evidence of a link explains it."""
    return link.evidence is not None and bool(link.evidence.notes or link.evidence.source)
