"""The best few again on fresh draws, beside the plan's own allocations; and what a little more would bring."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.comparison import APART
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimum import Estimate
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import difference_interval, mean_interval
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import simulate
from logicmodel.plan.plan import Plan

OWN = "own:"
"""Stands before the name of a plan's own allocation, so that it cannot clash with a candidate's."""


def fresh(
    plan: Plan, candidates: Mapping[str, Mapping[str, Array]], *, draws: int, seed: int,
    executor: concurrent.futures.Executor | None = None, keep: str | None = "nothing",
) -> Results:
    """Return a run of candidate allocations on draws that no search has seen."""
    named = {name: {key: list(map(float, value)) for key, value in amounts.items()} for name, amounts in candidates.items()}
    return simulate(plan, named, draws=draws, seed=seed, keep=keep, executor=executor)


def own_amounts(plan: Plan) -> dict[str, dict[str, Array]]:
    """Return the plan's own allocations by period."""
    periods = plan.periods.count
    return {
        OWN + name: {key: np.broadcast_to(np.asarray(value, float), (periods,)) for key, value in allocation.amounts.items()}
        for name, allocation in plan.allocations.items()
    }


def estimate(objective: Objective, results: Results, name: str) -> Estimate:
    """Return an objective in a run with its interval."""
    return Estimate(*objective.verified(results, name))


def difference(objective: Objective, results: Results, name: str, other: str) -> Estimate:
    """Return how much better one allocation is than another on the same draws."""
    apart = objective.by_replicate(results, name) - objective.by_replicate(results, other)
    if objective.probability:
        found = difference_interval(apart, results.count, exact=results.exact)
    else:
        found = mean_interval(apart)
    return Estimate(*map(float, found))


def against(objective: Objective, results: Results, name: str, others: Sequence[str]) -> list[dict[str, Any]]:
    """Return one row for each of the plan's own allocations: its value and the paired difference to it."""
    rows = []
    for other in others:
        apart = difference(objective, results, name, other)
        verdict = "better" if apart.low > 0 else "worse" if apart.high < 0 else APART
        rows.append({
            "allocation": other.removeprefix(OWN), **estimate(objective, results, other).to_dict(),
            "cost": float(results.estimates["cost"][:, results.allocation(other)].mean()),
            "difference": apart.value, "difference_low": apart.low, "difference_high": apart.high, "verdict": verdict,
        })
    return rows
