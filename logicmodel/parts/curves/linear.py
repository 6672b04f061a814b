"""A straight line through the origin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.quantity import Quantity


class Linear(Curve):
    """Every further unit brings as much as the first: slope * x. ``weight: w`` is short for it."""

    positional: ClassVar[tuple[str, ...]] = ("slope",)
    example: ClassVar = {"slope": 0.5}

    kind: Literal["linear"] = "linear"
    slope: Quantity
    """Units of the target per unit of the source."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as they are."""
        return np.asarray(p["slope"] * np.asarray(x))

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the slope, which is the same at all levels."""
        return np.asarray(p["slope"])

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        return f"{p['slope']} * {x}"
