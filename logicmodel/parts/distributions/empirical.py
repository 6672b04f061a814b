"""Observed values."""

from __future__ import annotations

import collections
import functools
import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.kinds import Part, arguments_by_name, number_text
from logicmodel.parts.arrays import Array
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.steps import Steps
from logicmodel.parts.weights import shares_of
from logicmodel.text import Call


class Empirical(Distribution):
    """One of the values that were observed, each equally likely. ``empirical(8, 9, 9, 12)``.

    A value listed twice is twice as likely. Nothing between or beyond the values can happen.
    """

    discrete: ClassVar[bool] = True
    example: ClassVar = {"values": (8.0, 9.0, 9.0, 12.0)}

    kind: Literal["empirical"] = "empirical"
    values: Annotated[tuple[float, ...], Field(min_length=1, max_length=5000)]
    """The observed values, in any order."""

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``empirical(value, value, ...)``."""
        places = tuple(str(place) for place, _ in enumerate(call.arguments))
        return cls.model_validate({"values": list(arguments_by_name(call, places).values())})

    def ppf(self, u: Array) -> Array:
        """Return the smallest value that a share ``u`` of the observations does not exceed."""
        return _steps(self).ppf(u)

    def cdf(self, x: Array) -> Array:
        """Return the share of observations up to ``x``."""
        return _steps(self).cdf(x)

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest value."""
        return min(self.values), max(self.values)

    def atoms(self) -> Sequence[float]:
        """Return the different values."""
        return sorted(set(self.values))

    def expectation(self) -> float:
        """Return the mean of the values."""
        return math.fsum(self.values) / len(self.values)

    def _text(self) -> str:
        return f"empirical({', '.join(number_text(value) for value in self.values)})"


@functools.lru_cache(maxsize=1024)
def _steps(part: Empirical) -> Steps:
    counts = collections.Counter(part.values)
    return Steps.weighing(list(counts), shares_of(list(counts.values())))
