"""Random plans with their gradients: samples, amounts, all quantities of a point, and what pulls at them."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

import logicmodel as lm
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.gradient import Point, Sample
from tests.engine.plans import Maker
from tests.engine.test_evaluate import Document

Quantities = dict[str, np.ndarray]
ROWS, SUMS = ("margins", "levels", "effects"), ("benefit", "cost", "spent")


def random_plans(examples: int, **limits: Any) -> Any:
    """Run a check over random plans, the same ones on every machine, with a seed for everything else.

    A plan may bend where no difference can tell it: a contribution to a combination next to nothing. So the
    plans are fixed ones, which were looked at, and no new ones in every run.
    """

    def decorate(check: Any) -> Any:
        def run() -> None:
            for number in range(examples):
                check(plan=lm.Plan.from_document(Maker(random.Random(number), **limits).document()), seed=number)

        run.__doc__ = check.__doc__
        return run

    return decorate


def sample_of(plan: lm.Plan, **options: Any) -> Sample:
    program = compile_plan(plan)
    return Sample.of(program, keep=program.nodes, **({"draws": 8} | options))


def amounts_for(sample: Sample, rng: np.random.Generator, idle: float = 0.15) -> Quantities:
    """Amounts by input, some of which get nothing, and some the same in all periods."""
    found = {}
    for name in sample.inputs:
        amounts = rng.uniform(0.5, 20, sample.program.periods)
        found[name] = (amounts if rng.random() < 0.7 else np.full_like(amounts, amounts[0])) * (rng.random() > idle)
    return found


def everything(point: Point) -> Quantities:
    nodes = {f"node {step.id}": point.node(step.id) for step in point.sample.program.steps}
    return {name: getattr(point, name) for name in (*ROWS, *SUMS)} | nodes


def pulled(point: Point, adjoints: Quantities) -> Quantities:
    nodes = {name.removeprefix("node "): one for name, one in adjoints.items() if name.startswith("node ")}
    return point.pull(**{name: one for name, one in adjoints.items() if name in ROWS + SUMS}, nodes=nodes)


def priced() -> Document:
    return {
        "logicmodel": 1, "periods": {"first": 2027, "count": 4}, "currency": "EUR", "discount_rate": 0.1,
        "inputs": {
            "a": {"unit": "EUR", "delivery": "uniform(0.5, 1)"}, "b": {"unit": "FTE", "price": "2 to 4"},
            "idle": {"unit": "EUR"},
        },
        "activities": {"apart": {}, "work": {}},
        "outcomes": {"y": {"baseline": 5, "max": 40, "value": 3, "retain": 0.5, "noise": "normal(0, 2)"}},
        "links": [
            {"from": "a", "to": "work", "curve": "saturating(20 to 30, 5)"}, {"from": "work", "to": "y", "weight": "0.4 to 0.9", "lag": 1},
            {"from": "b", "to": "y", "weight": 0.5}, {"from": "idle", "to": "apart", "weight": 1},
        ],
        "targets": [
            {"id": "level", "node": "y", "at_least": 20, "by": 2029}, {"id": "once", "node": "y", "between": [15, 18], "within": 2030},
        ],
        "allocations": {"all": {"a": 10, "b": [1, 2, 3, 4]}},
    }


def prepared(document: Document, **options: Any) -> Sample:
    return Sample.of(compile_plan(lm.Plan.from_document(document)), **({"draws": 64} | options))
