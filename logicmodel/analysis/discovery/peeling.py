"""Peeling and pasting: boxes that shrink by thin slices towards where there is most of something.

The patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from logicmodel.analysis.discovery.grid import Grid, Integers
from logicmodel.engine.arrays import Array, Booleans

ALPHA = 0.05
"""Share of the draws in a box that one peel takes away."""
PRIOR = 20.0
"""A slice is judged as if it held so many more draws like the rest, or thin ones would win by chance."""


@dataclasses.dataclass(frozen=True, order=True)
class Condition:
    """One side of a box: a number is in steps from, or up to, some step."""

    number: int
    lower: bool
    """Whether it bounds the number from below."""
    step: int
    """The first step inside, or the last one."""

    def holds(self, grid: Grid) -> Booleans:
        """Say for every draw whether it is on this side."""
        codes = grid.codes[self.number]
        return np.asarray(codes >= self.step if self.lower else codes <= self.step)


Box = tuple[Condition, ...]
"""Conditions that hold together."""


@dataclasses.dataclass(frozen=True, eq=False)
class Peeled:
    """The trajectory of one run: boxes from the whole space to the smallest one."""

    lows: Integers
    """(boxes, numbers): first step inside."""
    highs: Integers
    draws: Array
    """(boxes,): how many draws are inside."""
    hits: Array

    def box(self, place: int, grid: Grid) -> Box:
        """Return the conditions of one box."""
        lower = [Condition(int(n), True, int(self.lows[place, n])) for n in np.flatnonzero(self.lows[place])]
        upper = [
            Condition(int(n), False, int(self.highs[place, n]))
            for n in np.flatnonzero(self.highs[place] < grid.sizes - 1)
        ]
        return tuple(sorted(lower + upper))


def inside(grid: Grid, box: Box) -> Booleans:
    """Say for every draw whether it is in the box."""
    found = np.ones(grid.codes.shape[1], dtype=bool)
    for condition in box:
        found &= condition.holds(grid)
    return found


def gain(draws: Array | float, hits: Array | float, among: float, of: float) -> Array:
    """Return how well boxes tell hits from other draws: the correlation of being inside with being a hit.

    It is the geometric mean of density and coverage, each counted from what chance alone would give to 1:
    0 for any box of chance, 1 for one that holds all hits and nothing else.
    """
    support, base = np.asarray(draws) / among, of / among
    spread = np.sqrt(np.maximum(support * (1 - support) * base * (1 - base), 1e-300))
    excess = np.asarray(hits) / among - support * base
    return np.where((support <= 0) | (support >= 1), 0.0, excess / spread)


def _gain(draws: int, hits: int, among: int, of: int) -> float:
    """Return the same for one box, quicker."""
    spread = draws * (among - draws) * of * (among - of)
    return (hits * among - draws * of) / math.sqrt(spread) if spread else 0.0


def peel(
    grid: Grid, hit: Booleans, draws: Integers, *, alpha: float = ALPHA, least: float, start: Condition | None = None
) -> Peeled:
    """Return the trajectory over some draws, until a box would hold fewer than ``least`` of them.

    It begins with the whole space, or behind it with the condition ``start``, and ends early where no
    smaller box could tell hits better than an earlier one, were it all hits.

    Every peel takes that slice at one end of one number in which hits are rarest; histograms of what is
    left are kept up to date, so that a whole run reads each value twice.
    """
    low, high = np.zeros(grid.numbers, dtype=np.intp), grid.sizes - 1
    every, hits = grid.histogram(draws), grid.histogram(draws[hit[draws]])
    lows, highs, counts, found = [low], [high], [len(draws)], [int(hit[draws].sum())]
    best = 0.0
    while 0 < found[-1] < counts[-1] and _gain(found[-1], found[-1], counts[0], found[0]) > best:
        if start is not None:
            cut: tuple[int, bool, int] | None = (start.number, start.lower, start.step + (-1 if start.lower else 1))
            start = None
        else:
            cut = _best(every, hits, alpha, least)
        if cut is None:
            break
        number, lower, step = cut
        codes = grid.codes[number, draws]
        gone = codes <= step if lower else codes >= step
        taken, draws = draws[gone], draws[~gone]
        every -= grid.histogram(taken)
        hits -= grid.histogram(taken[hit[taken]])
        low, high = low.copy(), high.copy()
        (low if lower else high)[number] = step + 1 if lower else step - 1
        lows.append(low)
        highs.append(high)
        counts.append(len(draws))
        found.append(int(hit[draws].sum()))
        best = max(best, _gain(counts[-1], found[-1], counts[0], found[0]))
    return Peeled(np.array(lows), np.array(highs), np.array(counts, float), np.array(found, float))


def _best(every: Array, hits: Array, alpha: float, least: float) -> tuple[int, bool, int] | None:
    """Return the slice with the fewest hits: its number, whether it is at the lower end, and its last step."""
    below, hits_below, each = np.cumsum(every, axis=1), np.cumsum(hits, axis=1), np.arange(len(every))
    count, total = below[0, -1], hits_below[0, -1]
    mean = total / count
    first = (below < alpha * count).sum(axis=1)
    taken, lost = below[each, first], hits_below[each, first]
    last = (below <= (1 - alpha) * count).sum(axis=1)
    rest = np.where(last > 0, below[each, last - 1], 0.0), np.where(last > 0, hits_below[each, last - 1], 0.0)
    best, found = mean, None
    for lower, steps, draws, misses in ((True, first, taken, lost), (False, last, count - rest[0], total - rest[1])):
        share = np.where(count - draws >= least, (misses + PRIOR * mean) / (draws + PRIOR), np.inf)
        number = int(share.argmin())
        if share[number] < best:
            best, found = share[number], (number, lower, int(steps[number]))
    return found


def paste(grid: Grid, hit: Booleans, draws: Integers, box: Box, *, alpha: float = ALPHA) -> Box:
    """Return the box widened at its ends by slices, as long as it tells hits better."""
    count, total = float(len(draws)), float(hit[draws].sum())
    while box:
        now = inside(grid, box)[draws]
        best, wider = float(gain(now.sum(), hit[draws][now].sum(), count, total)), box
        for place, condition in enumerate(box):
            rest = (*box[:place], *box[place + 1 :])
            step = _further(grid, draws[inside(grid, rest)[draws]], condition, alpha)
            if step is None:
                continue
            tried = (*rest, dataclasses.replace(condition, step=step))
            then = inside(grid, tried)[draws]
            value = float(gain(then.sum(), hit[draws][then].sum(), count, total))
            if value > best + 1e-12:
                best, wider = value, tried
        if wider == box:
            break
        box = wider
    return tuple(sorted(box))


def _further(grid: Grid, draws: Integers, condition: Condition, alpha: float) -> int | None:
    """Return the step up to which a side is moved outwards; None where that would remove it."""
    codes = grid.codes[condition.number, draws]
    count = np.bincount(codes, minlength=int(grid.sizes[condition.number]))
    now = count[condition.step :].sum() if condition.lower else count[: condition.step + 1].sum()
    step, taken = condition.step, 0.0
    while taken < alpha * now or taken == 0:
        step += -1 if condition.lower else 1
        if not 0 < step < len(count) - 1 + (1 if condition.lower else 0):
            return None
        taken += count[step]
    return step


def without(box: Sequence[Condition], place: int) -> Box:
    """Return a box without one of its conditions."""
    return (*box[:place], *box[place + 1 :])
