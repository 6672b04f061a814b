"""Which uncertain numbers drive the outcome?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from logicmodel.analysis.likeliest import Likeliest, likeliest, likeliest_of
from logicmodel.analysis.sensitivity.aims import aims_of
from logicmodel.analysis.sensitivity.drivers import Driver, drivers_of, leading
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row
from logicmodel.analysis.sensitivity.model import REPLICATES, Counted, Model, OfPlan, Plain
from logicmodel.analysis.sensitivity.settled import settled
from logicmodel.analysis.sensitivity.telling import Sensitivity, Study
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.measure import successes
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading
from logicmodel.engine.results import Results
from logicmodel.engine.simulate import chosen_amounts, points_for, simulate
from logicmodel.engine.trial import Arm, Trial, drawn
from logicmodel.errors import Problem, RequestError, did_you_mean
from logicmodel.kinds import OneOf
from logicmodel.plan.plan import Plan

Amounts: TypeAlias = Mapping[str, float | Sequence[float]]
Progress: TypeAlias = Callable[[int, int], None]
ROOM = 2**28
"""Most numbers in all draws together."""


def sensitivity(  # noqa: PLR0913 - one option for each thing that can be chosen
    plan: Plan | Results,
    target: str | Sequence[str] | None = None,
    *,
    method: str | Method = "sobol",
    allocation: str | Amounts | None = None,
    of: str | None = None,
    draws: int | None = None,
    seed: int = 1,
    second_order: bool = False,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return how much each uncertain number matters, the most important first.

    ``target`` is ``success`` (the default where there are targets), a target's id or ``node@period``; a list
    gives rows for each, and ``all`` stands for success and every target. ``of`` is ``met`` (whether it is
    met, the default where it can be) or ``level``. ``allocation`` is a name or amounts; the one
    likeliest to succeed by default. ``method`` is one of

    - ``tornado``: swings of level and chance from the 10th to the 90th percentile of each number;
    - ``rank``: rank correlations, plain and partial;
    - ``morris``: screening by elementary effects;
    - ``sobol``: shares of the variance that a number explains alone (``S1``) and with others (``ST``);
    - ``shapley``: shares of the variance that sum to 1, right for correlated numbers too;
    - ``given``: first-order shares from draws that exist already;
    - ``target``: what separates the draws that meet the target from the others.

    ``draws`` is rounded up to 16 replicates of a power of two. Every row has a ``sentence``; ``clear`` is False
    where the interval does not tell the number from one that does nothing. ``second_order`` adds ``pairs``
    (method ``sobol``). ``plan`` may be results of a run for methods that need no new draws, such as ``given``.
    ``progress`` is called with evaluations done and to do.

    Raises RequestError for unknown names, too few draws, and for a target that is met always or never.
    """
    part = _method(method, second_order=second_order)
    if isinstance(plan, Results):
        if draws is not None:
            raise RequestError("a run has the draws it has", remedy="leave draws out, or give the plan")
        return given_sensitivity(plan, target, method=part, allocation=allocation, of=of)
    program = compile_plan(plan)
    name, amounts, best = _chosen(plan, allocation, seed)
    aims = aims_of(program, target, of, both=part.both)
    _check_kind(part, aims.aims)
    _check_draws(program)
    everything = drivers_of(program, together=part.together)
    points = _points(part, draws, seed, program, len(everything))
    run = simulate(plan, {name: {key: list(map(float, one)) for key, one in amounts.items()}}, draws=32, keep="nothing")
    reader = OfPlan(program, aims.readings, Arm(amounts))
    model = Model(program, everything, reader, points, seed)
    (state,), count = model.sample(), points * REPLICATES
    chosen, notes = settled(
        aims.aims, model.read(state), stated=of is not None, open_=lambda: _sometimes_met(program, amounts, state.values)
    )
    lead = [leading(program, aims.readings[aim.place], amounts) for aim in chosen]
    drivers = tuple(one for one in everything if any(column.name in some for column in one.columns for some in lead))
    parts = _parts(part, program, drivers, lead)
    counted = Counted(reader, count * sum(part.sets(len(some)) for _, some in parts), progress)
    found = _measured(part, dataclasses.replace(model, drivers=drivers, reader=counted), chosen, parts)
    told = Study(part, program, chosen, everything, drivers, lead, (*(best.note(plan) if best else ()), *notes))
    settings = {"seed": seed, "draws": count, "replicates": REPLICATES, "sampler": "sobol"}
    return told.answer(run, found, {**settings, "evaluations": counted.done, "allocation": name, "chosen": best.why if best else ""})


