"""The height at which every item stands: each as near to its neighbours as the others allow.

Every sweep solves one layer exactly: least squares under minimum distances is an isotonic regression
(pool adjacent violators; Barlow and others 1972), so boxes never overlap and arrows run straight.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from logicmodel.views.diagrams.columns.grid import Grid
from logicmodel.views.diagrams.columns.swimlanes import LANE_GAP, LANE_PAD

BOX_GAP, JOINED_GAP, PASSING_GAP, BOX_TO_PASSING = 20.0, 34.0, 8.0, 11.0
PASSING_HEIGHT = 3.0
SWEEPS = 14
ANCHOR = 0.02


@dataclasses.dataclass(frozen=True)
class Group:
    """The items of one layer in one lane, with their centres packed tightly, the first at 0."""

    lane: int
    items: tuple[int, ...]
    offsets: tuple[float, ...]
    above: float
    """Half the height of the first item."""
    below: float
    """Half the height of the last item."""

    @property
    def tight(self) -> float:
        """The height of the group packed as tightly as allowed."""
        return self.above + self.offsets[-1] + self.below


class Rows:
    """Items with their heights, and the centres found for them."""

    def __init__(
        self,
        grid: Grid,
        heights: Sequence[float],
        *,
        least: Sequence[float] = (),
        floor: float = 0.0,
    ) -> None:
        """Take the boxes' heights by item; passing arrows get a small one.

        ``least`` is the least height of every swimlane; without it everything is one lane, at least
        as high as ``floor``.
        """
        extra = len(grid.layer) - len(grid.boxes)
        self.grid = grid
        self.heights = [*heights, *([PASSING_HEIGHT] * extra)]
        self.joined = {frozenset(pair) for pair in grid.beside}
        self.near: list[list[tuple[int, float]]] = [[] for _ in grid.layer]
        for one, other, _ in grid.segments():
            weight = self._stiffness(one, other)
            self.near[one].append((other, weight))
            self.near[other].append((one, weight))
        # A box that only its own column links stands close to the box it is linked with.
        alone = [not near for near in self.near]
        for pair in grid.beside:
            for one, other in (pair, pair[::-1]):
                if alone[one]:
                    self.near[one].append((other, 1.0))
        self.groups = [self._groups(row) for row in grid.rows]
        self.strips = self._strips(least or [floor], pad=LANE_PAD if least else 0.0)

    def _stiffness(self, one: int, other: int) -> float:
        """Return how much a step wants to be level: most where an arrow only passes through."""
        boxes = self.grid.is_box(one) + self.grid.is_box(other)
        return (8.0, 2.5, 1.0)[boxes]

    def gap(self, one: int, other: int) -> float:
        """Return the least distance between two items that follow each other in a layer."""
        boxes = self.grid.is_box(one) + self.grid.is_box(other)
        if boxes == 2:
            return JOINED_GAP if frozenset((one, other)) in self.joined else BOX_GAP
        return BOX_TO_PASSING if boxes else PASSING_GAP

    def _groups(self, row: Sequence[int]) -> list[Group]:
        """Return the items of a layer by lane."""
        found = []
        for lane, members in itertools.groupby(row, key=self.grid.lane_of):
            items = tuple(members)
            offsets = [0.0]
            for one, other in itertools.pairwise(items):
                step = (self.heights[one] + self.heights[other]) / 2 + self.gap(one, other)
                offsets.append(offsets[-1] + step)
            ends = self.heights[items[0]] / 2, self.heights[items[-1]] / 2
            found.append(Group(lane, items, tuple(offsets), *ends))
        return found

    def _strips(self, least: Sequence[float], pad: float) -> list[tuple[float, float]]:
        """Return the upper and lower edge of every lane: each as high as its fullest layer."""
        tight = [0.0] * len(least)
        for group in itertools.chain.from_iterable(self.groups):
            tight[group.lane] = max(tight[group.lane], group.tight)
        strips, y = [], 0.0
        for inside, low in zip(tight, least, strict=True):
            height = max(inside + 2 * pad, low)
            strips.append((y, y + height))
            y += height + LANE_GAP
        return strips

    def centres(self) -> list[float]:
        """Return the centre of every item."""
        centre = [0.0] * len(self.grid.layer)
        for group in itertools.chain.from_iterable(self.groups):
            top, bottom = self._inside(group)
            slack = (bottom - top - group.tight) / (len(group.items) + 1)
            for here, item in enumerate(group.items):
                centre[item] = top + group.above + group.offsets[here] + slack * (here + 1)
        for sweep in range(SWEEPS):
            for groups in self.groups if sweep % 2 == 0 else self.groups[::-1]:
                for group in groups:
                    self._settle(group, centre)
        return centre

    def _inside(self, group: Group) -> tuple[float, float]:
        """Return the part of a lane in which boxes may stand."""
        top, bottom = self.strips[group.lane]
        pad = LANE_PAD if self.grid.lane else 0.0
        return top + pad, bottom - pad

    def _settle(self, group: Group, centre: list[float]) -> None:
        """Move the items of one group as near to their neighbours as possible."""
        wanted, weights = [], []
        for item, offset in zip(group.items, group.offsets, strict=True):
            total, weight = centre[item] * ANCHOR, ANCHOR
            for other, stiff in self.near[item]:
                total += stiff * centre[other]
                weight += stiff
            wanted.append(total / weight - offset)
            weights.append(weight)
        top, bottom = self._inside(group)
        low, high = top + group.above, bottom - group.below - group.offsets[-1]
        for here, value in enumerate(isotonic(wanted, weights)):
            centre[group.items[here]] = min(max(value, low), high) + group.offsets[here]


def isotonic(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the rising sequence nearest to the values in weighted least squares.

    >>> isotonic([1.0, 3.0, 2.0], [1.0, 1.0, 1.0])
    [1.0, 2.5, 2.5]
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] >= block[0]:
            mean, mass, size = blocks.pop()
            total = mass + block[1]
            block = ((mean * mass + block[0] * block[1]) / total, total, size + block[2])
        blocks.append(block)
    return [mean for mean, _, size in blocks for _ in range(size)]
