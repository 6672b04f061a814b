"""Parts of a plan: what leads to one node, and a page for every end of a large plan."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams import stages
from logicmodel.views.diagrams.plan_shape import PlanShape

ONWARD = ("input", "activity", "factor")
"""Kinds of node whose effects are shown too, as little leads to them."""
PAGE_BOXES = 40


@dataclasses.dataclass(frozen=True)
class Focus:
    """A part of a plan that is drawn like a plan; everything else is asked of the whole."""

    whole: PlanShape
    title: str
    mission: str
    nodes: Mapping[str, Any]
    links: tuple[Any, ...]
    targets: tuple[Any, ...]
    hidden: int
    """How many nodes are left out, assumptions not counted."""

    def kind_of(self, name: str, /) -> str:
        """Say whether a node is an input, activity, output, outcome, factor or assumption."""
        return self.whole.kind_of(name)

    def __getattr__(self, name: str) -> Any:
        """Return what only the whole plan knows: its periods, numbers, allocations."""
        if name == "whole":
            raise AttributeError(name)
        return getattr(self.whole, name)


def focused(plan: PlanShape, *, only: str | None = None, depth: int | None = None) -> Focus:
    """Return the part of a plan that leads to one node, at most ``depth`` links away from it.

    ``only`` is the node's id; for an input, an activity or a factor what it leads to is shown as
    well. Without it the ends of the chain are meant: the nodes that lead nowhere. Targets of the
    nodes shown and assumptions that gate them or their links stay. Raises RequestError for an
    unknown node, an assumption, and a depth below 1.
    """
    if depth is not None and depth < 1:
        raise RequestError(f"a depth of {depth} shows nothing", remedy="use 1 or more")
    if only is not None:
        _check(plan, only)
    starts = ends(plan) if only is None else [only]
    if only is None and depth is None:
        return part_of(plan, set(plan.nodes), title=plan.title)
    return part_of(plan, _around(plan, starts, depth), title=plan.title)


def pages(plan: PlanShape, *, most: int = PAGE_BOXES) -> list[Focus]:
    """Return a part of the plan for every end of its chain, and one for what leads to none of them.

    Where more than ``most`` boxes lead to an end, the page shows only those that are near enough to
    it. The pages stand in the order of the plan. Raises RequestError where ``most`` is below 1.
    """
    if most < 1:
        raise RequestError(f"{most} boxes on a page show nothing", remedy="use 1 or more")
    found, seen = [], set[str]()
    for end in ends(plan):
        near = _near(plan, end, most)
        seen |= near
        name = str(getattr(plan.nodes[end], "title", "") or end)
        found.append(part_of(plan, near, title=f"{plan.title}: {name}" if plan.title else name))
    rest = {name for name in plan.nodes if plan.kind_of(name) != "assumption"} - seen
    if rest:
        title = f"{plan.title}: everything else" if plan.title else "Everything else"
        found.append(part_of(plan, rest, title=title))
    return found


def ends(plan: PlanShape) -> list[str]:
    """Return the ids of the ultimate outcomes, or else of the nodes that lead to no other."""
    ultimate = [name for name in plan.nodes if stages.horizon(plan, name) == "ultimate"]
    if ultimate:
        return ultimate
    causes = {link.source for link in plan.links if link.source != link.target}
    last = [
        name
        for name in plan.nodes
        if name not in causes and plan.kind_of(name) not in {"assumption", "factor"}
    ]
    outcomes = [name for name in plan.nodes if plan.kind_of(name) == "outcome"]
    return [name for name in last if name in outcomes] or last or outcomes


def part_of(plan: PlanShape, names: Iterable[str], *, title: str) -> Focus:
    """Return the part of a plan with these nodes, the links among them, and what gates them."""
    kept = {name for name in names if plan.kind_of(name) != "assumption"}
    assumed = {name for name in plan.nodes if plan.kind_of(name) == "assumption"}
    links = [link for link in plan.links if link.target in kept and link.source in kept | assumed]
    gates = {link.source for link in links} & assumed
    gates |= {name for link in links for name in getattr(link, "assumes", ()) or ()}
    if kept >= set(plan.nodes) - assumed:
        gates = assumed
    shown = kept | gates
    return Focus(
        whole=plan,
        title=title,
        mission=plan.mission,
        nodes={name: node for name, node in plan.nodes.items() if name in shown},
        links=tuple(links),
        targets=tuple(target for target in plan.targets if target.node in kept),
        hidden=len(set(plan.nodes) - assumed - kept),
    )


def _check(plan: PlanShape, name: str) -> None:
    """Refuse what is no node, and assumptions, to which nothing leads."""
    if name not in plan.nodes:
        titled = [known for known, node in plan.nodes.items() if getattr(node, "title", "") == name]
        remedy = f"use its id: {titled[0]}" if titled else did_you_mean(name, plan.nodes)
        raise RequestError(f"the plan has no node {name!r}", remedy=remedy)
    if plan.kind_of(name) == "assumption":
        raise RequestError(
            f"{name} is an assumption, nothing leads to it", remedy="name a node that it gates"
        )


def _near(plan: PlanShape, end: str, most: int) -> set[str]:
    """Return what leads to an end, as far away as ``most`` boxes allow."""
    whole = _around(plan, [end], None)
    depth = 1
    near = _around(plan, [end], depth)
    while len(near) < len(whole):
        farther = _around(plan, [end], depth + 1)
        if len(farther) > most:
            break
        near, depth = farther, depth + 1
    return near


def _around(plan: PlanShape, starts: list[str], depth: int | None) -> set[str]:
    """Return the nodes that lead to the starts; and those they lead to, if the starts are means."""
    back: dict[str, list[str]] = {}
    forth: dict[str, list[str]] = {}
    for link in plan.links:
        if plan.kind_of(link.source) != "assumption":
            back.setdefault(link.target, []).append(link.source)
            forth.setdefault(link.source, []).append(link.target)
    means = [name for name in starts if plan.kind_of(name) in ONWARD]
    return _reached(starts, back, depth) | _reached(means, forth, depth)


def _reached(starts: list[str], steps: Mapping[str, list[str]], depth: int | None) -> set[str]:
    """Return everything that is at most so many steps away."""
    away = dict.fromkeys(starts, 0)
    queue = deque(starts)
    while queue:
        name = queue.popleft()
        if depth is not None and away[name] >= depth:
            continue
        for other in steps.get(name, ()):
            if other not in away:
                away[other] = away[name] + 1
                queue.append(other)
    return set(away)
