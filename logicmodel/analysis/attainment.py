"""How likely is each target to be met, under each allocation?"""

from __future__ import annotations

from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.engine.intervals import mean_interval, probability_interval, ratio_interval
from logicmodel.engine.replicate import QUANTILES
from logicmodel.engine.results import NOTHING, Results


def attainment(results: Results, *, counterfactual: bool = False) -> Answer:
    """Return the probability of meeting each target, with what to expect around it.

    One row per allocation and target. ``probability``, ``mean`` (level in the due period), ``shortfall``
    (expected distance to the target when it is missed) and ``effect`` (level less the level with nothing
    allocated, true values) each come with their ``low`` and ``high``; quantiles of the level from ``p5`` to
    ``p95``. With ``counterfactual`` the rows of the allocation ``nothing`` are there too.
    """
    names = (*results.allocations, NOTHING) if counterfactual or not results.allocations else results.allocations
    rows = [
        _row(results, name, place)
        for name in names for place in range(len(results.targets))
    ]
    return answer_of(results, "attainment", "How likely is each target to be met?", rows)


def _row(results: Results, allocation: str, place: int) -> dict[str, Any]:
    step = results.program.targets[place]
    target = next(target for target in results.plan.targets if target.name == step.id)
    here = (slice(None), results.allocation(allocation), place)
    estimates = results.estimates
    p, low, high = probability_interval(estimates["met"][here], results.count, exact=results.exact)
    mean = mean_interval(estimates["level"][here])
    effect = mean_interval(estimates["effect"][here])
    shortfall = ratio_interval(estimates["gap"][here], 1.0 - estimates["met"][here])
    quantiles = estimates["quantiles"][here].mean(axis=0)
    node = results.program.nodes[step.node]
    return {
        "allocation": allocation,
        "target": step.id,
        "node": node,
        "kind": step.kind,
        "period": results.plan.periods.labels[step.due],
        "rule": step.rule,
        "value": wanted(results, place),
        "unit": results.plan.nodes[node].unit,
        "weight": target.weight,
        "probability": float(p), "low": float(low), "high": float(high),
        "mean": float(mean[0]), "mean_low": float(mean[1]), "mean_high": float(mean[2]),
        **{f"p{round(100 * q)}": float(value) for q, value in zip(QUANTILES, quantiles, strict=True)},
        "shortfall": number(shortfall[0]), "shortfall_low": _not_below(shortfall[1]),
        "shortfall_high": number(shortfall[2]),
        "effect": float(effect[0]), "effect_low": float(effect[1]), "effect_high": float(effect[2]),
    }


def _not_below(value: Any) -> float | None:
    plain = number(value)
    return None if plain is None else max(plain, 0.0)


def wanted(results: Results, place: int) -> float | list[float] | None:
    """Return the level a target asks for: a number, or two for ``between``.

    A wanted change is turned into the level it leads to, where that is the same in all draws.
    """
    step = results.program.targets[place]
    if step.rule == "between":
        return [step.low, step.high]
    if step.change is None:
        return step.low if step.rule == "at_least" else step.high
    if step.counterfactual:
        return None
    start = next((item.baseline for item in results.program.steps if item.place == step.node), 0.0)
    if not isinstance(start, float):
        return None
    return float(start + step.change * (np.abs(start) if step.relative else 1.0))
