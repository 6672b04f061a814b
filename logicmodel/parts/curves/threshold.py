"""All or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.quantity import Positive, Quantity


class Threshold(Curve):
    """Nothing until there is enough, then the whole effect: height where x >= at, else 0."""

    positional: ClassVar[tuple[str, ...]] = ("at", "height")
    example: ClassVar = {"at": 5, "height": 10}

    kind: Literal["threshold"] = "threshold"
    at: Positive
    """Amount of the source from which the effect is there."""
    height: Quantity
    """The effect, in the target's unit."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response."""
        return np.asarray(p["height"] * (np.asarray(x) >= p["at"]))

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return 0: a jump has no slope, so no gradient leads across it."""
        return np.zeros(np.shape(x))

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        return f"({p['height']} where {x} >= {p['at']}, else 0)"
