"""A layout before the page is turned: the chain runs from left to right, whatever the style wants.

Along the chain stand the layers, aside of it the rows, the swimlanes and the band of factors.
"""

from __future__ import annotations

import dataclasses

from logicmodel.views.diagrams.columns import swimlanes, ways
from logicmodel.views.diagrams.columns.across import (
    LEAST_PAGE,
    MARGIN,
    PANEL_PAD,
    WIDEST,
    Across,
    across,
    even_widths,
    gutters_of,
)
from logicmodel.views.diagrams.columns.band import Band, band_of
from logicmodel.views.diagrams.columns.geometry import Place
from logicmodel.views.diagrams.columns.grid import Grid, grid_of
from logicmodel.views.diagrams.columns.layers import Layers, layered
from logicmodel.views.diagrams.columns.ordering import ordered
from logicmodel.views.diagrams.columns.rows import Rows
from logicmodel.views.diagrams.columns.sizes import Sizes, level_sizes, upright_sizes
from logicmodel.views.diagrams.columns.wiring import Wiring
from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.diagrams.scene import Scene

PANEL_TOP, PANEL_BOTTOM = 18.0, 18.0
LEVELS_GAP = 13.0
BAND_HEAD, BAND_PAD, BAND_GAP = 54.0, 16.0, 12.0
BETWEEN_SLOTS = 20.0
LEAST_ASIDE = 480.0
LEAST_LANE = 190.0
LONGEST_ROW = 16


@dataclasses.dataclass(frozen=True)
class Draft:
    """Everything that has a place, before the page is turned."""

    scene: Scene
    layers: Layers
    grid: Grid
    sizes: Sizes
    across: Across
    places: dict[str, Place]
    panels: tuple[Place, ...]
    lanes: tuple[Place, ...]
    frame: Place | None
    wiring: Wiring
    full: float
    """How far everything reaches aside of the chain."""
    head: float
    """Room that titles of lanes and of the band need at the end of the chain."""


def drafted(scene: Scene, *, upright: bool, labels: bool = False) -> Draft:
    """Return the draft of a scene; ``upright`` sets the boxes for a chain that runs upwards, ``labels`` leaves room for labels."""
    layers = layered(scene, longest=LONGEST_ROW) if upright else layered(scene)
    band = band_of(scene, layers)
    planned = ways.planned_ways(layers, band)
    grid = grid_of(layers, [box.id for box in scene.boxes])
    if scene.lanes:
        grid = grid.in_lanes(swimlanes.lanes_of(scene, grid))
    grid = ordered(grid)
    gutters = gutters_of(layers, grid, ways.track_counts(planned), upright=upright, labels=labels)
    if upright:
        sizes, start, least = upright_sizes(scene, layers, band), 0.0, 0.0
    else:
        widths = even_widths(scene, layers, gutters)
        if not layers.count:
            widths = (WIDEST,) * max(1, len(band.slots))
            gutters = [0.0, *([BETWEEN_SLOTS] * (len(widths) - 1)), 0.0]
        sizes, least = level_sizes(scene, layers, band, widths), LEAST_PAGE
        start = swimlanes.TITLE_ROOM if scene.lanes else 0.0
    plan = across(gutters, sizes.layers, start=start, least=least if layers.count else 0.0)
    return _set(_Parts(scene, layers, band, grid, tuple(planned), sizes, plan, upright))


@dataclasses.dataclass(frozen=True)
class _Parts:
    """What is known before anything has a place aside of the chain."""

    scene: Scene
    layers: Layers
    band: Band
    grid: Grid
    planned: tuple[ways.Way, ...]
    sizes: Sizes
    across: Across
    upright: bool

    def place(self, name: str, layer: int, middle: float) -> Place:
        """Return the place of a box that reaches to the end of its layer."""
        along, aside = self.sizes.along[name], self.sizes.aside[name]
        return Place(self.across.right(layer) - along, middle - aside / 2, along, aside)

    def lane_room(self) -> list[float]:
        """Return the least room of every lane aside of the chain, so that its title fits."""
        if self.upright:
            return [LEAST_LANE] * len(self.scene.lanes)
        return [swimlanes.title_height(title) for title in self.scene.lanes]


