"""Links proposed where a foreign format has none: from each level to the next, marked as inferred."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

SECTIONS: Final = ("inputs", "activities", "outputs", "outcomes")
HORIZONS: Final = ("immediate", "intermediate", "ultimate")


def proposed_links(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return links that join each level of a document to the next one that has nodes.

    The levels are inputs, activities, outputs, and outcomes by their horizon (those without one stand
    before the ultimate ones). A node whose title stands at the next level too leads to that one alone. A node
    that has a link already, in the direction of the proposal, gets none. They carry ``inferred: true`` and no
    weight: a proposal to be judged by people.
    """
    levels = [level for level in _levels(document) if level]
    given = [(link["from"], link["to"]) for link in document.get("links", [])]
    leading, reached = {one for one, _ in given}, {other for _, other in given}
    found: list[dict[str, Any]] = []
    for before, after in itertools.pairwise(levels):
        found += [
            {"from": source, "to": target, "inferred": True} for source, target in _pairs(document, before, after)
            if source not in leading or target not in reached
        ]
    return found


def _pairs(document: Mapping[str, Any], before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    """Return who leads to whom: those of the same title; of the others each to each, or to all where none is left."""
    titles = {name: str(node.get("title") or name).strip().casefold() for section in SECTIONS for name, node in document.get(section, {}).items()}
    same = {titles[name] for name in before} & {titles[name] for name in after}
    sources, targets = ([name for name in level if titles[name] not in same] for level in (before, after))
    joined = {(one, other) for one in before for other in after if titles[one] == titles[other]}
    joined |= {(one, other) for one in sources for other in targets or after}
    joined |= {(one, other) for one in sources or before for other in targets}
    return [(one, other) for one in before for other in after if (one, other) in joined]


def _levels(document: Mapping[str, Any]) -> list[Sequence[str]]:
    outcomes: Mapping[str, Mapping[str, Any]] = document.get("outcomes", {})
    by_horizon: dict[str, list[str]] = {name: [] for name in HORIZONS}
    for name, node in outcomes.items():
        by_horizon[node.get("horizon") or "intermediate"].append(name)
    before = [list(document.get(section, {})) for section in SECTIONS[:3]]
    return [*before, *by_horizon.values()]
