"""Links that were proposed while a file was read: dotted until somebody says that they hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.views.diagrams.scene import Arrow, Key, Scene

PATTERN = "1.5 4"
"""Dots: lighter than every other line, as nobody has vouched for these yet."""
WORDS = "proposed while reading the file, not stated"


def proposed(scene: Scene, links: Mapping[str, Any]) -> Scene:
    """Return the scene with dots for every proposed link whose line says nothing else; ``links`` go by arrow."""
    arrows = tuple(_arrow(arrow, links.get(arrow.id)) for arrow in scene.arrows)
    if arrows == scene.arrows:
        return scene
    key = Key(WORDS, "line", dashes=PATTERN)
    return dataclasses.replace(scene, arrows=arrows, key=(*scene.key, key))


def _arrow(arrow: Arrow, link: Any) -> Arrow:
    if not getattr(link, "inferred", False) or arrow.dashes or arrow.dashed:
        return arrow
    title = "; ".join(part for part in (arrow.title, WORDS) if part)
    return dataclasses.replace(arrow, dashes=PATTERN, title=title, words=(*arrow.words, WORDS))
