"""The search for the best allocation beside others: how good what it finds is on fresh draws, and how long it takes.

Times are those of the processor: everything here runs in one thread, and other programs disturb them less.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import logicmodel as lm
from tests.benchmarks import allocations, peers, searches
from tests.benchmarks.measurements import Effort, Row
from tests.benchmarks.searches import SEARCHES, Array, Task

OURS = "lm.optimize"
DRAWS = 2_048
FRESH = 400_000
CLOSE = {True: 0.005, False: 1e-4}
"""How far from the best of all an answer may be: of a probability, or relatively."""
TIMED = 6
"""Inputs from which the time counts: smaller problems are over at once by any means."""
COLD = """
import json, sys
import logicmodel as lm
lm.optimize(lm.Plan.from_document(json.load(open(sys.argv[1]))))
"""


@dataclasses.dataclass(frozen=True)
class Try:
    """What one way of searching has found, and how long it took."""

    amounts: Mapping[str, float]
    seconds: float


def optimize(effort: Effort) -> Iterator[Row]:
    """Search by every way, then ask the same fresh draws about all that was found."""
    if not effort.quick:
        yield from alone()
    cases = {name: allocations.reference(name) for name in allocations.REFERENCES}
    cases["6 activities, 2 hard targets"] = (allocations.two_targets(44, 13), "success")
    cases["6 activities, 2 targets"] = (allocations.two_targets(33, 10), "success")
    for inputs in (6,) if effort.quick else (6, 20, 60):
        cases[f"{inputs} inputs, 4 periods"] = (allocations.family(inputs), "success")
    if effort.quick:
        cases = {name: cases[name] for name in ("R4c", "R8", "6 activities, 2 targets")}
    lm.optimize(
        lm.Plan.from_document(allocations.reference("R8")[0]), verify=64
    )  # so that all modules are loaded
    for name, (document, maximize) in cases.items():
        yield from compared(name, document, maximize, fresh=32_768 if effort.quick else FRESH)


def compared(
    name: str, document: allocations.Document, maximize: str, *, fresh: int
) -> Iterator[Row]:
    """Yield one row for each way, and one that holds ours against the best of all."""
    plan = lm.Plan.from_document(document)
    tries = tried(plan, maximize)
    values = verified(plan, maximize, tries, fresh)
    probability = maximize == "success"
    best = max(values.values())
    slack = CLOSE[probability] * (1.0 if probability else abs(best))
    for way, found in tries.items():
        yield Row(
            f"optimise {name}: {way}", _value(values[way], probability=probability), f"{found.seconds:.2f} s",
            note="" if values[way] >= best - slack else "not near the best",
        )  # fmt: skip
    near = [found.seconds for way, found in tries.items() if values[way] >= best - slack]
    miss = (best - values[OURS]) / (1.0 if probability else abs(best))
    yield Row(
        f"optimise {name}: how far behind the best", _value(values[OURS], probability=probability),
        _value(best, probability=probability), miss, None, CLOSE[probability],
    )  # fmt: skip
    yield Row(
        f"optimise {name}: time / the fastest that gets near it", f"{tries[OURS].seconds:.2f} s", f"{min(near):.2f} s",
        tries[OURS].seconds / min(near), None, 1.0 if len(plan.inputs) >= TIMED else None,
    )  # fmt: skip


def tried(plan: lm.Plan, maximize: str) -> dict[str, Try]:
    """Search by every way that is installed; what ours verifies itself is left out of its time."""
    names = list(plan.inputs)
    start = time.process_time()
    answer = lm.optimize(plan, maximize=maximize, draws=DRAWS, verify=1_024)
    amounts = {name: value for name, value in answer.allocation.items() if isinstance(value, float)}
    found = {OURS: Try(amounts, time.process_time() - start)}
    for way, search in SEARCHES.items():
        if way in searches.NEEDS and peers.missing(searches.NEEDS[way]):
            continue
        task = Task.of(plan, maximize, DRAWS)
        start = time.process_time()
        x: Array = search(task)
        found[way] = Try(dict(zip(names, map(float, x), strict=True)), time.process_time() - start)
    return found


def verified(
    plan: lm.Plan, maximize: str, tries: Mapping[str, Try], fresh: int
) -> dict[str, float]:
    """Return what every way has found, on the same draws that none of them has seen."""
    named = {f"way-{number}": dict(one.amounts) for number, one in enumerate(tries.values())}
    run = lm.simulate(plan, named, draws=fresh, seed=77, keep="nothing")
    key = "success" if maximize == "success" else "effect"
    found = {}
    for way, name in zip(tries, named, strict=True):
        values = run.estimates[key][:, run.allocation(name)]
        found[way] = float(values.mean()) if key == "success" else float(values[:, 0].mean())
    return found


def alone() -> Iterator[Row]:
    """Time what people wait for: a cold start, a frontier, many amounts, several futures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps(allocations.family(10)), "utf-8")
        seconds = []
        for _ in range(3):
            start = os.times().children_user + os.times().children_system
            subprocess.run([sys.executable, "-c", COLD, str(path)], check=True)
            seconds.append(os.times().children_user + os.times().children_system - start)
    yield _limited("optimise 10 inputs, 2,048 draws, from a cold start", min(seconds), 3.0)
    district = lm.read(next(Path(__file__).parents[2].glob("scenarios/health-district/plan.yaml")))
    yield _timed(
        "frontier of 12 budgets, 10 inputs",
        lambda: lm.frontier(lm.Plan.from_document(allocations.family(10))),
        10.0,
    )
    yield _timed("frontier of 12 budgets, health district", lambda: lm.frontier(district), 10.0)
    yield _timed("least budget, health district", lambda: lm.least_budget(district, 0.15), None)
    yield _timed("optimise the health district", lambda: lm.optimize(district), None)
    futures = ["", "heavy_rains", "staff_leave"]
    yield _timed(
        "least regret over 3 futures, health district",
        lambda: lm.optimize(district, futures=futures),
        None,
    )
    plan = lm.Plan.from_document(allocations.family(60))
    yield _timed("optimise 60 inputs x 4 periods", lambda: lm.optimize(plan, vary="period"), 60.0)


def _timed(what: str, run: object, limit: float | None) -> Row:
    assert callable(run)
    start = time.process_time()
    run()
    return _limited(what, time.process_time() - start, limit)


def _limited(what: str, seconds: float, limit: float | None) -> Row:
    return Row(f"{what}, seconds", f"{seconds:.2f} s", "", seconds, None, limit)


def _value(value: float, *, probability: bool) -> str:
    return f"{100 * value:.2f} %" if probability else f"{value:.6g}"
