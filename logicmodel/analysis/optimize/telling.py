"""From the best of a search to an answer that says how far it can be trusted."""

from __future__ import annotations

import concurrent.futures
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from logicmodel.analysis.answer import answer_of
from logicmodel.analysis.optimize import regrets
from logicmodel.analysis.optimize.climbing import Found
from logicmodel.analysis.optimize.feasibility import needed
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
from logicmodel.analysis.optimize.regrets import ALONE
from logicmodel.analysis.optimize.space import Rule, Space
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
FREE = "best-without-limits"
Z = 1.959964
"""Half the width of a 95 % interval in standard errors."""
ALIKE = 0.005
"""Starts agree when their values on the searched draws differ by less: of a probability, or relatively."""
THREE = 3.0
"""What none of n draws shows has a chance of up to 3 / n (the rule of three)."""
NUDGE = 0.01
"""The size of a little more: about this share of the money, or of the amount where it costs nothing."""
CONCENTRATED = 0.5
"""An input is bunched when more than this share of it is bought in one of several periods."""


def told(
    quest: Quest, plans: Mapping[str, Plan], found: Found, *, alone: Mapping[str, Mapping[str, Array]] = MappingProxyType({}),
    free: Found | None = None, verify: int, executor: concurrent.futures.Executor | None = None, progress: Progress | None = None,
) -> Optimum:
    """Return the answer: amounts, verified value, optimism, status, active limits, marginal values.

    ``alone`` holds the best amounts in each future on its own, ``free`` what was found without the limits.
    """
    plan, objective, space, x = quest.plan, quest.objective, found.space, found.x
    amounts = space.amounts(x)
    asked: dict[str, Mapping[str, Array]] = {HERE: amounts, **own_amounts(plan), **({FREE: free.space.amounts(free.x)} if free else {})}
    asked |= {ALONE + name: best for name, best in alone.items()}
    nudges = _nudges(space, x) if len(plans) == 1 else {}
    runs = {}
    for name, one in plans.items():
        keep = None if objective.needs_draws else "nothing"
        runs[name] = fresh(one, {**asked, **nudges}, draws=verify, seed=quest.seed, executor=executor, keep=keep)
        if progress is not None:
            progress(len(runs), len(plans))
    first = next(iter(runs.values()))
    own = [name for name in first.allocations if name.startswith(OWN)]
    verified, inside = _judged(quest, found, runs, alone)
    status, agreeing = status_of(found, objective, regret=bool(alone))
    if status == FOUND and unconfirmed(inside, verified, len(space.levers)):
        status = UNCONFIRMED
    beside, crowds = tuple(against(objective, first, HERE, own)), bunched(plan, amounts)
    answer = answer_of(first, "optimization", "Where should the money go?", _rows(space, amounts))
    cost, total = space.cost(x), space.budget
    return Optimum(
        answer.question, answer.title, answer.rows,
        {**answer.settings, "searched": found.evaluations, "objective": str(objective)},
        (*answer.notes, *_warnings(quest, space, crowds, beside)),
        maximize=str(objective), probability=objective.probability,
        allocation=allocation_of(amounts), packages=space.packages, cost=cost, needs=needed(space, x),
        unspent=None if total is None else total - cost,
        in_sample=inside, verified=verified, starts=len(found.climbs), agreeing=agreeing, status=status,
        active=active(space, x), marginal=tuple(_marginal(space, x, objective, first, nudges)),
        against=beside, bunched=crowds, relaxed=_relaxed(objective, first, found, free), titles=answer.titles,
        futures=regrets.in_each(objective, runs, HERE) if alone else (),
        rivals=regrets.others(objective, runs, [name.removeprefix(OWN) for name in own]) if alone else (),
    )


def _judged(
    quest: Quest, found: Found, runs: Mapping[str, Results], alone: Mapping[str, Mapping[str, Array]]
) -> tuple[Estimate, Estimate]:
    """Return the verified value and that on the searched draws; with several futures those of the regret."""
    objective, amounts = quest.objective, found.space.amounts(found.x)
    if alone:
        return regrets.verified(objective, runs, HERE), regrets.searched(objective, quest.fine, amounts, alone)
    return estimate(objective, next(iter(runs.values())), HERE), _in_sample(objective, next(iter(quest.fine.values())), amounts)


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
    if objective.probability and error == 0.0 and sample.sample.program.columns:
        low, high = low - THREE / sample.draws, high + THREE / sample.draws
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
    """Return the names of limits that are used up, and of inputs at their ends.

    What comes in steps is at its end where no further step fits.
    """
    names = [rule.name for rule in space.rules if min(rule.room(x)) <= _least_change(space, rule, x)]
    for place, lever in enumerate(space.levers):
        where = f"{lever.input}" + ("" if lever.period is None else f" in {space.plan.periods.labels[lever.period]}")
        size = max(1e-5 * (1.0 + abs(x[place])), space.steps[place] * (1.0 - 1e-6))
        if space.high[place] - x[place] <= size:
            names.append(f"the most of {where}")
        elif x[place] - space.low[place] <= size:
            names.append(f"the least of {where}" if space.low[place] > 0 else f"nothing of {where}")
    return tuple(names)


