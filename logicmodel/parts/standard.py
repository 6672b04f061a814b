"""The standard beta and gamma distributions, whose quantiles several shapes share."""

from __future__ import annotations

import functools

from logicmodel.parts.arrays import Array, np, special
from logicmodel.parts.table import Function, Table

LARGEST_SIZE = 1e6
"""Largest a + b of a beta, and shape of a gamma; beyond it SciPy's functions lose their digits."""


@functools.lru_cache(maxsize=4096)
def standard_beta(a: float, b: float) -> Table:
    """Return the quantile table of the beta distribution on 0..1."""
    return Table(
        _from_both_ends(
            lambda u: np.asarray(special.betaincinv(a, b, u)),
            lambda v: np.asarray(special.betainccinv(a, b, v)),
        ),
        lambda x: np.asarray(special.betainc(a, b, np.clip(x, 0.0, 1.0))),
    )


@functools.lru_cache(maxsize=4096)
def standard_gamma(shape: float) -> Table:
    """Return the quantile table of the gamma distribution with scale 1."""
    return Table(
        _from_both_ends(
            lambda u: np.asarray(special.gammaincinv(shape, u)),
            lambda v: np.asarray(special.gammainccinv(shape, v)),
        ),
        lambda x: np.asarray(special.gammainc(shape, np.maximum(x, 0.0))),
    )


def _from_both_ends(below: Function, above: Function) -> Function:
    """Join the quantile functions of u and of 1 - u, each where it is precise."""

    def quantile(u: Array) -> Array:
        u = np.asarray(u, float)
        lower = u <= 0.5
        x = np.empty(u.shape)
        x[lower], x[~lower] = below(u[lower]), above(1.0 - u[~lower])
        return x

    return quantile
