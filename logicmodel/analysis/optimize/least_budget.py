"""How much would be enough: the least budget with which a wanted probability can be had."""

from __future__ import annotations

import concurrent.futures
import functools
import math
from collections.abc import Callable, Mapping, Sequence

from scipy.special import ndtri

from logicmodel.analysis.optimize.climbing import HOPELESS, Found
from logicmodel.analysis.optimize.feasibility import least_cost, needed
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimize import DRAWS, VERIFY, asked
from logicmodel.analysis.optimize.optimum import Optimum
from logicmodel.analysis.optimize.quest import Progress, Quest, search, within
from logicmodel.analysis.optimize.rounds import LIGHT, NEAR
from logicmodel.analysis.optimize.space import Frame, Terms, choices
from logicmodel.analysis.optimize.telling import told
from logicmodel.analysis.optimize.verification import estimate, fresh
from logicmodel.engine.arrays import Array
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan
from logicmodel.wording import chance, money

CLOSE = 2e-4
"""How near two budgets must be, relatively, for the search to end."""
MOST = 24
"""Most budgets that are tried."""
DOUBLINGS = 40
NO_CHANCE = 5e-4
"""A probability that is told as none."""
STEP, STEPS = 0.003, 6
"""The first step upwards where fresh draws show less than is wanted, as a share of the budget; and most steps."""
MARGIN = 0.1
"""How much further than the straight line says the last step goes, as a share of the step before."""


def least_budget(  # noqa: PLR0913 - the options of optimize
    plan: Plan,
    probability: float,
    *,
    maximize: str | Objective = "success",
    most: float | None = None,
    per_period: float | Sequence[float] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    fixed: Mapping[str, float | Sequence[float]] | None = None,
    vary: str | None = None,
    draws: int = DRAWS,
    verify: int = VERIFY,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
) -> Optimum:
    """Return the cheapest allocation found with which the objective has the wanted probability.

    ``most`` is the largest budget that may be considered; without it the budget is doubled until
    the probability is reached. The other options are those of ``optimize``. The probability never
    falls with the budget, as money may be left unspent, so the least one is found by root-finding
    between budgets, each searched anew from the best allocation next to it. Where fresh draws then show less
    than is wanted, there is a little more money until they do not, unless ``most`` forbids it. What is told
    of these draws is therefore a little flattered, by less than the width of its interval.

    Raises RequestError where the probability cannot be had within the limits, with the highest that can.
    """
    if not 0.0 < probability < 1.0:
        raise RequestError(
            Fault("least_budget_for", f"{probability:g} is not a probability that can be aimed at", "choose one above 0 and below 1, such as 0.8")
        )
    terms = Terms(most, per_period, dict(bounds or {}), dict(fixed or {}), vary)
    quest, plans = asked(plan, maximize, terms, draws=draws, verify=verify, seed=seed)
    if not quest.objective.probability:
        raise RequestError(
            Fault("maximize", "a least budget needs a probability to aim at", "choose success or the id of a target")
        )
    found = _narrowed(quest, probability, most, progress)
    if verify >= next(iter(quest.fine.values())).draws:  # fewer know less than the search does
        see = functools.partial(_fresh, quest, draws=verify, executor=executor)
        found = confirmed(quest, found, probability, most, see)
    return told(quest, plans, found, verify=verify, executor=executor, progress=within(progress, 0.9, 1.0))


def _narrowed(quest: Quest, wanted: float, most: float | None, progress: Progress | None) -> Found:
    """Find the least budget between one that is too small and one that is enough."""
    floor = floor_of(quest)
    low, high = floor, largest(quest, floor) if most is None else most
    best = search(quest.at(budget=high), progress=within(progress, 0.0, 0.3))
    value = best.smooth
    while value < wanted and most is None and high < max(floor, 1.0) * 2.0**DOUBLINGS:
        low, high = high, 2.0 * high
        best = search(quest.at(budget=high), warm=warm(best), reach=LIGHT)
        last, value = value, best.smooth
        # With next to nothing to spend, no allocation shows a chance yet: that says nothing about more money.
        if value > HOPELESS and value - last < 1e-6 and best.space.cost(best.x) < 0.75 * high:
            break
    if low > floor:  # blurred edges were fitted to a budget that was far too small
        for frozen in quest.fine.values():
            frozen.calibrate(best.space.amounts(best.x))
        best = search(quest.at(budget=high), warm=warm(best), reach=LIGHT)
        value = best.smooth
    if value < wanted:
        raise RequestError(_unreachable(quest, wanted, value, high, most=most))
    at_low, at_high, width = _score(0.0), _score(value), max(high - low, CLOSE * high)
    for number in range(MOST):
        if high - low <= CLOSE * high:
            break
        middle = _between(low, high, at_low, at_high, _score(wanted), number)
        here = search(quest.at(budget=middle), warm=warm(best), reach=LIGHT)
        value = here.smooth
        if value >= wanted:
            best, high, at_high = here, min(middle, needed(here.space, here.x)), _score(value)
        else:
            low, at_low = middle, _score(value)
        if progress is not None:
            done = math.log(max(high - low, CLOSE * high) / width) / math.log(min(CLOSE * high / width, 0.5))
            progress(300 + round(600 * min(max(done, 0.0), 1.0)), 1000)
    return best


