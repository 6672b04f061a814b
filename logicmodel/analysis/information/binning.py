"""An uncertain number on bins of equal probability, which hold all that a smooth curve over it needs."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special

from logicmodel.engine.arrays import Array

Places: TypeAlias = npt.NDArray[np.intp]
"""Places in a list."""
BINS = 1024
"""Most bins. A value of information changes with the square of their width: here in the fifth digit."""
FEW = 12
"""A number with no more different values than this is not smoothed: each value stands for itself."""


@dataclasses.dataclass(frozen=True, eq=False)
class Binned:
    """One number in every draw, as the bin it falls into; the bins ascend with the number."""

    codes: Places
    """(draws,): place of the bin."""
    scores: Array
    """(bins,): mean normal score of each bin, its place on a scale on which all numbers are alike."""
    centres: Array
    """(bins,): mean of the number in each bin."""
    smooth: bool
    """Whether neighbouring bins are alike, so that a curve may be drawn through them."""

    @property
    def shares(self) -> Array:
        """Return the share of the draws in each bin."""
        return np.bincount(self.codes, minlength=len(self.scores)) / len(self.codes)

    def where(self, score: float) -> float:
        """Return the number that stands at a normal score."""
        return float(np.interp(score, self.scores, self.centres))


def binned(values: Array, *, bins: int = BINS) -> Binned:
    """Return a number, given as (draws,), on its bins; ranks decide, so any growing function of it gives the same.

    A number with few values has one bin for each; where one value carries much probability it has its own.
    """
    different = _few(values, bins)
    codes: Places
    if different is not None:
        codes = np.searchsorted(different, values)
    else:
        edges = np.unique(np.quantile(values, np.arange(1, bins) / bins, method="lower"))
        codes = _filled(np.searchsorted(edges, values, side="left"))
    count = np.bincount(codes)
    centres = np.bincount(codes, weights=values) / count
    return Binned(codes, _scores(count / len(values)), centres, len(count) > FEW)


def _scores(shares: Array) -> Array:
    """Return the mean normal score of each bin: the mean of a normal number between the two quantiles."""
    height = np.concatenate([[0.0], _density(special.ndtri(np.cumsum(shares)[:-1])), [0.0]])
    return np.asarray((height[:-1] - height[1:]) / shares)


def _density(score: Array) -> Array:
    return np.asarray(np.exp(-(score**2) / 2) / np.sqrt(2 * np.pi))


def _few(values: Array, most: int) -> Array | None:
    """Return the different values where there are no more than ``most``."""
    if len(np.unique(values[:1024])) > most:
        return None
    found: Any = np.unique(values)
    return np.asarray(found) if len(found) <= most else None


def _filled(codes: Places) -> Places:
    """Renumber the bins so that none is empty."""
    return np.asarray(np.unique(codes, return_inverse=True)[1]).reshape(-1)
