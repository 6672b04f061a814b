"""Which way a layout is turned: as it was made, mirrored, or with the chain running upwards.

Everything is laid out from left to right first. Marks and words are set after the turn, so that
nothing is written sideways.
"""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from logicmodel.views.diagrams.columns.geometry import Cubic, Place, Point, Route

Direction: TypeAlias = Literal["right", "left", "up"]


@dataclasses.dataclass(frozen=True)
class Turn:
    """A turn of the page: ``along`` is how far the chain reaches before it is turned."""

    direction: Direction
    along: float
    aside: float = 0.0
    """How far everything stands from the left edge of the page, where the chain runs upwards."""

    def point(self, point: Point) -> Point:
        """Return where a point comes to stand."""
        x, y = point
        match self.direction:
            case "left":
                return self.along - x, y
            case "up":
                return self.aside + y, self.along - x
        return point

    def place(self, place: Place) -> Place:
        """Return where a rectangle comes to stand."""
        one = self.point((place.x, place.y))
        other = self.point((place.right, place.bottom))
        left, top = min(one[0], other[0]), min(one[1], other[1])
        return Place(left, top, abs(one[0] - other[0]), abs(one[1] - other[1]))

    def route(self, route: Route) -> Route:
        """Return the way of an arrow after the turn."""
        curves = tuple(self._curve(curve) for curve in route.curves)
        return dataclasses.replace(route, curves=curves)

    def _curve(self, curve: Cubic) -> Cubic:
        start, one, other, end = (self.point(point) for point in curve)
        return start, one, other, end
