"""A certain number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.kinds import number_text
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution


class Fixed(Distribution):
    """One value, known for certain. Text form: the number itself."""

    positional: ClassVar[tuple[str, ...]] = ("value",)
    example: ClassVar = {"value": 12.0}

    kind: Literal["fixed"] = "fixed"
    value: float
    """The value."""

    def ppf(self, u: Array) -> Array:
        """Return the value, whatever the probability."""
        return np.full(np.shape(u), self.value)

    def cdf(self, x: Array) -> Array:
        """Return 0 below the value and 1 from it on."""
        return np.where(np.asarray(x) >= self.value, 1.0, 0.0)

    def support(self) -> tuple[float, float]:
        """Return the value twice."""
        return self.value, self.value

    def atoms(self) -> Sequence[float]:
        """Return the value."""
        return (self.value,)

    def expectation(self) -> float:
        """Return the value."""
        return self.value

    def _text(self) -> str:
        return number_text(self.value)
