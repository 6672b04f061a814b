"""The ways of arrows that run forward through the gutters, and of arcs beside a column."""

from __future__ import annotations

from collections.abc import Mapping

from logicmodel.views.diagrams.columns.geometry import (
    Cubic,
    Place,
    Point,
    Route,
    straight,
    swing,
)
from logicmodel.views.diagrams.columns.grid import Grid
from logicmodel.views.diagrams.columns.ports import End, Port, beside_key
from logicmodel.views.diagrams.scene import Arrow

TIP = 2.0
ARC_REACH = 40.0
LEAD = 4.0
Ends = Mapping[tuple[str, End], float]


def forward_ports(grid: Grid, centre: list[float]) -> list[Port]:
    """Return the ports of all forward arrows, ordered by where the arrow goes to or comes from."""
    ports = []
    for arrow, chain in grid.chains:
        first, last = centre[chain[1]], centre[chain[-2]]
        passing = len(chain) > 2
        ports += [
            Port(arrow.id, "start", arrow.source, "right", first, first if passing else None),
            Port(arrow.id, "end", arrow.target, "left", last, last if passing else None),
        ]
    return ports


def forward(
    arrow: Arrow,
    steps: list[tuple[float, float, float]],
    ends: Ends,
    places: Mapping[str, Place],
    arrival: float,
) -> Route:
    """Lead an arrow to its target, level through the layers it passes: (left, right, y) of each.

    ``arrival`` is the edge of the target's layer: beyond it the arrow runs level, so that it passes
    no larger neighbour of its target.
    """
    here: Point = (places[arrow.source].right, ends[arrow.id, "start"])
    curves: list[Cubic] = []
    for left, right, y in steps:
        curves += [swing(here, (left, y)), straight((left, y), (right, y))]
        here = (right, y)
    end = (places[arrow.target].x - TIP, ends[arrow.id, "end"])
    if end[0] - arrival > LEAD:
        curves.append(swing(here, (arrival, end[1])))
        return Route(arrow, (*curves, straight((arrival, end[1]), end)))
    return Route(arrow, (*curves, swing(here, end)))


def arc_ports(arrow: Arrow, places: Mapping[str, Place]) -> list[Port]:
    """Return the two ports of an arc on the right side of a column."""
    start, end = places[arrow.source], places[arrow.target]
    return [
        Port(arrow.id, "start", arrow.source, "right", beside_key(start.middle, end.middle)),
        Port(arrow.id, "end", arrow.target, "right", beside_key(end.middle, start.middle)),
    ]


def arc(arrow: Arrow, ends: Ends, places: Mapping[str, Place]) -> Route:
    """Swing out to the right of a column and back to a box of the same column."""
    start = (places[arrow.source].right, ends[arrow.id, "start"])
    end = (places[arrow.target].right + TIP, ends[arrow.id, "end"])
    reach = min(ARC_REACH, 20.0 + 0.10 * abs(end[1] - start[1])) * 4 / 3
    return Route(arrow, ((start, (start[0] + reach, start[1]), (end[0] + reach, end[1]), end),))


def loop(arrow: Arrow, places: Mapping[str, Place]) -> Route:
    """Lead around the upper right corner of a box, back to the same box."""
    place = places[arrow.source]
    start, end = (place.right, place.y + 15.0), (place.right - 19.0, place.y - TIP)
    away = (place.right + 32.0, start[1] - 4.0), (end[0] + 2.0, place.y - 30.0)
    return Route(arrow, ((start, *away, end),))


def drop(arrow: Arrow, places: Mapping[str, Place]) -> Route:
    """Lead straight down or up to the next box of the same column."""
    start, end = places[arrow.source], places[arrow.target]
    x = (max(start.x, end.x) + min(start.right, end.right)) / 2
    if start.y < end.y:
        return Route(arrow, (straight((x, start.bottom), (x, end.y - TIP)),))
    return Route(arrow, (straight((x, start.y), (x, end.bottom + TIP)),))
