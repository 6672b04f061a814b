"""Theories of change in a diagram: what only some of them have is drawn too, and marked."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from logicmodel import wording
from logicmodel.plan.theories import TheoryOfChange, every_link, theories
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.diagrams.scene import Arrow, Box, Fact, Key, Scene

PATTERN = "9 3 2 3"
"""A stroke and a dot: neither the dashes of an enabling link nor those of weak evidence."""


@dataclasses.dataclass(frozen=True)
class Doubted:
    """A plan with what its other theories of change add; everything else is asked of the plan as written."""

    written: Any
    theories: tuple[TheoryOfChange, ...]
    nodes: Mapping[str, Any]
    links: tuple[Any, ...]

    def kind_of(self, name: str, /) -> str:
        """Say what a node is, in the first theory that has it."""
        return next(each.plan for each in self.theories if name in each.plan.nodes).kind_of(name)

    def __getattr__(self, name: str) -> Any:
        """Return what all theories share: title, periods, targets, allocations."""
        if name == "written":
            raise AttributeError(name)
        return getattr(self.written, name)

    def signs(self, named: Mapping[str, AbstractSet[str]], name: str) -> tuple[str, ...]:
        """Return the signs of the theories that have something, by name; nothing where all have it."""
        holders = [sign for sign, names in named.items() if name in names]
        return () if len(holders) == len(named) else tuple(holders)


def doubted(plan: Any) -> Any:
    """Return a plan with the nodes and links of all its theories of change; without variants as it is."""
    if not getattr(plan, "variants", None):
        return plan
    found = theories(plan)
    nodes = {name: node for each in reversed(found) for name, node in each.plan.nodes.items()}
    order = [*plan.nodes, *(name for name in nodes if name not in plan.nodes)]
    links = every_link(plan).values()
    return Doubted(plan, found, {name: nodes[name] for name in order}, tuple(links))


def marked(scene: Scene, plan: Any, links: Mapping[str, Any]) -> Scene:
    """Return the scene with a sign on every arrow and box that only some theories have; ``links`` go by arrow."""
    if not isinstance(plan, Doubted):
        return scene
    shown = {f"T{place}": theory for place, theory in enumerate(plan.theories, start=1)}
    having = {sign: {link.name for link in each.plan.links} for sign, each in shown.items()}
    holding = {sign: set(each.plan.nodes) for sign, each in shown.items()}
    arrows = tuple(
        _arrow(arrow, plan.signs(having, links[arrow.id].name), shown) for arrow in scene.arrows
    )
    boxes = tuple(_box(box, plan.signs(holding, box.id)) for box in scene.boxes)
    used = {sign for name in links for sign in plan.signs(having, links[name].name)}
    if (arrows, boxes) == (scene.arrows, scene.boxes):
        return scene
    line = [Key("only some theories of change have it", "line", dashes=PATTERN)]
    key = [*(line if any(arrow.dashes == PATTERN for arrow in arrows) else []),
           *(Key(_told(theory), "label", sign) for sign, theory in shown.items() if sign in used)]  # fmt: skip
    return dataclasses.replace(scene, arrows=arrows, boxes=boxes, key=(*scene.key, *key))


def _arrow(arrow: Arrow, signs: Sequence[str], shown: Mapping[str, TheoryOfChange]) -> Arrow:
    if not signs:
        return arrow
    told = f"only if: {' or '.join(_told(shown[sign]) for sign in signs)}"
    patterned = bool(arrow.dashes) or arrow.dashed
    return dataclasses.replace(
        arrow,
        label=" ".join([*([arrow.label] if arrow.label else []), ", ".join(signs)]),
        dashes=arrow.dashes if patterned else PATTERN,
        title=f"{arrow.title}; {told}",
        words=(*arrow.words, told),
    )


def _box(box: Box, signs: Sequence[str]) -> Box:
    if not signs:
        return box
    return dataclasses.replace(box, facts=(*box.facts, Fact(f"only in {' and '.join(signs)}")))


def _told(theory: TheoryOfChange) -> str:
    """Return what a theory is called, and how likely it is."""
    return f"{cleaned(theory.title)} ({wording.percent(theory.weight)})"
