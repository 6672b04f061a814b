"""Quantiles of what is pooled from several distributions, by both rules that are in use.

A linear pool averages distribution functions (Stone 1961): one of the distributions holds. Averaging
quantiles (Vincent 1912; Lichtendahl, Grushka-Cockayne and Winkler 2013) averages values at the same
probability: it keeps the shape that the distributions share, and is narrower where they disagree.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.inverse import inverse
from logicmodel.parts.steps import Steps
from logicmodel.parts.table import Table

SMALLEST = 1e-12
"""Below this the probability of a value is rounding: two steps that stand at the same place."""


class Case(Protocol):
    """What is asked of a distribution that is pooled."""

    @property
    def discrete(self) -> bool:
        """Say whether its quantile function has steps."""

    @property
    def certain(self) -> bool:
        """Say whether there is only one possible value."""

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""

    def cdf(self, x: Array) -> Array:
        """Return the probability of values up to ``x``."""

    def support(self) -> tuple[float, float]:
        """Return the smallest and the largest possible value."""

    def atoms(self) -> Sequence[float]:
        """Return the single values that carry probability."""


Function: TypeAlias = Callable[[Array], Array]


def mixed(cases: Sequence[Case], cdf: Function, atoms: Sequence[float]) -> Table | Steps:
    """Return the inverse of ``cdf``, the weighted mean of the distribution functions of the cases.

    ``atoms`` are the values that carry probability. Where only they can happen these are steps,
    else a table.
    """
    jumps = np.array(atoms, float)
    if all(case.discrete or case.certain for case in cases) and len(jumps):
        return Steps(jumps, cdf(jumps))

    def exact(u: Array) -> Array:
        return inverted(cases, cdf, u)

    ends = [end for case in cases for end in case.support() if math.isfinite(end)]
    jumps = np.concatenate([jumps, ends])
    breaks = np.concatenate([cdf(np.nextafter(jumps, -np.inf)), cdf(jumps)])
    return Table(exact, cdf, breaks)


def inverted(cases: Sequence[Case], cdf: Function, u: Array) -> Array:
    """Return the quantiles of a mixture to the last bit; for a few of them this is faster than a table."""
    every = np.stack([case.ppf(u) for case in cases])
    return inverse(cdf, u, every.min(axis=0), every.max(axis=0))


def averaged(cases: Sequence[tuple[Case, float]], u: Array) -> Array:
    """Return the weighted mean of the quantiles of the cases, which come with their shares."""
    total = np.zeros(np.shape(u))
    for part, share in cases:
        total = total + share * part.ppf(u)
    return total


def averaged_atoms(cases: Sequence[tuple[Case, float]]) -> list[float]:
    """Return the values that carry probability after averaging: where no quantile function rises."""
    flat = [_flat(part) for part, _ in cases]
    edges = np.unique(np.concatenate([ends.ravel() for ends in flat]))
    middle, wide = (edges[1:] + edges[:-1]) / 2, np.diff(edges) > SMALLEST
    for ends in flat:
        place = ends[:, 0].searchsorted(middle, side="right") - 1
        wide &= (place >= 0) & (middle < ends[place, 1])
    return sorted(set(averaged(cases, middle[wide]).tolist()))


def _flat(part: Case) -> Array:
    """Return where the quantile function does not rise, as pairs of probabilities."""
    if part.certain:
        return np.array([[0.0, 1.0]])
    atoms = np.array(part.atoms(), float)
    if not atoms.size:
        return np.zeros((1, 2))
    return np.stack([part.cdf(np.nextafter(atoms, -np.inf)), part.cdf(atoms)], axis=1)
