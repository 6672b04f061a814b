"""How are the possible levels spread around a target?"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.attainment import wanted
from logicmodel.analysis.titles import allocation_title
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import probability_interval
from logicmodel.engine.program import TargetStep
from logicmodel.engine.results import NOTHING, Results
from logicmodel.errors import RequestError

BINS, MOST_BINS = 30, 400
TAIL = 0.001
"""Share of the draws at each end that may be gathered in the outermost bins."""


def distribution(results: Results, targets: Sequence[str] | str | None = None, *, bins: int = BINS) -> Answer:
    """Return how the draws of the level at each target's due period are spread over bins.

    One row per allocation, target and bin with ``low`` <= level < ``high``; ``share`` of the draws in it
    with ``share_low`` and ``share_high``, and ``met``: yes, no or, where that differs between the draws of
    the bin, partly. Levels that a target asks for lie on the edge of a bin, so only targets whose level is
    uncertain itself have such bins. Bins are the same for all allocations of a target, about ``bins`` of
    them; the first and the last also hold up to one draw in a thousand from beyond. Every row carries
    the chance that the target is met: ``probability`` with ``probability_low`` and ``probability_high``.
    Raises RequestError for an unknown target, or where no draws were kept.
    """
    if not 2 <= bins <= MOST_BINS:
        raise RequestError(f"{bins} is not a usable number of bins", remedy=f"choose from 2 to {MOST_BINS}")
    if "level" not in results.draws:
        nodes = sorted({results.program.nodes[step.node] for step in results.program.targets})
        keep = ", ".join(repr(node) for node in nodes)
        raise RequestError("the draws of the levels at targets were not kept", remedy=f"simulate(..., keep=[{keep}])")
    names = [targets] if isinstance(targets, str) else list(results.targets if targets is None else targets)
    places = list(dict.fromkeys(results.target(name) for name in names))
    edges = {place: _edges(results, place, bins) for place in places}
    rows = [
        row
        for name in results.allocations or (NOTHING,) for place in places
        for row in _rows(results, name, place, edges[place])
    ]
    return answer_of(results, "distribution", "How are the possible levels spread around each target?", rows)


def _edges(results: Results, place: int, bins: int) -> Array:
    """Return the edges of the bins: even steps, with the wanted levels among them.

    The upper end of a rule itself meets the target, so the edge lies just above it.
    """
    names = results.allocations or (NOTHING,)
    draws = results.draws["level"][[results.allocation(name) for name in names], place]
    low, high = float(np.quantile(draws, TAIL, axis=-1).min()), float(np.quantile(draws, 1 - TAIL, axis=-1).max())
    marks = _marks(results.program.targets[place], wanted(results, place))
    # A wanted level far from all draws stays out of the picture's range, else the bins would be coarse.
    room = max(high - low, 0.02 * max(abs(low), abs(high)), 1e-9)
    near = [mark for mark in marks if low - room <= mark <= high + room]
    low, high = min([low, *near]), max([high, *near])
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-300):
        half = max(0.01 * abs(low), 0.5)
        low, high = low - half, high + half
    step = (high - low) / bins
    if not near:
        return np.linspace(low, high, bins + 1)
    below, above = int(np.ceil((near[0] - low) / step - 1e-9)), int(np.ceil((high - near[-1]) / step - 1e-9))
    inner = [np.linspace(a, b, max(round((b - a) / step), 1) + 1)[1:] for a, b in itertools.pairwise(near)]
    left = near[0] - step * np.arange(max(below, 1), 0, -1)
    return np.concatenate([left, [near[0]], *inner, near[-1] + step * np.arange(1, max(above, 1) + 1)])


def _marks(step: TargetStep, value: float | list[float] | None) -> list[float]:
    if value is None:
        return []
    if isinstance(value, list):
        return [value[0], float(np.nextafter(value[1], np.inf))]
    return [value] if step.rule == "at_least" else [float(np.nextafter(value, np.inf))]


def _rows(results: Results, allocation: str, place: int, edges: Array) -> list[dict[str, Any]]:
    here = results.allocation(allocation)
    step = results.program.targets[place]
    node = results.program.nodes[step.node]
    draws, met = results.draws["level"][here, place], results.draws["met"][here, place] > 0.5
    count = len(edges) - 1
    inside = np.clip(np.searchsorted(edges, draws, side="right") - 1, 0, count - 1)
    each = np.stack([np.bincount(part, minlength=count) for part in inside.reshape(results.replicates, -1)])
    share, low, high = probability_interval(each / results.points, results.count, exact=results.exact)
    hits = np.bincount(inside, weights=met, minlength=count)
    chance = probability_interval(results.estimates["met"][:, here, place], results.count, exact=results.exact)
    value = wanted(results, place)
    shared = {
        "allocation": allocation, "target": step.id, "node": node,
        "allocation_title": allocation_title(results, allocation), "title": results.plan.title_of(node),
        "unit": results.plan.nodes[node].unit, "period": results.plan.periods.labels[step.due],
        "rule": step.rule, "value": value,
        **dict(zip(("probability", "probability_low", "probability_high"), map(float, chance), strict=True)),
    }
    middles = (edges[1:] + edges[:-1]) / 2
    return [
        shared | {
            "low": float(edges[n]), "high": float(edges[n + 1]),
            "share": float(share[n]), "share_low": float(low[n]), "share_high": float(high[n]),
            "met": _met(step, value, float(middles[n]), float(hits[n]), float(each[:, n].sum())),
        }
        for n in range(count)
    ]


def _met(step: TargetStep, value: float | list[float] | None, middle: float, hits: float, draws: float) -> str:
    """Say whether the draws of a bin meet the target; an empty bin is judged by its middle."""
    if draws:
        return "yes" if hits == draws else "no" if not hits else "partly"
    if value is None:
        return "no"
    low, high = value if isinstance(value, list) else (value, np.inf) if step.rule == "at_least" else (-np.inf, value)
    return "yes" if low <= middle <= high else "no"

