"""The ways around: arrows back to an earlier column, and those from and to external factors.

They leave the columns through a gutter, run level under the columns, and come up through the
gutter before their target. Arrows of one source and one sign share their ways, like a trunk with branches.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal, TypeAlias

from logicmodel.views.diagrams.columns.across import TRACK, TRACK_STEP, Across
from logicmodel.views.diagrams.columns.band import Band
from logicmodel.views.diagrams.columns.geometry import Place, Point, Route, rounded
from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.columns.ports import FAR, Port
from logicmodel.views.diagrams.columns.routing import TIP, Ends
from logicmodel.views.diagrams.scene import Arrow

LEVEL_STEP = 8.0
Track: TypeAlias = tuple[int, Literal["in", "out"], str]


@dataclasses.dataclass(frozen=True)
class Way:
    """The plan of one way around: the gutters it uses, and whether it runs level under the columns."""

    arrow: Arrow
    first: Track
    last: Track
    from_band: bool
    to_band: bool

    @property
    def under(self) -> bool:
        """Say whether the way runs level under the columns."""
        return self.first != self.last


def trunk_of(arrow: Arrow) -> str:
    """Return what arrows must share to run on one track: their source, and raising or lowering."""
    return f"{arrow.source} lowers" if arrow.sign < 0 else arrow.source


def planned_ways(layers: Layers, band: Band) -> list[Way]:
    """Plan the way of every arrow that goes around."""
    found = []
    slot = band.slot
    for arrow in layers.around:
        from_band, to_band = arrow.source in slot, arrow.target in slot
        end = slot[arrow.target] if to_band else layers.depth[arrow.target]
        trunk = trunk_of(arrow)
        last: Track = (end, "in", trunk)
        if from_band:
            first: Track = (slot[arrow.source], "in", trunk)
        else:
            first = (layers.depth[arrow.source] + 1, "out", trunk)
        found.append(Way(arrow, first, last, from_band, to_band))
    return found


def track_counts(planned: list[Way]) -> dict[tuple[int, str], int]:
    """Count the different tracks in each gutter."""
    tracks = {track for way in planned for track in (way.first, way.last)}
    counts: dict[tuple[int, str], int] = {}
    for gutter, side, _ in tracks:
        counts[gutter, side] = counts.get((gutter, side), 0) + 1
    return counts


def level_order(planned: list[Way]) -> dict[str, int]:
    """Give every trunk that needs one a level line of its own, in the order of the plan."""
    trunks = dict.fromkeys(trunk_of(way.arrow) for way in planned if way.under)
    return {trunk: place for place, trunk in enumerate(trunks)}


def way_ports(planned: list[Way], places: Mapping[str, Place]) -> list[Port]:
    """Return the ports of ways around: lowest on their side, as they come from below."""
    ports = []
    for way in planned:
        side: Literal["left", "right"] = "left" if way.from_band else "right"
        below = 3 * FAR
        towards_top = -below if way.from_band else below
        start = places[way.arrow.source].middle
        ports += [
            Port(way.arrow.id, "start", way.arrow.source, side, towards_top - start),
            Port(
                way.arrow.id,
                "end",
                way.arrow.target,
                "left",
                (-below if way.to_band else below) - start,
            ),
        ]
    return ports


def way_routes(
    planned: list[Way], ends: Ends, places: Mapping[str, Place], across: Across, levels_top: float
) -> list[Route]:
    """Lead every way along its tracks and its level line."""
    track = _track_positions(planned, ends, across)
    levels = level_order(planned)
    routes = []
    for way in planned:
        source, target = places[way.arrow.source], places[way.arrow.target]
        start: Point = (source.x if way.from_band else source.right, ends[way.arrow.id, "start"])
        end: Point = (target.x - TIP, ends[way.arrow.id, "end"])
        out, up = track[way.first], track[way.last]
        corners = [start, (out, start[1])]
        if way.under:
            level = levels_top + LEVEL_STEP * levels[trunk_of(way.arrow)]
            corners += [(out, level), (up, level)]
        routes.append(Route(way.arrow, rounded([*corners, (up, end[1]), end])))
    return routes


def _track_positions(planned: list[Way], ends: Ends, across: Across) -> dict[Track, float]:
    """Return the x of every track: in a gutter, those to lower boxes stand nearer to them."""
    lowest: dict[Track, float] = {}
    for way in planned:
        for track, end in ((way.first, "start"), (way.last, "end")):
            y = ends[way.arrow.id, "start" if end == "start" else "end"]
            lowest[track] = max(lowest.get(track, y), y)
    grouped: dict[tuple[int, str], list[Track]] = {}
    for track in sorted(lowest, key=lambda one: (-lowest[one], one[2])):
        grouped.setdefault(track[:2], []).append(track)
    positions = {}
    for (gutter, side), tracks in grouped.items():
        for place, track in enumerate(tracks):
            shift = TRACK + TRACK_STEP * place
            if side == "in":
                positions[track] = across.lefts[gutter] - shift
            else:
                positions[track] = across.right(gutter - 1) + shift
    return positions
