"""The triangular distribution."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.order import check_ascending


class Triangular(Distribution):
    """Most likely at the mode, falling in straight lines to both bounds. ``triangular(8, 12, 20)``.

    Quantile: low + sqrt(u * (high - low) * (mode - low)) up to the mode, mirrored above it.
    """

    positional: ClassVar[tuple[str, ...]] = ("low", "mode", "high")
    example: ClassVar = {"low": 8.0, "mode": 12.0, "high": 20.0}

    kind: Literal["triangular"] = "triangular"
    low: float
    """Smallest value."""
    mode: float
    """Most likely value."""
    high: float
    """Largest value."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_ascending(low=self.low, mode=self.mode, high=self.high)
        return self

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        u = np.asarray(u)
        width = self.high - self.low
        left = self.low + np.sqrt(u * (width * (self.mode - self.low)))
        right = self.high - np.sqrt((1.0 - u) * (width * (self.high - self.mode)))
        return np.where(u * width < self.mode - self.low, left, right)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        x = np.clip(x, self.low, self.high)
        width, rise, fall = self.high - self.low, self.mode - self.low, self.high - self.mode
        left = (x - self.low) ** 2 / (width * (rise or 1.0))
        right = 1.0 - (self.high - x) ** 2 / (width * (fall or 1.0))
        return np.where(x < self.mode, left, np.where(x >= self.high, 1.0, right))

    def support(self) -> tuple[float, float]:
        """Return the two bounds."""
        return self.low, self.high

    def expectation(self) -> float:
        """Return the mean of the three points."""
        return (self.low + self.mode + self.high) / 3
