"""From a scene to a layout: every box, header and arrow has its place on the page."""

from __future__ import annotations

import dataclasses

from logicmodel.views.diagrams.columns import lanes, marks, ports, wiring
from logicmodel.views.diagrams.columns.across import LEAST_PAGE, MARGIN, PANEL_PAD, Across, across
from logicmodel.views.diagrams.columns.band import Band, band_of
from logicmodel.views.diagrams.columns.faces import Face, face
from logicmodel.views.diagrams.columns.geometry import Place, Route
from logicmodel.views.diagrams.columns.grid import Grid, grid_of
from logicmodel.views.diagrams.columns.layers import Layers, layered
from logicmodel.views.diagrams.columns.ordering import ordered
from logicmodel.views.diagrams.columns.rows import Rows
from logicmodel.views.diagrams.scene import Scene

PANEL_TOP, PANEL_BOTTOM = 18.0, 18.0
LEAST_HEIGHT = 50.0
LANES_GAP = 13.0
BAND_HEAD, BAND_PAD, BAND_GAP = 54.0, 16.0, 12.0


@dataclasses.dataclass(frozen=True)
class Layout:
    """A scene with places. The y axis starts at the upper edge of the panels."""

    scene: Scene
    width: float
    height: float
    panels: tuple[Place, ...]
    """One for every column of the scene."""
    faces: dict[str, Face]
    places: dict[str, Place]
    routes: tuple[Route, ...]
    band: Place | None


def arrange(scene: Scene, *, labels_up_to: int = 60) -> Layout:
    """Return the layout of a scene; the same scene always gets the same layout."""
    layers = layered(scene)
    band = band_of(scene, layers)
    planned = lanes.ways(layers, band)
    grid = ordered(grid_of(layers, [box.id for box in scene.boxes]))
    plan = across(scene, layers, lanes.track_counts(planned))
    if not layers.count:
        plan = dataclasses.replace(
            plan, lefts=(MARGIN + PANEL_PAD,), widths=(214.0,), page=LEAST_PAGE
        )
    faces = _faces(scene, layers, band, plan)
    places, centre, bottom = _placed(grid, faces, plan)
    lanes_top = bottom + LANES_GAP
    band_top = lanes_top + lanes.LANE_STEP * max(0, len(lanes.lane_order(planned)) - 1)
    rooms, frame = _band_places(band, faces, plan, band_top if planned else bottom)
    places |= rooms
    routes = wiring.Wiring(grid, layers, tuple(planned), centre, places, plan, lanes_top).routes()
    few = len(scene.arrows) <= labels_up_to
    order = {arrow.id: place for place, arrow in enumerate(scene.arrows)}
    routes.sort(key=lambda route: order[route.arrow.id])
    full = frame.bottom if frame else (band_top if lanes.lane_order(planned) else bottom)
    return Layout(
        scene=scene,
        width=max(plan.page, LEAST_PAGE),
        height=full,
        panels=_panels(scene, layers, plan, bottom),
        faces=faces,
        places=places,
        routes=tuple(marks.marked(routes, places.values(), labels=few)),
        band=frame,
    )


def _faces(scene: Scene, layers: Layers, band: Band, plan: Across) -> dict[str, Face]:
    """Set every box, at least as high as its arrows need and as the others without targets are."""
    depth = layers.depth | band.slot
    width = {box.id: plan.widths[depth[box.id]] for box in scene.boxes}
    needs = dict.fromkeys(depth, 0.0)
    counts: dict[tuple[str, str], int] = {}
    for arrow in scene.arrows:
        for end in ((arrow.source, "right"), (arrow.target, "left")):
            counts[end] = counts.get(end, 0) + 1
    for (name, _), count in counts.items():
        if name in needs:
            needs[name] = max(needs[name], ports.room_for(count))
    first = {box.id: face(box, width[box.id], LEAST_HEIGHT) for box in scene.boxes}
    plain = [one.height for name, one in first.items() if not one.box.badges]
    usual = sorted(plain)[int(len(plain) * 0.75)] if plain else LEAST_HEIGHT
    return {
        name: face(one.box, one.width, max(needs[name], usual if not one.box.badges else 0.0))
        for name, one in first.items()
    }


def _placed(
    grid: Grid, faces: dict[str, Face], plan: Across
) -> tuple[dict[str, Place], list[float], float]:
    """Return the places of the boxes in the grid, all centres, and the panels' lower edge."""
    heights = [faces[name].height for name in grid.boxes]
    centre, full = Rows(grid, heights).centres()
    places = {
        name: Place(
            plan.lefts[grid.layer[item]],
            PANEL_TOP + centre[item] - heights[item] / 2,
            plan.widths[grid.layer[item]],
            heights[item],
        )
        for item, name in enumerate(grid.boxes)
    }
    bottom = PANEL_TOP + full + PANEL_BOTTOM if places else 0.0
    return places, [PANEL_TOP + y for y in centre], bottom


def _band_places(
    band: Band, faces: dict[str, Face], plan: Across, above: float
) -> tuple[dict[str, Place], Place | None]:
    """Return the places of the factors, and the frame around them."""
    if not band.slots:
        return {}, None
    top = above + BAND_GAP
    head = BAND_HEAD if band.slots[0] else BAND_PAD
    places: dict[str, Place] = {}
    lowest = top
    for slot, stack in enumerate(band.slots):
        y = top + head
        for name in stack:
            places[name] = Place(plan.lefts[slot], y, plan.widths[slot], faces[name].height)
            y += faces[name].height + BAND_GAP
            lowest = max(lowest, y - BAND_GAP)
    frame = Place(MARGIN, top, max(plan.page, LEAST_PAGE) - 2 * MARGIN, lowest + BAND_PAD - top)
    return places, frame


def _panels(scene: Scene, layers: Layers, plan: Across, bottom: float) -> tuple[Place, ...]:
    """Return the panel behind every column; sub-columns share one."""
    found = []
    for column in range(len(scene.columns)):
        mine = [layer for layer, owner in enumerate(layers.owner) if owner == column]
        left, right = plan.lefts[mine[0]] - PANEL_PAD, plan.right(mine[-1]) + PANEL_PAD
        found.append(Place(left, 0.0, right - left, bottom))
    return tuple(found)
