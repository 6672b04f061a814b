"""Whether a box comes back: the same search on many halves of the draws."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from logicmodel.analysis.discovery.grid import Integers
from logicmodel.analysis.discovery.peeling import Box, Condition

STABLE = 0.75
"""A condition that comes back in no fewer of the halves than this is called stable."""


@dataclasses.dataclass(frozen=True)
class Resampled:
    """What was found on each half."""

    boxes: tuple[Box, ...]
    """The conditions of all boxes of a half, together."""

    def reproduced(self, number: int, lower: bool | None) -> float:  # noqa: FBT001 - a side of a box
        """Return the share of the halves in which a number is restricted on that side (None: on any)."""
        found = [
            any(one.number == number and lower in {None, one.lower} for one in box) for box in self.boxes
        ]
        return float(np.mean(found))

    def limits(self, condition: Condition) -> list[Condition]:
        """Return the same side of the same number in every half that has it."""
        return [one for box in self.boxes for one in box if (one.number, one.lower) == (condition.number, condition.lower)]


def resampled(find: Callable[[Integers], Box], *, draws: int, replicates: int, times: int, seed: int) -> Resampled:
    """Return what a search finds on random halves of the replicates."""
    rng = np.random.default_rng([seed, 2])
    by_replicate = np.arange(draws).reshape(replicates, -1)
    found: list[Box] = []
    for _ in range(times):
        half = by_replicate[np.sort(rng.permutation(replicates)[: replicates // 2])].ravel()
        found.append(find(half))
    return Resampled(tuple(found))


def halves(replicates: int, seed: int) -> tuple[Integers, Integers]:
    """Return the replicates on which boxes are looked for, and those on which they are measured."""
    order = np.random.default_rng([seed, 1]).permutation(replicates)
    return np.sort(order[: replicates // 2]), np.sort(order[replicates // 2 :])

