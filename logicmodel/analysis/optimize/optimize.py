"""Search for the allocation that is best at an objective, then ask fresh draws how good it is."""

from __future__ import annotations

import concurrent.futures
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from logicmodel.analysis.optimize.climbing import Found
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimum import Optimum
from logicmodel.analysis.optimize.quest import Progress, Quest, search, within
from logicmodel.analysis.optimize.rounds import LIGHT, WIDE
from logicmodel.analysis.optimize.space import Frame, Terms
from logicmodel.analysis.optimize.telling import active, hard, told
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.errors import Problem as Fault
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.kinds import OneOf
from logicmodel.plan.override import future
from logicmodel.plan.plan import Plan

DRAWS = 2048
"""Draws on which allocations are sought."""
VERIFY = 32_768
"""Fresh draws with which the winner is told."""
FEWEST, MOST_DRAWS, MOST_VERIFIED = 32, 2**20, 2**30
"""How many draws of both kinds there may be: with fewer nothing could be told, with more there is no memory."""


def objective_of(wanted: str | Objective, plan: Plan) -> Objective:
    """Return the objective that is meant: a part, its text form, or the id of a target or its node."""
    if isinstance(wanted, Objective):
        return wanted
    ids = {target.name for target in plan.targets} | {target.node for target in plan.targets}
    text = f"target:{wanted}" if wanted in ids else wanted
    kind, colon, rest = text.partition(":")
    family = Objective.family
    assert family is not None
    try:
        if not colon:
            part = OneOf(Objective).read(text)
        else:
            of, _, number = rest.partition(",")
            model = family.named(kind.strip())
            extra = [name for name in model.positional if name != "of"]
            values: dict[str, Any] = {"of": of.strip()} | ({extra[0]: float(number)} if number and extra else {})
            part = model.model_validate(values)
    except ValidationError as error:
        found = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        raise RequestError(Fault("maximize", f"cannot read '{wanted}': {found}", "write for example quantile:NODE,0.1")) from None
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        remedy = f"{hint or 'known: ' + ', '.join(family.kinds())} or give the id of a target"
        raise RequestError(Fault("maximize", f"cannot read '{wanted}': {message}", remedy)) from None
    assert isinstance(part, Objective)
    return part


def optimize(  # noqa: PLR0913 - one option for each thing that can be chosen about a search
    plan: Plan,
    *,
    maximize: str | Objective = "success",
    budget: float | None = None,
    per_period: float | Sequence[float] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    fixed: Mapping[str, float | Sequence[float]] | None = None,
    vary: str | None = None,
    futures: Sequence[str] = (),
    draws: int = DRAWS,
    verify: int = VERIFY,
    seed: int = 1,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
) -> Optimum:
    """Return the allocation with the best objective within the limits, verified on fresh draws.

    ``maximize`` is ``success`` (the probability that the plan succeeds), the id of a target, or a text
    form such as ``effect:NODE``, ``quantile:NODE,0.1``, ``shortfall:NODE`` or ``npv``. Limits that are
    not given are those of the plan's ``budget:``. With ``futures`` (names in the plan; "" is the plan as
    it is) the worst regret over them is made as small as possible. ``draws`` are used for the search,
    ``verify`` fresh ones to tell how good the winner is. ``vary`` is ``plan`` or ``period``.

    Raises RequestError where limits conflict (they are named), names are unknown, or the objective has
    nothing to hold on to. Method: smoothed sample average approximation on common random numbers,
    climbed by sequential quadratic programming from several starts with exact gradients.
    """
    terms = Terms(budget, per_period, dict(bounds or {}), dict(fixed or {}), vary)
    quest, plans = asked(plan, maximize, terms, futures=futures, draws=draws, verify=verify, seed=seed)
    others: dict[str, Mapping[str, Array]] = {}
    if len(plans) > 1:
        for number, name in enumerate(plans):
            part = within(progress, 0.7 * number / len(plans), 0.7 * (number + 1) / len(plans))
            one = search(quest.alone(name), warm=list(others.items()), progress=part)
            others[name] = one.space.amounts(one.x)
        quest = dataclasses.replace(quest, rivals=others)
    warm = [(f"the best in {name or 'the plan as it is'}", amounts) for name, amounts in others.items()]
    found = search(quest, warm=warm, reach=LIGHT if others else WIDE, progress=within(progress, 0.7 if others else 0.0, 0.9))
    free = None if others else relaxed(quest, found)
    return told(
        quest, plans, found, alone=others, free=free, verify=verify, executor=executor, progress=within(progress, 0.9, 1.0)
    )


