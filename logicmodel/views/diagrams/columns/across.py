"""The horizontal plan of the page: the width of every layer, and the gutters between layers."""

from __future__ import annotations

import dataclasses

from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.scene import Scene

PAGE, LEAST_PAGE = 1200.0, 720.0
MARGIN = 30.0
PANEL_PAD = 13.0
NARROWEST, WIDEST = 152.0, 214.0
WITH_CHANCES = 206.0
TRACK, TRACK_STEP = 21.0, 6.0
ARC_ROOM = 34.0


@dataclasses.dataclass(frozen=True)
class Across:
    """Where layers stand: left edges, widths and the width of the page."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    page: float

    def right(self, layer: int) -> float:
        """Return the right edge of a layer's boxes."""
        return self.lefts[layer] + self.widths[layer]


def across(scene: Scene, layers: Layers, tracks: dict[tuple[int, str], int]) -> Across:
    """Share the width of a page among layers and gutters; busy gutters get more.

    ``tracks`` counts the upright ways in each gutter by (gutter, "in" or "out").
    """
    count = layers.count
    gutters = [_gutter(layers, index, tracks) for index in range(count + 1)]
    free = PAGE - 2 * (MARGIN + PANEL_PAD) - sum(gutters)
    chances = _layers_with_chances(scene, layers)
    even = min(WIDEST, max(NARROWEST, free / max(1, count)))
    widths = tuple(max(even, WITH_CHANCES) if index in chances else even for index in range(count))
    short = LEAST_PAGE - 2 * (MARGIN + PANEL_PAD) - sum(gutters) - sum(widths)
    if short > 0 and count > 1:
        gutters[1:-1] = [gutter + short / (count - 1) for gutter in gutters[1:-1]]
    lefts, x = [], MARGIN + PANEL_PAD
    for index in range(count):
        x += gutters[index]
        lefts.append(x)
        x += widths[index]
    return Across(tuple(lefts), widths, x + gutters[count] + MARGIN + PANEL_PAD)


def _gutter(layers: Layers, index: int, tracks: dict[tuple[int, str], int]) -> float:
    """Return the room left of a layer (or right of the last one)."""
    ways = tracks.get((index, "in"), 0) + tracks.get((index, "out"), 0)
    upright = TRACK + ways * TRACK_STEP if ways else 0.0
    arcs = any(layers.depth[arrow.source] == index - 1 for arrow in layers.beside)
    if index in (0, layers.count):
        return max(upright - PANEL_PAD, ARC_ROOM if arcs else 0.0, 0.0)
    crossing = sum(
        layers.depth[arrow.source] < index <= layers.depth[arrow.target] for arrow in layers.forward
    )
    same_stage = layers.owner[index] == layers.owner[index - 1]
    roomy = {1: 128.0, 2: 128.0, 3: 112.0, 4: 104.0, 5: 86.0}.get(layers.count, 74.0)
    busy = min(190.0, 60.0 + 1.6 * crossing)
    return max(72.0 if same_stage else roomy, busy) + max(0.0, upright - 12.0) * 0.6


def _layers_with_chances(scene: Scene, layers: Layers) -> set[int]:
    """Return the layers in which some box shows chances."""
    return {
        layers.depth[box.id]
        for box in scene.boxes
        if box.id in layers.depth and any(badge.chances for badge in box.badges)
    }
