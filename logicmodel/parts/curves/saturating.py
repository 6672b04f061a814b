"""Diminishing returns that level off at a ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import TINY, Curve, from_zero
from logicmodel.parts.quantity import Positive, Quantity


class Saturating(Curve):
    """Fast at first, levelling off at the ceiling: ceiling * x / (half_at + x) for x above 0.

    Source: Michaelis and Menten (1913); Hill curve with slope 1.
    """

    positional: ClassVar[tuple[str, ...]] = ("ceiling", "half_at")
    example: ClassVar = {"ceiling": 10, "half_at": 3}

    kind: Literal["saturating"] = "saturating"
    ceiling: Quantity
    """Largest effect, approached but never reached, in the target's unit."""
    half_at: Positive
    """Amount of the source that gives half of the ceiling."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as 0."""
        x = np.maximum(x, 0.0)
        share = np.asarray(np.maximum(p["half_at"], TINY) + x)
        np.divide(x, share, out=share)
        whole = np.broadcast_shapes(share.shape, np.shape(p["ceiling"])) == share.shape
        return np.multiply(share, p["ceiling"], out=share if whole else None)

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return ceiling * half_at / (half_at + x)^2; 0 below 0."""
        half = np.maximum(p["half_at"], TINY)
        whole = half + np.maximum(x, 0.0)
        return from_zero(np.asarray(p["ceiling"] * (half / whole) / whole), x)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        return f"{p['ceiling']} * {x} / ({p['half_at']} + {x})"
