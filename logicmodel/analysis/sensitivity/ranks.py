"""What draws alone tell of each number: its coordinate, its ranks, and outcomes in bins of it."""

from __future__ import annotations

import numpy as np

from logicmodel.analysis.sensitivity.drivers import Driver
from logicmodel.analysis.sensitivity.model import Values
from logicmodel.engine.arrays import Array, Integers


def paths(values: Values, driver: Driver) -> Array:
    """Return the values of a driver as (numbers, draws): a row for each period in which it is drawn."""
    return np.concatenate([np.atleast_2d(values[column.name]) for column in driver.columns])


def summary(values: Values, driver: Driver) -> Array:
    """Return one number for a driver in every draw: its value, or its mean over the periods."""
    return np.asarray(paths(values, driver).mean(axis=0))


def ranked(x: Array) -> Array:
    """Return ranks from 0 along the last axis, ties sharing the mean of theirs."""
    order = np.argsort(x, axis=-1, kind="stable")
    found = np.empty(x.shape)
    for row, places, out in zip(*(np.atleast_2d(one) for one in (x, order, found)), strict=True):
        _, inverse, counts = np.unique(row[places], return_inverse=True, return_counts=True)
        out[places] = (np.cumsum(counts) - (counts + 1) / 2)[inverse]
    return found


def binned(x: Array, most: int) -> Integers:
    """Return the bin of every draw: one for each value where there are few, else equally many draws in each."""
    values, inverse = np.unique(x, return_inverse=True)
    if len(values) <= most:
        return np.asarray(inverse)
    order = np.argsort(x, kind="stable")
    found = np.empty(len(x), np.int64)
    found[order] = np.arange(len(x)) * most // len(x)
    return found


def explained(bins: Integers, outcomes: Array, replicates: int) -> Array:
    """Return how much of the variance of outcomes lies between bins, as (replicates + 1,).

    The first is the estimate, the others leave out one replicate each. Products are taken of one
    replicate with another, so that chance does not add up and nothing has to be known of how evenly the
    draws lie: the estimate has no bias but for what bins hide inside them. ``outcomes`` have mean 0.
    """
    width = int(bins.max()) + 1
    code = np.repeat(np.arange(replicates), len(bins) // replicates) * width + bins
    sums: Array = np.asarray(np.bincount(code, outcomes, replicates * width), float).reshape(replicates, width)
    shares = np.bincount(bins, minlength=width) / len(bins)
    parts = sums * (replicates / len(bins) / np.sqrt(np.where(shares > 0, shares, 1.0)))
    own = (parts**2).sum(axis=1)
    whole = parts.sum(axis=0)
    rest = whole - parts
    some = ((rest**2).sum(axis=1) - (own.sum() - own)) / ((replicates - 1) * (replicates - 2))
    every = (whole @ whole - own.sum()) / (replicates * (replicates - 1))
    return np.array([every, *some])
