"""Several plans that share one budget: a funder's view."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.optimize.climbing import Found
from logicmodel.analysis.optimize.frontier import along
from logicmodel.analysis.optimize.least_budget import floor_of, warm
from logicmodel.analysis.optimize.optimize import DRAWS, VERIFY, asked
from logicmodel.analysis.optimize.quest import Progress, Quest, search
from logicmodel.analysis.optimize.rounds import LIGHT
from logicmodel.analysis.optimize.space import Terms
from logicmodel.analysis.optimize.telling import allocation_of
from logicmodel.analysis.optimize.verification import estimate, fresh
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval
from logicmodel.engine.results import Results
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan
from logicmodel.wording import enough, money

POINTS = 12
"""Budgets at which each plan's frontier is computed."""
FINER = 2
"""How often the frontiers are computed at further budgets, around the shares that were found."""
STEPS = 240
"""Steps into which the shared budget is cut when it is shared out."""
GOALS: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": lambda chances: float(sum(chances)),
    "all": lambda chances: float(np.prod(chances)),
}
"""What is maximised over the plans: the expected number that succeed, or the chance that all do."""


@dataclasses.dataclass(frozen=True)
class Portfolio(Answer):
    """How money is best shared among plans. The rows hold one plan each."""

    expected: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Expected number of plans that succeed, with its interval."""
    together: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Probability that all succeed, with its interval, the plans being independent."""
    targets: Mapping[str, float] = dataclasses.field(default_factory=dict)
    """Expected number of targets met over all plans, with its interval."""
    allocations: Mapping[str, Mapping[str, float | tuple[float, ...]]] = dataclasses.field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {
            **super().to_dict(), "expected": dict(self.expected), "together": dict(self.together),
            "targets": dict(self.targets),
            "allocations": {
                name: {key: list(value) if isinstance(value, tuple) else value for key, value in amounts.items()}
                for name, amounts in self.allocations.items()
            },
        }


def portfolio(
    plans: Mapping[str, Plan],
    budget: float,
    *,
    goal: str = "sum",
    draws: int = DRAWS,
    verify: int = VERIFY,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
) -> Portfolio:
    """Return the split of a budget among plans that makes the most of them succeed.

    ``goal`` is ``sum`` (the expected number of plans that succeed) or ``all`` (the probability that all
    do). Each plan gets its own frontier of probability against money; the budget is shared out over
    these exactly, by dynamic programming, so that a plan which needs a critical mass gets it or nothing.
    Then each plan is searched once more at its share. Plans are independent of each other.

    Raises RequestError where the plans' currencies differ or the budget is below their floors.
    """
    _check(plans, budget, goal)
    quests = {
        name: asked(plan, "success", Terms(None), draws=draws, verify=verify, seed=seed + 1000 * place)[0]
        for place, (name, plan) in enumerate(plans.items())
    }
    floors = {name: floor_of(quest) for name, quest in quests.items()}
    free = budget - sum(floors.values())
    if free < 0:
        currency = next(iter(plans.values())).currency
        needs = ", ".join(f"{name} {money(floor, currency)}" for name, floor in floors.items())
        most = enough(sum(floors.values()), currency)
        message = f"{money(budget, currency)} is less than what has to be spent in any case: {needs}"
        raise RequestError(Fault("budget", message, f"raise it to {most} or more, or lower floors in the plans"))
    curves = {}
    for name, quest in quests.items():
        grid = floors[name] + np.linspace(0.0, 1.0, POINTS) ** 1.5 * free
        curves[name] = (grid, along(quest, grid))
        if progress is not None:
            progress(len(curves), len(plans) + 1)
    shares = shared(curves, floors, free, GOALS[goal])
    for _ in range(FINER):
        curves = {name: finer(quests[name], curves[name], share) for name, share in shares.items()}
        shares = shared(curves, floors, free, GOALS[goal])
    chosen = {name: _again(quests[name], shares[name], curves[name]) for name in plans}
    if progress is not None:
        progress(len(plans) + 1, len(plans) + 1)
    return _told(plans, quests, chosen, shares, budget=budget, verify=verify, executor=executor)


def _check(plans: Mapping[str, Plan], budget: float, goal: str) -> None:
    problems = []
    currencies = {plan.currency for plan in plans.values()}
    if len(currencies) > 1:
        found = ", ".join(sorted(currency or "none" for currency in currencies))
        problems.append(Fault("plans", f"have different currencies: {found}", "convert them to one"))
    if not plans:
        problems.append(Fault("plans", "are missing", "give at least one"))
    if not budget > 0:
        problems.append(Fault("budget", f"cannot be {budget:g}", "give an amount above 0"))
    if goal not in GOALS:
        problems.append(Fault("goal", f"'{goal}' is not a goal", f"choose {' or '.join(GOALS)}"))
    if problems:
        raise RequestError(problems)


