"""LM121: nothing outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NothingOutside(Check):
    """Something outside of the plan matters to it.

    No outcome is brought about by one organisation alone. A plan without external factors and assumptions claims that it is, and
    it will be surprised.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}}
        factors: {rent: {title: Rent level}}
        links: [{from: flats, to: housed}, {from: rent, to: housed}]
    """

    code: ClassVar[str] = "LM121"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "fcdo", "evaluability"})
    source: ClassVar[str] = "W.K. Kellogg guide (2004); DFID (2011); Mayne (2012)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan that knows no factor and no assumption."""
        if plan.outcomes and not plan.factors and not plan.assumptions:
            message = "the plan names nothing outside that its outcomes depend on"
            yield self.finding(("outcomes",), "outcomes", message, "add what acts from outside under factors:, and what must hold under assumptions:")