Places: TypeAlias = tuple[list[int], tuple[Driver, ...]]
"""Some aims, by place, and the drivers that are measured for them."""


def _parts(part: Method, program: Program, drivers: tuple[Driver, ...], lead: Sequence[frozenset[str]]) -> list[Places]:
    """Return which aims can be measured at once.

    A number that leads to one aim alone must not take a share of another one from a number it is correlated with.
    """
    every = list(range(len(lead)))
    if not part.divides or not program.correlated:
        return [(every, drivers)]
    bound = frozenset(name for group in program.correlated for name in group.columns)
    found: dict[frozenset[str], list[int]] = {}
    for place in every:
        found.setdefault(lead[place] & bound, []).append(place)
    if len(found) == 1:
        return [(every, drivers)]
    return [
        (places, tuple(one for one in drivers if any(one.one.name in lead[place] for place in places)))
        for places in found.values()
    ]


def _measured(part: Method, model: Model, aims: Sequence[Aim], parts: Sequence[Places]) -> Found:
    """Return what is measured of all aims and drivers; drivers that do not lead to an aim do nothing to it."""
    if len(parts) == 1:
        return part.measure(model, aims)
    rows: list[Sequence[Row]] = [()] * len(aims)
    whole: list[Row] = [{}] * len(aims)
    for places, drivers in parts:
        found = part.measure(dataclasses.replace(model, drivers=drivers), [aims[place] for place in places])
        for number, place in enumerate(places):
            mine = dict(zip(drivers, found.rows[number], strict=True))
            rows[place] = [mine.get(driver, part.nothing(aims[place])) for driver in model.drivers]
            whole[place] = found.whole[number]
    return Found(rows, whole)


def given_sensitivity(
    results: Results,
    target: str | Sequence[str] | None = None,
    *,
    method: str | Method = "given",
    allocation: str | Amounts | None = None,
    of: str | None = None,
) -> Sensitivity:
    """Return how much each uncertain number matters, from the draws of a run alone: nothing is simulated.

    ``allocation`` is one of the run; the one likeliest to succeed by default. Otherwise as ``sensitivity``.

    Raises RequestError where the run kept no draws, or not those of what is asked for, and for a method that
    needs draws of its own.
    """
    part = _method(method, second_order=False)
    if not part.from_runs:
        raise RequestError(f"the method {part.kind} needs draws of its own", remedy="give the plan, or method='given'")
    program = results.program
    place = results.allocation(_of_run(results, allocation))
    aims = aims_of(program, target, of, both=part.both)
    _check_kind(part, aims.aims)
    _check_draws(program)
    if results.count < part.least:
        raise RequestError(f"the run has only {results.count:,} draws", remedy=f"take at least {part.least:,}")
    amounts = {key: np.array(one) for key, one in results.amounts[results.allocations[place]].items()}
    outcomes = np.array([_kept(results, reading, place) for reading in aims.readings])
    chosen, notes = settled(
        aims.aims, outcomes, stated=of is not None, open_=lambda: _sometimes_met(program, amounts, drawn(results))
    )
    lead = [leading(program, aims.readings[aim.place], amounts) for aim in chosen]
    everything = drivers_of(program)
    drivers = tuple(one for one in everything if any(one.one.name in some for some in lead))
    model = Model(program, drivers, Plain(_no_reading), results.points, results.seed, results.replicates)
    found = part.from_draws(model, chosen, drawn(results), outcomes)
    told = Study(part, program, chosen, everything, drivers, lead, notes)
    return told.answer(results, found, {"allocation": results.allocations[place]})


