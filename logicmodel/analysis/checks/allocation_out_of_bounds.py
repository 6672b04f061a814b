"""LM109: an allocation that breaks the plan's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.quantity import Named
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
        prices = {node_id: _price(plan, node_id) for node_id in plan.inputs}
        for name, allocation in plan.allocations.items():
            amounts = {
                key: value if isinstance(value, tuple) else (value,) * plan.periods.count
                for key, value in allocation.amounts.items()
            }
            yield from self._bounds(plan, name, amounts)
            yield from self._budget(plan, name, amounts, prices)

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

    def _budget(
        self, plan: Plan, name: str,
        amounts: dict[str, tuple[float, ...]], prices: dict[str, float | None],
    ) -> Iterator[Finding]:
        if any(prices[key] is None for key in amounts):
            return
        spent = [
            sum((prices[key] or 0.0) * given[t] for key, given in amounts.items())
            for t in range(plan.periods.count)
        ]
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


def _price(plan: Plan, node_id: str) -> float | None:
    """Return the expected price of an input, or None where it is not known."""
    item = plan.inputs[node_id]
    price = item.price
    if isinstance(price, Named):
        price = plan.numbers.get(price.name)
    if price is None:
        return 1.0 if item.unit and item.unit == plan.currency else None
    return None if isinstance(price, Named) else price.expectation()
