"""The contract of a distribution: an inverse cumulative distribution function, and its facts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import Family, Part
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.plain import as_number
from logicmodel.parts.quadrature import mean_of
from logicmodel.text import Call, EachPeriod, Interval, Pairs

Z95 = 1.6448536269514722
"""The 95th percentile of the standard normal distribution."""


class Distribution(Part):
    """An uncertain number: a value for every probability between 0 and 1."""

    family: ClassVar[Family | None] = Family("distribution", "logicmodel.parts.distributions")
    discrete: ClassVar[bool] = False
    """True where single values carry probability, so the quantile function has steps."""

    each: Literal["draw", "period"] = "draw"
    """How often it is drawn: once per draw (epistemic), or anew in each period (aleatory)."""

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build the distribution from its text form; its parameters are plain numbers."""
        for argument in call.arguments:
            if isinstance(argument.value, Interval | Call | Pairs | EachPeriod):
                text = (
                    "{kind}() takes plain numbers; to be unsure between several shapes write "
                    "mixture({kind}(...): 0.5, {kind}(...): 0.5)"
                )
                raise PydanticCustomError("text", text, {"kind": call.name})
        return super().from_call(call)

    @model_validator(mode="before")
    @classmethod
    def _read_numbers(cls, data: Any) -> Any:
        """Read numbers that a file gives as text, such as ``5%``."""
        if isinstance(data, Mapping):
            return {key: as_number(value) for key, value in data.items()}
        return data

    def ppf(self, u: Array) -> Array:
        """Return the quantiles at the probabilities ``u`` (any shape, inside 0..1)."""
        raise NotImplementedError

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``, by bisection of the quantile function."""
        low, high = np.zeros(np.shape(x)), np.ones(np.shape(x))
        for _ in range(60):
            middle = (low + high) / 2
            below = self.ppf(np.clip(middle, 1e-300, 1 - 1e-16)) <= x
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return np.asarray((low + high) / 2)

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest possible value, which may be infinite."""
        raise NotImplementedError

    def atoms(self) -> Sequence[float]:
        """Return the single values that carry probability, ascending; none for a smooth shape."""
        return ()

    def expectation(self) -> float:
        """Return the expected value, by summation or quadrature unless overridden."""
        atoms = np.array(self.atoms(), float)
        if self.discrete and atoms.size:
            up_to = self.cdf(atoms)
            return float(atoms @ np.diff(up_to, prepend=0.0) / up_to[-1])
        return mean_of(self.ppf)

    @property
    def certain(self) -> bool:
        """Say whether there is only one possible value."""
        low, high = self.support()
        return low == high and math.isfinite(low)

    def text(self) -> str:
        """Write the text form, with ``each period`` or ``each draw`` where that was stated."""
        written = self._text()
        stated = "each" in self.model_fields_set and not self.certain
        return f"{written} each {self.each}" if stated else written

    def said(self) -> Mapping[str, Distribution]:
        """Return what must keep the bounds of a field, by who said it: by itself, the whole."""
        return {"": self}

    def data(self) -> str | dict[str, Any]:
        """Return what stands for it in a plan file: the text form, or a mapping where that reads better."""
        return self.text()

    def _text(self) -> str:
        return super().text()
