"""The gamma distribution."""

from __future__ import annotations

import math
from typing import ClassVar, Literal, Self

from pydantic import PositiveFloat, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import number_text
from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.standard import LARGEST_SIZE, standard_gamma


class Gamma(Distribution):
    """A positive number with a long right tail, such as a duration or a cost. ``gamma(10, 4)``.

    Shape (mean / sd)^2 and scale sd^2 / mean.
    """

    positional: ClassVar[tuple[str, ...]] = ("mean", "sd")
    example: ClassVar = {"mean": 10.0, "sd": 4.0}

    kind: Literal["gamma"] = "gamma"
    mean: PositiveFloat
    """Expected value."""
    sd: PositiveFloat
    """Standard deviation."""

    @model_validator(mode="after")
    def _not_too_narrow(self) -> Self:
        if self._shape()[0] > LARGEST_SIZE:
            text = (
                "a gamma this narrow (sd below a thousandth of the mean) has the shape of a "
                "normal; write normal({mean}, {sd})"
            )
            fields = {"mean": number_text(self.mean), "sd": number_text(self.sd)}
            raise PydanticCustomError("gamma", text, fields)
        return self

    def _shape(self) -> tuple[float, float]:
        """Return shape and scale."""
        return (self.mean / self.sd) ** 2, self.sd**2 / self.mean

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, through a table that is right to 1e-9 in probability."""
        shape, scale = self._shape()
        return np.asarray(scale * standard_gamma(shape).ppf(u))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        shape, scale = self._shape()
        return np.asarray(special.gammainc(shape, np.maximum(x, 0.0) / scale))

    def support(self) -> tuple[float, float]:
        """Return 0 and infinity."""
        return 0.0, math.inf

    def expectation(self) -> float:
        """Return the mean."""
        return self.mean
