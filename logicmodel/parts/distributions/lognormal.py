"""The lognormal distribution, and its mirror image for negative numbers."""

from __future__ import annotations

import math
from typing import ClassVar, Literal, Self

from pydantic import PositiveFloat, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import number_text
from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Z95, Distribution


class Lognormal(Distribution):
    """A number of one sign whose logarithm is normal: the shape behind ``12 to 18``.

    Given by mean and standard deviation, or by the 5th and 95th percentile. Two negative
    percentiles give the mirrored distribution.
    """

    example: ClassVar = {"p5": 12.0, "p95": 18.0}

    kind: Literal["lognormal"] = "lognormal"
    mean: PositiveFloat | None = None
    """Expected value, with `sd`."""
    sd: PositiveFloat | None = None
    """Standard deviation, with `mean`."""
    p5: float | None = None
    """5th percentile, with `p95`."""
    p95: float | None = None
    """95th percentile, with `p5`."""

    @model_validator(mode="after")
    def _one_pair(self) -> Self:
        if (
            (self.p5 is None) != (self.p95 is None)
            or (self.mean is None) != (self.sd is None)
            or ((self.p5 is None) == (self.mean is None))
        ):
            text = "lognormal needs either mean= and sd=, or p5= and p95="
            raise PydanticCustomError("lognormal", text)
        if self.p5 is not None and self.p95 is not None:
            self._check_percentiles(self.p5, self.p95)
        return self

    @staticmethod
    def _check_percentiles(p5: float, p95: float) -> None:
        low, high = number_text(p5), number_text(p95)
        if p5 >= p95:
            text = "the low end must be below the high end ({low} >= {high})"
            raise PydanticCustomError("order", text, {"low": low, "high": high})
        if p5 <= 0 <= p95:
            text = (
                "'{low} to {high}' is lognormal, which cannot reach or cross zero; "
                "write normal(p5={low}, p95={high}) if a normal shape is meant"
            )
            raise PydanticCustomError("sign", text, {"low": low, "high": high})

    def _shape(self) -> tuple[float, float, float]:
        """Return sign, and mean and standard deviation of the logarithm."""
        if self.p5 is not None and self.p95 is not None:
            sign = 1.0 if self.p5 > 0 else -1.0
            small, large = sorted((math.log(abs(self.p5)), math.log(abs(self.p95))))
            return sign, (small + large) / 2, (large - small) / (2 * Z95)
        mean, sd = self.mean or 1.0, self.sd or 1.0
        variance = math.log1p((sd / mean) ** 2)
        return 1.0, math.log(mean) - variance / 2, math.sqrt(variance)

    def ppf(self, u: Array) -> Array:
        """Return the exponential of the normal quantiles, mirrored where both ends are negative."""
        sign, center, spread = self._shape()
        z = np.asarray(special.ndtri(u))
        z *= sign * spread
        z += center
        np.exp(z, out=z)
        if sign < 0:
            np.negative(z, out=z)
        return z

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        sign, center, spread = self._shape()
        size = np.maximum(sign * np.asarray(x, float), 0.0)
        with np.errstate(divide="ignore"):
            below = special.ndtr((np.log(size) - center) / spread)
        return below if sign > 0 else np.asarray(1.0 - below)

    def support(self) -> tuple[float, float]:
        """Return 0 and infinity, or their mirror image."""
        return (0.0, math.inf) if self._shape()[0] > 0 else (-math.inf, 0.0)

    def expectation(self) -> float:
        """Return the expected value."""
        sign, center, spread = self._shape()
        return sign * math.exp(center + spread**2 / 2)

    def _text(self) -> str:
        if self.p5 is not None and self.p95 is not None:
            return f"{number_text(self.p5)} to {number_text(self.p95)}"
        return super()._text()
