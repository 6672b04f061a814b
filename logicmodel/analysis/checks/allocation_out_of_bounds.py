"""LM109: an allocation that breaks the plan's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.spending import amounts_of, money_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.wording import amount, money

SLACK = 1e-9


class AllocationOutOfBounds(Check):
    """Allocations keep within the budget and the bounds.

    An option that spends more than there is wins every comparison and cannot be carried out. Costs are
    the expected ones where prices are uncertain.

    Bad:
        inputs: {staff: {unit: FTE, price: 50_000}}
        allocations: {big_team: {staff: 10}}
        budget: {per_period: 300_000}

    Good:
        inputs: {staff: {unit: FTE, price: 50_000}}
        allocations: {team: {staff: 6}}
        budget: {per_period: 300_000}
    """

    code: ClassVar[str] = "LM109"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the limits that an allocation breaks."""
        for name, allocation in plan.allocations.items():
            yield from self._bounds(plan, name, amounts_of(plan, allocation))
            costs = money_of(plan, allocation)
            if costs is not None:
                yield from self._budget(plan, name, [sum(one[t] for one in costs.values()) for t in range(plan.periods.count)])

    def _bounds(self, plan: Plan, name: str, amounts: dict[str, tuple[float, ...]]) -> Iterator[Finding]:
        for key, (low, high) in plan.budget.bounds.items():
            given = amounts.get(key, (0.0,) * plan.periods.count)
            for label, value in zip(plan.periods.labels, given, strict=True):
                if low - SLACK <= value <= high + SLACK:
                    continue
                side = f"below the least ({amount(low)})" if value < low else f"above the most ({amount(high)})"
                message = f"{key} gets {amount(value, digits=6)} in {label}, {side} under budget.bounds"
                yield self._about(name, key if key in amounts else "", message)
                break

    def _budget(self, plan: Plan, name: str, spent: list[float]) -> Iterator[Finding]:
        limit = plan.budget.per_period
        limits = limit if isinstance(limit, tuple) else (limit,) * plan.periods.count
        for label, cost, most in zip(plan.periods.labels, spent, limits, strict=True):
            if most is not None and cost > most * (1 + SLACK):
                message = f"costs {money(cost, plan.currency)} in {label}, more than budget.per_period ({money(most, plan.currency)})"
                yield self._about(name, "", message)
                break
        if plan.budget.total is not None and sum(spent) > plan.budget.total * (1 + SLACK):
            message = f"costs {money(sum(spent), plan.currency)} in all, more than budget.total ({money(plan.budget.total, plan.currency)})"
            yield self._about(name, "", message)

    def _about(self, name: str, key: str, message: str) -> Finding:
        loc = ("allocations", name, key) if key else ("allocations", name)
        return self.finding(loc, ".".join(loc), message, "change the amounts, or the limit if it is out of date")
