"""A constant elasticity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import NEAR, TINY, Curve, from_zero
from logicmodel.parts.quantity import Positive, Quantity


class Power(Curve):
    """One per cent more of the source brings ``elasticity`` per cent more: scale * x^elasticity."""

    positional: ClassVar[tuple[str, ...]] = ("scale", "elasticity")
    example: ClassVar = {"scale": 10, "elasticity": 0.5}

    kind: Literal["power"] = "power"
    scale: Quantity
    """Effect of one unit of the source, in the target's unit."""
    elasticity: Positive
    """Per cent more effect for one per cent more of the source; below 1, returns diminish."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as 0."""
        size = np.maximum(x, 0.0) ** np.maximum(p["elasticity"], TINY)
        return np.asarray(p["scale"] * size)

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return scale * elasticity * x^(elasticity - 1); 0 below 0.

        With an elasticity under 1 the curve starts vertically: nearer to 0 than a millionth of a
        unit, the steepness is the one there.
        """
        elasticity = np.maximum(p["elasticity"], TINY)
        size = np.maximum(x, np.where(elasticity < 1.0, NEAR, 0.0))
        return from_zero(np.asarray(p["scale"] * elasticity * size ** (elasticity - 1.0)), x)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        return f"{p['scale']} * {x}^{p['elasticity']}"
