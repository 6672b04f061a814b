"""From the best of a search to an answer that says how far it can be trusted."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from logicmodel.analysis.answer import answer_of
from logicmodel.analysis.optimize.climbing import Found
from logicmodel.analysis.optimize.frozen import Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimum import (
    DISAGREE,
    FLAT,
    FOUND,
    UNCONFIRMED,
    UNMOVED,
    Estimate,
    Optimum,
    Relaxed,
)
from logicmodel.analysis.optimize.quest import Progress, Quest
from logicmodel.analysis.optimize.space import Space
from logicmodel.analysis.optimize.verification import (
    OWN,
    against,
    difference,
    estimate,
    fresh,
    own_amounts,
)
from logicmodel.engine.arrays import Array
from logicmodel.engine.results import Results
from logicmodel.plan.plan import Plan

HERE = "optimum"
ALONE = "best-in-this-future"
FREE = "best-without-limits"
Z = 1.959964
"""Half the width of a 95 % interval in standard errors."""
ALIKE = 0.005
"""Starts agree when their values on the searched draws differ by less: of a probability, or relatively."""
NUDGE = 0.02
"""The size of a little more: this share of the money, or of the amount where it costs nothing."""


def told(
    quest: Quest, plans: Mapping[str, Plan], found: Found, *, alone: Mapping[str, Mapping[str, Array]] = MappingProxyType({}),
    free: Found | None = None, verify: int, executor: concurrent.futures.Executor | None = None, progress: Progress | None = None,
) -> Optimum:
    """Return the answer: amounts, verified value, optimism, status, active limits, marginal values.

    ``alone`` holds the best amounts in each future on its own, ``free`` what was found without the limits.
    """
    plan, objective, space, x = quest.plan, quest.objective, found.space, found.x
    amounts = space.amounts(x)
    asked = {HERE: amounts, **own_amounts(plan), **({FREE: free.space.amounts(free.x)} if free else {})}
    nudges = _nudges(space, x) if len(plans) == 1 else {}
    runs = {}
    for name, one in plans.items():
        given = {**asked, **({ALONE: alone[name]} if alone else {}), **nudges}
        keep = None if objective.needs_draws else "nothing"
        runs[name] = fresh(one, given, draws=verify, seed=quest.seed, executor=executor, keep=keep)
        if progress is not None:
            progress(len(runs), len(plans))
    first = next(iter(runs.values()))
    verified, inside, futures = _judged(quest, found, runs, alone)
    status, agreeing = status_of(found, objective, regret=bool(alone))
    if status == FOUND and not alone and unconfirmed(inside, verified, len(space.levers)):
        status = UNCONFIRMED
    answer = answer_of(first, "optimization", "Where should the money go?", _rows(space, amounts))
    cost, total = space.cost(x), space.budget
    return Optimum(
        answer.question, answer.title, answer.rows,
        {**answer.settings, "searched": found.evaluations, "objective": str(objective)}, answer.notes,
        maximize=str(objective), probability=objective.probability,
        allocation=allocation_of(amounts), packages=space.packages, cost=cost,
        unspent=None if total is None else total - cost,
        in_sample=inside, verified=verified, starts=len(found.climbs), agreeing=agreeing, status=status,
        active=active(space, x), marginal=tuple(_marginal(space, x, objective, first, nudges)),
        against=tuple(against(objective, first, HERE, [name for name in first.allocations if name.startswith(OWN)])),
        futures=futures, relaxed=_relaxed(objective, first, found, free), titles=answer.titles,
    )


def _judged(
    quest: Quest, found: Found, runs: Mapping[str, Results], alone: Mapping[str, Mapping[str, Array]]
) -> tuple[Estimate, Estimate, tuple[dict[str, Any], ...]]:
    """Return the verified value, that on the searched draws, and with several futures the regrets."""
    objective = quest.objective
    if not alone:
        inside = _in_sample(objective, next(iter(quest.fine.values())), found.space.amounts(found.x))
        return estimate(objective, next(iter(runs.values())), HERE), inside, ()
    regrets = {name: difference(objective, run, HERE, ALONE) for name, run in runs.items()}
    futures = tuple(
        {"future": name or "as planned", **estimate(objective, run, HERE).to_dict(),
         "regret": -regrets[name].value, "regret_low": -regrets[name].high, "regret_high": -regrets[name].low}
        for name, run in runs.items()
    )
    return min(regrets.values(), key=lambda one: one.value), Estimate(found.value, found.value, found.value), futures


def _relaxed(objective: Objective, run: Results, found: Found, free: Found | None) -> Relaxed | None:
    """Return the best without the limits beside the best within."""
    if free is None:
        return None
    return Relaxed(
        estimate(objective, run, FREE), difference(objective, run, FREE, HERE), allocation_of(free.space.amounts(free.x)),
        free.space.packages, free.space.cost(free.x), hard(active(found.space, found.x)),
    )


def hard(names: Sequence[str]) -> tuple[str, ...]:
    """Return, of the limits that are active, those that are not about how much money there is."""
    soft = ("budget.total", "budget.per_period", "nothing of ")
    return tuple(name for name in names if not name.startswith(soft))


def unconfirmed(inside: Estimate, verified: Estimate, levers: int) -> bool:
    """Say whether fresh draws lie further below the searched ones than chance and choice explain.

    Chance explains three standard errors of the difference. Choice explains about as much as the best of
    as many independent tries as there are levers would stand out, as in the theory of extremes.
    """
    searched, asked = ((one.high - one.low) / (2.0 * Z) for one in (inside, verified))
    choice = searched * float(np.sqrt(2.0 * np.log1p(levers)))
    rounding = 1e-9 * max(abs(inside.value), abs(verified.value))
    return inside.value - verified.value > 3.0 * float(np.hypot(searched, asked)) + choice + rounding


def _rows(space: Space, amounts: Mapping[str, Array]) -> list[dict[str, Any]]:
    """Return the amount and the cost of every input in every period."""
    plan = space.plan
    rows = []
    for name, item in plan.inputs.items():
        for t, label in enumerate(plan.periods.labels):
            amount = float(amounts[name][t])
            rows.append({
                "input": name, "title": plan.title_of(name), "period": label, "amount": amount, "unit": item.unit,
                "cost": amount * space.prices[name],
            })
    return rows


def allocation_of(amounts: Mapping[str, Array]) -> dict[str, float | tuple[float, ...]]:
    """Return the amounts as an allocation holds them: one number where all periods are alike."""
    return {
        name: float(value[0]) if np.all(value == value[0]) else tuple(map(float, value))
        for name, value in amounts.items()
    }


def _in_sample(objective: Objective, sample: Frozen, amounts: Mapping[str, Array]) -> Estimate:
    """Return the objective on the searched draws; the interval is that of as many independent draws.

    These draws are evener than independent ones, so it is rather too wide; it says nothing about the
    optimism, for which fresh draws are asked.
    """
    value, error = objective.error(sample.see(amounts))
    low, high = value - Z * error, value + Z * error
    return Estimate(value, max(low, 0.0) if objective.probability else low, min(high, 1.0) if objective.probability else high)


def status_of(found: Found, objective: Objective, *, regret: bool = False) -> tuple[str, int]:
    """Return what the starts say, and how many agree with the best; a regret of 0 is no sign of a plateau."""
    ends = found.climbs
    if not ends:
        return FOUND, 0
    best = max(end.value for end in ends)
    # A small probability needs closer agreement: half a point says nothing about one of 1 per cent.
    width = ALIKE * min(1.0, 20.0 * abs(best)) if objective.probability else ALIKE * max(abs(best), 1e-12)
    agreeing = sum(end.value >= best - width for end in ends)
    if not regret and (found.flat or (objective.probability and found.value in (0.0, 1.0) and all(end.value == found.value for end in ends))):
        return FLAT, agreeing
    if not any(end.moved for end in ends):
        return UNMOVED, agreeing
    return (FOUND if 2 * agreeing >= len(ends) else DISAGREE), agreeing


def active(space: Space, x: Array) -> tuple[str, ...]:
    """Return the names of limits that are used up, and of inputs at their ends."""
    names = []
    for rule in space.rules:
        size = 1e-5 * (1.0 + float(np.abs(rule.row) @ np.abs(x)))
        low, high = rule.room(x)
        if min(low, high) <= size:
            names.append(rule.name)
    for place, lever in enumerate(space.levers):
        where = f"{lever.input}" + ("" if lever.period is None else f" in {space.plan.periods.labels[lever.period]}")
        size = 1e-5 * (1.0 + abs(x[place]))
        if space.high[place] - x[place] <= size:
            names.append(f"the most of {where}")
        elif x[place] - space.low[place] <= size:
            names.append(f"the least of {where}" if space.low[place] > 0 else f"nothing of {where}")
    return tuple(names)


def _nudges(space: Space, x: Array) -> dict[str, dict[str, Array]]:
    """Return, for every input that is sought, the allocation with a little more of it."""
    found = {}
    whole = max(space.cost(x), 1e-12)
    for name in dict.fromkeys(lever.input for lever in space.levers):
        price = space.prices[name]
        periods = space.plan.periods.count
        amounts = space.amounts(x)
        more = NUDGE * whole / (price * periods) if price > 0 else NUDGE * max(float(amounts[name].mean()), 1.0)
        step = max((space.steps[place] for place, lever in enumerate(space.levers) if lever.input == name), default=0.0)
        amounts[name] = amounts[name] + max(more, step)
        found[f"more:{name}"] = amounts
    return found


def _marginal(
    space: Space, x: Array, objective: Objective, run: Any, nudges: Mapping[str, Mapping[str, Array]]
) -> list[dict[str, Any]]:
    """Return what a little more of each input brings, on the same fresh draws."""
    now = space.amounts(x)
    rows = []
    for name, amounts in nudges.items():
        key = name.removeprefix("more:")
        apart = difference(objective, run, name, HERE)
        more = float((amounts[key] - now[key]).sum())
        cost = more * space.prices[key]
        row = {"input": key, "more": more, "cost": cost, "gain": apart.value, "gain_low": apart.low, "gain_high": apart.high}
        rows.append(row | {"per_unit": apart.value / more, "per_money": apart.value / cost if cost > 0 else None})
    return rows
