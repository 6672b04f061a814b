"""Uncertain numbers and response curves of a plan, for readers who do not know their text forms."""

from __future__ import annotations

import inspect
import math
from typing import Any

from logicmodel import wording
from logicmodel.parts.arrays import np
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named, quantities_of
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.views.reports.naming import tidy


def number(plan: Plan, quantity: Any, unit: str = "") -> str:
    """Write the expected value and the range of nine out of ten draws; a certain number alone."""
    while isinstance(quantity, Named):
        quantity = plan.numbers.get(quantity.name)
    if not isinstance(quantity, Distribution):
        return "unknown"
    if quantity.certain:
        return wording.amount(quantity.support()[0], unit, digits=6)
    low, high = (float(end) for end in quantity.ppf(np.array([0.05, 0.95])))
    expected = quantity.expectation()
    told = wording.spread(expected, low, high, unit)
    if not math.isfinite(expected) or "(" not in told:
        return f"{quantity} {unit}".strip()
    return f"{told}, drawn anew in each period" if quantity.each == "period" else told


def strength(plan: Plan, link: Link) -> list[str]:
    """Say how a link acts: how much, how late, how surely, under which conditions."""
    titles = {name: tidy(item.title) or name for name, item in plan.assumptions.items()}
    plain = link.model_copy(update={"evidence": None})
    told = wording.link(plain, _unit(plan, link), plan.periods.step, titles)
    if link.role == "contributes" and link.curve is not None:
        told[0] = curve(plan, link.curve)
    elif link.role == "contributes" and link.weight is not None:
        told[0] = f"{number(plan, link.weight)} {_unit(plan, link)}".strip()
    return told


def _unit(plan: Plan, link: Link) -> str:
    """Return the unit of a weight; nothing where both sides count the same."""
    source, target = tidy(plan.nodes[link.source].unit), tidy(plan.nodes[link.target].unit)
    return f"{target} per {wording.one(source)}" if source and target and source != target else ""


def curve(plan: Plan, part: Curve) -> str:
    """Say what a curve is like, in the words of its class, with its numbers."""
    words = tidy(inspect.getdoc(type(part)) or "").partition(":")[0].partition(". ")[0].rstrip(".")
    numbers = [
        f"{name.replace('_', ' ')} {number(plan, quantity)}"
        for name, quantity in quantities_of(part).items()
    ]
    return f"{words}: {', '.join(numbers)}" if words and numbers else str(part)
