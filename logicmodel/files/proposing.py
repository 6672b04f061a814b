"""Links proposed where a foreign format has none: from each level to the next, marked as inferred."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

HORIZONS: Final = ("immediate", "intermediate", "ultimate")


def proposed_links(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return links that join each level of a document to the next one that has nodes.

    The levels are inputs, activities, outputs, and outcomes by their horizon (those without one stand
    before the ultimate ones). A node that has a link already, in the direction of the proposal, gets none. They carry
    ``inferred: true`` and no weight: a proposal to be judged by people.
    """
    levels = [level for level in _levels(document) if level]
    given = [(link["from"], link["to"]) for link in document.get("links", [])]
    leading, reached = {one for one, _ in given}, {other for _, other in given}
    found: list[dict[str, Any]] = []
    for before, after in itertools.pairwise(levels):
        found += [
            {"from": source, "to": target, "inferred": True} for source in before for target in after
            if source not in leading or target not in reached
        ]
    return found


def _levels(document: Mapping[str, Any]) -> list[Sequence[str]]:
    outcomes: Mapping[str, Mapping[str, Any]] = document.get("outcomes", {})
    by_horizon: dict[str, list[str]] = {name: [] for name in HORIZONS}
    for name, node in outcomes.items():
        by_horizon[node.get("horizon") or "intermediate"].append(name)
    before = [list(document.get(section, {})) for section in ("inputs", "activities", "outputs")]
    return [*before, *by_horizon.values()]
