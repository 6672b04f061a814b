"""Money that brings nothing is not spent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from logicmodel.analysis.optimize.problem import Problem
from logicmodel.engine.arrays import Array

IDLE = 1e-9
"""An amount is tried where all of it would, at the present slope, be worth less than this, or does harm."""
SAME = 1e-12
"""A loss that is smaller, of a probability or relatively, is rounding."""
HALVINGS = 24


def thrifty(problem: Problem, x: Array, softness: float) -> Array:
    """Return the amounts without what brings nothing: idle ones at their floors, or as low as costs nothing.

    Only amounts without a slope upwards are tried, so where all money works this takes two looks. Where
    there is no chance at all, nothing is spent that need not be.
    """
    space = problem.space
    value, slope = problem.climb(x, softness)
    sharp = problem.value(x)
    hopeless = problem.objective.probability and not problem.rivals and sharp == 0.0
    size = max(1.0, abs(value))
    idle = slope * (x - space.low) <= IDLE * size
    places = [int(place) for place in np.flatnonzero((x > space.low) & (idle | hopeless))]
    if not places:
        return x

    def harmless(tried: Array) -> bool:
        if not space.fits(tried) or problem.value(tried) < sharp:
            return False
        return hopeless or problem.smooth(tried, softness) >= value - SAME * size

    bare = x.copy()
    bare[places] = space.low[places]
    if harmless(bare):
        return bare
    for place in places:
        x = lowered(x, place, float(space.low[place]), float(space.steps[place]), harmless)
    return x


def lowered(x: Array, place: int, floor: float, step: float, harmless: Callable[[Array], bool]) -> Array:
    """Return the amounts with one of them as low as does no harm, in whole steps where it has some."""
    high, low = x, x.copy()
    low[place] = floor if step == 0 else np.ceil(floor / step - 1e-9) * step
    if harmless(low):
        return low
    for _ in range(HALVINGS):
        middle = high.copy()
        half = (high[place] + low[place]) / 2
        middle[place] = half if step == 0 else np.floor(half / step + 1e-9) * step
        if middle[place] <= low[place]:
            break
        high, low = (middle, low) if harmless(middle) else (high, middle)
    return high
