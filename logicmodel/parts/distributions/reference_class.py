"""What became of comparable targets before."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel import wording
from logicmodel.errors import did_you_mean
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.reference_classes import classes

CELLS = 100


class ReferenceClass(Distribution):
    """Actual divided by target in a class of past results: ``reference_class(unhcr_output_number)``.

    Classes of changes (``unhcr_outcome_number_change``) are for effects on outcomes: the change since the baseline divided by the change planned.

    For delivery and effects where a team knows nothing better. ``times=`` is what was planned, of which
    the class gives the share that comes about. ``lm.reference_classes()`` lists the classes. Between the
    percentiles the quantile function is a straight line. Source: Kahneman and Tversky (1979), Intuitive
    prediction; Flyvbjerg (2008), Curbing optimism bias, European Planning Studies 16(1).
    """

    positional: ClassVar[tuple[str, ...]] = ("name",)
    example: ClassVar = {"name": "unhcr_output_number"}

    kind: Literal["reference_class"] = "reference_class"
    name: Annotated[str, Field(max_length=200)]
    """Which class: `unhcr_output_number`, `unhcr_outcome_percentage_change`..."""
    times: float = 1.0
    """What was planned; 1 gives the plain shares."""

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.name not in classes():
            text = "{name} is not a reference class; {hint}"
            fields = {"name": repr(self.name), "hint": did_you_mean(self.name, classes())}
            raise PydanticCustomError("reference_class", text, fields)
        if self.times == 0:
            raise PydanticCustomError("reference_class", "times must not be 0")
        return self

    def ppf(self, u: Array) -> Array:
        """Return the quantiles, on a straight line between percentiles."""
        values = _values(self)
        at = np.asarray(u, float) * CELLS
        cell = np.minimum(at.astype(np.int64), CELLS - 1)
        low, high = values[cell], values[cell + 1]
        return np.asarray(np.minimum(low + (at - cell) * (high - low), high))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        values = _values(self)
        x = np.asarray(x, float)
        above = values.searchsorted(x, side="right")
        cell = np.clip(above - 1, 0, CELLS - 1)
        low, high = values[cell], values[cell + 1]
        rise = np.where(high > low, high - low, 1.0)
        inside = (cell + np.clip((x - low) / rise, 0.0, 1.0)) / CELLS
        return np.asarray(np.where(above == 0, 0.0, np.where(above > CELLS, 1.0, inside)))

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest value."""
        values = _values(self)
        return float(values[0]), float(values[-1])

    def atoms(self) -> Sequence[float]:
        """Return the values that carry probability, such as 0 and 1: nothing done, and all of it."""
        values = _values(self)
        return sorted(set(values[1:][values[1:] == values[:-1]].tolist()))

    def expectation(self) -> float:
        """Return the mean of the straight pieces."""
        values: list[float] = _values(self).tolist()
        return (math.fsum(values) - (values[0] + values[-1]) / 2) / CELLS

    def spoken(self) -> str:
        """Return the class in a few words: ``UNHCR outputs counted in numbers: 0.71 (0.00-2.42)``."""
        low, middle, high = (float(value) for value in self.ppf(np.array([0.05, 0.5, 0.95])))
        title = classes()[self.name].title.partition(":")[0]
        planned = "" if self.times == 1 else f" of {wording.amount(self.times)} planned"
        return f"as in {title}{planned}: {wording.spread(middle, low, high)}"


@functools.lru_cache(maxsize=256)
def _values(part: ReferenceClass) -> Array:
    """Return the percentiles, ascending."""
    return np.sort(np.array(classes()[part.name].percentiles) * part.times) + 0.0  # -0 becomes 0