def _least_change(space: Space, rule: Rule, x: Array) -> float:
    """Return how much room in a rule is none: rounding, or less than the smallest step where all comes in steps."""
    rounding = 1e-5 * (1.0 + float(np.abs(rule.row) @ np.abs(x)))
    parts = np.abs(rule.row) * space.steps
    moving = (rule.row != 0) & (space.high > space.low)
    stepped = moving.any() and (space.steps[moving] > 0).all()
    return max(rounding, float(parts[moving].min()) * (1.0 - 1e-6)) if stepped else rounding


def bunched(plan: Plan, amounts: Mapping[str, Array]) -> dict[str, tuple[str, ...]]:
    """Return by period the inputs of which more than half is bought in it, of three periods or more."""
    found: dict[str, tuple[str, ...]] = {}
    for t, label in enumerate(plan.periods.labels if plan.periods.count > 2 else ()):
        mine = tuple(name for name, value in amounts.items() if value[t] > CONCENTRATED * value.sum())
        if mine:
            found[label] = mine
    return found


def _warnings(quest: Quest, space: Space, crowds: Mapping[str, Sequence[str]], rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Say what amounts by period hide, and what amounts that stay the same may miss."""
    plan, step = quest.plan, quest.plan.periods.step
    told = []
    if crowds:
        where = "; ".join(f"{', '.join(map(plan.title_of, names))} in {label}" for label, names in crowds.items())
        told.append(
            f"more than half of some inputs goes to one {step}: {where}; a target counts only when it is due, so the {step}s before may be neglected"
        )
    most = math.inf if space.budget is None else space.budget * (1.0 + 1e-9)
    better = [str(row["allocation"]) for row in rows if row["verdict"] == "worse" and row["cost"] <= most]
    timed = [name for name in better if _moving(plan, name)]
    if timed and all(lever.period is None for lever in space.levers):
        titles = ", ".join(plan.allocations[name].title or name for name in timed)
        told.append(f"better with amounts that change from {step} to {step}, which this search kept the same: {titles}")
    return tuple(told)


def _moving(plan: Plan, name: str) -> bool:
    amounts = plan.allocations[name].amounts.values()
    return any(isinstance(one, tuple) and max(one) > min(one) for one in amounts)


def nice(value: float) -> float:
    """Return the nearest of 1, 2, 5, 10, 20, ... times a power of ten.

    >>> nice(66_000), nice(13), nice(0.4)
    (50000.0, 10.0, 0.5)
    """
    size = 10.0 ** math.floor(math.log10(value))
    return float(min((size, 2 * size, 5 * size, 10 * size), key=lambda one: abs(math.log(one / value))))


def _nudges(space: Space, x: Array) -> dict[str, dict[str, Array]]:
    """Return, for every input that is sought, the allocation with a little more of it.

    It is the same round sum for all inputs, spent evenly over the periods; of an input that comes in steps
    at least a step. What is told is what these allocations were found to reach, nothing is scaled.
    """
    found = {}
    money = nice(NUDGE * max(space.cost(x), 1e-9))
    periods = space.plan.periods.count
    for name in dict.fromkeys(lever.input for lever in space.levers):
        price = space.prices[name]
        amounts = space.amounts(x)
        more = money / (price * periods) if price > 0 else NUDGE * max(float(amounts[name].mean()), 1.0)
        step = max((space.steps[place] for place, lever in enumerate(space.levers) if lever.input == name), default=0.0)
        if step > 0:
            more = step * max(round(more / step), 1)
        amounts[name] = amounts[name] + more
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
        step = max((space.steps[place] for place, lever in enumerate(space.levers) if lever.input == key), default=0.0)
        row = {"input": key, "more": more, "step_size": float(step), "cost": cost, "gain": apart.value, "gain_low": apart.low, "gain_high": apart.high}
        ends = {"": apart.value, "_low": apart.low, "_high": apart.high}
        rows.append(
            row | {f"per_unit{end}": value / more for end, value in ends.items()}
            | {f"per_money{end}": value / cost if cost > 0 else None for end, value in ends.items()}
        )
    return rows
