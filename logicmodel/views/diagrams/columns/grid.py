"""The layers filled with items: a box each, and a small gap for every arrow that passes through."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.scene import Arrow


@dataclasses.dataclass(frozen=True)
class Grid:
    """Items by number. The first ``len(boxes)`` are boxes, the others gaps for passing arrows."""

    boxes: tuple[str, ...]
    layer: tuple[int, ...]
    """The layer of every item."""
    chains: tuple[tuple[Arrow, tuple[int, ...]], ...]
    """Every forward arrow with the items it passes, one a layer, from source to target."""
    beside: tuple[tuple[int, int], ...]
    """Pairs of boxes in one layer that an arrow joins."""
    rows: tuple[tuple[int, ...], ...]
    """The items of every layer, from top to bottom; those of one swimlane stand together."""
    lane: tuple[int, ...] = ()
    """The swimlane of every item, from top to bottom; empty where there are none."""

    def is_box(self, item: int) -> bool:
        """Say whether an item is a box."""
        return item < len(self.boxes)

    def lane_of(self, item: int) -> int:
        """Return the swimlane of an item, 0 where there are none."""
        return self.lane[item] if self.lane else 0

    def in_lanes(self, lane: tuple[int, ...]) -> Grid:
        """Return the grid with its items in swimlanes, in every layer the upper lanes first."""
        rows = tuple(tuple(sorted(row, key=lane.__getitem__)) for row in self.rows)
        return dataclasses.replace(self, rows=rows, lane=lane)

    def drops(self, beside: tuple[Arrow, ...]) -> dict[frozenset[str], Arrow]:
        """Return the arrows between boxes that follow each other in a layer, one for each pair."""
        rank = {
            self.boxes[item]: here
            for row in self.rows
            for here, item in enumerate(row)
            if self.is_box(item)
        }
        lane = {name: self.lane_of(item) for item, name in enumerate(self.boxes)}
        found: dict[frozenset[str], Arrow] = {}
        for arrow in beside:
            one, other = arrow.source, arrow.target
            if abs(rank[one] - rank[other]) == 1 and lane[one] == lane[other]:
                found.setdefault(frozenset((one, other)), arrow)
        return found

    def segments(self) -> list[tuple[int, int, float]]:
        """Return every step of an arrow to the next layer, with the arrow's width."""
        return [
            (one, other, arrow.width)
            for arrow, chain in self.chains
            for one, other in pairwise(chain)
        ]


def grid_of(layers: Layers, names: list[str]) -> Grid:
    """Lay out the items in the order of the plan, gaps beside the source of their arrow."""
    boxes = tuple(name for name in names if name in layers.depth)
    number = {name: item for item, name in enumerate(boxes)}
    layer = [layers.depth[name] for name in boxes]
    rows: list[list[int]] = [[] for _ in range(layers.count)]
    for item, depth in enumerate(layer):
        rows[depth].append(item)
    chains = []
    for arrow in layers.forward:
        start, end = layers.depth[arrow.source], layers.depth[arrow.target]
        passed = range(len(layer), len(layer) + end - start - 1)
        layer += range(start + 1, end)
        for item, depth in zip(passed, range(start + 1, end), strict=True):
            rows[depth].append(item)
        chains.append((arrow, (number[arrow.source], *passed, number[arrow.target])))
    beside = tuple(
        (number[arrow.source], number[arrow.target])
        for arrow in layers.beside
        if arrow.source != arrow.target
    )
    return Grid(boxes, tuple(layer), tuple(chains), beside, tuple(tuple(row) for row in rows))
