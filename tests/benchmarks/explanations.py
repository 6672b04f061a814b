"""Why this number: how long value of information, contribution and discovery take on the plan of ``sensitivities``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import logicmodel as lm
from tests.benchmarks.clock import race
from tests.benchmarks.measurements import Effort, Row
from tests.benchmarks.sensitivities import document

ALLOCATIONS = 3


def decision() -> lm.Plan:
    """Return the plan with several ways to spend on its inputs, each better at something else."""
    found = document()
    inputs = list(found["inputs"])
    base = next(iter(found["allocations"].values()))
    amount = {name: base.get(name, 1.0) for name in inputs}
    found["allocations"] = {
        f"option_{number}": {
            name: _times(value, 1.6 if place % ALLOCATIONS == number else 0.8) for place, (name, value) in enumerate(amount.items())
        }
        for number in range(ALLOCATIONS)
    }
    return lm.Plan.from_document(found)


def _times(amount: float | list[float], factor: float) -> float | list[float]:
    return [factor * one for one in amount] if isinstance(amount, list) else factor * amount


def explanations(effort: Effort) -> Iterator[Row]:
    """Ask each question with its own number of draws."""
    plan = decision()
    count = len(lm.compile(plan).columns)
    results = lm.simulate(plan, draws=8192)
    first = results.targets[0]
    questions: dict[str, tuple[Callable[[], object], float | None]] = {
        f"value of information of {count} numbers, {ALLOCATIONS} allocations": (lambda: lm.value_of_information(plan), 15.0),
        "discovery (PRIM, 40 resamples) on 8,192 draws": (lambda: lm.discover(results, first), 10.0),
        "contribution of links": (lambda: lm.contribution(plan, players="links", target=first), None),
    }
    for what, (ask, wanted) in questions.items():
        if effort.quick and wanted is None:
            continue
        seconds = min(race({"ours": ask}, 1)["ours"].processor)
        yield Row(what, f"{seconds:.2f} s", "", seconds, None, wanted, note="processor time")
