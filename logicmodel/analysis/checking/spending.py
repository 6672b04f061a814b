"""What allocations cost, as far as the plan says it for certain or on average."""

from __future__ import annotations

from collections.abc import Mapping

from logicmodel.parts.quantity import Named, Quantity
from logicmodel.plan.decisions import AllocationForm
from logicmodel.plan.plan import Plan


def expected_price(plan: Plan, input_id: str) -> float | None:
    """Return the expected price of an input, or None where it is not known."""
    item = plan.inputs[input_id]
    if item.price is None:
        return 1.0 if item.unit and item.unit == plan.currency else None
    return expected(plan, item.price)


def expected(plan: Plan, quantity: Quantity) -> float | None:
    """Return the expected value of a quantity, or None where it goes by a name that stands for nothing yet."""
    found = plan.numbers.get(quantity.name) if isinstance(quantity, Named) else quantity
    return None if found is None or isinstance(found, Named) else found.expectation()


def amounts_of(plan: Plan, allocation: AllocationForm) -> dict[str, tuple[float, ...]]:
    """Return what every input gets in each period."""
    return {
        key: value if isinstance(value, tuple) else (value,) * plan.periods.count for key, value in allocation.amounts.items()
    }


def money_of(plan: Plan, allocation: AllocationForm) -> Mapping[str, tuple[float, ...]] | None:
    """Return what every input costs in each period; None where a price is not known."""
    found: dict[str, tuple[float, ...]] = {}
    for key, amounts in amounts_of(plan, allocation).items():
        price = expected_price(plan, key)
        if price is None:
            return None
        found[key] = tuple(price * amount for amount in amounts)
    return found
