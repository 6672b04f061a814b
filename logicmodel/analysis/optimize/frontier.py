"""What each budget can buy: the best probability against the money."""

from __future__ import annotations

import concurrent.futures
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.analysis.optimize.climbing import HOPELESS, WARM, Found, scouted
from logicmodel.analysis.optimize.feasibility import feasible_point, needed
from logicmodel.analysis.optimize.least_budget import floor_of, largest, warm
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import DRAWS, VERIFY, asked
from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.quest import Progress, Quest, open_spaces, search, within
from logicmodel.analysis.optimize.rounds import LIGHT, NEAR, WIDE
from logicmodel.analysis.optimize.space import Frame, Terms, choices
from logicmodel.analysis.optimize.starts import even
from logicmodel.analysis.optimize.telling import status_of
from logicmodel.analysis.optimize.verification import OWN, estimate, fresh, own_amounts
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan
from logicmodel.wording import money

PROMISE = 0.02
"""By which share a neighbour's best must look better for a budget to be searched again."""
SPARE = 1e-4
"""Money is left when more than this share of it is."""


@dataclasses.dataclass(frozen=True)
class Frontier(Answer):
    """What each budget can buy, beside what the plan's own allocations attain on the same fresh draws."""

    against: tuple[Mapping[str, Any], ...] = ()
    """The plan's own allocations: ``allocation``, ``value`` with ``low`` and ``high``, and ``cost``."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {**super().to_dict(), "against": [dict(row) for row in self.against]}


def frontier(  # noqa: PLR0913 - the options of optimize
    plan: Plan,
    points: int = 12,
    *,
    maximize: str | Objective = "success",
    low: float | None = None,
    high: float | None = None,
    per_period: float | Sequence[float] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    fixed: Mapping[str, float | Sequence[float]] | None = None,
    vary: str | None = None,
    draws: int = DRAWS,
    verify: int = VERIFY,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Return the best objective for each of several budgets, one row per budget.

    The budgets are evenly spaced from ``low`` (what has to be spent in any case) to ``high`` (half as
    much again as the plan's budget, or as its dearest allocation). ``value`` is verified on fresh draws,
    the same for all budgets; ``in_sample`` is what the search saw. ``cost`` may be less than ``budget``
    where more money buys nothing; then the value stays what it was. ``needs`` is the least budget into which
    the amounts fit: more than they cost where an earmarked fund is not used up. Columns ``amount:INPUT`` hold the
    amounts over all periods, ``cost:INPUT`` what they cost. ``against`` holds the plan's own allocations. The other options are those of ``optimize``.
    """
    if not 2 <= points <= 200:
        raise RequestError(Fault("frontier", f"{points} is not a usable number of points", "choose from 2 to 200"))
    terms = Terms(None, per_period, dict(bounds or {}), dict(fixed or {}), vary)
    quest, _ = asked(plan, maximize, terms, draws=draws, verify=verify, seed=seed)
    floor = floor_of(quest)
    start = max(floor, low or 0.0)
    end = high if high is not None else 1.5 * largest(quest, floor)
    if not start < end:
        least, most = (money(one, plan.currency) for one in (start, end))
        why = ", which has to be spent in any case," if start == floor else ""
        raise RequestError(Fault("frontier", f"there is no room between {least}{why} and {most}", "raise the largest budget"))
    budgets = np.linspace(start, end, points)
    found = along(quest, budgets, within(progress, 0.0, 0.9))
    rows = _rows(quest, budgets, found, verify, executor)
    if progress is not None:
        progress(1000, 1000)
    return dataclasses.replace(rows, title=f"What can each budget buy? Best {_what(quest)}")


def _what(quest: Quest) -> str:
    return "probability" if quest.objective.probability else str(quest.objective)


