"""Points, rectangles and curves, and what a finished layout is made of."""

from __future__ import annotations

import dataclasses
import math
from typing import TypeAlias

from logicmodel.views.diagrams.scene import Arrow, Tag

Point: TypeAlias = tuple[float, float]
Cubic: TypeAlias = tuple[Point, Point, Point, Point]


@dataclasses.dataclass(frozen=True)
class Place:
    """A rectangle by its upper left corner, x to the right and y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The y halfway down."""
        return self.y + self.height / 2

    def overlaps(self, other: Place, gap: float = 0.0) -> bool:
        """Say whether two rectangles come closer than the gap."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Say whether a point lies inside, at least ``margin`` from every edge."""
        return (
            self.x + margin < point[0] < self.right - margin
            and self.y + margin < point[1] < self.bottom - margin
        )


@dataclasses.dataclass(frozen=True)
class Mark:
    """Something small drawn on an arrow: its centre, its size, and what it shows."""

    x: float
    y: float
    width: float
    text: str = ""
    tags: tuple[Tag, ...] = ()
    lowers: bool = False


@dataclasses.dataclass(frozen=True)
class Route:
    """The way of one arrow: curves from the source's edge to the tip, with marks on it."""

    arrow: Arrow
    curves: tuple[Cubic, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def tip(self) -> Point:
        """Where the arrow points."""
        return self.curves[-1][3]

    @property
    def heading(self) -> Point:
        """The direction in which the arrow arrives, of length 1."""
        start, _, bend, end = self.curves[-1]
        away = bend if bend != end else start
        across, down = end[0] - away[0], end[1] - away[1]
        length = math.hypot(across, down) or 1.0
        return across / length, down / length

    def points(self, steps: int = 12) -> list[Point]:
        """Return points along the way, ``steps`` for every curve."""
        found = [self.curves[0][0]]
        for curve in self.curves:
            found += [on_curve(curve, step / steps) for step in range(1, steps + 1)]
        return found


def on_curve(curve: Cubic, t: float) -> Point:
    """Return the point of a cubic Bezier curve at the parameter t from 0 to 1."""
    s = 1.0 - t
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return (
        a * curve[0][0] + b * curve[1][0] + c * curve[2][0] + d * curve[3][0],
        a * curve[0][1] + b * curve[1][1] + c * curve[2][1] + d * curve[3][1],
    )


def straight(start: Point, end: Point) -> Cubic:
    """Return the straight line between two points as a curve."""
    return start, start, end, end


def swing(start: Point, end: Point) -> Cubic:
    """Return the curve that leaves and arrives level, never outside the two points' span of x."""
    bend = (end[0] - start[0]) * 0.5
    return start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end


def rounded(corners: list[Point], radius: float = 9.0) -> tuple[Cubic, ...]:
    """Return the way along upright and level lines through the corners, each corner rounded off."""
    curves: list[Cubic] = []
    here = corners[0]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        reach = min(radius, _apart(before, corner) / 2, _apart(corner, after) / 2)
        into, out = _towards(corner, before, reach), _towards(corner, after, reach)
        curves.append(straight(here, into))
        curves.append(
            (into, _towards(into, corner, reach * 0.55), _towards(out, corner, reach * 0.55), out)
        )
        here = out
    curves.append(straight(here, corners[-1]))
    return tuple(curve for curve in curves if curve[0] != curve[3])


def _apart(one: Point, other: Point) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def _towards(start: Point, end: Point, distance: float) -> Point:
    """Return the point at a distance from the start on the way to the end."""
    share = distance / (_apart(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
