"""Greys and patterns instead of colours, readable on a photocopy."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Literal

from logicmodel.views.diagrams.scene import Key, Scene
from logicmodel.views.diagrams.styles.style import Inks, Style
from logicmodel.views.diagrams.telling import Telling

NAMES = {
    "input": "input",
    "activity": "activity",
    "output": "output",
    "outcome": "outcome",
    "factor": "external factor",
}


class Print(Style):
    """The classic columns in black, white and grey: each kind of node has a pattern of its own."""

    example: ClassVar = {}

    kind: Literal["print"] = "print"
    ink: str = "#000000"
    muted: str = "#3d3d3d"
    rule: str = "#b3b3b3"
    lowers: str = "#000000"
    tag_ink: str = "#000000"
    tag_line: str = "#000000"
    tag_fill: str = "#ffffff"
    track: str = "#dedede"
    inks: dict[str, Inks] = {  # noqa: RUF012 - a field of a frozen value
        "input": Inks(deep="#1f1f1f", line="#4d4d4d", tint="#f4f4f4"),
        "activity": Inks(deep="#3b3b3b", line="#4d4d4d", tint="#f4f4f4"),
        "output": Inks(deep="#1f1f1f", line="#4d4d4d", tint="#f4f4f4"),
        "outcome": Inks(deep="#3b3b3b", line="#4d4d4d", tint="#f4f4f4"),
        "factor": Inks(deep="#3b3b3b", line="#666666", tint="#fafafa"),
    }
    hatches: dict[str, Literal["solid", "stripes", "dots", "double", "none"]] = {  # noqa: RUF012 - frozen
        "input": "solid",
        "activity": "stripes",
        "output": "dots",
        "outcome": "double",
        "factor": "none",
    }

    def dressed(self, scene: Scene, telling: Telling) -> Scene:  # noqa: ARG002 - the contract
        """Return the scene with a legend of the patterns."""
        kinds = dict.fromkeys(box.kind for box in scene.boxes)
        key = tuple(Key(NAMES[kind], "box", kind=kind) for kind in kinds)
        return dataclasses.replace(scene, key=(*scene.key, *key))
