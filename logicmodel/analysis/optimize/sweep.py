"""How the chance moves with one or two inputs, all else as it is."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import objective_of
from logicmodel.analysis.optimize.space import Frame, Terms, prices
from logicmodel.analysis.optimize.verification import estimate, fresh
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.simulate import DRAWS
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.plan.plan import Plan

MOST = 2500
"""Most points of a sweep."""


def sweep(
    plan: Plan,
    over: Mapping[str, tuple[float, float, float] | Sequence[float]],
    *,
    allocation: str | Mapping[str, float | Sequence[float]] | None = None,
    maximize: str | Objective = "success",
    draws: int = DRAWS,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
) -> Answer:
    """Return the objective at every point of a grid over one or two inputs, one row per point.

    ``over`` gives (low, high, step) for each input, in its unit per period; the other inputs keep the
    amounts of ``allocation`` (a name, or amounts; the plan's first one by default). All points share
    their draws. ``fits`` says whether a point keeps the limits under ``budget:``, ``here`` marks the one
    nearest to the allocation itself. No search takes place, so there is no optimism.
    """
    objective = objective_of(maximize, plan)
    objective.check(compile_plan(plan))
    base = _base(plan, allocation)
    axes = _axes(plan, over)
    points = list(itertools.product(*axes.values()))
    if len(points) > MOST:
        raise RequestError(Fault("sweep", f"{len(points):,} points are too many, at most {MOST:,}", "take larger steps"))
    periods = plan.periods.count
    given = {
        f"at-{number}": {**base, **{name: np.full(periods, value) for name, value in zip(axes, point, strict=True)}}
        for number, point in enumerate(points)
    }
    run = fresh(plan, given, draws=draws, seed=seed, executor=executor, keep=None if objective.needs_draws else "nothing")
    now = [float(base[name].mean()) for name in axes]
    nearest = min(range(len(points)), key=lambda number: sum((a - b) ** 2 for a, b in zip(points[number], now, strict=True)))
    price = prices(plan)
    sought = Frame(plan, Terms(vary="period", free=tuple(axes))).sought
    kept = {name: list(map(float, value)) for name, value in base.items() if name not in sought and name not in axes}
    frame = Frame(plan, Terms(vary="period", fixed=kept, free=tuple(axes)))
    space = frame.space()
    rows: list[dict[str, Any]] = []
    for number, point in enumerate(points):
        amounts = given[f"at-{number}"]
        rows.append({
            **dict(zip(axes, map(float, point), strict=True)),
            "cost": float(sum(price[name] * value.sum() for name, value in amounts.items())),
            **estimate(objective, run, f"at-{number}").to_dict(),
            "fits": _fits(space, amounts), "here": number == nearest,
        })
    answer = answer_of(run, "sweep", f"How does it move with {' and '.join(plan.title_of(name) for name in axes)}?", rows)
    settings = {**answer.settings, "objective": str(objective), "probability": objective.probability, "inputs": list(axes), "budget": plan.budget.total}
    return dataclasses.replace(answer, settings=settings)


def _fits(space: Any, amounts: Mapping[str, np.ndarray]) -> bool:
    """Say whether amounts keep the limits, what comes by packages included."""
    x = np.array([amounts[lever.input][lever.period] for lever in space.levers])
    return bool(space.fits(x))


def _base(plan: Plan, allocation: str | Mapping[str, float | Sequence[float]] | None) -> dict[str, np.ndarray]:
    """Return the amounts of every input by period."""
    periods = plan.periods.count
    if allocation is None and plan.allocations:
        allocation = next(iter(plan.allocations))
    if isinstance(allocation, str):
        if allocation not in plan.allocations:
            raise RequestError(Fault("allocation", f"there is no allocation {allocation}", did_you_mean(allocation, plan.allocations)))
        given: Mapping[str, Any] = plan.allocations[allocation].amounts
    else:
        given = allocation or {}
        unknown = [name for name in given if name not in plan.inputs]
        if unknown:
            raise RequestError(Fault("allocation", f"no input is called {name}", did_you_mean(name, plan.inputs)) for name in unknown)
    return {name: np.broadcast_to(np.asarray(given.get(name, 0.0), float), (periods,)).copy() for name in plan.inputs}


def _axes(plan: Plan, over: Mapping[str, tuple[float, float, float] | Sequence[float]]) -> dict[str, np.ndarray]:
    """Return the values along each input, all faults at once."""
    problems = []
    if not 1 <= len(over) <= 2:
        problems.append(Fault("sweep", f"{len(over)} inputs cannot be swept", "name one or two"))
    found = {}
    for name, span in over.items():
        if name not in plan.inputs:
            problems.append(Fault("sweep", f"no input is called {name}", did_you_mean(name, plan.inputs)))
            continue
        if len(span) != 3 or not (span[0] >= 0 and span[1] > span[0] and span[2] > 0):
            what = "from {:g} to {:g} in steps of {:g}".format(*span) if len(span) == 3 else f"with {len(span)} numbers"
            problems.append(Fault(f"sweep {name}", f"there are no amounts {what}", "give low, high and step, such as 0:14:1"))
            continue
        low, high, step = span
        if (high - low) / step > MOST:
            problems.append(Fault(f"sweep {name}", "has too many steps", "take larger ones"))
            continue
        found[name] = float(low) + float(step) * np.arange(int(np.floor((high - low) / step + 1e-9)) + 1)
    if problems:
        raise RequestError(problems)
    return found
