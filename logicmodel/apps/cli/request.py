"""From the options to a plan and a run."""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import logicmodel as lm
from logicmodel.apps.cli.progress import shown

UNMET = 1


@dataclasses.dataclass(frozen=True)
class Run:
    """How a plan is to be run: the options by their names."""

    allocations: Sequence[str] | None = None
    draws: int | None = None
    precision: float | None = None
    max_draws: int | None = None
    seed: int = 1
    sampler: str = "sobol"
    workers: int = 1
    keep: Sequence[str] | None = None


def planned(
    file: Path, changes: Sequence[tuple[str, Any]] | None = None, future: str | None = None, variant: str | None = None
) -> lm.Plan:
    """Return the plan of a file: in a future, then with changes, then as one variant says it, where asked for."""
    losses: list[lm.Problem] = []
    plan = lm.read(file, losses=losses)
    if losses:
        things = "1 thing in it has" if len(losses) == 1 else f"{len(losses)} things in it have"
        sys.stderr.write(f"{file}: {things} no place in a plan; logicmodel convert {file} plan.yaml lists them\n")
    if future is not None:
        plan = lm.future(plan, future)
    if changes:
        try:
            plan = lm.override(plan, dict(changes))
        except lm.LogicModelError as error:
            named = [dataclasses.replace(problem, source="--set") for problem in error.problems]
            raise type(error)(named) from None
    return plan if variant is None else lm.variant(plan, variant)


def simulated(plan: lm.Plan, file: Path, wanted: Run) -> lm.Results:
    """Return the results of a plan; missing numbers are reported with their lines."""
    keep = wanted.keep[0] if wanted.keep and wanted.keep[0] in {"all", "nothing"} else wanted.keep
    limits = {} if wanted.max_draws is None else {"max_draws": wanted.max_draws}
    try:
        with workers(wanted.workers) as executor, shown("Simulating") as progress:
            return lm.simulate(
                plan, wanted.allocations or None, draws=wanted.draws, precision=wanted.precision,
                seed=wanted.seed, sampler=wanted.sampler, keep=keep or None, executor=executor,
                progress=progress, **limits,
            )
    except lm.IncompleteError as error:
        raise type(error)(lm.located(error.problems, file)) from None


def as_options(problem: lm.Problem) -> lm.Problem:
    """Return a problem in the words of the command line: ``of='level'`` is ``--of level`` there."""
    remedy = re.sub(r"\b([a-z_]+)='(\w+)'", lambda found: f"--{found[1].replace('_', '-')} {found[2]}", problem.remedy)
    if problem.where in {"draws", "method", "seed"} and not problem.source:
        return dataclasses.replace(problem, where="", source=f"--{problem.where}", remedy=remedy)
    return dataclasses.replace(problem, remedy=remedy)


def strictly(runs: Iterable[lm.Results]) -> int:
    """Return the exit status where a wanted precision counts, and say where it was not met."""
    status = 0
    for results in runs:
        if not results.reached:
            note = next((note for note in results.notes if "precision" in note), "the wanted precision was not met")
            sys.stderr.write(f"--precision: {note}; raise --max-draws\n")
            status = UNMET
    return status


@contextlib.contextmanager
def workers(count: int) -> Iterator[concurrent.futures.Executor | None]:
    """Give threads to work with, or None for one; on an interruption nobody is waited for."""
    if count == 1:
        yield None
        return
    executor = concurrent.futures.ThreadPoolExecutor(count)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


