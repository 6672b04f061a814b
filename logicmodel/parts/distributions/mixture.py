"""Several distributions, one of which holds."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from logicmodel.kinds import Part, number_text, weighted_arguments
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.pooling import mixed
from logicmodel.parts.quantity import Inner
from logicmodel.parts.steps import Steps
from logicmodel.parts.table import Table
from logicmodel.parts.weights import Weights, check_weights, shares_of
from logicmodel.text import Call


class Mixture(Distribution):
    """One of several distributions, each with its weight: several cases, or several experts.

    Text form: ``mixture(normal(10, 2): 0.7, 12 to 18: 0.3)``. Its distribution function is the
    weighted mean of theirs (the linear opinion pool; Stone 1961), inverted for the quantiles.
    """

    example: ClassVar = {"of": ("normal(10, 2)", "12 to 18"), "weights": (0.7, 0.3)}

    kind: Literal["mixture"] = "mixture"
    of: Annotated[tuple[Inner, ...], Field(min_length=1, max_length=200)]
    """The distributions."""
    weights: Weights
    """How much each distribution counts, in the same order; they need not add up to 1."""

    @model_validator(mode="after")
    def _one_weight_each(self) -> Self:
        check_weights(self.of, self.weights, word="distributions")
        return self

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build it from ``mixture(distribution: weight, ...)``."""
        pairs = weighted_arguments(call, example="mixture(normal(10, 2): 0.7, 12 to 18: 0.3)")
        of, weights = [value for value, _ in pairs], [weight.plain() for _, weight in pairs]
        return cls.model_validate({"of": of, "weights": weights})

    def cases(self) -> list[tuple[Distribution, float]]:
        """Return the distributions that count, with their shares."""
        pairs = zip(self.of, shares_of(self.weights), strict=True)
        return [(part, share) for part, share in pairs if share > 0]

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, through a table that is right to 1e-9 in probability."""
        return _quantiles(self).ppf(u)

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        total = np.zeros(np.shape(x))
        for part, share in self.cases():
            total = total + share * part.cdf(x)
        return np.minimum(total, 1.0)

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest value of any of the distributions."""
        ends = [part.support() for part, _ in self.cases()]
        return min(low for low, _ in ends), max(high for _, high in ends)

    def atoms(self) -> Sequence[float]:
        """Return the values that carry probability in any of the distributions."""
        return sorted({value for part, _ in self.cases() for value in part.atoms()})

    def expectation(self) -> float:
        """Return the weighted mean of the expected values."""
        return math.fsum(share * part.expectation() for part, share in self.cases())

    def _text(self) -> str:
        pairs = zip(self.of, self.weights, strict=True)
        return f"mixture({', '.join(f'{part}: {number_text(weight)}' for part, weight in pairs)})"


@functools.lru_cache(maxsize=256)
def _quantiles(part: Mixture) -> Table | Steps:
    return mixed([case for case, _ in part.cases()], part.cdf, part.atoms())
