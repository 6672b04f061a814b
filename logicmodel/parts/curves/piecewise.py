"""Straight lines between points."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import Part, number_text, weighted_arguments
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.plain import PlainNumber
from logicmodel.parts.quantity import Quantity
from logicmodel.text import Call


class Piecewise(Curve):
    """Straight lines between points, flat beyond the first and the last: a curve drawn by hand.

    Text form: ``piecewise(0: 0, 10: 40, 20: 60)``. The effects may be uncertain; their parameters
    are named ``points.0.y``, ``points.1.y`` and so on.
    """

    rises: ClassVar[bool] = False
    example: ClassVar = {"points": ((0, 0), (10, 40), (20, 60))}

    kind: Literal["piecewise"] = "piecewise"
    points: Annotated[
        tuple[tuple[PlainNumber, Quantity], ...], Field(min_length=2, max_length=1000)
    ]
    """Level of the source and effect, point after point, the levels rising."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for (left, _), (right, _) in pairwise(self.points):
            if left >= right:
                text = "the levels of the source must rise from point to point ({left} >= {right})"
                fields = {"left": number_text(left), "right": number_text(right)}
                raise PydanticCustomError("order", text, fields)
        return self

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``piecewise(level: effect, ...)``."""
        pairs = weighted_arguments(call, example="piecewise(0: 0, 10: 40, 20: 60)")
        return cls.model_validate({"points": [(level.plain(), effect) for level, effect in pairs]})

    def parameters(self) -> dict[str, Quantity]:
        """Return the effects by the names of their points."""
        return {_effect(place): effect for place, (_, effect) in enumerate(self.points)}

    def respond(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the response; levels below 0 count as they are."""
        total = p[_effect(0)] + np.zeros(np.shape(x))
        for place, ((left, _), (right, _)) in enumerate(pairwise(self.points)):
            way = np.clip((np.asarray(x) - left) / (right - left), 0.0, 1.0)
            total = total + way * (p[_effect(place + 1)] - p[_effect(place)])
        return np.asarray(total)

    def derivative(self, x: Array, p: Mapping[str, Array]) -> Array:
        """Return the slope of the line at ``x``, at a point that of the line to its right."""
        x, total = np.asarray(x), np.zeros(np.shape(x))
        for place, ((left, _), (right, _)) in enumerate(pairwise(self.points)):
            rise = (p[_effect(place + 1)] - p[_effect(place)]) / (right - left)
            total = total + np.where((x >= left) & (x < right), rise, 0.0)
        return np.asarray(total)

    def formula(self, x: str, p: Mapping[str, str]) -> str:
        """Write the equation."""
        effects = [p[_effect(place)] for place, _ in enumerate(self.points)]
        pairs = zip(self.points, effects, strict=True)
        written = ", ".join(f"{number_text(level)}: {effect}" for (level, _), effect in pairs)
        return f"(straight lines through {written} at {x})"

    def text(self) -> str:
        """Write the text form."""
        written = (f"{number_text(level)}: {effect}" for level, effect in self.points)
        return f"piecewise({', '.join(written)})"


def _effect(place: int) -> str:
    return f"points.{place}.y"