def confirmed(quest: Quest, found: Found, wanted: float, most: float | None, see: Callable[[Found], float]) -> Found:
    """Return what was found, or with a little more money what has the wanted probability on fresh draws too.

    Steps upwards double until one is enough; between the last two a straight line in the scores tells how much is.
    """
    low, at_low = found, see(found)
    if at_low >= wanted:
        return found
    share = STEP
    for _ in range(STEPS):
        start = needed(low.space, low.x)
        budget = start * (1.0 + share) if most is None else min(start * (1.0 + share), most)
        high = search(quest.at(budget=budget), warm=warm(low), reach=NEAR)
        at_high = see(high)
        if at_high >= wanted or (most is not None and budget >= most):
            break
        low, at_low, share = high, at_high, 2.0 * share
    if at_high < wanted:
        return max((found, high), key=see)
    top = needed(high.space, high.x)
    part = (_score(wanted) - _score(at_low)) / max(_score(at_high) - _score(at_low), 1e-12)
    between = search(quest.at(budget=start + (top - start) * min(part + MARGIN, 1.0)), warm=warm(high), reach=NEAR)
    return between if see(between) >= wanted else high


def _fresh(quest: Quest, found: Found, *, draws: int, executor: concurrent.futures.Executor | None) -> float:
    """Return the objective of what was found on the draws with which it will be told."""
    keep = None if quest.objective.needs_draws else "nothing"
    amounts = {"found": found.space.amounts(found.x)}
    run = fresh(quest.plan, amounts, draws=draws, seed=quest.seed, executor=executor, keep=keep)
    return estimate(quest.objective, run, "found").value


def floor_of(quest: Quest) -> float:
    """Return what has to be spent in any case, by the cheapest choice of packages."""
    frame = Frame(quest.plan, quest.terms)
    least = [least_cost(frame.space(packages)) for packages in choices(quest.plan)]
    return min((cost for cost in least if cost is not None), default=0.0)


def largest(quest: Quest, floor: float) -> float:
    """Return the largest of what has to be spent, the plan's own budget and what its allocations cost."""
    known = [floor, quest.plan.budget.total or 0.0]
    frame = Frame(quest.plan, quest.terms)
    space = frame.space(choices(quest.plan)[0])
    periods = quest.plan.periods.count
    known += [
        sum(
            space.prices[name] * (sum(amount) if isinstance(amount, tuple) else amount * periods)
            for name, amount in allocation.amounts.items()
        )
        for allocation in quest.plan.allocations.values()
    ]
    return max(known) or 1.0


def warm(found: Found) -> list[tuple[str, Mapping[str, Array]]]:
    """Return the amounts of another search as something to begin with."""
    return [("the budget next to it", found.space.amounts(found.x))]


def _score(probability: float) -> float:
    """Return the normal quantile of a probability, in which it is nearly linear in the budget's logarithm."""
    return float(ndtri(min(max(probability, 1e-6), 1.0 - 1e-6)))


def _between(low: float, high: float, at_low: float, at_high: float, wanted: float, number: int) -> float:
    """Return the next budget to try: by the line through both ends, now and then the middle."""
    start = max(low, high * 1e-6)
    if number % 3 == 2 or not at_high > at_low or low <= 0:
        return math.sqrt(start * high) if low > 0 else (low + high) / 2
    share = min(max((wanted - at_low) / (at_high - at_low), 0.02), 0.98)
    return float(start * (high / start) ** share)


def _unreachable(quest: Quest, wanted: float, value: float, high: float, *, most: float | None) -> Fault:
    whole, about = money(high, quest.plan.currency), f"has about {chance(min(max(value, 0.0), 1.0))}"
    what = f"a probability of {100 * wanted:.6g} % cannot be had"
    if value < NO_CHANCE:
        reach = f"with {whole}" if most is not None else "within the limits, whatever is spent"
        return Fault(
            "least_budget_for", f"{what} {reach}: no allocation that was tried shows a chance",
            "look whether each target can be met at all, one by one, or ask for less",
        )
    if most is not None:
        return Fault("least_budget_for", f"{what} with {whole}: the best found {about}", "raise the budget, or ask for less")
    return Fault(
        "least_budget_for", f"{what} within the limits, whatever is spent: the best found, with {whole}, {about}",
        "loosen the limits that hold it back (search with a large budget to see which), or ask for less",
    )
