"""Which boxes stand together: swimlanes by theme, owner or stakeholder, and spheres of control."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams import stages
from logicmodel.views.diagrams.lanes import lanes_of, spread
from logicmodel.views.diagrams.plan_shape import PlanShape
from logicmodel.views.diagrams.scene import Fact, Key, Scene

LANES = ("theme", "owner", "stakeholder")
REST = "Other"
SPHERES = {
    "control": "Sphere of control",
    "influence": "Sphere of influence",
    "concern": "Sphere of concern",
}


def grouped(scene: Scene, plan: PlanShape, lanes: str | None) -> Scene:
    """Return the scene with its swimlanes, if wanted, and its spheres, if the plan names any.

    Boxes that say nothing about themselves stand in the lane that most of their paths lead to, and
    the legend says so; those that no path ties to a lane have one of their own, the last. A part of a
    plan has the lanes of the whole. Raises RequestError for other lanes than those known, and where
    no node says anything about them.
    """
    scene = dataclasses.replace(scene, spheres=_spheres(scene, plan))
    if lanes is None:
        return scene
    if lanes not in LANES:
        hint = did_you_mean(lanes, LANES)
        raise RequestError(f"lanes cannot be made by {lanes!r}", remedy=hint)
    whole = getattr(plan, "whole", plan)
    said = lanes_of(whole, lanes)
    if not any(said.values()):
        field = "beneficiaries" if lanes == "stakeholder" else lanes
        raise RequestError(
            f"no node names its {lanes}, so there are no lanes", remedy=f"give the nodes {field}:"
        )
    own = {name: next(iter(titles), "") for name, titles in said.items()}
    return _laned(scene, spread(own, whole), said, lanes)


def _laned(
    scene: Scene, found: Mapping[str, str], said: Mapping[str, tuple[str, ...]], lanes: str
) -> Scene:
    """Put the boxes into their lanes, and say how those got there that name none."""
    boxes = tuple(
        dataclasses.replace(
            box, lane=found[box.id] or REST, facts=(*box.facts, *also(said[box.id]))
        )
        if box.id in found
        else box
        for box in scene.boxes
    )
    used = {box.lane for box in boxes}
    order = [*dict.fromkeys(lane for lane in found.values() if lane), REST]
    key = scene.key
    if any(box.id in found and found[box.id] and not said[box.id] for box in boxes):
        words = f"a box that names no {lanes} stands where most of its paths lead"
        key = (*key, Key(words, "text", "Lanes"))
    titles = tuple(dict.fromkeys(lane for lane in order if lane in used))
    return dataclasses.replace(scene, boxes=boxes, lanes=titles, key=key)


def also(titles: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return the line on a box that names the lanes it belongs to besides its own.

    >>> also(("Women", "Children", "Staff"))[0].text
    'also: Children, Staff'
    """
    return (Fact(f"also: {', '.join(titles[1:])}"),) if titles[1:] else ()


def _spheres(scene: Scene, plan: PlanShape) -> tuple[tuple[str, int], ...]:
    """Return the first column of every sphere; a column belongs to what most of its nodes say."""
    if not any(getattr(plan.nodes[box.id], "sphere", None) for box in scene.boxes):
        return ()
    order, reached = list(SPHERES), 0
    found: dict[str, int] = {}
    for index in range(len(scene.columns)):
        said = [_sphere(plan, box.id) for box in scene.boxes if box.column == index]
        place = order.index(max(dict.fromkeys(said), key=said.count))
        reached = max(reached, place)
        found.setdefault(SPHERES[order[reached]], index)
    return tuple(found.items())


def _sphere(plan: PlanShape, name: str) -> str:
    """Return the sphere of a node: its own, else the usual one of its kind."""
    own = getattr(plan.nodes[name], "sphere", None)
    if own:
        return str(own)
    if plan.kind_of(name) != "outcome":
        return "control"
    return "concern" if stages.horizon(plan, name) == "ultimate" else "influence"
