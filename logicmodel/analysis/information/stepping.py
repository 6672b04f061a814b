"""Curves that may have one step, as a chance has it behind a threshold; a smooth curve would round it off."""

from __future__ import annotations

import numpy as np

from logicmodel.analysis.information.binning import Binned
from logicmodel.analysis.information.gain import fits
from logicmodel.engine.arrays import Array

WINDOW = 4
"""Bins on each side of a step from which its height is read."""
SURE = 20.0
"""By so many variances of a draw the squared errors have to fall before a step is believed."""


def stepped(number: Binned, counts: Array, sums: Array, squares: Array) -> Array:
    """Return what ``fits`` does, (fits, outputs, bins), each output with a step where all draws ask for one.

    The first of the fits is that of all draws.
    """
    smooth = fits(number, counts, sums, squares)
    if not number.smooth:
        return smooth
    step = _step(counts[0], sums[0])
    fewer = squares - 2 * (sums * step).sum(axis=2) + counts @ (step**2).T
    sharp = fits(number, counts, sums - counts[:, None] * step, fewer) + step
    means = sums[0] / np.maximum(counts[0], 1.0)
    before, after = ((counts[0] * (means - fit[0]) ** 2).sum(axis=1) for fit in (smooth, sharp))
    better = before - after > SURE * squares[0] / counts[0].sum()
    return np.asarray(np.where(better[None, :, None], sharp, smooth))


def _step(counts: Array, sums: Array) -> Array:
    """Return the step of each output, (outputs, bins): where a tree would split, as high as the bins beside it say."""
    below, left = np.cumsum(counts)[:-1], np.cumsum(sums, axis=1)[:, :-1]
    above, right = counts.sum() - below, sums.sum(axis=1)[:, None] - left
    found = np.zeros_like(sums)
    for place, cut in enumerate(np.argmax(left**2 / below + right**2 / above, axis=1) + 1):
        low, high = slice(max(cut - WINDOW, 0), cut), slice(cut, cut + WINDOW)
        found[place, cut:] = sums[place, high].sum() / counts[high].sum() - sums[place, low].sum() / counts[low].sum()
    return found
