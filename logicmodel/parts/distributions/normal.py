"""The normal distribution."""

from __future__ import annotations

import math
from typing import ClassVar, Literal, Self

from pydantic import PositiveFloat, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Z95, Distribution
from logicmodel.parts.order import check_ascending


class Normal(Distribution):
    """The bell curve: symmetric, and without bounds on either side.

    Given by mean and standard deviation, ``normal(10, 2)``, or by the 5th and 95th percentile,
    ``normal(p5=-3, p95=12)``. Quantile: mean + sd * z(u), z the standard normal quantile.
    """

    positional: ClassVar[tuple[str, ...]] = ("mean", "sd")
    example: ClassVar = {"mean": 10.0, "sd": 2.0}

    kind: Literal["normal"] = "normal"
    mean: float | None = None
    """Expected value, with `sd`."""
    sd: PositiveFloat | None = None
    """Standard deviation, with `mean`."""
    p5: float | None = None
    """5th percentile, with `p95`."""
    p95: float | None = None
    """95th percentile, with `p5`."""

    @model_validator(mode="after")
    def _one_pair(self) -> Self:
        given = {name for name in ("mean", "sd", "p5", "p95") if getattr(self, name) is not None}
        if given not in ({"mean", "sd"}, {"p5", "p95"}):
            text = "normal needs either mean and sd, or p5= and p95="
            raise PydanticCustomError("normal", text)
        if self.p5 is not None and self.p95 is not None:
            check_ascending(p5=self.p5, p95=self.p95)
        return self

    def _shape(self) -> tuple[float, float]:
        """Return mean and standard deviation."""
        if self.p5 is not None and self.p95 is not None:
            return (self.p5 + self.p95) / 2, (self.p95 - self.p5) / (2 * Z95)
        return self.mean or 0.0, self.sd or 1.0

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        mean, sd = self._shape()
        return np.asarray(mean + sd * special.ndtri(u))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        mean, sd = self._shape()
        return np.asarray(special.ndtr((np.asarray(x) - mean) / sd))

    def support(self) -> tuple[float, float]:
        """Return minus and plus infinity."""
        return -math.inf, math.inf

    def expectation(self) -> float:
        """Return the mean."""
        return self._shape()[0]
