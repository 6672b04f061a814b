"""From the options to a plan and a run."""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
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


def planned(file: Path, changes: Sequence[tuple[str, Any]] | None = None, future: str | None = None) -> lm.Plan:
    """Return the plan of a file, in a future and with changes if there are any."""
    plan = lm.read(file)
    if future is not None:
        plan = lm.future(plan, future)
    if changes:
        try:
            plan = lm.override(plan, dict(changes))
        except lm.LogicModelError as error:
            named = [dataclasses.replace(problem, source="--set") for problem in error.problems]
            raise type(error)(named) from None
    return plan


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


