"""Values along the periods: windows of them, what came before the plan, and how trends unfold."""

from __future__ import annotations

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import Value


def moves(value: Value) -> bool:
    """Say whether a value is anything but a certain zero."""
    return not isinstance(value, float) or value != 0.0


def window(value: Value, start: int, stop: int) -> Value:
    """Return the rows of a value that differs between periods; any other value as it is."""
    if isinstance(value, float) or value.ndim < 2 or len(value) == 1:
        return value
    return value[start:stop]


def at_period(value: Value, t: int) -> Value:
    """Return a value in one period."""
    if isinstance(value, float) or value.ndim < 2:
        return value
    return np.asarray(value[t if len(value) > 1 else 0])


def reaching_back(level: Array, past: Array | None, first: int, last: int) -> Array:
    """Return levels of the periods from ``first`` to ``last``, reaching back before the plan."""
    if first >= 0 or past is None:
        return level[max(first, 0) : max(last, 0)]
    early = past[len(past) + first : len(past) + min(last, 0)]
    if last <= 0:
        return early
    width = level.shape[1]
    return np.concatenate([np.broadcast_to(early, (len(early), width)), level[:last]])


def accumulated(change: Value, periods: int) -> Value:
    """Return the sum of changes up to each period: 0 in the first."""
    if np.ndim(change) == 2:
        total = np.zeros_like(change)
        np.cumsum(change[1:], axis=0, out=total[1:])  # type: ignore[index]
        return total
    steps = np.arange(periods, dtype=float)[:, None]
    return np.asarray(steps * np.asarray(change))


def compounded(growth: Value, periods: int) -> Value:
    """Return the product of growth factors up to each period: 1 in the first."""
    if np.ndim(growth) == 2:
        total = np.ones_like(growth)
        np.cumprod(1.0 + growth[1:], axis=0, out=total[1:])  # type: ignore[index]
        return total
    factor = 1.0 + np.asarray(growth)
    path = np.ones((periods, *([1] if factor.ndim == 0 else factor.shape)))
    for t in range(1, periods):
        np.multiply(path[t - 1], factor, out=path[t])
    return path
