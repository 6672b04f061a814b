"""Shares written with percent signs, as people write them."""

from __future__ import annotations

from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.distributions.lognormal import Lognormal
from logicmodel.parts.quantity import Named
from logicmodel.text import Number, parse


def percent(share: float) -> str | None:
    """Write a share as a percentage, or return None where that would not read back as the same.

    >>> percent(0.05), percent(1 / 3)
    ('5%', None)
    """
    text = f"{share * 100:.12g}%"
    node = parse(text).node
    return text if isinstance(node, Number) and node.value == share else None


def percent_quantity(quantity: Distribution | Named) -> str | None:
    """Write ``5%`` or ``1% to 3%``, or return None for any other shape."""
    if isinstance(quantity, Fixed):
        return percent(quantity.value)
    if not isinstance(quantity, Lognormal) or quantity.each != "draw":
        return None
    if quantity.p5 is None or quantity.p95 is None:
        return None
    low, high = percent(quantity.p5), percent(quantity.p95)
    return f"{low} to {high}" if low and high else None
