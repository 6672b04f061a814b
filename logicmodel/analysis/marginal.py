"""What would a little more of each input buy?"""

from __future__ import annotations

import concurrent.futures
import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import VERIFY, objective_of
from logicmodel.analysis.optimize.space import prices
from logicmodel.analysis.optimize.verification import difference, estimate
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import chosen_amounts, simulate
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan

HERE = "as-it-is"
SHARE = 0.01
"""A little more money: this share of all that the allocation spends."""
SMALL = 0.001
"""One unit that costs a smaller share of the money is too little to see; then 10, 100, ... are taken."""


def marginal(
    plan: Plan,
    allocation: str | Mapping[str, float | Sequence[float]] | None = None,
    *,
    maximize: str | Objective = "success",
    draws: int = VERIFY,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
) -> Answer:
    """Return what a little more of each input adds to the objective, all else as in one allocation.

    ``allocation`` is a name or amounts; the plan's first one by default. Two rows per input: ``step`` is
    "units" (one unit more in each period; or 10, 100, ... where one costs too little to be seen) or "money"
    (1 % of all the money more, spent on this input evenly). What comes in steps or packages gets whole ones. ``more`` is added in each period, ``cost`` is
    that over the whole plan, ``gain`` the paired difference on the same draws with its interval, and
    ``per_money`` the gain for one unit of money. Limits under ``budget:`` are not looked at.

    Raises RequestError for an unknown name or an objective without a target.
    """
    objective = objective_of(maximize, plan)
    objective.check(compile_plan(plan))
    name, base = _base(plan, allocation)
    price = prices(plan)
    steps = _steps(plan, base, price)
    given = {HERE: base} | {
        f"{step}:{key}": {**base, key: base[key] + more} for (step, key), more in steps.items()
    }
    named = {title: {key: list(map(float, value)) for key, value in amounts.items()} for title, amounts in given.items()}
    run = simulate(
        plan, named, draws=draws, seed=seed, keep=None if objective.needs_draws else "nothing", executor=executor
    )
    rows = [_row(objective, run, step, key, more, more * price[key] * plan.periods.count) for (step, key), more in steps.items()]
    answer = answer_of(run, "marginal", "What would a little more of each input buy?", rows)
    settings = {
        **answer.settings, "objective": str(objective), "probability": objective.probability, "allocation": name,
        **estimate(objective, run, HERE).to_dict(),
    }
    notes = tuple(note for note in answer.notes if "not kept" not in note)
    return dataclasses.replace(answer, settings=settings, notes=notes)


def _base(plan: Plan, allocation: str | Mapping[str, float | Sequence[float]] | None) -> tuple[str, dict[str, Array]]:
    """Return the name for tables and the amounts of every input by period."""
    if allocation is None:
        if not plan.allocations:
            raise RequestError("the plan has no allocation to begin with", remedy="give amounts")
        allocation = next(iter(plan.allocations))
    named = isinstance(allocation, str)
    names, (amounts,) = chosen_amounts(plan, [allocation] if named else {"given": allocation})  # type: ignore[list-item, dict-item]
    nothing = np.zeros(plan.periods.count)
    return names[0], {name: amounts.get(name, nothing) for name in plan.inputs}


def _steps(plan: Plan, base: Mapping[str, Array], price: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """Return how much more there is of each input in each period, in units and for the same money."""
    periods = plan.periods.count
    whole = sum(price[name] * float(amounts.sum()) for name, amounts in base.items())
    found = {}
    for name in plan.inputs:
        one = price[name] * periods
        small = SMALL * whole / one if one > 0 else SMALL * float(base[name].mean())
        found["units", name] = 10.0 ** math.ceil(math.log10(small) - 1e-9) if small > 1 else 1.0
        if one > 0 and whole > 0:
            found["money", name] = SHARE * whole / one
    return {(step, name): _stepped(more, _whole(plan, name)) for (step, name), more in found.items()}


def _whole(plan: Plan, name: str) -> float:
    """Return the least that can be added of an input: its step, or the smallest package where only these hold it; 0 if any amount can."""
    budget = plan.budget
    if name in budget.steps or name in budget.bounds:
        return float(budget.steps.get(name, 0.0))
    given = [package.amounts[name] for package in budget.packages.values() if name in package.amounts]
    return float(min((max(one) if isinstance(one, tuple) else one for one in given), default=0.0))


def _stepped(more: float, step: float) -> float:
    """Return the nearest number of whole steps, at least one; what comes in none stays as it is."""
    return step * max(round(more / step), 1) if step > 0 else more


def _row(objective: Objective, run: Results, step: str, name: str, more: float, cost: float) -> dict[str, Any]:
    gain = difference(objective, run, f"{step}:{name}", HERE)
    item = run.plan.inputs[name]
    ends = {"per_money": gain.value, "per_money_low": gain.low, "per_money_high": gain.high}
    return {
        "input": name, "title": run.plan.title_of(name), "step": step, "more": more, "unit": item.unit, "cost": cost,
        "gain": gain.value, "gain_low": gain.low, "gain_high": gain.high,
        **{key: value / cost if cost > 0 else None for key, value in ends.items()},
    }
