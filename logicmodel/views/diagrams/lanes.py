"""Which swimlane every node stands in: the one it names, else the one that most of its paths lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from logicmodel.views.diagrams.following import ends_first
from logicmodel.views.diagrams.plan_shape import PlanShape
from logicmodel.views.diagrams.stages import STAGES

Ways = Mapping[str, list[str]]


def lanes_of(plan: PlanShape, by: str) -> dict[str, tuple[str, ...]]:
    """Return what every node in the columns says about its lane, in the order of the plan.

    By ``theme`` or ``owner`` that is one title, by ``stakeholder`` the titles of all whom it
    benefits; nothing where the node says nothing.
    """
    return {name: _own(plan, name, by) for name in plan.nodes if plan.kind_of(name) in STAGES}


def spread(own: Mapping[str, str], plan: PlanShape) -> dict[str, str]:
    """Return the lane of every node, nothing for those that no path ties to a lane.

    A node that names none stands in the lane at which most of its paths along the links first
    arrive; one that leads to no lane, in the lane from which most paths come to it. Links that close
    a circle are not followed twice.
    """
    forth: dict[str, list[str]] = {name: [] for name in own}
    back: dict[str, list[str]] = {name: [] for name in own}
    for link in plan.links:
        if link.source in own and link.target in own and link.source != link.target:
            forth[link.source].append(link.target)
            back[link.target].append(link.source)
    return _followed(_followed(own, forth), back)


def _own(plan: PlanShape, name: str, by: str) -> tuple[str, ...]:
    node = plan.nodes[name]
    if by != "stakeholder":
        said = str(getattr(node, by, "") or "")
        return (said,) if said else ()
    known: Any = getattr(plan, "stakeholders", None) or {}
    gains = tuple(getattr(node, "beneficiaries", ()) or ())
    return tuple(str(getattr(known.get(one), "title", "") or one) for one in gains)


def _followed(own: Mapping[str, str], ways: Ways) -> dict[str, str]:
    """Return the lanes after following the ways from every node that has none."""
    paths: dict[str, Counter[str]] = {}
    for name in ends_first(ways):
        if own[name]:
            paths[name] = Counter({own[name]: 1})
        else:
            paths[name] = sum((paths.get(other, Counter()) for other in ways[name]), Counter())
    order = list(dict.fromkeys(own.values()))
    return {
        name: min(found, key=lambda lane: (-found[lane], order.index(lane)), default="")
        for name in own
        for found in (paths[name],)
    }
