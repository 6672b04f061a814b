"""Cycles among the links that take no time."""

from __future__ import annotations

import graphlib
from collections.abc import Mapping


def lagless_cycle(sources: Mapping[str, set[str]]) -> list[str]:
    """Return one cycle as a list of nodes whose last is its first, or an empty list.

    ``sources`` holds for every node the nodes that act on it at once.
    """
    try:
        graphlib.TopologicalSorter(
            {node: sorted(sources[node]) for node in sorted(sources)}
        ).prepare()
    except graphlib.CycleError as error:
        cycle: list[str] = error.args[1]
        ring = cycle[:-1]
        start = ring.index(min(ring))
        turned = ring[start:] + ring[:start]
        return [*turned, turned[0]]
    return []