def along(quest: Quest, budgets: Sequence[float] | np.ndarray, progress: Progress | None = None) -> list[Found]:
    """Search every budget, beginning from its neighbours; more money is never worth less.

    Going up, each begins from the budget below; where that left money already, more of it is only sought
    with the largest budget, from all starts. Going down, what is best above is tried with less money, and
    only where that promises more than what was found is the search repeated.
    """
    found: list[Found] = []
    count = len(budgets)
    _fit(quest, float(budgets[count // 2]))
    for number, budget in enumerate(budgets):
        here = quest.at(budget=float(budget))
        last = found[-1] if found else None
        if last is None or number == count - 1:
            found.append(search(here, warm=warm(last) if last else [], reach=WIDE))
        elif settled(here, last):
            found.append(last)
        else:
            found.append(search(here, warm=warm(last), reach=LIGHT))
        if last and last.smooth > found[-1].smooth:
            found[-1] = last
        if progress is not None:
            progress(number + 1, 2 * count)
    for number in range(count - 2, -1, -1):
        below = quest.at(budget=float(budgets[number]))
        if found[number + 1].smooth > found[number].smooth and promises(below, found[number + 1], found[number]):
            again = search(below, warm=warm(found[number + 1]), reach=NEAR)
            found[number] = max(again, found[number], key=lambda one: one.smooth)
        if progress is not None:
            progress(2 * count - number - 1, 2 * count)
    for number in range(1, count):
        if found[number - 1].smooth > found[number].smooth:
            found[number] = found[number - 1]
    return found


def _fit(quest: Quest, budget: float) -> None:
    """Fit the width of blurred edges to a budget in the middle: with the least of them margins hardly spread."""
    space = Frame(quest.plan, dataclasses.replace(quest.terms, budget=budget)).space(choices(quest.plan)[0])
    for frozen in quest.fine.values():
        frozen.calibrate(space.amounts(even(space)))


def settled(quest: Quest, below: Found) -> bool:
    """Say whether what is best with less money stays so: it left some, has a chance, and no package becomes affordable.

    Levels are kept out, as a critical mass may pay only when there is more money.
    """
    budget = below.space.budget
    left = budget is not None and needed(below.space, below.x) < budget * (1.0 - SPARE)
    hopeful = quest.objective.probability and below.smooth > HOPELESS
    return left and hopeful and len(open_spaces(quest)) == len(open_spaces(quest.at(budget=budget)))


def promises(quest: Quest, above: Found, here: Found) -> bool:
    """Say whether a short climb from what is best with more money leads higher than what was found with this."""
    space = Frame(quest.plan, quest.terms).space(above.space.packages)
    if feasible_point(space) is None:
        return False
    problem = Problem(space, quest.objective, quest.scouts)
    tried = scouted(problem, "the budget next to it", space.point(above.space.amounts(above.x)), WARM)
    now = Problem(here.space, quest.objective, quest.scouts).smooth(here.x, WARM.widths[-1])
    return tried.smooth > now + PROMISE * max(abs(now), abs(tried.smooth) if not quest.objective.probability else 0.05)


def _rows(
    quest: Quest, budgets: np.ndarray, found: Sequence[Found], verify: int, executor: concurrent.futures.Executor | None
) -> Frontier:
    """Ask fresh draws about all allocations together; what is best for several budgets is asked once."""
    names = [f"at-{next(place for place, other in enumerate(found) if other is one)}" for one in found]
    amounts = [one.space.amounts(one.x) for one in found]
    keep = None if quest.objective.needs_draws else "nothing"
    own = own_amounts(quest.plan)
    run = fresh(quest.plan, {**dict(zip(names, amounts, strict=True)), **own}, draws=verify, seed=quest.seed, executor=executor, keep=keep)
    rows: list[dict[str, Any]] = []
    for name, budget, one, given in zip(names, budgets, found, amounts, strict=True):
        status, agreeing = status_of(one, quest.objective)
        verified = estimate(quest.objective, run, name)
        totals = {key: float(value.sum()) for key, value in given.items()}
        rows.append({
            "budget": float(budget), "cost": one.space.cost(one.x), "needs": needed(one.space, one.x), **verified.to_dict(), "in_sample": one.value,
            "optimism": one.value - verified.value, "packages": ", ".join(one.space.packages),
            "status": status, "starts": len(one.climbs), "agreeing": agreeing,
            **{f"amount:{key}": total for key, total in totals.items()},
            **{f"cost:{key}": total * one.space.prices[key] for key, total in totals.items()},
        })
    answer = answer_of(run, "frontier", "What can each budget buy?", rows)
    known = {"objective": str(quest.objective), "probability": quest.objective.probability, "budget": quest.plan.budget.total}
    against = [
        {"allocation": name.removeprefix(OWN), **estimate(quest.objective, run, name).to_dict(),
         "cost": float(run.estimates["cost"][:, run.allocation(name)].mean())}
        for name in own
    ]
    return Frontier(
        answer.question, answer.title, answer.rows, {**answer.settings, **known}, answer.notes, answer.titles, against=tuple(against)
    )
