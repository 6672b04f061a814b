"""Plans of any size to time: layered like real logic models, and the same for the same seed."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

LAYERS = (
    ("inputs", 0.12), ("activities", 0.20), ("outputs", 0.28), ("immediate", 0.18),
    ("intermediate", 0.14), ("ultimate", 0.08),
)  # fmt: skip
"""Layers from cause to effect with their share of all nodes; the last three are outcomes."""
AMOUNT = 100.0
BASELINE = 50.0


@dataclasses.dataclass(frozen=True)
class Size:
    """How large a plan is, and how much of what is in it."""

    nodes: int
    links: int
    periods: int
    uncertain: float = 0.7
    """Share of the weights and curve parameters that are uncertain."""
    lagged: float = 0.2
    """Share of the links that act one or two periods later."""
    curved: float = 0.15
    """Share of the links with a saturating curve instead of a weight."""
    retained: float = 0.2
    """Share of the outcomes that carry their effect over."""
    bounded: float = 0.2
    """Share of the outcomes that cannot fall below zero."""
    trending: float = 0.3
    """Share of the outcomes that move with no plan too."""
    growing: float = 0.5
    """Share of the inputs of which every period gets another amount."""

    def __str__(self) -> str:
        """Write nodes, links and periods."""
        return f"{self.nodes:,} x {self.links:,} x {self.periods}"


TINY = Size(12, 18, 4)
TEAM = Size(25, 40, 4)
PROGRAMME = Size(40, 80, 12)
LEVEL = Size(40, 80, 12, growing=0.0)
INDICATORS = Size(72, 215, 30)
MINISTRY = Size(200, 600, 20)
HUGE = Size(2_000, 10_000, 5)


def document(size: Size, *, seed: int = 1) -> dict[str, Any]:
    """Return a plan of this size as plain data, as a YAML file would hold it."""
    rng = np.random.default_rng(seed)
    layers = _layers(size.nodes)
    links = [_link(pair, size, rng) for pair in _pairs(layers, size.links, rng)]
    outcomes = {
        node: _outcome(size, horizon, rng)
        for horizon in ("immediate", "intermediate", "ultimate")
        for node in layers[horizon]
    }
    return {
        "logicmodel": 1,
        "title": f"Benchmark {size}",
        "currency": "EUR",
        "periods": {"first": "2027", "count": size.periods},
        "inputs": {node: {"unit": "EUR"} for node in layers["inputs"]},
        "activities": {node: {} for node in layers["activities"]},
        "outputs": {node: {} for node in layers["outputs"]},
        "outcomes": outcomes,
        "links": links,
        "targets": [
            {"node": node, "at_least": BASELINE + 40.0, "by": str(2026 + size.periods)}
            for node in layers["ultimate"][:10]
        ],
        "allocations": {"all": {node: _amount(size, rng) for node in layers["inputs"]}},
    }


def _layers(nodes: int) -> dict[str, list[str]]:
    """Return the ids of each layer; names sort in the order of the chain."""
    counts = {name: max(1, int(share * nodes)) for name, share in LAYERS}
    counts["outputs"] += nodes - sum(counts.values())
    return {name: [f"{name}_{i:04d}" for i in range(count)] for name, count in counts.items()}


def _pairs(
    layers: dict[str, list[str]], count: int, rng: np.random.Generator
) -> list[tuple[str, str]]:
    """Return who acts on whom: everything but inputs is moved, mostly by the layer before it."""
    order = [ids for ids in layers.values() if ids]
    pairs: dict[tuple[str, str], None] = {}
    targets = [(depth, node) for depth in range(1, len(order)) for node in order[depth]]
    for number in range(50 * count):
        if len(pairs) == count:
            return list(pairs)
        first = number < len(targets)
        depth, node = targets[number if first else rng.integers(len(targets))]
        skip = 1 if first or depth < 2 or rng.random() > 0.15 else 2
        sources = order[depth - skip]
        pairs[sources[rng.integers(len(sources))], node] = None
    message = f"{count} links do not fit"
    raise ValueError(message)


def _link(pair: tuple[str, str], size: Size, rng: np.random.Generator) -> dict[str, Any]:
    source, target = pair
    link: dict[str, Any] = {"from": source, "to": target}
    middle = float(rng.uniform(0.2, 0.6))
    if rng.random() < size.curved:
        ceiling = _number(100.0 * middle, size, rng)
        link["curve"] = f"saturating(ceiling={ceiling}, half_at={_number(60.0, size, rng)})"
    else:
        link["weight"] = _number(middle, size, rng)
    if rng.random() < size.lagged and size.periods > 2:
        link["lag"] = int(rng.integers(1, 3))
    return link


def _number(middle: float, size: Size, rng: np.random.Generator) -> float | str:
    """Return a positive number: certain, or an interval of 90 %, three points or a range."""
    middle = round(middle, 4)
    if rng.random() >= size.uncertain:
        return middle
    low, high = round(0.6 * middle, 4), round(1.5 * middle, 4)
    forms = (f"{low} to {high}", f"pert({low}, {middle}, {high})", f"uniform({low}, {high})")
    return forms[int(rng.choice(3, p=(0.5, 0.3, 0.2)))]


def _outcome(size: Size, horizon: str, rng: np.random.Generator) -> dict[str, Any]:
    outcome: dict[str, Any] = {"horizon": horizon, "baseline": BASELINE}
    if rng.random() < size.retained:
        outcome["retain"] = "uniform(0.3, 0.6)"
    if rng.random() < size.bounded:
        outcome["min"] = 0
    if rng.random() < size.trending:
        outcome["trend"] = round(float(rng.uniform(-1.0, 1.0)), 2)
    return outcome


def _amount(size: Size, rng: np.random.Generator) -> float | list[float]:
    if rng.random() >= size.growing:
        return AMOUNT
    return [round(AMOUNT * (0.5 + t / size.periods), 2) for t in range(size.periods)]
