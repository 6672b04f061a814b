"""Which boxes stand together: swimlanes by theme, owner or stakeholder, and spheres of control."""

from __future__ import annotations

import dataclasses
from typing import Any

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams import stages
from logicmodel.views.diagrams.plan_shape import PlanShape
from logicmodel.views.diagrams.scene import Scene

LANES = ("theme", "owner", "stakeholder")
REST = "Other"
SPHERES = {
    "control": "Sphere of control",
    "influence": "Sphere of influence",
    "concern": "Sphere of concern",
}


def grouped(scene: Scene, plan: PlanShape, lanes: str | None) -> Scene:
    """Return the scene with its swimlanes, if wanted, and its spheres, if the plan names any.

    Boxes that say nothing about themselves stand in the lane of what they lead to or come from,
    else in a lane of their own, the last. Raises RequestError for other lanes than those known, and
    where no node says anything about them.
    """
    scene = dataclasses.replace(scene, spheres=_spheres(scene, plan))
    if lanes is None:
        return scene
    if lanes not in LANES:
        hint = did_you_mean(lanes, LANES)
        raise RequestError(f"lanes cannot be made by {lanes!r}", remedy=hint)
    own = {box.id: _lane(plan, box.id, lanes) for box in scene.boxes if box.column is not None}
    if not any(own.values()):
        field = "beneficiaries" if lanes == "stakeholder" else lanes
        raise RequestError(
            f"no node has a {lanes}, so there are no lanes", remedy=f"give the nodes {field}:"
        )
    found = _spread(own, scene)
    titles = dict.fromkeys(lane for lane in own.values() if lane)
    if any(not lane for lane in found.values()):
        titles[REST] = None
    boxes = tuple(
        dataclasses.replace(box, lane=found[box.id] or REST) if box.id in found else box
        for box in scene.boxes
    )
    return dataclasses.replace(scene, boxes=boxes, lanes=tuple(titles))


def _lane(plan: PlanShape, name: str, lanes: str) -> str:
    """Return what a node says about its lane."""
    node = plan.nodes[name]
    if lanes != "stakeholder":
        return str(getattr(node, lanes, "") or "")
    gains = tuple(getattr(node, "beneficiaries", ()) or ())
    if not gains:
        return ""
    known: Any = getattr(plan, "stakeholders", None) or {}
    titles = [str(getattr(known.get(one), "title", "") or one) for one in gains]
    return titles[0]


def _spread(own: dict[str, str], scene: Scene) -> dict[str, str]:
    """Give boxes without a lane the one that most of their neighbours ahead are in, else behind."""
    found = dict(own)
    for forward in (True, False):
        for _ in range(len(scene.columns) + 1):
            for name in [name for name, lane in found.items() if not lane]:
                near = [
                    found.get(arrow.target if forward else arrow.source, "")
                    for arrow in scene.arrows
                    if (arrow.source if forward else arrow.target) == name
                ]
                near = [lane for lane in near if lane]
                if near:
                    found[name] = max(dict.fromkeys(near), key=near.count)
    return found


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
