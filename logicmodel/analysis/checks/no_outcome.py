"""LM122: no outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NoOutcome(Check):
    """A plan has an outcome: what is different for somebody in the end.

    A list of activities and outputs can be fulfilled to the letter and change nothing.

    Bad:
        outputs: {meals: {}}

    Good:
        outputs: {meals: {}}
        outcomes: {fed: {title: Nobody goes hungry}}
        links: [{from: meals, to: fed}]
    """

    code: ClassVar[str] = "LM122"
    severity: ClassVar[Severity] = "error"
    source: ClassVar[str] = "OECD glossary; Urban Institute, outcome management"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan that delivers and changes nothing."""
        if not plan.outcomes and (plan.outputs or plan.activities):
            message = "the plan has outputs or activities, and no outcome"
            yield self.finding(("outputs",) if plan.outputs else ("activities",), "outcomes", message, "say under outcomes: what is different for whom when all is delivered")
