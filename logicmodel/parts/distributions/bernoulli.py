"""Yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution


class Bernoulli(Distribution):
    """1 with probability ``p``, else 0. Text form: ``bernoulli(0.8)``."""

    positional: ClassVar[tuple[str, ...]] = ("p",)
    discrete: ClassVar[bool] = True
    example: ClassVar = {"p": 0.8}

    kind: Literal["bernoulli"] = "bernoulli"
    p: Annotated[float, Field(ge=0, le=1)]
    """Probability of 1."""

    def ppf(self, u: Array) -> Array:
        """Return 1 in the upper share ``p`` of the probabilities, else 0."""
        return np.where(np.asarray(u) > 1.0 - self.p, 1.0, 0.0)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        x = np.asarray(x)
        return np.where(x >= 1, 1.0, np.where(x >= 0, 1.0 - self.p, 0.0))

    def support(self) -> tuple[float, float]:
        """Return 0 and 1, or the only value that can happen."""
        return (1.0 if self.p == 1 else 0.0), (0.0 if self.p == 0 else 1.0)

    def atoms(self) -> Sequence[float]:
        """Return 0 and 1, or the only value that can happen."""
        return sorted(set(self.support()))

    def expectation(self) -> float:
        """Return ``p``."""
        return self.p
