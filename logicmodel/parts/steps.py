"""Distribution functions with steps: single values that carry probability."""

from __future__ import annotations

from collections.abc import Sequence

from logicmodel.parts.arrays import Array, np


class Steps:
    """A finite set of ascending values with their cumulative probabilities."""

    def __init__(self, values: Array, cumulative: Array) -> None:
        """Take both; the last cumulative probability counts as 1."""
        self.values = values
        self._below = cumulative[:-1]
        self._up_to = np.concatenate([[0.0], cumulative[:-1], [1.0]])

    @classmethod
    def weighing(cls, values: Sequence[float], shares: Sequence[float]) -> Steps:
        """Sort the values and add up their shares, leaving out those of zero."""
        kept = sorted(pair for pair in zip(values, shares, strict=True) if pair[1] > 0)
        cumulative = np.cumsum([share for _, share in kept])
        return cls(np.array([value for value, _ in kept], float), cumulative)

    def ppf(self, u: Array) -> Array:
        """Return the smallest value whose cumulative probability is at least ``u``."""
        return np.asarray(self.values[self._below.searchsorted(u, side="left")])

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        return np.asarray(self._up_to[self.values.searchsorted(x, side="right")])
