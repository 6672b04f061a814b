"""The uniform distribution."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.order import check_ascending


class Uniform(Distribution):
    """Every value between two bounds equally likely. Text form: ``uniform(2, 5)``.

    Quantile: low + u * (high - low).
    """

    positional: ClassVar[tuple[str, ...]] = ("low", "high")
    example: ClassVar = {"low": 2.0, "high": 5.0}

    kind: Literal["uniform"] = "uniform"
    low: float
    """Smallest value."""
    high: float
    """Largest value."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        check_ascending(low=self.low, high=self.high)
        return self

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        return np.asarray(self.low + np.asarray(u) * (self.high - self.low))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        return np.clip((np.asarray(x) - self.low) / (self.high - self.low), 0.0, 1.0)

    def support(self) -> tuple[float, float]:
        """Return the two bounds."""
        return self.low, self.high

    def expectation(self) -> float:
        """Return the middle of the bounds."""
        return self.low + (self.high - self.low) / 2
