"""Which layer each box stands in, and which arrows run forward, beside, or around.

A layer is a column, or one of the sub-columns of a stage with a long chain inside.
"""

from __future__ import annotations

import dataclasses

from logicmodel.views.diagrams.following import ends_first
from logicmodel.views.diagrams.scene import Arrow, Scene

LONG_CHAIN = 3
MOST_SUBCOLUMNS = 3
LONG_LIST, LONGEST, MOST_BESIDE = 14, 40, 5


@dataclasses.dataclass(frozen=True)
class Layers:
    """The layers of a scene. Boxes in the band of factors have no depth."""

    depth: dict[str, int]
    owner: tuple[int, ...]
    """For every layer the index of its column in the scene."""
    forward: tuple[Arrow, ...]
    """Arrows to a later layer."""
    beside: tuple[Arrow, ...]
    """Arrows inside one layer."""
    around: tuple[Arrow, ...]
    """Arrows back to an earlier layer, and those from or to the band."""

    @property
    def count(self) -> int:
        """The number of layers."""
        return len(self.owner)


def layered(scene: Scene, *, longest: int = LONGEST) -> Layers:
    """Return the layers of a scene; arrows to unknown boxes are left out.

    A stage of more than ``longest`` boxes without a long chain inside takes several layers.
    """
    if len(scene.columns) == 1:
        longest = min(longest, LONG_LIST)
    depth: dict[str, int] = {}
    owner: list[int] = []
    for column in range(len(scene.columns)):
        names = [box.id for box in scene.boxes if box.column == column]
        levels = _levels(names, scene.arrows)
        if len(names) > longest and not any(levels.values()):
            levels = _spread(names, _follow(names, scene.arrows), longest)
        deepest = max(levels.values(), default=0)
        for name in names:
            depth[name] = len(owner) + levels[name]
        owner += [column] * (deepest + 1)
    known = {box.id for box in scene.boxes}
    arrows = [arrow for arrow in scene.arrows if arrow.source in known and arrow.target in known]
    forward, beside, around = [], [], []
    for arrow in arrows:
        start, end = depth.get(arrow.source), depth.get(arrow.target)
        if start is None or end is None or start > end:
            around.append(arrow)
        elif start == end:
            beside.append(arrow)
        else:
            forward.append(arrow)
    return Layers(depth, tuple(owner), tuple(forward), tuple(beside), tuple(around))


def _levels(names: list[str], arrows: tuple[Arrow, ...]) -> dict[str, int]:
    """Return the sub-column of each node of a stage: all 0 unless a chain inside is long."""
    follow = _follow(names, arrows)
    levels = _longest(names, follow)
    links = sum(map(len, follow.values()))
    deepest = max(levels.values(), default=0)
    if deepest < LONG_CHAIN and (deepest < 1 or links <= max(4, len(names) // 2)):
        return dict.fromkeys(names, 0)
    joined = {name for name in names if follow[name]} | {
        end for ends in follow.values() for end in ends
    }
    share = min(MOST_SUBCOLUMNS - 1, deepest) / deepest
    return {name: int(levels[name] * share + 0.5) if name in joined else 0 for name in names}


def _follow(names: list[str], arrows: tuple[Arrow, ...]) -> dict[str, list[str]]:
    """Return for each node of a stage the others of the same stage that it leads to."""
    inside = set(names)
    follow: dict[str, list[str]] = {name: [] for name in names}
    for arrow in arrows:
        if arrow.source in inside and arrow.target in inside and arrow.source != arrow.target:
            follow[arrow.source].append(arrow.target)
    return follow


def _spread(names: list[str], follow: dict[str, list[str]], longest: int) -> dict[str, int]:
    """Return the layer of each node of a long stage: causes first, as many layers as needed."""
    level = _longest(names, follow)
    count = min(MOST_BESIDE, -(-len(names) // longest))
    ranked = sorted(names, key=level.__getitem__)
    return {name: place * count // len(names) for place, name in enumerate(ranked)}


def _longest(names: list[str], follow: dict[str, list[str]]) -> dict[str, int]:
    """Return the length of the longest chain that ends in each node, with cycles cut open."""
    order = ends_first({name: follow[name] for name in names})[::-1]
    levels = dict.fromkeys(names, 0)
    place = {name: index for index, name in enumerate(order)}
    for name in order:
        for after in follow[name]:
            if place[after] > place[name]:
                levels[after] = max(levels[after], levels[name] + 1)
    return levels
