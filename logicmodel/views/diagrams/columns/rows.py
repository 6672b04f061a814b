"""The height at which every item stands: each as near to its neighbours as the others allow.

Every sweep solves one layer exactly: least squares under minimum distances is an isotonic regression
(pool adjacent violators; Barlow and others 1972), so boxes never overlap and arrows run straight.
"""

from __future__ import annotations

from collections.abc import Sequence

from logicmodel.views.diagrams.columns.grid import Grid

BOX_GAP, JOINED_GAP, PASSING_GAP, BOX_TO_PASSING = 20.0, 34.0, 8.0, 11.0
PASSING_HEIGHT = 3.0
SWEEPS = 14
ANCHOR = 0.02


class Rows:
    """Items with their heights, and the centres found for them."""

    def __init__(self, grid: Grid, heights: Sequence[float]) -> None:
        """Take the boxes' heights by item; passing arrows get a small one."""
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
        self.offsets = [self._offsets(row) for row in grid.rows]

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

    def _offsets(self, row: Sequence[int]) -> list[float]:
        """Return the centres of a layer packed as tightly as allowed, the first at 0."""
        offsets = [0.0] * len(row)
        for here in range(1, len(row)):
            one, other = row[here - 1], row[here]
            step = (self.heights[one] + self.heights[other]) / 2 + self.gap(one, other)
            offsets[here] = offsets[here - 1] + step
        return offsets

    def centres(self) -> tuple[list[float], float]:
        """Return the centre of every item, and the height of the whole."""
        rows = self.grid.rows
        full = max((self._tight(index) for index in range(len(rows))), default=0.0)
        centre = [0.0] * len(self.grid.layer)
        for index, row in enumerate(rows):
            slack = (full - self._tight(index)) / (len(row) + 1)
            for here, item in enumerate(row):
                centre[item] = (
                    self.heights[row[0]] / 2 + self.offsets[index][here] + slack * (here + 1)
                )
        for sweep in range(SWEEPS):
            order = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
            for index in order:
                self._settle(index, centre, full)
        return centre, full

    def _tight(self, index: int) -> float:
        """Return the height of a layer packed as tightly as allowed."""
        row = self.grid.rows[index]
        if not row:
            return 0.0
        return self.offsets[index][-1] + (self.heights[row[0]] + self.heights[row[-1]]) / 2

    def _settle(self, index: int, centre: list[float], full: float) -> None:
        """Move the items of one layer as near to their neighbours as possible."""
        row, offsets = self.grid.rows[index], self.offsets[index]
        if not row:
            return
        wanted, weights = [], []
        for here, item in enumerate(row):
            total, weight = centre[item] * ANCHOR, ANCHOR
            for other, stiff in self.near[item]:
                total += stiff * centre[other]
                weight += stiff
            wanted.append(total / weight - offsets[here])
            weights.append(weight)
        low = self.heights[row[0]] / 2
        high = full - self.heights[row[-1]] / 2 - offsets[-1]
        for here, value in enumerate(isotonic(wanted, weights)):
            centre[row[here]] = min(max(value, low), high) + offsets[here]


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