def _set(parts: _Parts) -> Draft:
    """Give everything its place aside of the chain."""
    heights = [parts.sizes.aside[name] for name in parts.grid.boxes]
    floor = LEAST_ASIDE if parts.upright else 0.0
    rows = Rows(parts.grid, heights, least=parts.lane_room(), floor=floor)
    lanes = bool(parts.scene.lanes)
    top, under = (0.0, 0.0) if lanes else (PANEL_TOP, PANEL_BOTTOM)
    centre = [top + y for y in rows.centres()]
    places = {
        name: parts.place(name, parts.grid.layer[item], centre[item])
        for item, name in enumerate(parts.grid.boxes)
    }
    bottom = top + rows.strips[-1][1] + under if places else 0.0
    levels_top = bottom + LEVELS_GAP
    levels = len(ways.level_order(list(parts.planned)))
    below = levels_top + ways.LEVEL_STEP * max(0, levels - 1)
    rooms, frame = _band_places(parts, below if parts.planned else bottom)
    places |= rooms
    return Draft(
        scene=parts.scene,
        layers=parts.layers,
        grid=parts.grid,
        sizes=parts.sizes,
        across=parts.across,
        places=places,
        panels=_panels(parts, bottom),
        lanes=_lanes(parts, rows.strips) if lanes else (),
        frame=frame,
        wiring=Wiring(
            parts.grid, parts.layers, parts.planned, centre, places, parts.across, levels_top
        ),
        full=frame.bottom if frame else (below if levels else bottom),
        head=_head(parts, rows.strips),
    )


def _band_places(parts: _Parts, above: float) -> tuple[dict[str, Place], Place | None]:
    """Return the places of the factors, and the frame around them."""
    slots = parts.band.slots
    if not slots:
        return {}, None
    top = above + BAND_GAP
    beside = parts.upright or parts.scene.lanes or (parts.layers.count and not slots[0])
    head = BAND_PAD if beside else BAND_HEAD
    places: dict[str, Place] = {}
    lowest = top + head
    for slot, stack in enumerate(slots):
        y = top + head
        for name in stack:
            aside = parts.sizes.aside[name]
            places[name] = parts.place(name, slot, y + aside / 2)
            y += aside + BAND_GAP
            lowest = max(lowest, y - BAND_GAP)
    width = max(parts.across.page, 0.0 if parts.upright else LEAST_PAGE) - 2 * MARGIN
    extra = _band_head(parts)
    return places, Place(MARGIN, top, width + extra, lowest + BAND_PAD - top)


def _band_head(parts: _Parts) -> float:
    """Return how far the band reaches beyond the chain, so that its title stands above a factor."""
    last = parts.band.slots[-1] if parts.band.slots else ()
    return BAND_HEAD + 4.0 - PANEL_PAD if parts.upright and last else 0.0


def _head(parts: _Parts, strips: list[tuple[float, float]]) -> float:
    """Return the room above a chain that runs upwards, for titles of lanes and of the band."""
    if not parts.upright:
        return 0.0
    lines = 0
    for title, (top, bottom) in zip(parts.scene.lanes, strips, strict=False):
        room = bottom - top - 2 * swimlanes.TITLE_PAD
        words = wrapped(title, room, swimlanes.TITLE, weight="strong", most=3)
        lines = max(lines, len(words))
    titles = lines * swimlanes.TITLE_STEP + 2 * swimlanes.TITLE_PAD if lines else 0.0
    return max(titles, _band_head(parts))


def _panels(parts: _Parts, bottom: float) -> tuple[Place, ...]:
    """Return the panel behind every column; sub-columns share one, the outer ones reach the margins."""
    found, plan, last = [], parts.across, len(parts.scene.columns) - 1
    for column in range(len(parts.scene.columns)):
        mine = [layer for layer, owner in enumerate(parts.layers.owner) if owner == column]
        left, right = plan.lefts[mine[0]] - PANEL_PAD, plan.right(mine[-1]) + PANEL_PAD
        left -= plan.before if column == 0 else 0.0
        right += plan.after if column == last else 0.0
        found.append(Place(left, 0.0, right - left, bottom))
    return tuple(found)


def _lanes(parts: _Parts, strips: list[tuple[float, float]]) -> tuple[Place, ...]:
    """Return the ground of every lane, as long as the chain."""
    start = MARGIN if parts.upright else MARGIN + swimlanes.TITLE_ROOM
    width = parts.across.page - MARGIN - start
    return tuple(Place(start, top, width, bottom - top) for top, bottom in strips)
