"""The chance that one target is met."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import (
    Objective,
    blurred,
    target_place,
)
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results


class Target(Objective):
    """Maximise the probability of meeting one target."""

    positional: ClassVar[tuple[str, ...]] = ("of",)
    probability: ClassVar[bool] = True

    kind: Literal["target"] = "target"
    of: str
    """Id of the target, or of its node."""

    def check(self, program: Program) -> None:
        """Refuse a target that does not exist."""
        target_place(program, self.of)

    def value(self, seen: Seen | Group) -> float:
        """Return the share of draws that meet the target."""
        return float((seen.margin[target_place(seen.program, self.of)] >= 0).mean())

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:
        """Blur the edge of the target."""
        place = target_place(seen.program, self.of)
        share, slope = blurred(seen.margin[place], softness * seen.spread[place])
        pull = np.zeros_like(seen.margin)
        pull[place] = slope / seen.margin.shape[1]
        return float(share.mean()), {"margin": pull}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the share that meets the target in every replicate."""
        return results.estimates["met"][:, results.allocation(allocation), results.target(self.of)]
