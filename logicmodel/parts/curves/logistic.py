"""A logistic rise that starts at the origin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.curves.curve import TINY, Curve, from_zero
from logicmodel.parts.quantity import Positive, Quantity


class Logistic(Curve):
    """An S-curve around a midpoint, shifted so that nothing brings nothing.

    With S the logistic function, ceiling * (S((x - midpoint) / width) - S(-midpoint / width))
    / (1 - S(-midpoint / width)), which equals
    ceiling * (1 - exp(-x / width)) * S((x - midpoint) / width).
    """

    positional: ClassVar[tuple[str, ...]] = ("ceiling", "midpoint", "width")
    example: ClassVar = {"ceiling": 10, "midpoint": 6, "width": 1.5}

    kind: Literal["logistic"] = "logistic"
    ceiling: Quantity
    """Largest effect, approached but never reached, in the target's unit."""
    midpoint: Quantity
    """Amount of the source around which the effect rises fastest."""
    width: Positive
    """How much more of the source takes the rise from about half to about three quarters."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as 0."""
        x, width = np.maximum(x, 0.0), np.maximum(p["width"], TINY)
        rise = special.expit((x - p["midpoint"]) / width)
        return np.asarray(-p["ceiling"] * np.expm1(-x / width) * rise)

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return ceiling / width * S * (e + (1 - e) * (1 - S)), with e = exp(-x / width); 0 below 0."""
        width = np.maximum(p["width"], TINY)
        size = np.maximum(x, 0.0)
        far = (size - p["midpoint"]) / width
        left = np.exp(-size / width)
        bend = special.expit(far) * (left + (1.0 - left) * special.expit(-far))
        return from_zero(np.asarray(bend * (p["ceiling"] / width)), x)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        ceiling, midpoint, width = p["ceiling"], p["midpoint"], p["width"]
        return f"{ceiling} * (1 - exp(-{x} / {width})) / (1 + exp(({midpoint} - {x}) / {width}))"