def _of_run(results: Results, allocation: str | Amounts | None) -> str:
    if allocation is None and results.allocations:
        best = likeliest_of(results)
        assert best is not None
        return best.name
    if not isinstance(allocation, str) or allocation not in results.allocations:
        raise RequestError(
            "the run has no such allocation", remedy=did_you_mean(str(allocation), results.allocations)
        )
    return allocation


def _kept(results: Results, reading: Reading, place: int) -> Array:
    """Return one reading of every draw of a run."""
    if reading.node is not None:
        if reading.node not in results.kept:
            raise RequestError(f"the run did not keep the draws of {reading.node}", remedy="simulate with keep='all'")
        return np.asarray(results.draws["x"][place, results.kept.index(reading.node), reading.period])
    if "met" not in results.draws:
        raise RequestError("the run kept no draws", remedy="simulate fewer draws, or with keep='all'")
    if reading.target is None:
        return np.asarray(successes(results.program, results.draws["met"][place] > 0.5), float)
    return np.asarray(results.draws[reading.what][place, results.targets.index(reading.target)])


def _sometimes_met(program: Program, amounts: Mapping[str, Array], values: Mapping[str, Array]) -> list[str]:
    """Return the targets that are met in some draws and missed in others."""
    trial = Trial(program, [Reading("met", target=step.id) for step in program.targets])
    shares = trial.read(values, [Arm(amounts)])[0].mean(axis=-1)
    return [step.id for step, share in zip(program.targets, shares, strict=True) if 0.01 < share < 0.99]


def _no_reading(values: Mapping[str, Array], draws: int) -> Array:
    raise NotImplementedError


def _check_kind(part: Method, aims: Sequence[Aim]) -> None:
    if part.only_met and any(aim.of == "level" for aim in aims):
        raise RequestError(f"the method {part.kind} is about meeting a target", remedy="method='given' is about levels")


def _check_draws(program: Program) -> None:
    if not program.columns:
        raise RequestError("nothing in the plan is uncertain", remedy="give a number as a range, such as 10 to 20")


def _method(method: str | Method, *, second_order: bool) -> Method:
    try:
        part = OneOf(Method).read(method)
    except ValueError as error:
        raise RequestError(Problem("method", str(error))) from None
    assert isinstance(part, Method)
    if second_order:
        if "second_order" not in type(part).model_fields:
            raise RequestError(
                f"the method {part} knows no second order", remedy="method='sobol' does"
            )
        return part.model_copy(update={"second_order": True})
    return part


def _chosen(plan: Plan, allocation: str | Amounts | None, seed: int) -> tuple[str, dict[str, Array], Likeliest | None]:
    """Return the name of the allocation, its amounts by input and period, and why it is that one where nobody named it."""
    best = likeliest(plan, seed=seed) if allocation is None else None
    allocation = best.name if best else allocation
    if allocation is None:
        raise RequestError("the plan has no allocation to look at", remedy="give amounts")
    names, (amounts,) = chosen_amounts(plan, [allocation] if isinstance(allocation, str) else {"given": allocation})
    return names[0], amounts, best


def _points(part: Method, draws: int | None, seed: int, program: Program, drivers: int) -> int:
    """Return the draws of each replicate; as many as were asked for, or as the method takes by default."""
    rows = max(len(program.rows), 1)
    most = max(1 << (ROOM // (2 * rows)).bit_length() - 1, part.least)
    problems = []
    if draws is not None and not part.least <= draws <= most:
        few = "few" if draws < part.least else "many"
        message = f"{draws:,} draws of {rows} numbers are too {few} for the method {part.kind}"
        problems.append(Problem("draws", message, f"take from {part.least:,} to {most:,}"))
    if seed < 0:
        problems.append(Problem("seed", f"{seed} is negative", "choose 0 or more"))
    if problems:
        raise RequestError(problems)
    return points_for(min(draws or part.default(drivers), most))
