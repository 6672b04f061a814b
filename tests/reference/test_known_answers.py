"""Answers nobody here computed: published models and closed forms, written as plans.

The truth must lie within four half-widths of the stated interval, and the interval must be narrow.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.engine.intervals import mean_interval
from logicmodel.parts.quantity import Quantity

DRAWS = 65_536
Document = dict[str, Any]


class Wave(lm.Curve):
    """amplitude * sin(x) to a power."""

    positional: ClassVar[tuple[str, ...]] = ("amplitude", "power")
    kind: Literal["wave"] = "wave"
    amplitude: Quantity
    power: Quantity

    def respond(self, x: np.ndarray, p: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.asarray(p["amplitude"] * np.sin(x) ** p["power"])


class Quartic(lm.Curve):
    """factor * x^4."""

    positional: ClassVar[tuple[str, ...]] = ("factor",)
    kind: Literal["quartic"] = "quartic"
    factor: Quantity

    def respond(self, x: np.ndarray, p: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.asarray(p["factor"] * np.asarray(x) ** 4)


class Tent(lm.Curve):
    """(|4x - 2| + a) / (1 + a) on 0..1, and 0 below."""

    positional: ClassVar[tuple[str, ...]] = ("a",)
    kind: Literal["tent"] = "tent"
    a: Quantity

    def respond(self, x: np.ndarray, p: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.where(np.asarray(x) < 0, 0.0, (np.abs(4 * np.asarray(x) - 2) + p["a"]) / (1 + p["a"]))


class Utility(lm.Curve):
    """Gain in the logarithm of consumption: ln(1 + x / consumption)."""

    positional: ClassVar[tuple[str, ...]] = ("consumption",)
    kind: Literal["utility"] = "utility"
    consumption: Quantity

    def respond(self, x: np.ndarray, p: Mapping[str, np.ndarray]) -> np.ndarray:
        return np.log1p(np.asarray(x) / p["consumption"])


def run(document: Document, *, count: int = 1, draws: int = DRAWS, **options: Any) -> lm.Results:
    frame: Document = {"periods": {"first": "2027", "count": count}, "currency": "USD"}
    return lm.simulate(lm.Plan.from_document(frame | document), draws=draws, **options)


def within(row: Mapping[str, Any], name: str, truth: float, *, width: float) -> None:
    """Hold the truth against four times the stated interval, which must be no wider than ``width``."""
    low, high = (("low", "high") if name == "probability" else (f"{name}_low", f"{name}_high"))
    half = (row[high] - row[low]) / 2
    assert half <= width
    assert abs(row[name] - truth) <= 4 * half + 1e-12


def draws_of(results: lm.Results, node: str, t: int = 0) -> np.ndarray:
    """The draws of one node under the first allocation (or none), as (replicates, points)."""
    row = results.draws["x"][0, results.kept.index(node), t]
    return row.reshape(results.replicates, results.points)


def holds(by_replicate: np.ndarray, truth: float, *, width: float) -> None:
    mean, low, high = (float(part) for part in mean_interval(by_replicate))
    assert (high - low) / 2 <= width
    assert abs(mean - truth) <= 4 * (high - low) / 2


def uniform_factors(count: int, low: float, high: float, reference: float = 0.0) -> Document:
    return {
        f"x{n}": {"value": f"uniform({low!r}, {high!r})", "reference": reference} for n in range(1, count + 1)
    }


def test_ishigami() -> None:
    document = {
        "factors": uniform_factors(3, -math.pi, math.pi),
        "outcomes": {
            "first": {"baseline": 0}, "both": {"baseline": 0, "combine": "product"}, "y": {"baseline": 0},
        },
        "links": [
            {"from": "x1", "to": "first", "curve": "wave(1, 1)"},
            {"from": "first", "to": "both", "weight": 1},
            {"from": "x3", "to": "both", "curve": "quartic(0.1)"},
            {"from": "first", "to": "y", "weight": 1},
            {"from": "x2", "to": "y", "curve": "wave(7, 2)"},
            {"from": "both", "to": "y", "weight": 1},
        ],
    }
    y = draws_of(run(document), "y")
    holds(y.mean(axis=1), 3.5, width=0.005)
    holds(y.var(axis=1), 13.844588, width=0.02)


def test_sobol_g() -> None:
    document = {
        "factors": uniform_factors(8, 0, 1, reference=-1),
        "outcomes": {"y": {"baseline": 0, "combine": "product"}},
        "links": [
            {"from": f"x{n}", "to": "y", "curve": f"tent({a})"} for n, a in enumerate((0, 1, 4.5, 9, 99, 99, 99, 99), 1)
        ],
    }
    y = draws_of(run(document), "y")
    holds(y.mean(axis=1), 1.0, width=0.0005)
    holds(y.var(axis=1), 0.465424, width=0.002)


def test_linear_gaussian_path() -> None:
    document = {
        "factors": {"x": {"value": "normal(2, 0.5)"}},
        "activities": {"a": {"noise": "normal(0, 0.3)"}},
        "outputs": {"o": {"noise": "normal(0, 0.4)"}},
        "outcomes": {"y": {"baseline": 0, "noise": "normal(0, 0.5)"}},
        "links": [
            {"from": "x", "to": "a", "weight": 0.8}, {"from": "a", "to": "o", "weight": 1.5},
            {"from": "o", "to": "y", "weight": 0.6}, {"from": "a", "to": "y", "weight": 0.4},
        ],
        "targets": [{"node": "y", "at_least": 2.5, "by": 2027}],
    }
    results = run(document)
    row = lm.attainment(results).rows[0]
    within(row, "probability", 0.311523, width=0.002)
    within(row, "mean", 2.08, width=0.0005)
    holds(draws_of(results, "y").var(axis=1), 0.7301, width=0.003)


@pytest.mark.parametrize(
    ("rank", "mean", "met"), [(None, 0.437452, 0.295565), (6 / math.pi * math.asin(0.25), 0.469342, 0.318866)]
)
def test_lognormal_product(rank: float | None, mean: float, met: float) -> None:
    names = ["links.money->a.weight", "links.a->b.weight"]
    document: Document = {
        "inputs": {"money": {"unit": "USD"}}, "activities": {"a": {}}, "outputs": {"b": {}},
        "outcomes": {"y": {"baseline": 0}},
        "links": [
            {"from": "money", "to": "a", "weight": "1 to 3"}, {"from": "a", "to": "b", "weight": "0.5 to 2"},
            {"from": "b", "to": "y", "weight": "0.1 to 0.4"},
        ],
        "correlations": [{"between": names, "rank": rank}] if rank else [],
        "targets": [{"node": "y", "at_least": 0.5, "by": 2027}],
        "allocations": {"one": {"money": 1}},
    }
    results = run(document)
    row = lm.attainment(results).rows[0]
    within(row, "probability", met, width=0.002)
    within(row, "mean", mean, width=0.001)
    logs = np.log(draws_of(results, "y"))
    holds(np.median(logs, axis=1), math.log(0.346410), width=0.005)
    if rank:
        holds(logs.std(axis=1), 0.779370, width=0.002)
    else:
        within_quantile(row, "p5", 0.112612)
        within_quantile(row, "p95", 1.065604)


def within_quantile(row: Mapping[str, Any], name: str, truth: float) -> None:
    assert math.isclose(row[name], truth, rel_tol=0.01)


def test_hubbard_campaign() -> None:
    document = {
        "factors": {"sales": {"value": "normal(p5=150000, p95=300000)"}},
        "outcomes": {"profit": {"baseline": -5_000_000}},
        "links": [{"from": "sales", "to": "profit", "weight": 25}],
        "targets": [{"node": "profit", "at_least": 0, "by": 2027}],
    }
    results = run(document)
    row = lm.attainment(results).rows[0]
    within(row, "probability", 1 - 0.291748, width=0.0005)
    within(row, "mean", 625_000, width=100)
    holds(results.estimates["gap"][:, -1, 0], 208_954.01, width=100)
    within(row, "shortfall", 208_954.01 / 0.291748, width=500)


def test_value_of_the_better_of_two() -> None:
    document = {
        "numbers": {"p1": "normal(0, 1)", "p2": "normal(0, 2)"},
        "factors": {"one": {"value": "p1"}, "two": {"value": "p2"}},
        "outcomes": {"best": {"baseline": 0, "min": 0}},
        "links": [{"from": "one", "to": "best", "weight": 1}, {"from": "two", "to": "best", "weight": 1}],
    }
    holds(run(document).estimates["node"][:, -1, 0, 0], 0.892062, width=0.001)


def test_givewell_cash_transfers() -> None:
    """One transfer of 1,000 to a household of 4.7; the worth of a dollar, 2019 model, version 4."""
    persons, invested, back = 4.7, 0.39, 0.2
    document = {
        "discount_rate": "4.18%",
        "inputs": {"transfer": {"unit": "USD"}},
        "outputs": {"consumption": {"unit": "USD a person"}},
        "outcomes": {"utility": {
            # money counts at the end of a period, this model begins undiscounted
            "baseline": 0, "value": 1.44 * persons * 1.0418, "displacement": "5%", "attributed_to_others": 0.17,
        }},
        "links": [
            {"id": "eaten", "from": "transfer", "to": "consumption", "weight": (1 - invested) / persons},
            *(
                {"id": f"yield{year}", "from": "transfer", "to": "consumption", "lag": year, "weight": invested * 0.1 / persons}
                for year in range(1, 16)
            ),
            {"id": "principal", "from": "transfer", "to": "consumption", "lag": 15, "weight": invested * back / persons},
            {"from": "consumption", "to": "utility", "curve": "utility(285.92)"},
        ],
        "allocations": {"cash": {"transfer": [1000] + [0] * 15}},
    }
    row = lm.social_return(run(document, count=16, draws=32)).rows[0]
    assert row["ratio"] == pytest.approx(0.00383204, abs=5e-9)


def test_due_date_of_three_stages() -> None:
    document = {
        "factors": {f"stage{n}": {"value": "gamma(mean=2, sd=2)"} for n in range(3)},
        "outcomes": {"months": {"baseline": 0}},
        "links": [{"from": f"stage{n}", "to": "months", "weight": 1} for n in range(3)],
        "targets": [{"node": "months", "at_most": 12, "by": 2027}],
    }
    within(lm.attainment(run(document)).rows[0], "probability", 0.938031, width=0.0008)


def level(document: Document, node: str) -> float:
    results = run(document, draws=32)
    return float(results.estimates["node"][:, 0, results.program.nodes.index(node), 0].mean())


def causes(weights: tuple[float, ...]) -> Document:
    return {
        "inputs": {f"in{n}": {"unit": "USD"} for n in range(len(weights))},
        "links": [{"from": f"in{n}", "to": "y", "weight": weight} for n, weight in enumerate(weights)],
        "allocations": {"all": {f"in{n}": 1 for n in range(len(weights))}},
    }


def test_noisy_or() -> None:
    three = causes((0.3, 0.5, 0.2)) | {"outcomes": {"y": {"baseline": 0, "combine": "noisy_or"}}}
    assert level(three, "y") == pytest.approx(0.72, abs=1e-12)
    leaking = causes((0.6 * 0.7, 0.5 * 0.4, 0.3 * 0.9)) | {"outcomes": {"y": {"baseline": 0, "combine": "noisy_or(0.05)"}}}
    assert level(leaking, "y") == pytest.approx(0.678216, abs=5e-7)


def test_clark_maximum_of_two_correlated_normals() -> None:
    values = {"numbers": {"one": "normal(1, 0.5)", "two": "normal(1.2, 0.8)"}}
    document = values | {
        "factors": {"a": {"value": "one"}, "b": {"value": "two"}},
        "outcomes": {"largest": {"baseline": 0, "combine": "maximum"}, "lead": {"baseline": 0}},
        "links": [
            {"from": "a", "to": "largest", "weight": 1}, {"from": "b", "to": "largest", "weight": 1},
            {"from": "a", "to": "lead", "weight": 1}, {"from": "b", "to": "lead", "weight": -1},
        ],
        "correlations": [{"between": ["numbers.one", "numbers.two"], "rank": 6 / math.pi * math.asin(0.15)}],
        "targets": [{"node": "largest", "at_least": 0, "by": 2027}, {"node": "lead", "at_least": 0, "by": 2027}],
    }
    rows = lm.attainment(run(document))
    within(rows.where(node="largest"), "mean", 1.431484, width=0.0005)
    within(rows.where(node="lead"), "probability", 0.402040, width=0.002)
