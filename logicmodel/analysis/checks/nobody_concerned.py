"""LM701: nobody concerned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NobodyConcerned(Check):
    """The plan says whom it is for and who answers for it.

    Without beneficiaries the outcomes are nobody's; without owners the results are nobody's.

    Bad:
        outcomes: {housed: {}}

    Good:
        stakeholders: {guests: {title: People without a home}}
        outcomes: {housed: {beneficiaries: [guests], owner: housing office}}
    """

    code: ClassVar[str] = "LM701"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "evaluability"})
    source: ClassVar[str] = "Urban Institute, outcome management; Davies, evaluability (2013)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan without stakeholders, beneficiaries and owners."""
        owned = any(node.owner for node in plan.nodes.values())
        gaining = any(node.beneficiaries for node in plan.results.values())
        if plan.outcomes and not plan.stakeholders and not owned and not gaining:
            message = "the plan names no stakeholder, no beneficiary and no owner"
            yield self.finding(("outcomes",), "stakeholders", message, "add stakeholders: and say under beneficiaries: who gains by each outcome")
