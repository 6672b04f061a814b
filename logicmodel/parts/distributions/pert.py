"""The PERT distribution."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.order import check_ascending
from logicmodel.parts.standard import standard_beta


class Pert(Distribution):
    """A smooth three-point estimate: a beta between two bounds, around the most likely value.

    Text form: ``pert(8, 12, 20)``. Mean (low + 4 mode + high) / 6; beta parameters
    a = 1 + 4 (mode - low) / (high - low) and b = 1 + 4 (high - mode) / (high - low).
    Source: Clark (1962), with the classic weight 4 on the mode.
    """

    positional: ClassVar[tuple[str, ...]] = ("low", "mode", "high")
    example: ClassVar = {"low": 8.0, "mode": 12.0, "high": 20.0}

    kind: Literal["pert"] = "pert"
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

    def _shape(self) -> tuple[float, float]:
        """Return the parameters of the beta on 0..1."""
        width = self.high - self.low
        return 1 + 4 * (self.mode - self.low) / width, 1 + 4 * (self.high - self.mode) / width

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, through a table that is right to 1e-9 in probability."""
        x = standard_beta(*self._shape()).ppf(u)
        return np.minimum(self.low + (self.high - self.low) * x, self.high)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        share = np.clip((np.asarray(x) - self.low) / (self.high - self.low), 0.0, 1.0)
        return np.asarray(special.betainc(*self._shape(), share))

    def support(self) -> tuple[float, float]:
        """Return the two bounds."""
        return self.low, self.high

    def expectation(self) -> float:
        """Return the weighted mean of the three points."""
        return (self.low + 4 * self.mode + self.high) / 6
