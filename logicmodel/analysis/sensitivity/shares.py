"""Shares of a variance with their intervals over replicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from logicmodel.analysis.sensitivity.methods.method import Aim, Row
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval, probability_interval, ratio_interval, unseen


def share(name: str, part: Array, whole: Array, draws: int | None) -> Row:
    """Return a ratio of two means, each by replicate, with its interval.

    Of a yes/no outcome, read from so many ``draws``, a number that never made a difference may still
    make one in the share of draws that so many can miss.
    """
    ratio, low, high = (float(value) for value in ratio_interval(part, whole))
    if draws is not None and not part.any():
        high = unseen(draws) / (2.0 * float(whole.mean()))
    return {name: ratio, f"{name}_low": low, f"{name}_high": high}


def ends(row: Mapping[str, Any], name: str) -> tuple[float, float, float]:
    """Return a number of a row with both ends of its interval."""
    return row[name], row[f"{name}_low"], row[f"{name}_high"]


def spread(aim: Aim, *rows: Array) -> Row:
    """Return mean and variance with their intervals, from draws as (replicates, draws in each)."""
    joined = np.concatenate(rows, axis=-1)
    means = joined.mean(axis=-1)
    told = probability_interval(means, joined.size) if aim.of == "met" else mean_interval(means)
    variance = mean_interval(((joined - joined.mean()) ** 2).mean(axis=-1))
    found: Row = {}
    for name, (value, low, high) in (("mean", told), ("variance", variance)):
        found |= {name: float(value), f"{name}_low": float(low), f"{name}_high": float(high)}
    return found
