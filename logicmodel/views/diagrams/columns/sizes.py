"""How large every box is: as wide as its column allows, or as its row allows where the chain runs upwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from logicmodel.views.diagrams.columns import ports
from logicmodel.views.diagrams.columns.across import rooms_for_chances
from logicmodel.views.diagrams.columns.band import Band
from logicmodel.views.diagrams.columns.faces import Face, face
from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.columns.rows import BOX_GAP
from logicmodel.views.diagrams.scene import Scene

LEAST_HEIGHT = 50.0
ROW_ROOM = 1280.0
SLIMMEST, BROADEST = 150.0, 204.0


@dataclasses.dataclass(frozen=True)
class Sizes:
    """The faces of all boxes, and how much room each takes along the chain and aside of it."""

    faces: dict[str, Face]
    along: dict[str, float]
    aside: dict[str, float]
    layers: tuple[float, ...]
    """The room along the chain that every layer takes."""


def level_sizes(scene: Scene, layers: Layers, band: Band, widths: tuple[float, ...]) -> Sizes:
    """Set every box in the width of its layer, at least as high as its arrows need.

    Boxes without targets are as high as most of them, so that columns look calm.
    """
    depth = layers.depth | band.slot
    needs = _needs(scene)
    first = {box.id: face(box, widths[depth[box.id]], LEAST_HEIGHT) for box in scene.boxes}
    usual = _usual(first.values())
    faces = {}
    for name, one in first.items():
        least = max(needs.get(name, 0.0), 0.0 if one.box.badges else usual)
        faces[name] = face(one.box, one.width, least)
    along = {name: one.width for name, one in faces.items()}
    aside = {name: one.height for name, one in faces.items()}
    return Sizes(faces, along, aside, widths)


def upright_sizes(scene: Scene, layers: Layers, band: Band) -> Sizes:
    """Set every box in a width at which the fullest row fits a page; rows are as high as they need."""
    depth = layers.depth | band.slot
    needs, chances = _needs(scene), rooms_for_chances(scene, layers)
    rows = [
        [box for box in scene.boxes if layers.depth.get(box.id) == layer]
        for layer in range(max(1, layers.count))
    ]
    fullest = max(1, *map(len, rows))
    usual = min(BROADEST, max(SLIMMEST, ROW_ROOM / fullest - BOX_GAP))
    faces: dict[str, Face] = {}
    for layer in range(len(rows)):
        width = max(usual, chances.get(layer, 0.0))
        boxes = [box for box in scene.boxes if depth[box.id] == layer]
        first = {
            box.id: face(box, max(width, needs.get(box.id, 0.0)), LEAST_HEIGHT) for box in boxes
        }
        highest = max((one.height for one in first.values() if not one.box.badges), default=0.0)
        faces |= {name: _raised(one, highest) for name, one in first.items()}
    faces = {box.id: faces[box.id] for box in scene.boxes}
    along = {name: one.height for name, one in faces.items()}
    aside = {name: one.width for name, one in faces.items()}
    room = [LEAST_HEIGHT] * len(rows)
    for name, layer in depth.items():
        room[layer] = max(room[layer], along[name])
    return Sizes(faces, along, aside, tuple(room))


def _raised(one: Face, least: float) -> Face:
    """Return the face as high as the others of its row."""
    return one if one.height >= least else face(one.box, one.width, least)


def _needs(scene: Scene) -> dict[str, float]:
    """Return the edge that every box needs for its arrows."""
    counts: dict[tuple[str, str], int] = {}
    for arrow in scene.arrows:
        for end in ((arrow.source, "out"), (arrow.target, "in")):
            counts[end] = counts.get(end, 0) + 1
    needs: dict[str, float] = {}
    for (name, _), count in counts.items():
        needs[name] = max(needs.get(name, 0.0), ports.room_for(count))
    return needs


def _usual(faces: Iterable[Face]) -> float:
    """Return the height that three quarters of the boxes without targets do not exceed."""
    plain = sorted(one.height for one in faces if not one.box.badges)
    return plain[int(len(plain) * 0.75)] if plain else LEAST_HEIGHT


def mirrored(one: Face) -> Face:
    """Return a face as it is read from right to left."""
    return dataclasses.replace(
        one,
        lines=tuple(
            dataclasses.replace(line, x=one.width - line.x, end=not line.end) for line in one.lines
        ),
        bars=tuple(dataclasses.replace(bar, x=one.width - bar.x - bar.width) for bar in one.bars),
        dials=tuple(
            dataclasses.replace(dial, x=one.width - dial.x - dial.width) for dial in one.dials
        ),
        aims=tuple((one.width - x, y) for x, y in one.aims),
        mirrored=True,
    )
