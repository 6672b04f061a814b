"""What independent replicates say about an estimate and its error."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import special

from logicmodel.engine.arrays import Array

LEVEL = 0.95
"""Confidence of every stated interval."""


def half_width(replicates: Array) -> Array:
    """Return the half-width of the t interval for the mean along the first axis."""
    count = len(replicates)
    if count < 2:
        return np.full(np.shape(replicates)[1:], math.inf)
    quantile = float(special.stdtrit(count - 1, 0.5 + LEVEL / 2))
    spread = np.std(replicates, axis=0, ddof=1)
    return np.asarray(quantile * spread / math.sqrt(count))


def unseen(draws: int) -> float:
    """Return the largest probability that ``draws`` draws may miss altogether, at half the error level.

    The exact binomial bound (Clopper and Pearson 1934); the t interval would claim certainty.
    """
    return 1.0 - math.pow((1.0 - LEVEL) / 2, 1.0 / draws)


def resolution(replicates: int, draws: int) -> float:
    """Return the least half-width that a probability from so many replicates may claim.

    A probability that hangs on one number is hit by evenly spread points equally often in every
    replicate, or once more in some of them; then replicates tell little of the error, or nothing. A
    quarter of one draw is the least with which 16 replicates still hold 95 % for any remainder.
    """
    return 0.25 * replicates / draws


def mean_interval(replicates: Array) -> tuple[Array, Array, Array]:
    """Return the mean along the first axis and the ends of its interval."""
    mean = np.mean(replicates, axis=0)
    half = half_width(replicates)
    return mean, mean - half, mean + half


def probability_interval(replicates: Array, draws: int, *, exact: bool = False) -> tuple[Array, Array, Array]:
    """Return a probability and its interval, inside 0..1, from its value in each replicate.

    Where no draw, or every draw, fell on one side, or the replicates agree, the interval still allows
    for what was not seen, unless the plan has nothing uncertain in it (``exact``).
    """
    mean, low, high = difference_interval(replicates, draws, exact=exact)
    margin = 0.0 if exact else unseen(draws)
    low = np.where(mean >= 1.0, 1.0 - margin, low)
    high = np.where(mean <= 0.0, margin, high)
    return mean, np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def difference_interval(replicates: Array, draws: int, *, exact: bool = False) -> tuple[Array, Array, Array]:
    """Return a difference of two probabilities and its interval, never narrower than the points can tell."""
    mean = np.mean(replicates, axis=0)
    half = np.maximum(half_width(replicates), 0.0 if exact else resolution(len(replicates), draws))
    return mean, mean - half, mean + half


def ratio_interval(numerator: Array, denominator: Array) -> tuple[Array, Array, Array]:
    """Return a ratio of two means and its interval, linearised around the means (delta method)."""
    top, bottom = np.mean(numerator, axis=0), np.mean(denominator, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(bottom != 0, top / bottom, np.nan)
        residual = (numerator - ratio * denominator) / bottom
    half = half_width(residual)
    return ratio, ratio - half, ratio + half


def conditional_interval(
    part: Array, whole: Array, draws: int, *, difference: bool = False, exact: bool = False
) -> tuple[Array, Array, Array]:
    """Return a probability given a condition and its interval, from replicates of both and of the condition alone.

    ``draws`` is how many draws meet the condition; as with ``probability_interval`` they limit what can be
    told. A ``difference`` of two such probabilities is not kept inside 0..1.
    """
    share, low, high = ratio_interval(part, whole)
    half = np.maximum((high - low) / 2, 0.0 if exact else resolution(len(part), draws))
    low, high = share - half, share + half
    if difference:
        return share, low, high
    margin = 0.0 if exact else unseen(draws)
    low = np.where(share >= 1.0, 1.0 - margin, low)
    high = np.where(share <= 0.0, margin, high)
    return share, np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def jackknife_interval(means: Array, estimate: Callable[[Array], Array]) -> tuple[Array, Array, Array]:
    """Return an estimate from means and its interval, by leaving out one replicate after the other.

    ``means`` is (quantities, replicates); ``estimate`` turns (quantities,) into a number, and works along
    the first axis. The bias that the scatter of the means brings is taken out (Tukey 1958).
    """
    count = means.shape[1]
    whole = estimate(means.mean(axis=1))
    without = estimate((means.sum(axis=1, keepdims=True) - means) / (count - 1))
    return mean_interval(count * whole - (count - 1) * without)
