"""Diminishing returns at a constant rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import TINY, Curve, from_zero
from logicmodel.parts.quantity import Positive, Quantity


class Exponential(Curve):
    """Each further unit closes the same share of the gap to the ceiling.

    ceiling * (1 - exp(-x / scale)) for x above 0.
    """

    positional: ClassVar[tuple[str, ...]] = ("ceiling", "scale")
    example: ClassVar = {"ceiling": 10, "scale": 3}

    kind: Literal["exponential"] = "exponential"
    ceiling: Quantity
    """Largest effect, approached but never reached, in the target's unit."""
    scale: Positive
    """Amount of the source that gives 63 % of the ceiling (1 - 1/e)."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as 0."""
        share = np.expm1(-np.maximum(x, 0.0) / np.maximum(p["scale"], TINY))
        return np.asarray(-p["ceiling"] * share)

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return ceiling / scale * exp(-x / scale); 0 below 0."""
        scale = np.maximum(p["scale"], TINY)
        left = np.exp(-np.maximum(x, 0.0) / scale)
        return from_zero(np.asarray(left * (p["ceiling"] / scale)), x)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        return f"{p['ceiling']} * (1 - exp(-{x} / {p['scale']}))"
