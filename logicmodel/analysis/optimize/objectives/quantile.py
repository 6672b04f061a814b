"""A level that is reached or surpassed with a wanted certainty."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import (
    Objective,
    target_place,
    wanted_direction,
)
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.replicate import QUANTILES
from logicmodel.engine.results import Results


class Quantile(Objective):
    """Maximise the level that is reached with a certainty of 1 - share, in the direction a target wants.

    With a share of 0.1: the level that nine draws of ten reach or surpass.
    """

    positional: ClassVar[tuple[str, ...]] = ("of", "share")

    kind: Literal["quantile"] = "quantile"
    of: str
    """Id of the target, or of its node."""
    share: Annotated[float, Field(gt=0, lt=1)] = 0.1
    """Share of draws that fall short of the level: 0.05, 0.1, 0.25, 0.5, 0.75, 0.9 or 0.95."""

    def check(self, program: Program) -> None:
        """Refuse a target that does not exist, and a share that runs do not estimate."""
        target_place(program, self.of)

    def value(self, seen: Seen | Group) -> float:
        """Return the quantile of the levels."""
        place = target_place(seen.program, self.of)
        sign = wanted_direction(seen.program, place)
        return float(np.quantile(sign * seen.level[place], self.share))

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:
        """Average the levels around the quantile, softness being the half-width of the window in shares."""
        place = target_place(seen.program, self.of)
        sign = wanted_direction(seen.program, place)
        values = sign * seen.level[place]
        count = len(values)
        half = max(1, round(min(softness, 1.0) * count * min(self.share, 1 - self.share) / 2))
        middle = min(max(round(self.share * (count - 1)), half), count - 1 - half)
        near = np.argpartition(values, (middle - half, middle + half))[middle - half : middle + half + 1]
        pull = np.zeros_like(seen.level)
        pull[place, near] = sign / len(near)
        return float(values[near].mean()), {"level": pull}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the quantile, read between those that a run estimates in every replicate."""
        place = results.target(self.of)
        sign = wanted_direction(results.program, place)
        share = self.share if sign > 0 else 1 - self.share
        levels = results.estimates["quantiles"][:, results.allocation(allocation), place]
        return np.array([sign * np.interp(share, QUANTILES, row) for row in levels])
