"""The contract of a curve: how much a cause of a given size brings about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from logicmodel.kinds import Family, Part
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.quantity import Quantity, quantities_of

TINY = 1e-300
"""Stands in for a divisor that a draw may bring down to 0."""
NEAR = 1e-6
"""Nearer to 0 than this, an infinite slope at 0 is replaced by the slope at this distance."""
STEP = 6e-6
"""Relative step of a central difference: the cube root of the rounding error of one number."""


class Curve(Part):
    """A response: what the source's level brings about, in the target's unit.

    Parameters are quantities, so every one may be uncertain; ``respond`` gets their drawn values.
    """

    family: ClassVar[Family | None] = Family("curve", "logicmodel.parts.curves")
    rises: ClassVar[bool] = True
    """True if, with positive parameters, more of the source never brings less."""

    def parameters(self) -> dict[str, Quantity]:
        """Return the quantities by the names under which ``respond`` gets their values."""
        return quantities_of(self)

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response to the levels ``x`` with the parameter values ``p``.

        ``x`` has any shape; each value in ``p`` broadcasts against it. The result is a new array.
        """
        raise NotImplementedError

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the derivative of the response with respect to ``x``; it broadcasts to the response.

        Where the curve bends sharply or ``x`` is 0 it is the slope to the right, since amounts
        cannot fall below 0; a jump has the slope 0. It is finite everywhere. Found by central
        differences unless the curve knows better; they stay on the side of 0 on which ``x`` is.
        """
        x = np.asarray(x, float)
        step = STEP * np.maximum(np.abs(x), 0.01)
        low, high = np.where(x >= 0.0, np.maximum(x - step, 0.0), x - step), x + step
        return np.asarray((self.respond(high, p) - self.respond(low, p)) / (high - low))

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the response as an equation of ``x``, with the parameters as text."""
        inside = ", ".join([x, *(f"{name}={value}" for name, value in p.items())])
        return f"{self.kind}({inside})"  # type: ignore[attr-defined]


def from_zero(slope: Array, x: Array) -> Array:
    """Return the slope of a curve that counts levels below 0 as 0: nothing changes down there."""
    return np.where(np.less(x, 0.0), 0.0, slope) if np.min(x, initial=0.0) < 0.0 else slope
