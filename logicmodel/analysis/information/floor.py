"""What a number that tells nothing would seem to be worth: the floor below which no value is believed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from logicmodel.analysis.information.binning import Binned
from logicmodel.analysis.information.gain import (
    Stakes,
    Worth,
    fitted_elsewhere,
    judged,
    sharper,
    tables,
)
from logicmodel.engine.arrays import Array

SHUFFLES = 40
SPREADS = 3.5
"""The floor is at least so many standard deviations above what shuffled numbers are worth, as many numbers are asked about."""
STREAM = 0x666C6F6F72
"""Keeps the shuffles apart from all other random numbers of the same seed."""


class Floor:
    """The floor of every number, from the number held against shuffled draws.

    Curves are fitted over ranks, so numbers with the same shares of draws in their bins have the same
    floor; it is computed once for all of them.
    """

    def __init__(self, stakes: Stakes, now: Worth, *, seed: int, shuffles: int = SHUFFLES) -> None:
        """Shuffle the stakes; ``now`` is what is attained without knowing anything."""
        source = np.random.default_rng(np.random.SeedSequence([seed, STREAM]))
        self.now, self.known = now, dict[bytes, float]()
        self.shuffled = [stakes.shuffled(source) for _ in range(shuffles)]
        self.all = Stakes(np.concatenate([one.differences for one in self.shuffled]))

    def of(self, number: Binned) -> float:
        """Return the floor of one number."""
        key = np.round(number.shares, 3).tobytes()
        if key not in self.known:
            self.known[key] = floor_of(self._worths(number), self.now)
        return self.known[key]

    def _worths(self, number: Binned) -> list[Worth]:
        """Return what is attained with the number for each shuffle; all curves are fitted at once."""
        counts, sums = tables(number, self.all)
        fitted = fitted_elsewhere(number, self.all, counts, sums)
        size = len(self.shuffled[0].differences)
        parts = [slice(start, start + size) for start in range(0, sums.shape[1], size)]
        curve = [judged(fitted[:, part], counts, sums[:, part]) for part in parts]
        if not number.smooth:
            return curve
        return [sharper(one, self.all.fold, counts, sums[:, part]) for one, part in zip(curve, parts, strict=True)]


def floor_of(worths: Sequence[Worth], now: Worth) -> float:
    """Return the floor from what is attained with shuffled numbers."""
    found: Array = np.array([worth.above(now).value for worth in worths])
    return float(max(found.max(), found.mean() + SPREADS * found.std(ddof=1), 0.0))
