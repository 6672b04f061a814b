"""LM407: evidence unanswered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class EvidenceUnanswered(Check):
    """Evidence against a link is answered.

    Whoever writes down what speaks against a link has done the better half of the work. The other half is to say why it is believed all the same,
    or to weaken it.

    Bad:
        outputs: {a: {}}
        outcomes: {b: {}}
        links: [{from: a, to: b, evidence: {strength: weak, against: A trial found nothing}}]

    Good:
        outputs: {a: {}}
        outcomes: {b: {}}
        links: [{from: a, to: b, evidence: {strength: weak, against: A trial found nothing, answer: It ran for six weeks only}}]
    """

    code: ClassVar[str] = "LM407"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "conservation"})
    source: ClassVar[str] = "Mayne, contribution analysis (2012)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links with unanswered evidence against them."""
        for place, link in enumerate(plan.links):
            if link.evidence is not None and link.evidence.against and not link.evidence.answer:
                message = f"what speaks against {link.source} leading to {link.target} is not answered"
                yield self.at_link(plan, place, message, "add answer: to its evidence, or lower its weight or works")
