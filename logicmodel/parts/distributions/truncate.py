"""A distribution cut off at bounds."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import Part, arguments_by_name, number_text
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.order import check_ascending
from logicmodel.parts.quantity import Inner
from logicmodel.text import Call

LEAST_KEPT = 1e-6
"""Smallest probability that may be left between the bounds; below it the digits run out."""


class Truncate(Distribution):
    """Another distribution, given that it falls between bounds. ``truncate(normal(0, 1), low=0)``.

    What is cut off is spread over the rest in proportion, not piled up at the bounds. Quantile:
    Q(F(low) + u * (F(high) - F(low))), with F and Q those of the whole distribution.
    """

    positional: ClassVar[tuple[str, ...]] = ("of",)
    example: ClassVar = {"of": "normal(0, 1)", "low": 0.0, "high": 3.0}

    kind: Literal["truncate"] = "truncate"
    of: Inner
    """The distribution that is cut off."""
    low: float | None = None
    """Smallest value left; none if it is not given."""
    high: float | None = None
    """Largest value left; none if it is not given."""

    @model_validator(mode="after")
    def _something_left(self) -> Self:
        if self.low is None and self.high is None:
            raise PydanticCustomError("truncate", "truncate needs low=, high= or both")
        low, high = self.bounds()
        if math.isfinite(low) and math.isfinite(high):
            check_ascending(low=low, high=high)
        below, up_to = _kept(self)
        if up_to - below < LEAST_KEPT:
            text = "{of} is almost never {where}; move the bounds or write the shape you mean there"
            where = (
                f"above {number_text(low)}"
                if self.high is None
                else f"below {number_text(high)}"
                if self.low is None
                else f"between {number_text(low)} and {number_text(high)}"
            )
            raise PydanticCustomError("truncate", text, {"of": str(self.of), "where": where})
        return self

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``truncate(distribution, low=, high=)``."""
        return cls.model_validate(arguments_by_name(call, cls.positional))

    def bounds(self) -> tuple[float, float]:
        """Return both bounds, infinite where none is given."""
        low = -math.inf if self.low is None else self.low
        return low, math.inf if self.high is None else self.high

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        below, up_to = _kept(self)
        inside = np.maximum(below + np.asarray(u) * (up_to - below), np.nextafter(below, 1.0))
        return np.clip(self.of.ppf(np.minimum(inside, up_to)), *self.bounds())

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        below, up_to = _kept(self)
        return np.clip((self.of.cdf(np.asarray(x, float)) - below) / (up_to - below), 0.0, 1.0)

    def support(self) -> tuple[float, float]:
        """Return the bounds, or those of the whole distribution where they are narrower."""
        atoms = self.atoms() if self.of.discrete else ()
        if atoms:
            return atoms[0], atoms[-1] if self.high is not None else self.of.support()[1]
        low, high = self.bounds()
        smallest, largest = self.of.support()
        return max(low, smallest), min(high, largest)

    def atoms(self) -> Sequence[float]:
        """Return the values inside the bounds that carry probability."""
        low, high = self.bounds()
        return [value for value in self.of.atoms() if low <= value <= high]


@functools.lru_cache(maxsize=1024)
def _kept(part: Truncate) -> tuple[float, float]:
    """Return the probabilities of values below the low bound, and of values up to the high one."""
    low, high = part.bounds()
    below = 0.0 if part.low is None else float(part.of.cdf(np.nextafter([low], -math.inf))[0])
    return below, 1.0 if part.high is None else float(part.of.cdf(np.array([high]))[0])
