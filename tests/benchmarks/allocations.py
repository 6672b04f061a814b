"""Plans whose best allocation is sought: reference problems, a test with two hard targets, and a family of any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Document = dict[str, Any]

REFERENCES = ("R1", "R2", "R3", "R4c", "R5", "R6", "R7", "R8")
KNOWN = {
    "R1": 121.45713635, "R2": 130.0, "R3": 136.13799983, "R4c": 0.87197602, "R5": 0.3995764009, "R6": 10.0,
    "R7": 54.7307, "R8": 0.5,
}  # fmt: skip
"""The best value of each reference problem."""
MONEY = {6: 0.28, 10: 0.32, 20: 0.44, 60: 0.44}
"""Money per input and period of the family: so much that neither everything nor nothing is in reach."""


def framed(document: Document, budget: float, *, count: int = 1) -> Document:
    """Return a plan with a budget and an even split of it as its own allocation."""
    inputs = document["inputs"]
    share = budget / len(inputs) / count
    return {
        "logicmodel": 1, "title": "Benchmark of allocations", "currency": "EUR",
        "periods": {"first": "2027", "count": count},
        **document,
        "allocations": {"even": dict.fromkeys(inputs, share)}, "budget": {"total": budget},
    }  # fmt: skip


def channels(
    links: Sequence[str], *, key: str = "curve", combine: str | Document = "sum", **target: float
) -> Document:
    """Return inputs that act on one outcome through a curve or a weight each."""
    names = [f"x{number + 1}" for number in range(len(links))]
    return {
        "inputs": {name: {"unit": "EUR"} for name in names},
        "outcomes": {"y": {"baseline": 0, "combine": combine}},
        "links": [{"from": name, "to": "y", key: link} for name, link in zip(names, links, strict=True)],
        "targets": [{"node": "y", "by": "2027", **(target or {"at_least": 1})}],
    }  # fmt: skip


def reference(name: str) -> tuple[Document, str]:
    """Return a reference problem of allocation with a known answer, and what is maximised."""
    made: Mapping[str, tuple[Document, float]] = {
        "R1": (channels([f"exponential({a}, {1 / b!r})" for a, b in ((100, 0.05), (60, 0.2), (80, 0.1), (30, 0.4))]), 20.0),
        "R2": (channels([f"power({a}, 0.5)" for a in (3, 4, 12)]), 100.0),
        "R3": (channels([f"saturating({a}, {k})" for a, k in ((100, 40), (60, 10), (80, 30))]), 100.0),
        "R4c": (channels([f"normal({m}, {s})" for m, s in ((3, 1.5), (2, 0.5), (2.5, 1))], key="weight", at_least=18), 10.0),
        "R5": (channels(["exponential(1, 1)"] * 2, combine="product"), 2.0),
        "R6": (channels([f"linear({1 / need!r})" for need in (2, 3, 5)], combine="minimum"), 100.0),
        "R7": (channels([f"hill({a}, {k}, {s})" for a, k, s in ((100, 40, 3), (60, 10, 1), (80, 30, 2))]), 30.0),
        "R8": (channels(["hill(1, 10, 4)"] * 3), 10.0),
    }  # fmt: skip
    document, budget = made[name]
    return framed(document, budget), "success" if name == "R4c" else "effect:y"


def two_targets(service: float, health: float) -> Document:
    """Return six activities with two targets after eight periods: S-curves, a bottleneck, a lag and decay."""
    spread = {"spread": 0.3}
    rng = np.random.default_rng(3)
    names = [f"a{number}" for number in range(1, 7)]
    links: list[Document] = []
    for number, name in enumerate(names):
        middle, half = float(rng.uniform(6, 12)), float(rng.uniform(1.0, 3.0))
        ceiling, half_at = (_lognormal(value, spread["spread"]) for value in (middle, half))
        curve: Document = {
            "kind": "hill",
            "ceiling": ceiling,
            "half_at": half_at,
            "slope": 1.8 if number % 2 else 1.0,
        }
        goal = ("staffed", "staffed", "equipped", "equipped", "health", "reach")[number]
        links.append({"from": name, "to": goal, "curve": curve})
    links += [
        {"from": "staffed", "to": "reach", "weight": _lognormal(1.0, 0.2)},
        {"from": "equipped", "to": "reach", "weight": _lognormal(0.9, 0.2)},
        {"from": "reach", "to": "service", "weight": _lognormal(0.9, 0.15)},
        {"from": "reach", "to": "health", "weight": _lognormal(0.22, 0.25), "lag": 1},
    ]
    document: Document = {
        "inputs": {name: {"unit": "EUR"} for name in names},
        "outputs": {"staffed": {}, "equipped": {}, "reach": {"combine": "minimum"}},
        "outcomes": {"service": {"baseline": 0, "retain": 0.9}, "health": {"baseline": 0, "retain": 0.9}},
        "links": links,
        "targets": [
            {"node": "service", "at_least": service, "by": "2034"}, {"node": "health", "at_least": health, "by": "2034"},
        ],
    }  # fmt: skip
    return framed(document, 100.0, count=8)


def family(inputs: int, *, periods: int = 4, seed: int = 1) -> Document:
    """Return a plan with any number of inputs: areas of six inputs each, every area with a target of its own outcome.

    Two inputs of an area must come together (a bottleneck), two are worth little below a critical mass,
    two help a little at once; an area's need is drawn, so that an even split is far from the best.
    """
    rng = np.random.default_rng(seed)
    names = [f"i{number:02d}" for number in range(inputs)]
    areas = [names[start : start + 6] for start in range(0, inputs, 6)]
    outputs: Document = {}
    links: list[Document] = []
    for number, area in enumerate(areas):
        need = float(rng.uniform(0.5, 2.0))
        outputs[f"work{number}"] = {"combine": "minimum"}
        for place, name in enumerate(area):
            size = _number(float(rng.uniform(4, 10)), rng)
            at = _number(need * float(rng.uniform(0.6, 1.4)), rng)
            if place < 2:
                links.append(
                    {
                        "from": name,
                        "to": f"work{number}",
                        "curve": {"kind": "saturating", "ceiling": size, "half_at": at},
                    }
                )
            elif place < 4:
                links.append(
                    {
                        "from": name,
                        "to": f"y{number}",
                        "curve": {"kind": "hill", "ceiling": size, "half_at": at, "slope": 2.0},
                    }
                )
            else:
                links.append(
                    {
                        "from": name,
                        "to": f"y{number}",
                        "curve": {"kind": "saturating", "ceiling": size, "half_at": at},
                        "lag": 1,
                    }
                )
        if len(area) > 1:
            links.append({"from": f"work{number}", "to": f"y{number}", "weight": _number(1.0, rng)})
        else:
            del outputs[f"work{number}"]
            links[-1]["to"] = f"y{number}"
    outcomes = {
        f"y{number}": {"baseline": 0, "retain": "uniform(0.5, 0.7)"} for number in range(len(areas))
    }
    targets = [
        {"node": name, "at_least": round(float(rng.uniform(15, 19)), 2), "by": str(2026 + periods)} for name in outcomes
    ]  # fmt: skip
    document: Document = {
        "inputs": {name: {"unit": "EUR"} for name in names},
        "outputs": outputs, "outcomes": outcomes, "links": links, "targets": targets,
        "success": {"at_least": max(1, round(0.8 * len(areas)))},
    }  # fmt: skip
    return framed(document, MONEY.get(inputs, 0.4) * periods * inputs, count=periods)


def _lognormal(median: float, log_sd: float) -> str:
    spread = float(np.exp(1.6448536269514722 * log_sd))
    return f"{median / spread!r} to {median * spread!r}"


def _number(middle: float, rng: np.random.Generator) -> str:
    low, high = sorted(
        (middle * float(rng.uniform(0.6, 0.8)), middle * float(rng.uniform(1.25, 1.7)))
    )
    return f"{low:.4f} to {high:.4f}"
