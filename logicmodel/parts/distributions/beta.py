"""The beta distribution."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, PositiveFloat, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.standard import LARGEST_SIZE, standard_beta


class Beta(Distribution):
    """An uncertain share between 0 and 1.

    Given by its parameters, ``beta(8, 2)`` (8 successes against 2 failures), or by mean and
    standard deviation, ``beta(mean=0.8, sd=0.1)``: a = mean * n and b = (1 - mean) * n with
    n = mean (1 - mean) / sd^2 - 1.
    """

    positional: ClassVar[tuple[str, ...]] = ("a", "b")
    example: ClassVar = {"a": 8.0, "b": 2.0}

    kind: Literal["beta"] = "beta"
    a: PositiveFloat | None = None
    """Weight towards 1, with `b`."""
    b: PositiveFloat | None = None
    """Weight towards 0, with `a`."""
    mean: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Expected value, with `sd`."""
    sd: PositiveFloat | None = None
    """Standard deviation, with `mean`."""

    @model_validator(mode="after")
    def _one_pair(self) -> Self:
        given = {name for name in ("a", "b", "mean", "sd") if getattr(self, name) is not None}
        if given not in ({"a", "b"}, {"mean", "sd"}):
            raise PydanticCustomError("beta", "beta needs either a and b, or mean= and sd=")
        if self.mean is not None and self.sd is not None:
            most = math.sqrt(self.mean * (1 - self.mean))
            if self.sd >= most:
                text = "sd is too large: with a mean of {mean} it must be below {most}"
                fields = {"mean": f"{self.mean:g}", "most": f"{most:.4g}"}
                raise PydanticCustomError("beta", text, fields)
        a, b = self._shape()
        if a + b > LARGEST_SIZE:
            text = (
                "a beta this narrow (a + b above a million) has the shape of a normal; "
                "write truncate(normal({mean}, {sd}), low=0, high=1)"
            )
            sd = math.sqrt(a * b / (a + b + 1)) / (a + b)
            fields = {"mean": f"{a / (a + b):.6g}", "sd": f"{sd:.3g}"}
            raise PydanticCustomError("beta", text, fields)
        return self

    def _shape(self) -> tuple[float, float]:
        """Return the two parameters."""
        if self.mean is not None and self.sd is not None:
            size = self.mean * (1 - self.mean) / self.sd**2 - 1
            return self.mean * size, (1 - self.mean) * size
        return self.a or 1.0, self.b or 1.0

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, through a table that is right to 1e-9 in probability."""
        return standard_beta(*self._shape()).ppf(u)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        return np.asarray(special.betainc(*self._shape(), np.clip(x, 0.0, 1.0)))

    def support(self) -> tuple[float, float]:
        """Return 0 and 1."""
        return 0.0, 1.0

    def expectation(self) -> float:
        """Return a / (a + b)."""
        a, b = self._shape()
        return a / (a + b)
