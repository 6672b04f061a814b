"""The Poisson distribution."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.steps import Steps

LARGEST_MEAN = 1e8


class Poisson(Distribution):
    """How often something happens that happens independently. Text form: ``poisson(3.5)``.

    Probability of k events: mean^k exp(-mean) / k!.
    """

    positional: ClassVar[tuple[str, ...]] = ("mean",)
    discrete: ClassVar[bool] = True
    example: ClassVar = {"mean": 3.5}

    kind: Literal["poisson"] = "poisson"
    mean: Annotated[float, Field(gt=0, le=LARGEST_MEAN)]
    """Expected number."""

    def ppf(self, u: Array) -> Array:
        """Return the smallest number whose cumulative probability is at least ``u``."""
        return _steps(self.mean).ppf(u)

    def cdf(self, x: Array) -> Array:
        """Return the probability of numbers up to ``x``."""
        return np.where(
            np.asarray(x) < 0, 0.0, special.pdtr(np.floor(np.maximum(x, 0.0)), self.mean)
        )

    def support(self) -> tuple[float, float]:
        """Return 0 and infinity."""
        return 0.0, math.inf

    def atoms(self) -> Sequence[float]:
        """Return the numbers within about ten standard deviations of the mean."""
        return [float(number) for number in _numbers(self.mean)]

    def expectation(self) -> float:
        """Return the mean."""
        return self.mean


def _numbers(mean: float) -> range:
    """Return the numbers that can happen with a probability above 1e-20."""
    spread = 10 * math.sqrt(mean)
    return range(max(0, math.floor(mean - spread)), math.ceil(mean + spread + 40))


@functools.lru_cache(maxsize=64)
def _steps(mean: float) -> Steps:
    numbers = np.arange(_numbers(mean).start, _numbers(mean).stop, dtype=float)
    return Steps(numbers, np.asarray(special.pdtr(numbers, mean), float))
