"""What a sample tells about a number: posterior weights by Bayes' rule, and what choosing after it attains.

A study shows data that depend on one number X only. What is expected of an allocation after the data
is then the mean of E[U | X] over the posterior of X. With X on its bins that is exact arithmetic for
every result the study may have, without a second level of simulation.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from logicmodel.analysis.information.binning import Binned
from logicmodel.engine.arrays import Array

NODES = 16
"""Places at which the error of a sample mean is integrated."""
SMALL = 400
"""Up to so many trials every number of successes is looked at; beyond, the share is normal."""


def of_mean(number: Binned, error: Array) -> tuple[Array, Array]:
    """Return the results a sample mean may have, as probabilities (results,), and posteriors (results, bins).

    ``error`` (bins,) is the standard error of the mean where the number stands in each bin.
    """
    places, weights = np.polynomial.hermite_e.hermegauss(NODES)
    seen = (number.centres[:, None] + error[:, None] * places).reshape(-1)
    chance = (number.shares[:, None] * weights / weights.sum()).reshape(-1)
    apart = (seen[:, None] - number.centres) / error
    likelihood = -(apart**2) / 2 - np.log(error)
    return chance, _posterior(likelihood, number)


def of_successes(number: Binned, size: int) -> tuple[Array, Array]:
    """Return the same for the successes among ``size`` trials, the number being the chance of each."""
    p = np.clip(number.centres, 1e-12, 1 - 1e-12)
    if size > SMALL:
        return of_mean(number, np.sqrt(p * (1 - p) / size))
    successes = np.arange(size + 1.0)[:, None]
    ways = special.gammaln(size + 1.0) - special.gammaln(successes + 1) - special.gammaln(size - successes + 1)
    likelihood = ways + successes * np.log(p) + (size - successes) * np.log1p(-p)
    return np.asarray(np.exp(likelihood) @ number.shares), _posterior(likelihood, number)


def _posterior(likelihood: Array, number: Binned) -> Array:
    """Return the posterior of every result from logarithms of likelihoods, (results, bins)."""
    weights = np.exp(likelihood - likelihood.max(axis=1, keepdims=True)) * number.shares
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def worth(expected: Array, number: Binned, chance: Array, posterior: Array) -> Array:
    """Return what choosing after the study attains above choosing now, (fits,).

    ``expected`` (fits, allocations, bins) is the expected utility of each allocation where the number stands.
    """
    after = np.einsum("fab,rb->far", expected, posterior, optimize=True).max(axis=1) @ chance
    now = (expected @ number.shares).max(axis=1)
    return np.asarray(after - now)
