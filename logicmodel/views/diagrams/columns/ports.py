"""Where on the edges of boxes arrows begin and end, in an order in which they do not cross."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal, TypeAlias

from logicmodel.views.diagrams.columns.geometry import Place

Side: TypeAlias = Literal["left", "right"]
End: TypeAlias = Literal["start", "end"]
FAR = 1e6
EDGE = 9.0


@dataclasses.dataclass(frozen=True)
class Port:
    """A wish: one end of an arrow on one side of a box, ordered by ``key`` from top to bottom."""

    arrow: str
    end: End
    box: str
    side: Side
    key: float
    level: float | None = None
    """The height of the other end, where a level line would be welcome."""


def room_for(ports: int) -> float:
    """Return the height that a box needs for so many arrows on one side."""
    return 2 * EDGE + max(0, ports - 1) * (9.0 if ports <= 8 else 6.0 if ports <= 16 else 4.5)


def beside_key(here: float, there: float) -> float:
    """Return the key of an arc on the right side: arcs upwards on top, nested by their reach."""
    distance = there - here
    return (FAR - abs(distance)) * (1 if distance > 0 else -1)


def heights(ports: list[Port], places: Mapping[str, Place]) -> dict[tuple[str, End], float]:
    """Return the y of every port by arrow and end."""
    sides: dict[tuple[str, Side], list[Port]] = {}
    for port in ports:
        sides.setdefault((port.box, port.side), []).append(port)
    found: dict[tuple[str, End], float] = {}
    for (box, _), group in sorted(sides.items(), key=lambda side: side[0][1], reverse=True):
        place = places[box]
        step = min(15.0, (place.height - 2 * EDGE) / max(1, len(group) - 1))
        ranked = sorted(group, key=lambda port: port.key)
        for rank, port in enumerate(ranked):
            y = place.middle + (rank - (len(group) - 1) / 2) * step
            found[port.arrow, port.end] = y
        if len(group) == 1:
            _level(ranked[0], place, found)
    return found


def _level(port: Port, place: Place, found: dict[tuple[str, End], float]) -> None:
    """Move a lone port to the height of the other end, if that is on the edge of the box."""
    other: End = "start" if port.end == "end" else "end"
    wish = found.get((port.arrow, other), port.level)
    if wish is not None and abs(wish - place.middle) <= place.height / 2 - EDGE:
        found[port.arrow, port.end] = wish
