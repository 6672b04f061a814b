"""LM117: backward link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

LEVELS = {"input": 0, "activity": 1, "output": 2, "outcome": 3}


class BackwardLink(Check):
    """A link that leads back down the chain says why.

    An outcome that feeds an activity is a feedback: it may be real, and it makes everything harder to read. It needs a sentence.

    Bad:
        activities: {selling: {}}
        outcomes: {income: {}}
        links: [{from: income, to: selling, lag: 1}]

    Good:
        activities: {selling: {}}
        outcomes: {income: {}}
        links: [{from: income, to: selling, lag: 1, because: What is earned buys the next stock}]
    """

    code: ClassVar[str] = "LM117"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "W.K. Kellogg guide (2004)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the links from a later to an earlier level that give no reason."""
        for place, link in enumerate(plan.links):
            source, target = (LEVELS.get(plan.kind_of(one), -1) for one in (link.source, link.target))
            if source > target >= 0 and not link.because:
                message = f"the {plan.kind_of(link.source)} {link.source} acts back on the {plan.kind_of(link.target)} {link.target}"
                yield self.at_link(plan, place, message, "add because:, or turn the link round")
