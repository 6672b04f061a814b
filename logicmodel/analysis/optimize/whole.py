"""Amounts in whole steps: all combinations where they are few, else those around the best amounts without steps."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence

import numpy as np

from logicmodel.analysis.optimize.climbing import Effort, Slope, sharpened
from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.space import SLACK, Space
from logicmodel.engine.arrays import Array

MOST_COMBINATIONS = 8192
"""Most combinations of steps that are all looked at."""
MOST_GRID = 2**19
"""Most combinations that are held against the limits."""
KEPT = (256, 32)
"""Most candidates that are looked at again on more draws, and on the most."""
AROUND = 3
"""Most stepped levers among others of which all neighbours are tried."""
EFFORT = Effort((0.1,), 4, 3e-4)
"""How hard the other amounts are sought for each combination of steps."""
MOST_MOVES = 12
"""Most further steps that are tried, the other amounts being sought anew for each."""


def in_steps(problems: Sequence[Problem], x: Array) -> tuple[Space, Array]:
    """Return amounts in whole steps with the largest value, in a space in which these levers are pinned to them.

    ``problems`` are the same search on few, more and most draws. All combinations of steps are looked at
    where nothing but steps is sought and they are not too many. Levers without a step are sought anew for
    each combination around the best amounts.
    """
    space = problems[-1].space
    stepped = [int(place) for place in np.flatnonzero(space.steps > 0)]
    problem = problems[-2] if len(problems) > 1 else problems[-1]

    def value(here: Array) -> float:
        return problem.smooth(here, EFFORT.widths[-1])

    if len(stepped) == len(x):
        every = combinations(space)
        if every is not None and len(every):
            found = raced(problems, list(every))
        else:
            found = _exchanged(space, _rounded(space, x, stepped), stepped, value)
    else:
        found = _mixed(problem, x, stepped, value)
    return pinned(space, stepped, found[stepped]), found


def pinned(space: Space, stepped: Sequence[int], values: Array) -> Space:
    """Return the space with some levers held at given amounts."""
    low, high = space.low.copy(), space.high.copy()
    low[stepped] = high[stepped] = values
    return dataclasses.replace(space, low=low, high=high)


def combinations(space: Space) -> Array | None:
    """Return all amounts in whole steps that keep the limits, one a row; None where they are too many."""
    grid = [_grid(space, place) for place in range(len(space.levers))]
    count = float(np.prod([len(values) for values in grid], dtype=float))
    if not 0 < count <= MOST_GRID:
        return None
    every = np.stack(np.meshgrid(*grid, indexing="ij"), axis=-1).reshape(-1, len(grid))
    for rule in space.rules:
        found = every @ rule.row
        slack = SLACK * (1.0 + np.abs(every) @ np.abs(rule.row))
        every = every[(found >= rule.low - slack) & (found <= rule.high + slack)]
    return every if len(every) <= MOST_COMBINATIONS else None


def raced(problems: Sequence[Problem], candidates: Sequence[Array], *, softness: float = 0.1) -> Array:
    """Return the best of many amounts: all are looked at on few draws, those near the best on more."""
    kept = list(candidates)
    for problem, most in zip(problems, (*KEPT, 1)[-len(problems):], strict=True):
        if len(kept) == 1:
            break
        values = np.array([problem.smooth(x, softness) for x in kept])
        order = np.argsort(-values, kind="stable")[:most]
        near = values[order] >= values[order[0]] - _noise(problem, float(values[order[0]]))
        kept = [kept[place] for place in order[near]]
    return kept[0]


def _noise(problem: Problem, value: float) -> float:
    """Return by how much few draws may mislead: four standard errors of a probability, else no limit."""
    if not problem.objective.probability:
        return np.inf
    draws = min(frozen.draws for frozen in problem.futures.values())
    share = min(max(value, 1.0 / draws), 1.0 - 1.0 / draws)
    return 4.0 * float(np.sqrt(share * (1.0 - share) / draws))


def _grid(space: Space, place: int) -> Array:
    """Return the amounts in whole steps between the bounds and what the money allows."""
    step, low, high = space.steps[place], space.low[place], space.high[place]
    for rule in space.rules:
        weight = rule.row[place]
        if weight > 0 and np.isfinite(rule.high) and (rule.row >= 0).all():
            others = float(rule.row @ space.low) - weight * low
            high = min(high, (rule.high - others) / weight)
    if not np.isfinite(high):
        return np.zeros(0)
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return np.asarray(np.arange(first, last + 1) * step)


def _rounded(space: Space, x: Array, stepped: Sequence[int]) -> Array:
    """Return the amounts rounded down to whole steps, and up to their floors."""
    found = x.copy()
    steps = space.steps[stepped]
    found[stepped] = np.maximum(np.floor(x[stepped] / steps + 1e-9), np.ceil(space.low[stepped] / steps - 1e-9)) * steps
    return found


def _exchanged(space: Space, x: Array, stepped: Sequence[int], value: Callable[[Array], float]) -> Array:
    """Add a step, drop one, or move one from an input to another, as long as that is better."""
    best, best_value = x, value(x)
    improved = True
    while improved:
        improved = False
        for one, other in itertools.product([*stepped, None], repeat=2):
            if one is other:
                continue
            tried = best.copy()
            if one is not None:
                tried[one] += space.steps[one]
            if other is not None:
                tried[other] -= space.steps[other]
            if space.fits(tried) and (found := value(tried)) > best_value:
                best, best_value, improved = tried, found, True
    return best


def _mixed(problem: Problem, x: Array, stepped: Sequence[int], value: Callable[[Array], float]) -> Array:
    """Try the steps around the best amounts; for each, seek those that come in no steps anew."""
    space = problem.space
    steps = space.steps[stepped]
    few = len(stepped) <= AROUND
    if few:
        down = np.floor(x[stepped] / steps + 1e-9) * steps
        tried = [down + np.array(up) * steps for up in itertools.product((0, 1), repeat=len(stepped))]
    else:
        tried = [_exchanged(space, _rounded(space, x, stepped), stepped, value)[stepped]]
    known: dict[tuple[float, ...], tuple[float, Array]] = {}

    def sought(values: Array) -> float:
        key = tuple(map(float, values))
        if key not in known:
            known[key] = _around(problem, x, stepped, values)
        return known[key][0]

    best = max(tried, key=sought)
    for _ in range(MOST_MOVES):
        around = [best + sign * step for step in np.diag(steps) for sign in (1.0, -1.0)] if few else []
        better = max(around, key=sought, default=best)
        if not sought(better) > sought(best):
            break
        best = better
    reached, found = known[tuple(map(float, best))]
    return found if reached > -np.inf else _exchanged(space, _rounded(space, x, stepped), stepped, value)


def _around(problem: Problem, x: Array, stepped: Sequence[int], values: Array) -> tuple[float, Array]:
    """Return the best value with some levers pinned, and the amounts; minus infinity where the limits do not allow it."""
    space = problem.space
    if np.any(values < space.low[stepped] - SLACK) or np.any(values > space.high[stepped] + SLACK):
        return -np.inf, x
    here = dataclasses.replace(problem, space=pinned(space, stepped, values), evaluations=0)
    slope, begun = Slope(here.space), x.copy()
    begun[stepped] = values
    begun = slope.inside(begun)
    if not here.space.fits(begun):
        return -np.inf, x
    found, value = sharpened(here, slope, begun, EFFORT)
    problem.evaluations += here.evaluations
    return value, found
