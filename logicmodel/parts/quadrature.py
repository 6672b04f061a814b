"""The mean of a number that is known by its quantile function."""

from __future__ import annotations

from collections.abc import Callable

from logicmodel.parts.arrays import Array, np

TAIL = 50
"""The integral leaves out the last 2^-50 at either end."""
MOST_PANELS = 100_000


def mean_of(ppf: Callable[[Array], Array]) -> float:
    """Return the integral of the quantile function, to about ten digits of its scale.

    Two sums are compared on panels that shrink towards 0 and 1, and panels on which they differ are
    halved. One is a Gauss sum; the other uses the ends of the panel and lacks all symmetry, so that
    no single jump, and no pair of them, escapes both.
    """
    octaves = 2.0 ** -np.arange(TAIL, 0, -1.0)
    edges = np.concatenate([octaves, 1.0 - octaves[-2::-1]])
    low, high = edges[:-1], edges[1:]
    fine, coarse = np.polynomial.legendre.leggauss(16), _lopsided(9)
    total, panels = 0.0, 0
    while len(low):
        better, worse = (_sums(ppf, low, high, *rule) for rule in (fine, coarse))
        if not panels:
            scale = float(np.abs(better).sum())
        panels += len(low)
        settled = (np.abs(better - worse) <= 1e-13 * scale) | (high - low < 1e-14)
        if panels > MOST_PANELS:
            settled[:] = True
        total += float(better[settled].sum())
        low, high = low[~settled], high[~settled]
        middle = (low + high) / 2
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    return total


def _sums(
    ppf: Callable[[Array], Array], low: Array, high: Array, nodes: Array, weights: Array
) -> Array:
    half = (high - low)[:, None] / 2
    return np.asarray((ppf(low[:, None] + half * (nodes + 1)) * weights * half).sum(axis=1))


def _lopsided(size: int) -> tuple[Array, Array]:
    """Return the Lobatto rule for -1..-0.2 and for -0.2..1; Abramowitz and Stegun 25.4.32."""
    legendre = np.polynomial.Legendre.basis(size - 1)
    nodes = np.concatenate([[-1.0], np.real(legendre.deriv().roots()), [1.0]])
    weights = 2.0 / (size * (size - 1) * legendre(nodes) ** 2)
    both = np.concatenate([0.4 * nodes - 0.6, 0.6 * nodes + 0.4])
    return both, np.concatenate([0.4 * weights, 0.6 * weights])