def relaxed(quest: Quest, found: Found) -> Found | None:
    """Return what is best where only the money is limited; None where no other limit stands in the way."""
    frame = Frame(quest.plan, quest.terms)
    if not hard(active(found.space, found.x)) or (frame.total is None and frame.per_period is None):
        return None
    free = search(quest.at(limits="money"), warm=[("the best within the limits", found.space.amounts(found.x))], reach=LIGHT)
    return free if free.smooth >= found.smooth else found


def asked(
    plan: Plan, maximize: str | Objective, terms: Terms, *, futures: Sequence[str] = (), draws: int, verify: int, seed: int
) -> tuple[Quest, dict[str, Plan]]:
    """Return the question, checked, with its draws made, and the plan in each future."""
    objective = objective_of(maximize, plan)
    plans = {name: plan if name == "" else future(plan, name) for name in (futures or ("",))}
    _check(plan, terms, objective, plans, {"draws": (draws, FEWEST, MOST_DRAWS), "verify": (verify, FEWEST, MOST_VERIFIED)})
    return Quest.of(plan, plans, objective, terms, draws=draws, seed=seed), plans


def _check(
    plan: Plan, terms: Terms, objective: Objective, plans: Mapping[str, Plan], numbers: Mapping[str, tuple[int, int, int]]
) -> None:
    """Refuse, all at once, names and numbers that cannot be meant."""
    problems = [
        Fault(name, f"too {'few' if found < low else 'many'} draws: {found:,}", f"take from {low:,} to {high:,}")
        for name, (found, low, high) in numbers.items() if not low <= found <= high
    ]
    for what, given in (("bounds", terms.bounds), ("fixed", terms.fixed)):
        problems += [
            Fault(what, f"no input is called {name}", did_you_mean(name, plan.inputs)) for name in given if name not in plan.inputs
        ]
    problems += [
        Fault(f"bounds.{name}", f"the least and the most must be numbers from 0 up, found {low:g} and {high:g}", "write them in order")
        for name, (low, high) in terms.bounds.items() if not 0 <= low <= high
    ]
    problems += [
        Fault(f"fixed.{name}", "cannot be fixed and have bounds too", "leave one of them out") for name in terms.fixed if name in terms.bounds
    ]
    problems += [
        Fault(where, f"a list needs one number for each of the {plan.periods.count} periods, found {len(given)}",
              "write as many numbers, or one number for all periods")
        for where, given in _in_time(terms) if isinstance(given, Sequence) and len(given) != plan.periods.count
    ]
    problems += [
        Fault(where, f"an amount cannot be negative, found {least:g}", "give amounts from 0 up")
        for where, given in _in_time(terms)
        if (least := min(given, default=0.0) if isinstance(given, Sequence) else given) < 0
    ]
    if terms.budget is not None and not terms.budget >= 0:
        problems.append(Fault("budget", f"cannot be {terms.budget:g}", "give an amount from 0 up"))
    if terms.vary not in (None, "plan", "period"):
        problems.append(Fault("vary", f"'{terms.vary}' is not a way to vary amounts", "choose plan or period"))
    if problems:
        raise RequestError(problems)
    for one in plans.values():
        objective.check(compile_plan(one))


def _in_time(terms: Terms) -> list[tuple[str, float | Sequence[float]]]:
    """Return every amount of the terms that may be a list, with its place."""
    found: list[tuple[str, float | Sequence[float]]] = [(f"fixed.{name}", given) for name, given in terms.fixed.items()]
    return found if terms.per_period is None else [*found, ("per_period", terms.per_period)]
