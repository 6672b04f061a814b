"""The order of items inside each layer: few crossings, and neighbours of one layer close together.

Weighted barycentre sweeps, then swaps of adjacent items; after Sugiyama, Tagawa and Toda (1981) and
Gansner, Koutsofios, North and Vo (1993). The order of the plan decides ties, so a small change of a
plan changes the picture little.
"""

from __future__ import annotations

import bisect
import dataclasses

from logicmodel.views.diagrams.columns.grid import Grid

ROUNDS = 12
PATIENCE = 3
SWAP_PASSES = 6
SWAP_EFFORT = 60_000
BESIDE = 1.5

Rows = list[list[int]]


def ordered(grid: Grid) -> Grid:
    """Return the grid with its rows reordered."""
    search = _Search(grid)
    rows = search.swept([list(row) for row in grid.rows])
    rows = search.swapped(rows)
    return dataclasses.replace(grid, rows=tuple(tuple(row) for row in rows))


class _Search:
    """The neighbours of every item, and the search for a good order."""

    def __init__(self, grid: Grid) -> None:
        size = len(grid.layer)
        self.before: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        self.after: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        self.beside: list[list[int]] = [[] for _ in range(size)]
        for one, other, width in grid.segments():
            self.after[one].append((other, width))
            self.before[other].append((one, width))
        for one, other in grid.beside:
            self.beside[one].append(other)
            self.beside[other].append(one)
        self.pairs = grid.beside
        self.lane = grid.lane or (0,) * size

    def cost(self, rows: Rows) -> float:
        """Count crossings, and how far apart boxes stand that an arrow joins inside a layer."""
        place = _places(rows)
        total = 0.0
        for row in rows:
            total += _inversions(
                [
                    end
                    for item in row
                    for end in sorted(place[other] for other, _ in self.after[item])
                ]
            )
        for one, other in self.pairs:
            total += BESIDE * (abs(place[one] - place[other]) - 1)
        return total

    def swept(self, rows: Rows) -> Rows:
        """Sort layer after layer by the mean place of the neighbours, to and fro; keep the best."""
        best, least, stale = rows, self.cost(rows), 0
        for _ in range(ROUNDS):
            for index in range(1, len(rows)):
                rows = self._sorted(rows, index, self.before)
            for index in range(len(rows) - 2, -1, -1):
                rows = self._sorted(rows, index, self.after)
            cost = self.cost(rows)
            stale = stale + 1 if cost >= least else 0
            if cost < least:
                best, least = rows, cost
            if stale >= PATIENCE or least == 0:
                break
        return best

    def _sorted(self, rows: Rows, index: int, towards: list[list[tuple[int, float]]]) -> Rows:
        """Sort one layer; items without neighbours on that side keep their relative height."""
        place = _places(rows)
        row = rows[index]
        wanted: dict[int, float] = {}
        for here, item in enumerate(row):
            total, weight = 0.0, 0.0
            for other, width in towards[item]:
                size = len(rows[index - 1] if towards is self.before else rows[index + 1])
                total += width * (place[other] + 0.5) / size
                weight += width
            for other in self.beside[item]:
                total += 0.7 * (place[other] + 0.5) / len(row)
                weight += 0.7
            wanted[item] = total / weight if weight else (here + 0.5) / len(row)
        changed = list(rows)
        changed[index] = sorted(row, key=lambda item: (self.lane[item], wanted[item]))
        return changed

    def swapped(self, rows: Rows) -> Rows:
        """Swap adjacent items as long as that lowers the cost, within a bounded effort."""
        rows = [list(row) for row in rows]
        place = _places(rows)
        effort = 0
        for _ in range(SWAP_PASSES):
            better = False
            for row in rows:
                for here in range(len(row) - 1):
                    one, other = row[here], row[here + 1]
                    if self.lane[one] != self.lane[other]:
                        continue
                    effort += 1 + len(self.before[one]) * len(self.before[other])
                    effort += len(self.after[one]) * len(self.after[other])
                    if self._gain(one, other, place) > 1e-9:
                        row[here], row[here + 1] = other, one
                        place[one], place[other] = place[other], place[one]
                        better = True
            if not better or effort > SWAP_EFFORT:
                break
        return rows

    def _gain(self, one: int, other: int, place: list[int]) -> float:
        """Return how much the cost falls when two adjacent items change places."""
        gain = 0.0
        for side in (self.before, self.after):
            ends = sorted(place[end] for end, _ in side[other])
            for end, _ in side[one]:
                here = place[end]
                gain += bisect.bisect_left(ends, here) - (
                    len(ends) - bisect.bisect_right(ends, here)
                )
        for end in self.beside[one]:
            gain += 0.0 if end == other else BESIDE * (1 if place[end] > place[one] else -1)
        for end in self.beside[other]:
            gain += 0.0 if end == one else BESIDE * (1 if place[end] < place[other] else -1)
        return gain


def _places(rows: Rows) -> list[int]:
    """Return every item's place in its row."""
    place = [0] * sum(map(len, rows))
    for row in rows:
        for here, item in enumerate(row):
            place[item] = here
    return place


def _inversions(values: list[int]) -> int:
    """Count the pairs in which the earlier value is greater."""
    seen: list[int] = []
    count = 0
    for value in values:
        at = bisect.bisect_right(seen, value)
        count += len(seen) - at
        seen.insert(at, value)
    return count
