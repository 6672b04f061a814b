"""A smooth distribution through stated quantiles."""

from __future__ import annotations

import functools
import math
import re
from typing import ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.kinds import number_text
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.metalog import Metalog
from logicmodel.parts.order import check_ascending

NAME = re.compile(r"p(\d{1,2}(?:\.\d{1,6})?)")


class Quantiles(Distribution):
    """The smooth shape through the quantiles you state: ``quantiles(p10=8, p50=12, p90=20)``.

    ``low=`` and ``high=`` bound it. It is the metalog with as many terms as quantiles, of the
    number itself, of its logarithm above one bound or of its logit between two.
    Source: Keelin (2016), The metalog distributions, Decision Analysis 13(4).
    """

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "patternProperties": {f"^{NAME.pattern}$": {"type": "number"}},
            "additionalProperties": False,
        },
    )
    __pydantic_extra__: dict[str, float]
    example: ClassVar = {"p10": 8.0, "p50": 12.0, "p90": 20.0}

    kind: Literal["quantiles"] = "quantiles"
    low: float | None = None
    """Value that it never falls below."""
    high: float | None = None
    """Value that it never exceeds."""

    @model_validator(mode="after")
    def _one_curve(self) -> Self:
        for name in self.__pydantic_extra__:
            share = NAME.fullmatch(name)
            if share is None or float(share[1]) == 0:
                text = "{name} is not a quantile; write p10=, p50=, p2.5=, or low= and high="
                raise PydanticCustomError("quantiles", text, {"name": name})
        stated = self.stated()
        if not 2 <= len(stated) <= 9 or len({share for share, _, _ in stated}) < len(stated):
            text = "state 2 to 9 different quantiles, such as p10=, p50= and p90=; found {count}"
            raise PydanticCustomError("quantiles", text, {"count": len(stated)})
        bounds = {"low": self.low, "high": self.high}
        first, last = ({key: end} if end is not None else {} for key, end in bounds.items())
        check_ascending(
            strictly=True, **first, **{name: value for _, name, value in stated}, **last
        )
        self._check_rising()
        return self

    def stated(self) -> list[tuple[float, str, float]]:
        """Return probability, name and value of every quantile, in order."""
        extra = self.__pydantic_extra__.items()
        return sorted((float(name[1:]) / 100, name, value) for name, value in extra)

    def _check_rising(self) -> None:
        """Refuse quantiles whose curve falls somewhere."""
        falls_at = _metalog(self).falls_at()
        if falls_at is None:
            return
        below = [name for share, name, _ in self.stated() if share <= falls_at]
        above = [name for share, name, _ in self.stated() if share > falls_at]
        where = (
            f"between {below[-1]} and {above[0]}"
            if below and above
            else f"below {above[0]}"
            if above
            else f"above {below[-1]}"
        )
        text = (
            "no smooth shape goes through these quantiles: its curve would fall {where}; move the "
            "quantiles there, leave one out, or add low= or high= where the number has a bound"
        )
        raise PydanticCustomError("quantiles", text, {"where": where})

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        return _metalog(self).ppf(np.asarray(u, float))

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""
        return _metalog(self).cdf(np.asarray(x, float))

    def support(self) -> tuple[float, float]:
        """Return the bounds, infinite where none is given."""
        low = -math.inf if self.low is None else self.low
        return low, math.inf if self.high is None else self.high

    def expectation(self) -> float:
        """Return the expected value, infinite where a tail is that heavy."""
        return _metalog(self).expectation()

    def _text(self) -> str:
        pairs = [(name, value) for _, name, value in self.stated()]
        ends = (("low", self.low), ("high", self.high))
        pairs += [(name, end) for name, end in ends if end is not None]
        return f"quantiles({', '.join(f'{name}={number_text(value)}' for name, value in pairs)})"

    def __hash__(self) -> int:
        """Agree with equality, which the stated quantiles are part of."""
        return hash((self.text(), self.each))


@functools.lru_cache(maxsize=1024)
def _metalog(part: Quantiles) -> Metalog:
    stated = part.stated()
    shares, values = [share for share, _, _ in stated], [value for _, _, value in stated]
    return Metalog(shares, values, part.low, part.high)
