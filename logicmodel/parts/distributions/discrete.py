"""A few possible values, each with its weight."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import Part, number_text, weighted_arguments
from logicmodel.parts.arrays import Array
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.steps import Steps
from logicmodel.parts.weights import Weights, check_weights, shares_of
from logicmodel.text import Call


class Discrete(Distribution):
    """One of a few values, with weights that need not add up to 1. ``discrete(10: 3, 20: 7)``."""

    discrete: ClassVar[bool] = True
    example: ClassVar = {"values": (10.0, 20.0), "weights": (0.3, 0.7)}

    kind: Literal["discrete"] = "discrete"
    values: Annotated[tuple[float, ...], Field(min_length=1, max_length=5000)]
    """The values that can happen."""
    weights: Weights
    """How much each value counts, in the same order."""

    @model_validator(mode="after")
    def _one_weight_each(self) -> Self:
        check_weights(self.values, self.weights, word="values")
        for place, value in enumerate(self.values):
            if value in self.values[:place]:
                text = "the value {value} is given twice; add up its weights"
                raise PydanticCustomError("discrete", text, {"value": number_text(value)})
        return self

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``discrete(value: weight, ...)``."""
        pairs = weighted_arguments(call, example="discrete(10: 0.3, 20: 0.7)")
        values, weights = ([pair[side].plain() for pair in pairs] for side in (0, 1))
        return cls.model_validate({"values": values, "weights": weights})

    def ppf(self, u: Array) -> Array:
        """Return the smallest value whose cumulative probability is at least ``u``."""
        return _steps(self).ppf(u)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        return _steps(self).cdf(x)

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest value with a weight above 0."""
        possible = self.atoms()
        return possible[0], possible[-1]

    def atoms(self) -> Sequence[float]:
        """Return the values with a weight above 0."""
        pairs = zip(self.values, self.weights, strict=True)
        return sorted(value for value, weight in pairs if weight > 0)

    def expectation(self) -> float:
        """Return the weighted mean."""
        shares = shares_of(self.weights)
        return math.fsum(share * value for share, value in zip(shares, self.values, strict=True))

    def _text(self) -> str:
        pairs = zip(self.values, self.weights, strict=True)
        written = (f"{number_text(value)}: {number_text(weight)}" for value, weight in pairs)
        return f"discrete({', '.join(written)})"


@functools.lru_cache(maxsize=1024)
def _steps(part: Discrete) -> Steps:
    return Steps.weighing(part.values, shares_of(part.weights))
