"""First-order shares of the variance from draws that exist, with intervals and a floor."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from logicmodel.analysis.sensitivity.drivers import Driver
from logicmodel.analysis.sensitivity.methods.method import Row
from logicmodel.analysis.sensitivity.model import Model, Values
from logicmodel.analysis.sensitivity.ranks import binned, explained, paths
from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.intervals import LEVEL

MOST = 128
"""Most bins."""
EACH = 32
"""Fewest draws in a bin of equal counts."""
SHUFFLES = 100


class FirstOrder:
    """First-order shares of all numbers in one outcome."""

    def __init__(self, model: Model, outcomes: Array) -> None:
        """Take the outcome in every draw, (draws,)."""
        self.replicates = model.replicates
        self.outcomes = outcomes - outcomes.mean()
        squares = (self.outcomes**2).reshape(self.replicates, -1).sum(axis=1)
        left_out = (squares.sum() - squares) * self.replicates / (self.replicates - 1)
        self.variances = np.array([squares.sum(), *left_out]) / len(outcomes)
        self.rng = np.random.default_rng([model.seed, 7])
        self.shuffled = self.rng.permuted(np.broadcast_to(self.outcomes, (SHUFFLES, len(outcomes))), axis=1)
        self.chances: dict[tuple[int, ...], Array] = {}

    def of(self, driver: Driver, values: Values) -> Row:
        """Return ``share``, ``low``, ``high`` and ``floor`` of one driver.

        Of a number drawn in each period the shares of all periods are added up. The interval is a jackknife
        over replicates. The floor is the 95th percentile of the shares in shuffled outcomes, which nothing
        can explain.
        """
        between, chance = np.zeros(self.replicates + 1), np.zeros(SHUFFLES)
        for row in paths(values, driver):
            bins = binned(row, max(min(MOST, len(row) // EACH), 2))
            between = between + explained(bins, self.outcomes, self.replicates)
            chance = chance + self.rng.permutation(self._chance(bins))
        shares = between / self.variances
        share, half = float(shares[0]), jackknife(shares[1:])
        floor = float(np.quantile(chance, 0.95) / self.variances[0])
        return {"share": share, "low": share - half, "high": share + half, "floor": floor}

    def _chance(self, bins: Integers) -> Array:
        """Return what bins of these sizes explain of each shuffled outcome; which draws are in them is all one."""
        sizes = tuple(sorted(np.bincount(bins).tolist()))
        if sizes not in self.chances:
            found = [explained(bins, one, self.replicates)[0] for one in self.shuffled]
            self.chances[sizes] = np.array(found)
        return self.chances[sizes]


def jackknife(left: Array) -> float:
    """Return the half-width of the interval from values that leave out one replicate each (Quenouille, Tukey)."""
    count = len(left)
    error = math.sqrt((count - 1) / count * float(((left - left.mean()) ** 2).sum()))
    return float(special.stdtrit(count - 1, 0.5 + LEVEL / 2)) * error
