"""When is each target's level reached for the first time?"""

from __future__ import annotations

from typing import Any

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.engine.intervals import probability_interval
from logicmodel.engine.results import NOTHING, Results


def time_to_target(results: Results, *, counterfactual: bool = False) -> Answer:
    """Return how likely each target's rule holds for the first time by each period.

    One row per allocation, target and period: ``probability`` that it held in that period or before, and
    ``first`` that this was the first time. What is left after the last period is the chance of never.
    """
    names = (*results.allocations, NOTHING) if counterfactual or not results.allocations else results.allocations
    rows: list[dict[str, Any]] = []
    for name in names:
        for place, target in enumerate(results.targets):
            first = results.estimates["first"][:, results.allocation(name), place]
            for t, label in enumerate(results.plan.periods.labels):
                so_far = first[:, : t + 1].sum(axis=1)
                p, low, high = probability_interval(so_far, results.count, exact=results.exact)
                rows.append({
                    "allocation": name, "target": target, "period": label,
                    "probability": float(p), "low": float(low), "high": float(high),
                    "first": float(first[:, t].mean()),
                })
    return answer_of(results, "time_to_target", "When is each target first met?", rows)
