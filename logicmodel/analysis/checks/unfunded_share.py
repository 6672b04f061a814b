"""LM602: a plan much of whose money is not expected to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checking.spending import expected, money_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.errors import listed
from logicmodel.plan.plan import Plan


class UnfundedShare(Check):
    """What is planned is paid for.

    Where much of the money is not expected to arrive (``delivery`` of the inputs), targets slip: they are mostly set for the whole of it. Plan
    with what is pledged, and keep the rest as an allocation of its own.

    Bad:
        inputs: {grants: {price: 1, delivery: 0.5}, staff: {price: 1}}
        outcomes: {housed: {}}
        links: [{from: grants, to: housed}, {from: staff, to: housed}]
        allocations: {now: {grants: 800, staff: 200}}

    Good:
        inputs: {grants: {price: 1, delivery: 0.9}, staff: {price: 1}}
        outcomes: {housed: {}}
        links: [{from: grants, to: housed}, {from: staff, to: housed}]
        allocations: {now: {grants: 800, staff: 200}}
    """

    code: ClassVar[str] = "LM602"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "evaluability"})
    source: ClassVar[str] = "a study of published plans: the less is funded, the more targets slip"
    limits: ClassVar[Mapping[str, float]] = {"share": 0.25}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the allocations of whose money too large a share is not expected to arrive, as one finding."""
        arriving = {key: expected(plan, item.delivery) for key, item in plan.inputs.items()}
        gaps: dict[str, float] = {}
        for name, allocation in plan.allocations.items():
            costs = {key: sum(one) for key, one in (money_of(plan, allocation) or {}).items()}
            total = sum(costs.values())
            lost = sum(cost * (1.0 - min(share, 1.0)) for key, cost in costs.items() if (share := arriving[key]) is not None)
            if total > 0 and lost / total > self.set["share"]:
                gaps[name] = lost / total
        if gaps:
            worst = max(gaps, key=lambda name: gaps[name])
            others = f", and more than {self.set['share']:.0%} under {listed([name for name in gaps if name != worst])}" if len(gaps) > 1 else ""
            message = f"{gaps[worst]:.0%} of the money under {worst} is not expected to arrive{others}".replace("%", " %")
            remedy = "plan with what is pledged, and set the targets for it; keep the rest as an allocation of its own"
            yield self.finding(("allocations", worst), f"allocations.{worst}", message, remedy)
