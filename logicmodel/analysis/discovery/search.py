"""From draws to one box: peel, choose, prune, peel again over what is left, paste."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy import special

from logicmodel.analysis.discovery.grid import Grid, Integers
from logicmodel.analysis.discovery.peeling import (
    ALPHA,
    Box,
    Condition,
    Peeled,
    gain,
    paste,
    peel,
    without,
)
from logicmodel.engine.arrays import Array, Booleans

SLACK = 0.08
"""A condition without which the box tells hits no worse than by this share is left out."""
FEW = 12
"""A number with no more steps than this may cut most draws off at once."""
HOPE = 0.6
"""It is a beginning where it alone tells hits no worse than this share of the box found without it."""
SURE = 0.01
"""Most of the corrected probability that chance alone explains a condition, on the draws it was found on."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """How boxes are looked for."""

    alpha: float = ALPHA
    least: float = 0.02
    """Least share of the draws in a box."""
    most: int = 4
    """Most numbers that a box may restrict."""


@dataclasses.dataclass(frozen=True, eq=False)
class Found:
    """A box, with the trajectory it was chosen from."""

    box: Box
    peeled: Peeled
    numbers: Integers
    """The numbers that were peeled last, by their places."""
    chosen: int
    """Place of the box in the trajectory, before pruning and pasting."""
    value: float
    """How well the box tells hits."""


def search(grid: Grid, hit: Booleans, draws: Integers, settings: Settings) -> Found | None:
    """Return the best box over some draws, or None where no condition stands out from chance.

    The first peeling over all numbers chooses which of them matter, the second one over these alone
    where the limits are: what has been peeled by chance elsewhere is given back. Thin slices never reach a
    condition that cuts most draws off at once, such as an event that is rare, so a second attempt begins
    with the best one of these.
    """
    first = _attempt(grid, hit, draws, settings, None)
    rare = _rare(grid, hit, draws, settings)
    if rare is None or (first is not None and (rare[0] in first.box or rare[1] < HOPE * first.value)):
        return first
    second = _attempt(grid, hit, draws, settings, rare[0])
    return max((one for one in (first, second) if one is not None), key=lambda one: one.value, default=None)


def _rare(grid: Grid, hit: Booleans, draws: Integers, settings: Settings) -> tuple[Condition, float] | None:
    """Return the condition on one number with few steps that tells hits best, and how well; None where there is none."""
    few = np.flatnonzero(grid.sizes <= FEW)
    if not len(few) or not hit[draws].any():
        return None
    part = grid.part(few)
    below, hits = (np.cumsum(part.histogram(some), axis=1) for some in (draws, draws[hit[draws]]))
    count, total = float(len(draws)), float(hit[draws].sum())
    sides = np.stack([gain(count - below, total - hits, count, total), gain(below, hits, count, total)])
    size = np.stack([count - below, below])
    sides[size < settings.least * count] = -np.inf
    upper, number, step = np.unravel_index(int(sides.argmax()), sides.shape)
    if not sides[upper, number, step] > 0:
        return None
    return Condition(int(few[number]), not upper, int(step) + (not upper)), float(sides[upper, number, step])


def _attempt(grid: Grid, hit: Booleans, draws: Integers, settings: Settings, start: Condition | None) -> Found | None:
    """Return the box that one peeling leads to."""
    least = settings.least * len(draws)
    peeled = peel(grid, hit, draws, alpha=settings.alpha, least=least, start=start)
    box = prune(grid, hit, draws, peeled.box(_chosen(peeled), grid), settings)
    if not box:
        return None
    numbers = np.unique([condition.number for condition in box])
    part = grid.part(numbers)
    if start is not None:
        inside = np.flatnonzero(numbers == start.number)
        start = dataclasses.replace(start, number=int(inside[0])) if len(inside) else None
    again = peel(part, hit, draws, alpha=settings.alpha, least=least, start=start)
    chosen = _chosen(again)
    small = prune(part, hit, draws, again.box(chosen, part), settings)
    small = prune(part, hit, draws, paste(part, hit, draws, small, alpha=settings.alpha), settings)
    if not small:
        return None
    counts = counted(part, hit, draws, small)
    value = float(gain(counts.draws, counts.hits, len(draws), float(hit[draws].sum())))
    box = tuple(dataclasses.replace(one, number=int(numbers[one.number])) for one in small)
    return Found(box, again, numbers, chosen, value)


def _chosen(peeled: Peeled) -> int:
    """Return the place of the box that tells hits best."""
    return int(gain(peeled.draws, peeled.hits, peeled.draws[0], peeled.hits[0]).argmax())


def prune(grid: Grid, hit: Booleans, draws: Integers, box: Box, settings: Settings) -> Box:
    """Return a box without the conditions that do little or that chance may explain, one after the other."""
    sides, total = 2.0 * grid.numbers, float(hit[draws].sum())
    while box:
        counts = counted(grid, hit, draws, box)
        values = gain(counts.around, counts.hits_around, len(draws), total)
        whole = float(gain(counts.draws, counts.hits, len(draws), total))
        many = len({condition.number for condition in box}) > settings.most
        weak = (values >= (1 - SLACK) * whole) | (np.minimum(counts.quasi_p * sides, 1.0) > SURE) | many
        if not weak.any():
            break
        box = without(box, int(np.where(weak, values, -np.inf).argmax()))
    return box


@dataclasses.dataclass(frozen=True, eq=False)
class Counts:
    """How many draws and hits are in a box, and in the same box without each of its conditions."""

    draws: int
    hits: int
    around: Array
    hits_around: Array

    @property
    def quasi_p(self) -> Array:
        """Return for each condition the chance of such a density if the condition meant nothing.

        The one-sided binomial test of Bryant and Lempert (2010): as many hits as there are, or more, among
        the draws in the box, if each were one with the density of the box without the condition.
        """
        return np.array([
            tail(self.draws, self.hits, float(hits / draws) if draws else 1.0)
            for draws, hits in zip(self.around, self.hits_around, strict=True)
        ])


def counted(grid: Grid, hit: Booleans, draws: Integers, box: Box) -> Counts:
    """Count a box over some draws."""
    outside = np.array([~condition.holds(grid)[draws] for condition in box])
    broken = outside.sum(axis=0)
    found = hit[draws]
    once = outside[:, broken == 1]
    count, hits = int((broken == 0).sum()), int(found[broken == 0].sum())
    return Counts(count, hits, count + once.sum(axis=1), hits + once[:, found[broken == 1]].sum(axis=1))


def tail(draws: int, hits: int, density: float) -> float:
    """Return the chance of so many hits or more among some draws that are each one with this chance.

    >>> tail(2, 2, 0.5)
    0.25
    """
    return 1.0 if hits == 0 else float(special.bdtrc(hits - 1, draws, density))
