"""The band of external factors under the columns: which slot each factor stands in."""

from __future__ import annotations

import dataclasses
from collections import Counter

from logicmodel.views.diagrams.columns.layers import Layers
from logicmodel.views.diagrams.scene import Scene

ALONE = 4
"""How many factors stand beside each other where there is nothing but factors."""


@dataclasses.dataclass(frozen=True)
class Band:
    """The factors by slot: under every layer a stack of boxes, from top to bottom."""

    slots: tuple[tuple[str, ...], ...] = ()

    @property
    def slot(self) -> dict[str, int]:
        """Return the slot of every factor."""
        return {name: index for index, stack in enumerate(self.slots) for name in stack}


def band_of(scene: Scene, layers: Layers) -> Band:
    """Put every factor under the layer it bears on most, next to it where that stack is full."""
    names = [box.id for box in scene.boxes if box.column is None]
    if not names:
        return Band()
    count = layers.count or min(ALONE, len(names))
    most = max(2, -(-len(names) // count))
    stacks: list[list[str]] = [[] for _ in range(count)]
    for name in names:
        wish = _wish(name, scene, layers)
        free = [index for index in range(count) if len(stacks[index]) < most]
        home = min(free, key=lambda index: (abs(index - wish), len(stacks[index]), index))
        stacks[home].append(name)
    return Band(tuple(tuple(stack) for stack in stacks))


def _wish(name: str, scene: Scene, layers: Layers) -> int:
    """Return the layer that most arrows of a factor lead to, the first where unlinked."""
    ends = Counter(
        layers.depth[other]
        for arrow in scene.arrows
        for here, other in ((arrow.source, arrow.target), (arrow.target, arrow.source))
        if here == name and other in layers.depth
    )
    return min(ends, key=lambda layer: (-ends[layer], layer), default=0)
