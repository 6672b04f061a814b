"""The expected effect on what a target is about."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import (
    Objective,
    target_place,
    wanted_direction,
)
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results


class Effect(Objective):
    """Maximise the expected change, against nothing allocated, of the level a target asks about when it is due.

    The change counts in the direction that the target wants: fewer homeless people are more effect.
    """

    positional: ClassVar[tuple[str, ...]] = ("of",)

    kind: Literal["effect"] = "effect"
    of: str
    """Id of the target, or of its node."""

    def check(self, program: Program) -> None:
        """Refuse a target that does not exist."""
        target_place(program, self.of)

    def value(self, seen: Seen | Group) -> float:
        """Return the mean effect."""
        place = target_place(seen.program, self.of)
        return wanted_direction(seen.program, place) * float(seen.effect[place].mean())

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:  # noqa: ARG002 - it is smooth already
        """Return the mean effect, which is smooth as it is."""
        place = target_place(seen.program, self.of)
        pull = np.zeros_like(seen.effect)
        pull[place] = wanted_direction(seen.program, place) / seen.effect.shape[1]
        return self.value(seen), {"effect": pull}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the mean effect in every replicate."""
        place = results.target(self.of)
        sign = wanted_direction(results.program, place)
        return np.asarray(sign * results.estimates["effect"][:, results.allocation(allocation), place])
