"""Functions and plans whose sensitivities are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

import logicmodel as lm
from logicmodel.analysis.sensitivity.drivers import drivers_of
from logicmodel.analysis.sensitivity.methods.method import Aim
from logicmodel.analysis.sensitivity.model import Model, Plain

PI = math.pi
LEVEL = (Aim("f", "level", level=0),)
MET = (Aim("f", "met", met=0),)


def plan_of(numbers: Mapping[str, str], correlations: Sequence[Mapping[str, Any]] = ()) -> lm.Plan:
    """Return a plan in which the numbers are factors that do nothing."""
    document: dict[str, Any] = {
        "logicmodel": 1, "title": "A function", "periods": {"first": "2027", "count": 1},
        "factors": {name: {"value": text} for name, text in numbers.items()},
        "outcomes": {"y": {"baseline": 0}},
    }
    if correlations:
        document["correlations"] = [dict(each) for each in correlations]
    return lm.Plan.from_document(document)


def model_of(
    numbers: Mapping[str, str], function: Callable[..., np.ndarray], *, points: int = 256, seed: int = 1,
    correlations: Sequence[Mapping[str, Any]] = (), together: bool = False,
) -> Model:
    """Return a function of numbers, called with their values by name, as a model."""
    program = lm.compile(plan_of(numbers, correlations))

    def read(values: Mapping[str, np.ndarray], draws: int) -> np.ndarray:
        found = function(**{name: values[f"factors.{name}.value"] for name in numbers})
        return np.broadcast_to(found, (1, draws))

    return Model(program, drivers_of(program, together=together), Plain(read), points, seed)


def ishigami(b: float = 0.1) -> tuple[dict[str, str], Callable[..., np.ndarray]]:
    """Return the function of Ishigami and Homma (1990) with a = 7."""
    return dict.fromkeys(("x1", "x2", "x3"), f"uniform({-PI}, {PI})"), lambda x1, x2, x3: (
        np.sin(x1) + 7 * np.sin(x2) ** 2 + b * x3**4 * np.sin(x1)
    )


def sobol_g(a: Sequence[float] = (0, 1, 4.5, 9, 99, 99, 99, 99)) -> tuple[dict[str, str], Callable[..., np.ndarray]]:
    """Return the g function of Sobol'."""
    names = [f"x{place + 1}" for place in range(len(a))]

    def g(**x: np.ndarray) -> np.ndarray:
        return np.prod([(np.abs(4 * x[name] - 2) + each) / (1 + each) for name, each in zip(names, a, strict=True)], axis=0)

    return dict.fromkeys(names, "uniform(0, 1)"), g


def rank_of(correlation: float) -> float:
    """Return the rank correlation of two normal numbers with a correlation."""
    return 6 / PI * math.asin(correlation / 2)


def path_plan(**changes: Any) -> lm.Plan:
    """Return the linear chain X -> A -> O -> Y and A -> Y, with normal disturbances and Y wanted at 2.5."""
    document: dict[str, Any] = {
        "logicmodel": 1, "title": "A path", "periods": {"first": "2027", "count": 1},
        "inputs": {"money": {"price": 0}},
        "factors": {"x": {"value": "normal(2, 0.5)"}},
        "outcomes": {
            "a": {"baseline": 0, "noise": "normal(0, 0.3)"}, "o": {"baseline": 0, "noise": "normal(0, 0.4)"},
            "y": {"baseline": 0, "noise": "normal(0, 0.5)"},
        },
        "links": [
            {"from": "x", "to": "a", "weight": 0.8}, {"from": "a", "to": "o", "weight": 1.5},
            {"from": "o", "to": "y", "weight": 0.6}, {"from": "a", "to": "y", "weight": 0.4},
        ],
        "targets": [{"node": "y", "at_least": 2.5, "by": "2027"}],
        "allocations": {"none": {"money": 0}},
        **changes,
    }
    return lm.Plan.from_document(document)
