"""A box in the values of the plan, with limits as they are told, and what is in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from logicmodel.analysis.discovery.cases import Cases
from logicmodel.analysis.discovery.grid import Grid
from logicmodel.analysis.discovery.peeling import Box, Condition
from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.intervals import probability_interval, ratio_interval, unseen

Share = tuple[float, float, float]
"""A share with the ends of its 95 % interval."""


@dataclasses.dataclass(frozen=True)
class Limits:
    """What a box asks of one number: both ends count as inside."""

    number: int
    from_value: float | None
    to_value: float | None

    def holds(self, x: Array) -> Booleans:
        """Say for every draw whether the number is within the limits."""
        values = x[self.number]
        found = np.ones(values.shape, dtype=bool)
        if self.from_value is not None:
            found &= values >= self.from_value
        if self.to_value is not None:
            found &= values <= self.to_value
        return found


Region = tuple[Limits, ...]


def region_of(cases: Cases, grid: Grid, box: Box) -> Region:
    """Return a box in values. Limits are rounded to what is told before anything is estimated from them."""
    found: dict[int, Limits] = {}
    for condition in box:
        limits = found.get(condition.number, Limits(condition.number, None, None))
        value = value_of(cases, grid, condition)
        part = {"from_value": value} if condition.lower else {"to_value": value}
        found[condition.number] = dataclasses.replace(limits, **part)  # type: ignore[arg-type]
    return tuple(found.values())


def value_of(cases: Cases, grid: Grid, condition: Condition) -> float:
    """Return the limit that a condition stands for: a value that occurs, or one between steps."""
    driver = cases.drivers[condition.number]
    if driver.known:
        return driver.known[condition.step]
    return driver.rounded(float(grid.edges[condition.number][condition.step - condition.lower]))


def within(cases: Cases, region: Sequence[Limits]) -> Booleans:
    """Say for every draw whether it is in the region."""
    found = np.ones(cases.hit.shape, dtype=bool)
    for limits in region:
        found &= limits.holds(cases.x)
    return found


def share(part: Booleans, whole: Booleans | None = None) -> Share:
    """Return the share of the draws in ``whole`` (all by default) that are in ``part``, from (replicates, draws)."""
    if whole is None:
        found = probability_interval(part.mean(axis=1), part.size)
        return float(found[0]), float(found[1]), float(found[2])
    count = int(whole.sum())
    if count == 0:
        return float("nan"), 0.0, 1.0
    value, low, high = map(float, ratio_interval((part & whole).mean(axis=1), whole.mean(axis=1)))
    margin = unseen(count)
    low, high = (1 - margin if value >= 1 else low), (margin if value <= 0 else high)
    return value, min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)
