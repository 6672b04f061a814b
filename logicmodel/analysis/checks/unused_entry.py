"""LM111: a factor, a stakeholder or a number that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from logicmodel.analysis.checking.finding import Fix
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.quantity import Named
from logicmodel.plan.plan import Plan
from logicmodel.plan.quantities import quantities
from logicmodel.plan.theories import every_link, theories


class UnusedEntry(Check):
    """Factors, stakeholders and numbers are used somewhere.

    What is defined and never used is mostly a link, a beneficiary or a name that was forgotten.
    Stakeholders count as used where they have a role, or gain by a result (``beneficiaries``).

    Bad:
        factors: {rent: {value: 100}}
        stakeholders: {tenants: {title: Tenants}}
        numbers: {reach: 100 to 200}
        outcomes: {housed: {baseline: 50}}

    Good:
        factors: {rent: {value: 100}}
        stakeholders: {tenants: {title: Tenants}}
        numbers: {start: 100 to 200}
        outcomes: {housed: {baseline: start, beneficiaries: [tenants]}}
        links: [{from: rent, to: housed}]
    """

    code: ClassVar[str] = "LM111"
    severity: ClassVar[Severity] = "hint"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give what is defined and not used."""
        sources = {link.source for link in every_link(plan).values()}
        for node_id in plan.factors:
            if node_id not in sources:
                message = f"the factor {node_id} acts on nothing"
                yield self.at_node(plan, node_id, message, "add a link from it to what it moves, or take it out")
        gaining = {name for node in plan.results.values() for name in node.beneficiaries}
        for name, stakeholder in plan.stakeholders.items():
            if name not in gaining and not stakeholder.role:
                message = f"the stakeholder {name} has no part in the plan"
                remedy = "name it under beneficiaries: of a result, or give it a role:"
                yield self.finding(("stakeholders", name), f"stakeholders.{name}", message, remedy)
        plans = [plan, *(theory.plan for theory in theories(plan))]
        named = {value.name for one in plans for value in quantities(one).values() if isinstance(value, Named)}
        for name in plan.numbers:
            if name not in named and not _mentioned(plan, name):
                message = f"nothing uses the number {name}"
                fix = Fix(f"delete the number {name}", removes=(("numbers", name),))
                yield self.finding(("numbers", name), f"numbers.{name}", message, "write its name where it belongs, or take it out", fix)


def _mentioned(plan: Plan, name: str) -> bool:
    """Say whether a future or a correlation names a number."""
    texts: list[Any] = [value for changes in plan.futures.values() for value in changes.values()]
    paths = [path for correlation in plan.correlations for path in correlation.between]
    return name in texts or f"numbers.{name}" in paths
