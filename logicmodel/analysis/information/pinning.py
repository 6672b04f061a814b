"""One number held at a value, all others at their distribution: what the allocations are then worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import half_width
from logicmodel.engine.simulate import REPLICATES
from logicmodel.engine.trial import Trial, points

if TYPE_CHECKING:
    from logicmodel.analysis.information.decision import Decision

EACH = 512
"""Draws of each of the fresh replicates."""
FRESH = 200
"""The first of the replicates, which the decision itself has not seen."""


class Pin:
    """Fresh draws of a decision in which one number can be held."""

    def __init__(self, decision: Decision) -> None:
        """Draw once; every look reads the same draws."""
        self.decision = decision
        self.trial = Trial(decision.program, decision.utility.readings)
        parts = [
            self.trial.draw(points(decision.program, count=EACH, seed=decision.seed, replicate=FRESH + number))
            for number in range(REPLICATES)
        ]
        self.values = {name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]}
        bound = {name for group in decision.program.correlated for name in group.columns}
        bound |= {column.name for column in decision.program.columns if column.probability is not None}
        bound |= {column.probability for column in decision.program.columns if column.probability is not None}
        self.bound = bound

    def free(self, name: str) -> bool:
        """Say whether a number can be held while all others stay as they are: nothing is drawn together with it."""
        return name not in self.bound

    def utilities(self, name: str, value: float) -> Array:
        """Return the mean utility of every allocation with a number held at a value, (allocations, replicates)."""
        held = {**self.values, name: np.full(REPLICATES * EACH, value)}
        found = self.decision.utility.of(self.trial.read(held, self.decision.arms))
        return np.asarray(found.reshape(len(found), REPLICATES, EACH).mean(axis=2))

    def gain(self, name: str, value: float, other: int) -> Array:
        """Return by how much another allocation is better than the one chosen now, (replicates,)."""
        found = self.utilities(name, value)
        return np.asarray(found[other] - found[self.decision.chosen])

    def better(self, name: str, value: float, other: int) -> bool:
        """Say whether another allocation is better there, outside the error."""
        gain = self.gain(name, value, other)
        return bool(gain.mean() > half_width(gain))

    def best(self, name: str, value: float) -> int:
        """Return the place of the allocation that is best there."""
        return int(np.argmax(self.utilities(name, value).mean(axis=1)))
