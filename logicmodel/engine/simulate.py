"""Compile, sample, evaluate, label."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import functools
import importlib.metadata
import itertools
import platform
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.intervals import probability_interval
from logicmodel.engine.program import Program
from logicmodel.engine.replicate import Replicate
from logicmodel.engine.request import Request
from logicmodel.engine.results import NOTHING, Results
from logicmodel.engine.run import late_links, run
from logicmodel.engine.samplers.sampler import Sampler
from logicmodel.errors import LogicModelError, PlanError, Problem, RequestError, did_you_mean
from logicmodel.kinds import OneOf
from logicmodel.plan.decisions import AllocationForm
from logicmodel.plan.plan import Plan

REPLICATES = 16
DRAWS = 8192
MOST_DRAWS = 1_048_576
ROOM = 64 * 2**20
"""Draws are kept by default as long as they take no more bytes than this."""

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of draws done and to do."""
Amounts: TypeAlias = Mapping[str, float | Sequence[float]]


def simulate(  # noqa: PLR0913 - one option for each thing that can be chosen about a run
    plan: Plan,
    allocations: Sequence[str] | Mapping[str, Amounts] | None = None,
    *,
    draws: int | None = None,
    precision: float | None = None,
    max_draws: int = MOST_DRAWS,
    seed: int = 1,
    sampler: str | Sampler = "sobol",
    keep: str | Sequence[str] | None = None,
    executor: concurrent.futures.Executor | None = None,
    progress: Progress | None = None,
    block: int | None = None,
) -> Results:
    """Run the plan under each allocation on the same draws.

    ``allocations`` are names of the plan's allocations (all of them by default), or a mapping of
    names to amounts by input. ``draws`` is the total, rounded up to 16 replicates of a power of two
    (8,192 by default). With ``precision`` (a half-width such as 0.005) draws are doubled until every
    probability is that precise or ``max_draws`` is reached. ``keep`` names the nodes whose draws are
    kept, or ``"all"`` or ``"nothing"``; by default the draws of outcomes and of nodes with targets are
    kept while they are few. ``executor`` is any ``concurrent.futures.Executor``. ``progress`` is called
    with draws done and to do. Results are the same to the bit for any ``executor`` and ``block``.

    Raises IncompleteError for missing numbers and RequestError for an impossible request.
    """
    program = compile_plan(plan)
    names, amounts = chosen_amounts(plan, allocations)
    _check_numbers(draws, precision, max_draws, seed)
    points = _first_points(draws, precision, max_draws)
    part = _sampler(sampler)
    while True:
        request = _request(
            program, names, amounts, sampler=part, seed=seed, points=points, keep=keep, block=block
        )
        if executor is not None:
            request = dataclasses.replace(request, least_jobs=8)
        replicates = _run_all(request, executor, progress)
        reached = precision is None or _precise(request, replicates, precision)
        if reached or REPLICATES * points * 2 > max_draws:
            break
        points *= 2
    return _results(request, replicates, precision, reached=reached)


