"""From a scene to a layout: every box, header and arrow has its place on the page."""

from __future__ import annotations

import dataclasses

from logicmodel.views.diagrams.columns import marks
from logicmodel.views.diagrams.columns.across import LEAST_PAGE, MARGIN
from logicmodel.views.diagrams.columns.crowd import thinned
from logicmodel.views.diagrams.columns.draft import Draft, drafted
from logicmodel.views.diagrams.columns.faces import Face
from logicmodel.views.diagrams.columns.geometry import Place, Route
from logicmodel.views.diagrams.columns.sizes import mirrored
from logicmodel.views.diagrams.columns.turning import Direction, Turn
from logicmodel.views.diagrams.scene import Scene
from logicmodel.views.diagrams.scripts import is_rtl

SIDE_HEADER, SIDE_GAP, SIDE_LINE = 136.0, 10.0, 26.0
BAND_TITLE = 46.0


@dataclasses.dataclass(frozen=True)
class Layout:
    """A scene with places. The y axis starts at the upper edge of what stands under the headers."""

    scene: Scene
    width: float
    height: float
    panels: tuple[Place, ...]
    """One for every column of the scene."""
    faces: dict[str, Face]
    places: dict[str, Place]
    routes: tuple[Route, ...]
    band: Place | None
    direction: Direction = "right"
    lanes: tuple[Place, ...] = ()
    """One for every swimlane of the scene, without the room of its title."""
    phases: bool = False
    """Whether the headers are gathered into phases."""


def arrange(
    scene: Scene, *, labels_up_to: int = 60, direction: Direction = "right", phases: bool = True
) -> Layout:
    """Return the layout of a scene; the same scene always gets the same layout."""
    if not scene.columns:
        direction = "right"
    phases = phases and any(column.phase for column in scene.columns)
    few = len(scene.arrows) <= labels_up_to
    draft = drafted(scene, upright=direction == "up", labels=few)
    turn, width, height = _turn(draft, direction, phases=phases)
    order = {arrow.id: place for place, arrow in enumerate(scene.arrows)}
    routes = [turn.route(route) for route in thinned(draft.wiring.routes())]
    routes.sort(key=lambda route: order[route.arrow.id])
    places = {name: turn.place(place) for name, place in draft.places.items()}
    return Layout(
        scene=scene,
        width=width,
        height=height,
        panels=tuple(turn.place(panel) for panel in draft.panels),
        faces=_turned(draft.sizes.faces, direction),
        places=places,
        routes=tuple(marks.marked(routes, places.values(), labels=few)),
        band=turn.place(draft.frame) if draft.frame else None,
        direction=direction,
        lanes=tuple(turn.place(lane) for lane in draft.lanes),
        phases=phases,
    )


def _turned(faces: dict[str, Face], direction: Direction) -> dict[str, Face]:
    """Return the faces so that each is read from the side from which its words are read."""
    leftwards = direction == "left"
    return {
        name: mirrored(one) if leftwards or is_rtl(one.box.title) else one
        for name, one in faces.items()
    }


def _turn(draft: Draft, direction: Direction, *, phases: bool) -> tuple[Turn, float, float]:
    """Return the turn of the page, and the size of what stands under the headers."""
    page = max(draft.across.page, LEAST_PAGE)
    if direction != "up":
        return Turn(direction, page), page, draft.full
    lines = phases + bool(draft.scene.spheres)
    aside = MARGIN + SIDE_LINE * lines + SIDE_HEADER + SIDE_GAP
    return (
        Turn("up", draft.across.page - MARGIN + draft.head, aside),
        max(LEAST_PAGE, aside + draft.full + MARGIN),
        draft.across.page - 2 * MARGIN + draft.head,
    )
