"""Ways through the graph of a plan."""

from __future__ import annotations

from collections.abc import Iterable

from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan


def claims_change(plan: Plan, link: Link) -> bool:
    """Say whether a link claims that something changes; that what is done delivers something can be counted."""
    return link.target in plan.outcomes and link.source in plan.results


def leading_to(plan: Plan, nodes: Iterable[str]) -> set[str]:
    """Return the nodes from which a way leads to one of the given ones, those themselves included."""
    before: dict[str, list[str]] = {}
    for link in plan.links:
        before.setdefault(link.target, []).append(link.source)
    return set(_steps(before, nodes))


def fed_by(plan: Plan, nodes: Iterable[str]) -> set[str]:
    """Return the nodes that get something from the given ones by links that contribute, those themselves included."""
    after: dict[str, list[str]] = {}
    for link in plan.links:
        if link.role == "contributes":
            after.setdefault(link.source, []).append(link.target)
    return set(_steps(after, nodes))


def steps_from(plan: Plan, nodes: Iterable[str]) -> dict[str, int]:
    """Return how many links lead to each node from the nearest of the given ones, by node."""
    after: dict[str, list[str]] = {}
    for link in plan.links:
        after.setdefault(link.source, []).append(link.target)
    return _steps(after, nodes)


def _steps(neighbours: dict[str, list[str]], nodes: Iterable[str]) -> dict[str, int]:
    found = dict.fromkeys(nodes, 0)
    front = list(found)
    while front:
        step = found[front[0]] + 1
        reached = {other for node in front for other in neighbours.get(node, ()) if other not in found}
        front = sorted(reached)
        found |= dict.fromkeys(front, step)
    return found