def points_for(draws: int) -> int:
    """Return the draws of each replicate for a wanted total: a power of two, at least 2.

    >>> points_for(10_000)
    1024
    """
    each = max(-(-draws // REPLICATES), 2)
    return 1 << (each - 1).bit_length()


def _first_points(draws: int | None, precision: float | None, most: int) -> int:
    """Return the draws of each replicate to begin with; a precision alone does not start above ``most``."""
    if draws is not None or precision is None:
        return points_for(draws or DRAWS)
    return min(points_for(DRAWS), 1 << (most // REPLICATES).bit_length() - 1)


def _sampler(sampler: str | Sampler) -> Sampler:
    try:
        part = OneOf(Sampler).read(sampler)
    except ValueError as error:
        raise RequestError(Problem("sampler", str(error))) from None
    assert isinstance(part, Sampler)
    return part


def _check_numbers(draws: int | None, precision: float | None, most: int, seed: int) -> None:
    problems = []
    if draws is not None and not 32 <= draws <= 2**30:
        problems.append(Problem("draws", f"{draws} is not a usable number of draws", "choose from 32 to 1,073,741,824"))
    if precision is not None and not 1e-5 <= precision < 0.5:
        problems.append(Problem("precision", f"{precision:g} is not a usable half-width", "choose from 0.001% to below 50%"))
    if most < 32:
        problems.append(Problem("max_draws", f"{most} is too small", "choose at least 32"))
    if seed < 0:
        problems.append(Problem("seed", f"{seed} is negative", "choose 0 or more"))
    if problems:
        raise RequestError(problems)


def chosen_amounts(
    plan: Plan, allocations: Sequence[str] | Mapping[str, Amounts] | None
) -> tuple[tuple[str, ...], tuple[dict[str, Array], ...]]:
    """Return the names of the allocations and their amounts per input and period."""
    if isinstance(allocations, str):
        allocations = [allocations]
    if isinstance(allocations, Mapping):
        forms = _allocation_forms(plan, allocations)
    else:
        names = list(plan.allocations if allocations is None else allocations)
        problems = [
            Problem(f"allocation {name}", "is not defined in the plan", did_you_mean(name, plan.allocations))
            for name in names if name not in plan.allocations
        ]
        if problems:
            raise RequestError(problems)
        forms = {name: plan.allocations[name] for name in dict.fromkeys(names)}
    if NOTHING in forms:
        raise RequestError(f"an allocation cannot be called {NOTHING}", remedy="that is the counterfactual's name")
    return tuple(forms), tuple(_per_period(plan, form) for form in forms.values())


def _allocation_forms(plan: Plan, allocations: Mapping[str, Amounts]) -> dict[str, AllocationForm]:
    """Check amounts as those of a plan are checked."""
    document = plan.to_document()
    trial: dict[str, Any] = {key: document[key] for key in ("periods", "currency", "inputs", "numbers") if key in document}
    trial["allocations"] = {
        name: {key: np.asarray(amount).tolist() for key, amount in amounts.items()}
        for name, amounts in allocations.items()
    }
    try:
        return Plan.from_document(trial).allocations
    except PlanError as error:
        raise RequestError(error.problems) from None


def _per_period(plan: Plan, form: AllocationForm) -> dict[str, Array]:
    count = plan.periods.count
    return {
        name: np.array(amount if isinstance(amount, tuple) else [amount] * count, dtype=float)
        for name, amount in sorted(form.amounts.items())
    }


def _request(
    program: Program, names: tuple[str, ...], amounts: tuple[dict[str, Array], ...], *, sampler: Sampler,
    seed: int, points: int, keep: str | Sequence[str] | None, block: int | None,
) -> Request:
    if keep is None:
        with_targets = {step.node for step in program.targets}
        wanted = {program.nodes.index(node_id) for node_id in program.plan.outcomes} | with_targets
    else:
        wanted = _wanted_nodes(program, keep)
    series = len(wanted) * program.periods + 5 * len(program.targets) + 3
    fits = 8 * REPLICATES * points * (len(names) + 1) * series <= ROOM
    by_hand = keep not in (None, NOTHING, "nothing")
    return Request(
        program, names, amounts, sampler, seed, REPLICATES, points,
        keep=tuple(sorted(wanted)) if fits or by_hand else (),
        keep_targets=(fits or by_hand) and keep != "nothing", block=block,
    )


def _wanted_nodes(program: Program, keep: str | Sequence[str]) -> set[int]:
    if keep == "all":
        return set(range(len(program.nodes)))
    if keep == "nothing":
        return set()
    names = [keep] if isinstance(keep, str) else list(keep)
    unknown = [name for name in names if name not in program.nodes]
    if unknown:
        raise RequestError(
            Problem("keep", f"no node is called {name}", did_you_mean(name, program.nodes)) for name in unknown
        )
    return {program.nodes.index(name) for name in names}


def _run_all(
    request: Request, executor: concurrent.futures.Executor | None, progress: Progress | None
) -> list[Replicate]:
    """Run all jobs, here or on the executor; on an interruption drop what has not begun."""
    jobs, total = request.jobs, request.replicates * request.points
    parts: list[list[Replicate]] = []
    if executor is None:
        for job in jobs:
            parts.append(run(request, job))
            _tell(progress, sum(map(len, parts)) * request.points, total)
        return list(itertools.chain.from_iterable(parts))
    futures = [executor.submit(run, request, job) for job in jobs]
    try:
        for future in futures:
            parts.append(future.result())
            _tell(progress, sum(map(len, parts)) * request.points, total)
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return list(itertools.chain.from_iterable(parts))


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _precise(request: Request, replicates: list[Replicate], precision: float) -> bool:
    """Say whether the probabilities of all targets, one by one and jointly, are as precise as wanted."""
    exact = not request.program.columns
    for name in ("met", "success", "outputs_met", "outcomes_met", "all_met"):
        if name in replicates[0].estimates:
            found = np.stack([replicate.estimates[name][:-1] for replicate in replicates])
            mean, low, high = probability_interval(found, len(replicates) * request.points, exact=exact)
            if float(np.maximum(high - mean, mean - low).max(initial=0.0)) > precision:
                return False
    return True


def _results(request: Request, replicates: list[Replicate], precision: float | None, *, reached: bool) -> Results:
    program = request.program
    estimates = {
        name: np.stack([replicate.estimates[name] for replicate in replicates])
        for name in replicates[0].estimates
    }
    draws: dict[str, Array] = {}
    if request.keep:
        draws["x"] = np.concatenate([replicate.kept for replicate in replicates], axis=-1)
    if request.keep_targets:
        for source in ("rows", "money_rows"):
            for name in getattr(replicates[0], source):
                pieces = [getattr(replicate, source)[name] for replicate in replicates]
                draws[name] = np.concatenate(pieces, axis=-1)
    bad = [name for name, values in estimates.items() if not np.isfinite(values).all()]
    if bad:
        raise _overflow(program, estimates)
    return Results(
        plan=program.plan, program=program, allocations=request.allocations, estimates=estimates,
        draws=draws, kept=tuple(program.nodes[place] for place in request.keep),
        late=tuple(link.name for link in late_links(request)), seed=request.seed,
        sampler=str(request.sampler), replicates=request.replicates, points=request.points,
        precision=precision, reached=reached,
        amounts={
            name: {key: tuple(map(float, value)) for key, value in amounts.items()}
            for name, amounts in zip(request.allocations, request.amounts, strict=True)
        },
        notes=_notes(request, precision, reached=reached), version=_version("logicmodel"),
        versions={
            "python": platform.python_version(), **{name: _version(name) for name in ("numpy", "scipy")},
        },
    )


@functools.cache
def _version(package: str) -> str:
    return importlib.metadata.version(package)


def _overflow(program: Program, estimates: Mapping[str, Array]) -> LogicModelError:
    sums = estimates["node"]
    broken = [
        node for place, node in enumerate(program.nodes) if not np.isfinite(sums[:, :, place]).all()
    ]
    return RequestError(
        f"levels grow beyond all numbers at {', '.join(broken) or 'some targets'}",
        remedy="look for a loop that amplifies itself, or a weight or growth rate in the wrong unit; "
        "max: bounds a node",
    )


def _notes(request: Request, precision: float | None, *, reached: bool) -> tuple[str, ...]:
    notes = []
    program = request.program
    if not request.keep_targets and not request.keep:
        notes.append("single draws were not kept; ask for them with keep=")
    if precision is not None and not reached:
        notes.append(
            f"the wanted precision of {precision:.2%} was not met with {request.replicates * request.points:,} draws"
        )
    if len(program.rows) > 21_201 and str(request.sampler) == "sobol":
        notes.append("numbers beyond the 21,201st are drawn at random: Sobol' points have no more dimensions")
    return tuple(notes)
