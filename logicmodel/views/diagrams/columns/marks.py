"""Where the signs on arrows stand: a minus near the tip, tags and a label near the middle."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from logicmodel.views.diagrams.columns.geometry import Mark, Place, Point, Route
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.diagrams.scene import Arrow

MINUS = 13.0
TAG_PAD, TAG_SIZE, HEIGHT = 9.0, 10.0, 16.0
SHARES = (0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71, 0.22, 0.78)
CELL = 8.0
ASIDE = 3.0
"""How far from its arrow a mark stands that finds no room on it."""
LOOP_GAP, STEEP = 9.0, 0.7
"""How far from the head of a loop its mark stands, and how steep a head comes from above."""
BACKS = (23.0, 30.0, 38.0, 47.0, 58.0, 72.0, 90.0)

Way: TypeAlias = list[tuple[float, Point]]
"""Points along an arrow, each with its distance from the start."""


def marked(routes: Sequence[Route], places: Iterable[Place], *, labels: bool) -> list[Route]:
    """Return the routes with their marks, clear of boxes, of other marks and of other arrows if possible."""
    ground = Ground(list(places), routes)
    result = []
    for route in routes:
        points = _measured(route)
        marks = []
        if route.arrow.sign < 0:
            spots = _minus_spots(points)
            marks.append(ground.placed(route, points, spots, Mark(0, 0, MINUS, lowers=True)))
        wanted = label_of(route.arrow, labels=labels)
        if wanted is not None:
            at = _above_loop(route, wanted)
            if at is None:
                spots = [share * points[-1][0] for share in SHARES]
                marks.append(ground.placed(route, points, spots, wanted))
            else:
                marks.append(ground.kept(at, wanted))
        result.append(dataclasses.replace(route, marks=tuple(marks)))
    return result


class Ground:
    """What is already on the page: boxes and marks, and the cells through which arrows run."""

    def __init__(self, taken: list[Place], routes: Sequence[Route]) -> None:
        """Note the cells of every route."""
        self.taken = taken
        self.cells: dict[tuple[int, int], set[str]] = {}
        for route in routes:
            for x, y in route.points(16):
                self.cells.setdefault((int(x // CELL), int(y // CELL)), set()).add(route.arrow.id)

    def placed(self, route: Route, points: Way, spots: list[float], mark: Mark) -> Mark:
        """Put a mark on the best spot, the first of equals, and note the room it takes."""
        tried: list[tuple[int, int, int, Place]] = []
        for aside in (0.0, *(side * (mark.width / 2 + ASIDE) for side in (-1.0, 1.0))):
            for spot in spots:
                x, y = _at(points, spot)
                room = Place(x + aside - mark.width / 2, y - HEIGHT / 2, mark.width, HEIGHT)
                covered = sum(room.overlaps(other, 1.5) for other in self.taken)
                tried.append((covered, self._others(route, x, y), len(tried), room))
                if tried[-1][:2] == (0, 0):
                    break
            if not min(
                one[0] for one in tried
            ):  # beside the arrow only where it runs too close to a box
                break
        room = min(tried, key=lambda one: one[:3])[3]
        self.taken.append(room)
        return dataclasses.replace(mark, x=room.x + room.width / 2, y=room.middle)

    def kept(self, at: Point, mark: Mark) -> Mark:
        """Put a mark on a place of its own, and note the room it takes."""
        x, y = at
        self.taken.append(Place(x - mark.width / 2, y - HEIGHT / 2, mark.width, HEIGHT))
        return dataclasses.replace(mark, x=x, y=y)

    def _others(self, route: Route, x: float, y: float) -> int:
        """Count the other arrows that run close to a point."""
        across, down = int(x // CELL), int(y // CELL)
        near = {
            name
            for right in (-1, 0, 1)
            for below in (-1, 0, 1)
            for name in self.cells.get((across + right, down + below), ())
        }
        return len(near - {route.arrow.id})


def tag_width(text: str) -> float:
    """Return the width of a tag or label with its padding."""
    return width_of(text, TAG_SIZE, weight="strong") + TAG_PAD


def label_of(arrow: Arrow, *, labels: bool) -> Mark | None:
    """Return what is to be written in the middle of an arrow, if anything."""
    text = arrow.label if labels else ""
    widths = [tag_width(tag.text) for tag in arrow.tags] + ([tag_width(text)] if text else [])
    if not widths:
        return None
    return Mark(0, 0, sum(widths) + 2.0 * (len(widths) - 1), text=text, tags=arrow.tags)


def _above_loop(route: Route, mark: Mark) -> Point | None:
    """Return a place beside the head of a loop at an upper corner, which is too small to carry a mark."""
    if route.arrow.source != route.arrow.target or route.heading[1] < STEEP:
        return None
    (x, y), corner = route.tip, route.curves[0][0][0]
    inwards = -1.0 if corner > x else 1.0
    return x + inwards * (mark.width / 2 + LOOP_GAP), y - HEIGHT / 2 - 1.0


def _measured(route: Route) -> Way:
    """Return points along a route, each with its distance from the start."""
    points = route.points(10)
    gone, found = 0.0, [(0.0, points[0])]
    for one, other in pairwise(points):
        gone += math.hypot(other[0] - one[0], other[1] - one[1])
        found.append((gone, other))
    return found


def _minus_spots(points: Way) -> list[float]:
    full = points[-1][0]
    return [full - back for back in BACKS if back < full * 0.8] or [full * 0.4]


def _at(points: Way, distance: float) -> Point:
    """Return the point at a distance from the start."""
    for (near, one), (far, other) in pairwise(points):
        if far >= distance:
            share = (distance - near) / ((far - near) or 1.0)
            return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
    return points[-1][1]
