"""A results chain as conservation teams draw it: hexagons, rectangles and ovals, from bottom to top."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Literal

from logicmodel.views.diagrams.scene import Box, Fact, Key, Scene
from logicmodel.views.diagrams.stages import horizon
from logicmodel.views.diagrams.styles.style import Style
from logicmodel.views.diagrams.telling import Telling

INDICATOR = "▲"


class Chain(Style):
    """Activities as hexagons, results as rectangles, ultimate outcomes as ovals, targets as tabs.

    The signs follow the results chains of Miradi and the Open Standards for the Practice of
    Conservation; indicators are told beside a small triangle.
    """

    example: ClassVar = {}

    kind: Literal["chain"] = "chain"
    direction: Literal["right", "left", "up"] = "up"
    phases: bool = False

    def dressed(self, scene: Scene, telling: Telling) -> Scene:
        """Return the scene with a shape for every kind, and with indicators."""
        boxes = tuple(_box(box, telling) for box in scene.boxes)
        shapes = {box.shape for box in boxes}
        key = []
        if "hexagon" in shapes:
            key.append(Key("activity", "box", kind="activity", shape="hexagon"))
        if any(box.shape == "card" and box.kind in {"output", "outcome"} for box in boxes):
            key.append(Key("result on the way", "box", kind="output"))
        if "oval" in shapes:
            key.append(Key("ultimate outcome", "box", kind="outcome", shape="oval"))
        if any(fact.text.startswith(INDICATOR) for box in boxes for fact in box.facts):
            key.append(Key("indicator", "text", INDICATOR))
        return dataclasses.replace(scene, boxes=boxes, key=(*scene.key, *key))


def _box(box: Box, telling: Telling) -> Box:
    node = telling.plan.nodes[box.id]
    last = horizon(telling.plan, box.id) == "ultimate"
    shape: Literal["card", "hexagon", "oval"] = "oval" if last else "card"
    names = [
        getattr(one, "title", "") or name.replace("_", " ")
        for name, one in (getattr(node, "indicators", None) or {}).items()
    ]
    facts = tuple(Fact(f"{INDICATOR} {name}") for name in names)
    return dataclasses.replace(
        box,
        shape="hexagon" if box.kind == "activity" else shape,
        facts=(*box.facts, *facts),
        tabs=True,
    )
