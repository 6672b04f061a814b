"""Sensitivity on a plan with 126 uncertain numbers: how long each method takes, and how sure it then is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import logicmodel as lm
from tests.benchmarks import plans
from tests.benchmarks.clock import race
from tests.benchmarks.measurements import Effort, Row

SIZE = dataclasses.replace(plans.PROGRAMME, uncertain=1.0, curved=0.5, retained=0.5)
"""40 nodes, 80 links, 12 periods, 126 uncertain numbers."""
QUICK = ("tornado", "sobol", "given")
SECONDS = {"tornado": 1.0, "sobol": 20.0}
WIDTHS = {"tornado": "met_swing", "sobol": "ST", "shapley": "share", "given": "S1", "target": "share", "rank": "rank", "morris": "mu_star"}
WIDEST = {"sobol": 0.03}


def document() -> dict[str, Any]:
    """Return a plan in which two of three targets must be met, each about as likely as not."""
    found = plans.document(SIZE)
    for target, level in zip(found["targets"], (70.0, 54.0, 65.0), strict=True):
        target["at_least"] = level
    return {**found, "success": {"at_least": 2}}


def sensitivity(effort: Effort) -> Iterator[Row]:
    """Ask every method with its own number of draws."""
    plan = lm.Plan.from_document(document())
    count = len(lm.compile(plan).columns)
    for method in QUICK if effort.quick else WIDTHS:
        answers: list[lm.Answer] = []

        def ask(method: str = method, answers: list[lm.Answer] = answers) -> None:
            answers.append(lm.sensitivity(plan, method=method))

        times = race({"ours": ask}, 2)["ours"]
        seconds, wanted = min(times.processor), SECONDS.get(method)
        widest = max(_half(row, WIDTHS[method]) for row in answers[-1].rows)
        what = f"sensitivity, {method}, {count} uncertain numbers"
        draws = f"{answers[-1].settings['evaluations']:,} evaluations"
        yield Row(what, f"{seconds:.2f} s", "", seconds, None, wanted, note=f"processor time, {draws}")
        yield Row(f"{what}: widest half-width", f"{widest:.4f}", "", widest, None, WIDEST.get(method))


def _half(row: Any, name: str) -> float:
    return float(row[f"{name}_high"] - row[f"{name}_low"]) / 2
