"""The contract of a curve: how much a cause of a given size brings about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from logicmodel.kinds import Family, Part
from logicmodel.parts.arrays import Array
from logicmodel.parts.quantity import Quantity, quantities_of

TINY = 1e-300
"""Stands in for a divisor that a draw may bring down to 0."""


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

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the response as an equation of ``x``, with the parameters as text."""
        inside = ", ".join([x, *(f"{name}={value}" for name, value in p.items())])
        return f"{self.kind}({inside})"  # type: ignore[attr-defined]
