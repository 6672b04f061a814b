"""An S-shaped response: little happens until there is enough, and it levels off at a ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.curves.curve import NEAR, TINY, Curve, from_zero
from logicmodel.parts.quantity import Positive, Quantity


class Hill(Curve):
    """Critical mass, then diminishing returns: ceiling * x^slope / (half_at^slope + x^slope).

    A slope of 1 is the saturating curve; above 1 the curve is S-shaped and steepest at
    half_at * ((slope - 1) / (slope + 1))^(1 / slope). Source: Hill (1910).
    """

    positional: ClassVar[tuple[str, ...]] = ("ceiling", "half_at", "slope")
    example: ClassVar = {"ceiling": 10, "half_at": 3, "slope": 2}

    kind: Literal["hill"] = "hill"
    ceiling: Quantity
    """Largest effect, approached but never reached, in the target's unit."""
    half_at: Positive
    """Amount of the source that gives half of the ceiling."""
    slope: Positive
    """How sharp the rise is; above 1 there is a critical mass."""

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as 0."""
        with np.errstate(divide="ignore"):
            size = np.log(np.maximum(x, 0.0))
        far = np.maximum(p["slope"], TINY) * (size - np.log(np.maximum(p["half_at"], TINY)))
        return np.asarray(p["ceiling"] * special.expit(far))

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return ceiling * slope / x * share * (1 - share), where share is the response / ceiling.

        Below 0 it is 0. With a slope under 1 the curve starts vertically: nearer to 0 than a
        millionth of ``half_at``, the steepness is the one there.
        """
        power, half = np.maximum(p["slope"], TINY), np.maximum(p["half_at"], TINY)
        size = np.maximum(x, np.maximum(half * np.where(power < 1.0, NEAR, NEAR**25), TINY))
        far = np.exp(-np.abs(power * (np.log(size) - np.log(half))))
        share = far / (1.0 + far) ** 2
        return from_zero(np.asarray(p["ceiling"] * power * share / size), x)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        power = p["slope"]
        return f"{p['ceiling']} * {x}^{power} / ({p['half_at']}^{power} + {x}^{power})"
