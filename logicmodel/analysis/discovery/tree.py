"""A short decision tree: at most three questions that part the futures by how often the target is missed.

Classification trees (Breiman and others 1984) with a test at every split instead of pruning.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
from scipy import special

from logicmodel.analysis.discovery.grid import Grid, Integers
from logicmodel.analysis.discovery.peeling import Box, Condition
from logicmodel.engine.arrays import Booleans

DEPTH = 3
SURE = 0.01
"""Most of the corrected probability that chance alone explains a split."""


@dataclasses.dataclass(frozen=True)
class Branch:
    """A part of the futures, and how it is parted further."""

    box: Box
    """The conditions that lead here."""
    number: int | None = None
    """The number that is asked for; None at the end."""
    step: int = 0
    """Up to this step the first part goes on, beyond it the second."""
    parts: tuple[Branch, ...] = ()

    def ends(self) -> Iterator[Branch]:
        """Yield all ends."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.ends()

    def every(self) -> Iterator[Branch]:
        """Yield this branch and all below it, from the root on."""
        yield self
        for part in self.parts:
            yield from part.every()

    @property
    def splits(self) -> Box:
        """Every question, as the conditions that its two answers are."""
        asked = [one for one in self.every() if one.number is not None]
        return tuple(Condition(one.number or 0, lower, one.step + lower) for one in asked for lower in (False, True))


def grow(grid: Grid, hit: Booleans, draws: Integers, *, depth: int = DEPTH, least: float, box: Box = ()) -> Branch:
    """Return the tree over some draws; no part holds fewer than ``least`` of them."""
    found = _split(grid, hit, draws, least) if depth else None
    if found is None:
        return Branch(box)
    number, step = found
    below = grid.codes[number, draws] <= step
    parts = (
        grow(grid, hit, draws[below], depth=depth - 1, least=least, box=_with(box, Condition(number, False, step))),
        grow(grid, hit, draws[~below], depth=depth - 1, least=least, box=_with(box, Condition(number, True, step + 1))),
    )
    return Branch(box, number, step, parts)


def _with(box: Box, condition: Condition) -> Box:
    """Return a box with a condition, which replaces a wider one on the same side."""
    rest = [one for one in box if (one.number, one.lower) != (condition.number, condition.lower)]
    return tuple(sorted([*rest, condition]))


def _split(grid: Grid, hit: Booleans, draws: Integers, least: float) -> tuple[int, int] | None:
    """Return the question that parts hits best (Gini), or None where chance may explain it."""
    every = np.cumsum(grid.histogram(draws), axis=1)
    hits = np.cumsum(grid.histogram(draws[hit[draws]]), axis=1)
    count, total = len(draws), float(hit[draws].sum())
    if not 0 < total < count:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = hits**2 / every + (total - hits) ** 2 / (count - every) - total**2 / count
    squares[(every < least) | (count - every < least)] = -np.inf
    number, step = np.unravel_index(int(squares.argmax()), squares.shape)
    share = total / count
    tests = min(float(np.isfinite(squares).sum()), 20.0 * grid.numbers)
    if not squares[number, step] > 0 or special.chdtrc(1, squares[number, step] / (share * (1 - share))) * tests > SURE:
        return None
    return int(number), int(step)
