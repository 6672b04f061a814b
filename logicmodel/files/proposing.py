"""Links proposed where a foreign format has none: from each level to the next, marked as inferred."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Final

from logicmodel.files.likeness import likeness

SECTIONS: Final = ("inputs", "activities", "outputs", "outcomes")
HORIZONS: Final = ("immediate", "intermediate", "ultimate")
MOST_PAIRS: Final = 30
"""Where joining each to each would take more links than these, and more than two for each node, nobody could judge them."""
MOST_ALIKE: Final = 3


def proposed_links(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return links that join each level of a document to the next one that has nodes.

    The levels are inputs, activities, outputs, and outcomes by their horizon (those without one stand
    before the ultimate ones). A node whose title stands at the next level too leads to that one alone. Others
    are joined each to each; between large levels, only those whose titles, descriptions and indicators share
    most words, and what shares none is left for people to join. A node
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
    nodes = {name: node for section in SECTIONS for name, node in document.get(section, {}).items()}
    titles = {name: str(nodes[name].get("title") or name).strip().casefold() for name in (*before, *after)}
    same = {titles[name] for name in before} & {titles[name] for name in after}
    sources, targets = ([name for name in level if titles[name] not in same] for level in (before, after))
    joined = {(one, other) for one in before if titles[one] in same for other in after if titles[one] == titles[other]}
    if _crowded(len(sources), len(targets or after)) or _crowded(len(sources or before), len(targets)):
        joined |= _nearest({name: _told(nodes[name], titles[name]) for name in (*before, *after)}, (sources, targets), (before, after))
    else:
        joined |= {(one, other) for one in sources for other in targets or after}
        joined |= {(one, other) for one in sources or before for other in targets}
    places = {name: place for place, name in enumerate((*before, *after))}
    return sorted(joined, key=lambda pair: (places[pair[0]], places[pair[1]]))


def _crowded(sources: int, targets: int) -> bool:
    """Say whether joining each to each would give a tangle."""
    return sources * targets > max(MOST_PAIRS, 2 * (sources + targets))


def _nearest(told: Mapping[str, str], free: tuple[list[str], list[str]], levels: tuple[Sequence[str], Sequence[str]]) -> set[tuple[str, str]]:
    """Return each source with the targets it is most like, and each target that is left with its sources."""
    sources, targets = free
    before, after = levels
    like = likeness({name: told[name] for name in sources or before}, {name: told[name] for name in targets or after})
    turned: dict[str, dict[str, float]] = {}
    for one, shares in like.items():
        for other, share in shares.items():
            turned.setdefault(other, {})[one] = share
    found = {(one, other) for one in sources for other in _most(like.get(one, {}))}
    reached = {other for _, other in found}
    return found | {(one, other) for other in targets if other not in reached for one in _most(turned.get(other, {}))}


def _most(shares: Mapping[str, float]) -> list[str]:
    """Return those with the largest share; none where it is that of many, which tells nothing apart."""
    largest = max(shares.values(), default=0.0)
    found = [name for name, share in shares.items() if share == largest]
    return found if len(found) <= MOST_ALIKE else []


def _told(node: Mapping[str, Any], title: str) -> str:
    """Return all that a node says of itself."""
    indicators = (str(one.get("title", "")) for one in node.get("indicators", {}).values())
    return " ".join([title, str(node.get("description", "")), *indicators])


def _levels(document: Mapping[str, Any]) -> list[Sequence[str]]:
    outcomes: Mapping[str, Mapping[str, Any]] = document.get("outcomes", {})
    by_horizon: dict[str, list[str]] = {name: [] for name in HORIZONS}
    for name, node in outcomes.items():
        by_horizon[node.get("horizon") or "intermediate"].append(name)
    before = [list(document.get(section, {})) for section in SECTIONS[:3]]
    return [*before, *by_horizon.values()]
