"""The plan of the page along the chain: the room of every layer, and the gutters between layers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from logicmodel.views.diagrams.columns.grid import Grid
from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.columns.marks import label_of
from logicmodel.views.diagrams.scene import Scene

PAGE, LEAST_PAGE = 1200.0, 720.0
MARGIN = 30.0
PANEL_PAD = 13.0
NARROWEST, WIDEST = 152.0, 214.0
WITH_CHANCES, WITH_WORDS = 206.0, 258.0
TRACK, TRACK_STEP = 21.0, 6.0
ARC_ROOM = 38.0
ARROW_SEEN = 36.0
BUSIEST = 190.0
CROWDED, CROWD_ROOM = 60, 130.0
UPRIGHT, UPRIGHT_STAGE, UPRIGHT_BUSIEST = 58.0, 66.0, 230.0

Tracks = dict[tuple[int, str], int]


@dataclasses.dataclass(frozen=True)
class Across:
    """Where layers stand: left edges, widths and the width of the page."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    page: float
    before: float = 0.0
    """Room inside the first panel, left of its boxes."""
    after: float = 0.0
    """Room inside the last panel, right of its boxes."""

    def right(self, layer: int) -> float:
        """Return the right edge of a layer's boxes."""
        return self.lefts[layer] + self.widths[layer]


def gutters_of(
    layers: Layers, grid: Grid, tracks: Tracks, *, upright: bool = False, labels: bool = False
) -> list[float]:
    """Return the room left of every layer, and right of the last one; busy gutters get more.

    ``tracks`` counts the upright ways in each gutter by (gutter, "in" or "out"). Where the chain
    runs upwards (``upright``) boxes are wide, and many arrows lean far over. ``labels`` says whether
    labels are drawn; one on an arrow to the next layer leaves both ends of the arrow to be seen.
    """
    dropped = {arrow.id for arrow in grid.drops(layers.beside).values()}
    arcs = {
        layers.depth[arrow.source] + 1
        for arrow in layers.beside
        if arrow.id not in dropped and arrow.source != arrow.target
    }
    found = []
    for index in range(layers.count + 1):
        ways = tracks.get((index, "in"), 0) + tracks.get((index, "out"), 0)
        taken = TRACK + ways * TRACK_STEP if ways else 0.0
        if index in (0, layers.count):
            found.append(max(taken - PANEL_PAD, ARC_ROOM if index in arcs else 0.0, 0.0))
        else:
            room = _between(layers, index, upright=upright) + max(0.0, taken - 12.0) * 0.6
            found.append(max(room, 0.0 if upright else _marked(layers, index, labels=labels)))
    return found


def _marked(layers: Layers, index: int, *, labels: bool) -> float:
    """Return the room that the widest mark needs on an arrow from one layer to the next."""
    marks = (
        label_of(arrow, labels=labels)
        for arrow in layers.forward
        if layers.depth[arrow.source] + 1 == index == layers.depth[arrow.target]
    )
    widest = max((mark.width for mark in marks if mark is not None), default=0.0)
    return widest + ARROW_SEEN if widest else 0.0


def _between(layers: Layers, index: int, *, upright: bool) -> float:
    """Return the room between two layers for the arrows that cross it."""
    crossing = sum(
        layers.depth[arrow.source] < index <= layers.depth[arrow.target] for arrow in layers.forward
    )
    same_stage = layers.owner[index] == layers.owner[index - 1]
    busy = min(BUSIEST, 60.0 + 1.6 * crossing)
    busy += CROWD_ROOM * min(1.0, max(0, crossing - CROWDED) / CROWDED)
    if upright:
        leaning = min(UPRIGHT_BUSIEST, 46.0 + 2.8 * crossing)
        return max(UPRIGHT if same_stage else UPRIGHT_STAGE, leaning)
    roomy = {1: 128.0, 2: 128.0, 3: 112.0, 4: 104.0, 5: 86.0}.get(layers.count, 74.0)
    return max(72.0 if same_stage else roomy, busy)


def even_widths(scene: Scene, layers: Layers, gutters: Sequence[float]) -> tuple[float, ...]:
    """Share what the gutters leave of a page among the layers; chances need a certain width."""
    free = PAGE - 2 * (MARGIN + PANEL_PAD) - sum(gutters)
    chances = rooms_for_chances(scene, layers)
    even = min(WIDEST, max(NARROWEST, free / max(1, layers.count)))
    return tuple(max(even, chances.get(index, 0.0)) for index in range(layers.count))


def across(
    gutters: Sequence[float], widths: Sequence[float], *, start: float = 0.0, least: float = 0.0
) -> Across:
    """Set the layers one after another, ``start`` from the margin, on a page at least that wide."""
    room = list(gutters)
    short = least - 2 * (MARGIN + PANEL_PAD) - start - sum(room) - sum(widths)
    if short > 0 and len(widths) > 1:
        room[1:-1] = [gutter + short / (len(widths) - 1) for gutter in room[1:-1]]
    lefts, x = [], MARGIN + PANEL_PAD + start
    for gutter, width in zip(room, widths, strict=False):
        x += gutter
        lefts.append(x)
        x += width
    page = x + room[-1] + MARGIN + PANEL_PAD
    return Across(tuple(lefts), tuple(widths), page, room[0], room[-1])


def rooms_for_chances(scene: Scene, layers: Layers) -> dict[int, float]:
    """Return the width that chances need, by layer; those told in words too need more."""
    rooms: dict[int, float] = {}
    for box in scene.boxes:
        chances = [chance for badge in box.badges for chance in badge.chances]
        if box.id in layers.depth and chances:
            need = WITH_WORDS if any(chance.word for chance in chances) else WITH_CHANCES
            layer = layers.depth[box.id]
            rooms[layer] = max(rooms.get(layer, 0.0), need)
    return rooms
