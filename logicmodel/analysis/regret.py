"""How much could be lost by an allocation, whatever the future turns out to be?"""

from __future__ import annotations

import concurrent.futures
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.comparison import spent
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import objective_of
from logicmodel.analysis.optimize.verification import difference
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import simulate
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.plan.override import future
from logicmodel.plan.plan import Plan

PLANNED = "as planned"
"""The name in tables of the future in which the plan is as it is; in requests it is ``""``."""


def regret(  # noqa: PLR0913 - the options of simulate
    plan: Plan,
    allocations: Sequence[str] | Mapping[str, Mapping[str, float | Sequence[float]]] | None = None,
    futures: Sequence[str] | None = None,
    *,
    maximize: str | Objective = "success",
    draws: int | None = None,
    seed: int = 1,
    sampler: str = "sobol",
    executor: concurrent.futures.Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Answer:
    """Return what each allocation attains in each future, and how much more the best one there does.

    One row per allocation and future. ``futures`` are names in the plan, "" being the plan as it is; by
    default that one and all others. ``value`` is the objective, as for ``optimize``; ``regret`` that of
    the best allocation in the same future less its own, paired on the same draws, with the ends of its
    interval. ``worst`` marks the future in which an allocation loses most. ``minimax`` marks the
    allocations whose largest regret is the smallest (Savage 1951): more than one where they cannot be told apart.

    Raises RequestError for unknown names, fewer than two allocations, or an objective without a target.
    """
    objective = objective_of(maximize, plan)
    plans = _plans(plan, futures)
    for one in plans.values():
        objective.check(compile_plan(one))
    names = list(allocations if allocations is not None else plan.allocations)
    if len(names) < 2:
        raise RequestError("regret needs at least two allocations", remedy="name more of them")
    keep = None if objective.needs_draws else "nothing"
    runs: dict[str, Results] = {}
    for number, (name, one) in enumerate(plans.items()):
        runs[name] = simulate(one, allocations, draws=draws, seed=seed, sampler=sampler, keep=keep, executor=executor)
        if progress is not None:
            progress(number + 1, len(plans))
    rows = [_row(objective, run, name, allocation) for allocation in names for name, run in runs.items()]
    first = next(iter(runs.values()))
    answer = answer_of(first, "regret", "How much could be lost, whatever the future turns out to be?", _marked(rows))
    settings = {
        **answer.settings, "digest": plan.digest, "objective": str(objective), "probability": objective.probability,
        "futures": list(runs),
    }
    notes = tuple(note for note in answer.notes if "not kept" not in note)
    return dataclasses.replace(answer, settings=settings, notes=notes)


def _plans(plan: Plan, futures: Sequence[str] | None) -> dict[str, Plan]:
    """Return the plan in each future by its name for people; all unknown names are told at once."""
    asked = ["", *plan.futures] if futures is None else list(dict.fromkeys(futures))
    if not asked:
        raise RequestError("regret needs at least one future", remedy='name one, or "" for the plan as it is')
    unknown = [name for name in asked if name and name not in plan.futures]
    if unknown:
        raise RequestError([
            Fault(f"future {name}", "is not defined in the plan", did_you_mean(name, plan.futures)) for name in unknown
        ])
    return {name or PLANNED: future(plan, name) if name else plan for name in asked}


def _row(objective: Objective, run: Results, name: str, allocation: str) -> dict[str, Any]:
    """Return the value of an allocation in one future, and what the best there has over it."""
    mine = spent(run, allocation)
    above = [
        difference(objective, run, other, allocation) for other in run.allocations if spent(run, other) != mine
    ]
    value, low, high = objective.verified(run, allocation)
    return {
        "allocation": allocation, "future": name, "value": value, "low": low, "high": high,
        "regret": max([0.0, *(one.value for one in above)]),
        "regret_low": max([0.0, *(one.low for one in above)]),
        "regret_high": max([0.0, *(one.high for one in above)]),
    }


def _marked(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the worst future of each allocation, and the allocations whose worst may be the smallest."""
    worst: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = row["allocation"]
        if name not in worst or row["regret"] > worst[name]["regret"]:
            worst[name] = row
    least = min(worst.values(), key=lambda row: row["regret"])
    chosen = {name for name, row in worst.items() if _near(row, least)}
    return [row | {"worst": row is worst[row["allocation"]], "minimax": row["allocation"] in chosen} for row in rows]


def _near(row: Mapping[str, Any], least: Mapping[str, Any]) -> bool:
    """Say whether two regrets are nearer to each other than their intervals are wide together."""
    halves = [(one["regret_high"] - one["regret_low"]) / 2 for one in (row, least)]
    return bool(row["regret"] - least["regret"] <= (halves[0] ** 2 + halves[1] ** 2) ** 0.5)