def shared(
    curves: Mapping[str, tuple[Array, Sequence[Found]]], floors: Mapping[str, float], free: float,
    goal: Callable[[Sequence[float]], float],
) -> dict[str, float]:
    """Share the free money out over the frontiers, exactly on a grid of steps."""
    steps = np.linspace(0.0, free, STEPS + 1)
    worth = {
        name: np.interp(floors[name] + steps, grid, [one.value for one in found]) for name, (grid, found) in curves.items()
    }
    product = goal([0.5, 0.5]) < 0.5
    best = np.ones(STEPS + 1) if product else np.zeros(STEPS + 1)
    taken = []
    for values in worth.values():
        table = np.full((STEPS + 1, STEPS + 1), -np.inf)
        for mine in range(STEPS + 1):
            rest = best[: STEPS + 1 - mine]
            table[mine, mine:] = rest * values[mine] if product else rest + values[mine]
        taken.append(table.argmax(axis=0))
        best = table.max(axis=0)
    left, found = STEPS, {}
    for name, mine in zip(reversed(list(worth)), reversed(taken), strict=True):
        found[name] = floors[name] + float(steps[mine[left]])
        left -= int(mine[left])
    return {name: found[name] for name in worth}


def finer(quest: Quest, curve: tuple[Array, Sequence[Found]], share: float) -> tuple[Array, list[Found]]:
    """Return a frontier with more budgets at and around a share, where a straight line between points may mislead."""
    grid, known = curve
    near = 1e-3 * float(grid[-1] - grid[0])
    below = float(grid[grid < share - near].max(initial=grid[0]))
    above = float(grid[grid > share + near].min(initial=grid[-1]))
    found = dict(zip(map(float, grid), known, strict=True))
    for budget in ((below + share) / 2, share, (share + above) / 2):
        if min(abs(budget - one) for one in found) > near:
            found[budget] = _again(quest, budget, (np.array(sorted(found)), [found[one] for one in sorted(found)]))
    budgets = sorted(found)
    better = [found[budgets[0]]]
    for budget in budgets[1:]:
        better.append(max(found[budget], better[-1], key=lambda one: one.smooth))
    return np.array(budgets), better


def _again(quest: Quest, share: float, curve: tuple[Array, Sequence[Found]]) -> Found:
    """Search a plan at its share, beginning from its neighbours on the frontier."""
    grid, found = curve
    below = found[int(np.searchsorted(grid, share + 1e-9 * max(share, 1.0), side="right")) - 1]
    above = found[min(int(np.searchsorted(grid, share)), len(found) - 1)]
    here = search(quest.at(budget=share), warm=[*warm(below), *warm(above)], reach=LIGHT)
    return below if below.smooth > here.smooth else here


def _told(
    plans: Mapping[str, Plan], quests: Mapping[str, Quest], chosen: Mapping[str, Found], shares: Mapping[str, float],
    *, budget: float, verify: int, executor: concurrent.futures.Executor | None,
) -> Portfolio:
    """Verify every plan on fresh draws and put the chances together, replicate by replicate."""
    runs: dict[str, Results] = {}
    rows: list[dict[str, Any]] = []
    chances, numbers = [], []
    for name, found in chosen.items():
        run = fresh(plans[name], {"chosen": found.space.amounts(found.x)}, draws=verify, seed=quests[name].seed, executor=executor)
        runs[name] = run
        verified = estimate(quests[name].objective, run, "chosen")
        chances.append(quests[name].objective.by_replicate(run, "chosen"))
        numbers.append(run.estimates["met"][:, run.allocation("chosen")].sum(axis=1))
        rows.append({
            "plan": name, "title": plans[name].title, "share": shares[name], "cost": found.space.cost(found.x),
            "probability": verified.value, "low": verified.low, "high": verified.high, "in_sample": found.value,
            "optimism": found.value - verified.value, **{f"targets{end}": value for end, value in zip(("", "_low", "_high"), _interval(numbers[-1]).values(), strict=True)},
            "of": len(run.targets),
        })
    answer = answer_of(next(iter(runs.values())), "portfolio", "How is the money best shared among the plans?", rows)
    spent = sum(found.space.cost(found.x) for found in chosen.values())
    return Portfolio(
        answer.question, answer.title, answer.rows,
        {**answer.settings, "plan": ", ".join(plans), "budget": budget, "cost": spent, "unspent": budget - spent}, answer.notes,
        expected=_interval(sum(chances)), together=_together(rows, np.prod(chances, axis=0)), targets=_interval(sum(numbers)),
        allocations={name: allocation_of(found.space.amounts(found.x)) for name, found in chosen.items()},
    )


def _together(rows: Sequence[Mapping[str, Any]], by_replicate: Array) -> dict[str, float]:
    """Return the probability that all succeed; where none of the draws shows it, it may still be as high as the chances' upper ends."""
    found = _interval(by_replicate)
    if found["value"] == 0.0:
        found["high"] = math.prod(float(row["high"]) for row in rows)
    return {"value": found["value"], "low": max(found["low"], 0.0), "high": min(found["high"], 1.0)}


def _interval(by_replicate: Any) -> dict[str, float]:
    mean, low, high = mean_interval(np.asarray(by_replicate))
    return {"value": float(mean), "low": float(low), "high": float(high)}
