"""Rank correlations between uncertain numbers."""

from __future__ import annotations

import math
import random
import re
from typing import Any

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from logicmodel.engine.copula import nearest_correlation
from logicmodel.errors import PlanError


def plan(numbers: dict[str, str], correlations: list[tuple[list[str], float]]) -> lm.Plan:
    return lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "numbers": numbers,
        "outcomes": {f"is_{name}": {"baseline": 0, "noise": name} for name in numbers},
        "correlations": [{"between": [f"numbers.{name}" for name in names], "rank": rank} for names, rank in correlations],
    })


def levels(subject: lm.Plan, **options: Any) -> dict[str, np.ndarray]:
    results = lm.simulate(subject, draws=32_768, keep="all", **options)
    return {name.removeprefix("is_"): results.draws["x"][-1, place] for place, name in enumerate(results.kept)}


def rank(one: np.ndarray, other: np.ndarray) -> float:
    return float(stats.spearmanr(one, other).statistic)


@pytest.mark.parametrize("sampler", ["sobol", "random", "latin_hypercube"])
def test_wanted_rank_correlations_are_reached(sampler: str) -> None:
    numbers = {"a": "normal(0, 1)", "b": "0.1 to 40", "c": "beta(0.7, 3)", "d": "uniform(0, 1)"}
    x = levels(plan(numbers, [(["a", "b"], 0.7), (["b", "c"], -0.4), (["a", "c"], 0.1)]), sampler=sampler)
    for one, other, wanted in (("a", "b", 0.7), ("b", "c", -0.4), ("a", "c", 0.1), ("a", "d", 0.0), ("c", "d", 0.0)):
        assert rank(x[one][0], x[other][0]) == pytest.approx(wanted, abs=0.02)
    for name, shape in (("a", stats.norm()), ("c", stats.beta(0.7, 3)), ("d", stats.uniform())):
        assert stats.kstest(x[name][0], shape.cdf).statistic < 0.012  # every number keeps its own shape


def test_every_two_of_a_list_are_correlated() -> None:
    x = levels(plan(dict.fromkeys("abc", "normal(0, 1)"), [(list("abc"), 0.5)]))
    for one, other in ("ab", "bc", "ac"):
        assert rank(x[one][0], x[other][0]) == pytest.approx(0.5, abs=0.02)


def test_numbers_of_each_period_go_together_within_the_period() -> None:
    x = levels(plan({"a": "normal(0, 1) each period", "b": "normal(0, 1) each period"}, [(["a", "b"], 0.6)]))
    for t in (0, 1):
        assert rank(x["a"][t], x["b"][t]) == pytest.approx(0.6, abs=0.02)
        assert rank(x["a"][t], x["b"][1 - t]) == pytest.approx(0, abs=0.02)


def test_events_and_draws_and_periods_side_by_side() -> None:
    document = {
        "periods": {"first": 2027, "count": 2},
        "assumptions": {"one": {"holds": 0.5}, "two": {"holds": "beta(50, 50)"}},
        "outcomes": {"y": {"baseline": 0, "noise": "normal(0, 1)"}, "z": {"baseline": 0, "noise": "normal(0, 1)"}},
        "factors": {"f": {"value": 1}},
        "links": [{"from": "f", "to": "y", "weight": 0, "assumes": ["one"], "works": 0.5}, {"from": "f", "to": "z", "weight": 0, "assumes": ["two"]}],
        "correlations": [
            {"between": ["assumptions.one.holds", "assumptions.two.holds", "links.f->y.works"], "rank": 0.8},
            {"between": ["outcomes.y.noise", "outcomes.z.noise"], "rank": -0.5},
        ],
    }
    results = lm.simulate(lm.Plan.from_document(document), draws=32_768, keep="all")
    x = {name: results.draws["x"][-1, place] for place, name in enumerate(results.kept)}
    angle = math.asin(2 * math.sin(math.pi * 0.8 / 6)) / (2 * math.pi)
    assert (x["one"][0] * x["two"][0]).mean() == pytest.approx(0.25 + angle, abs=0.01)  # quadrant of a bivariate normal
    assert rank(x["y"][1], x["z"][1]) == pytest.approx(-0.5, abs=0.02)


@pytest.mark.parametrize(("wanted", "sign"), [(1, 1), (-1, -1)])
def test_perfect_correlation(wanted: float, sign: int) -> None:
    x = levels(plan({"a": "normal(0, 1)", "b": "normal(0, 2)"}, [(["a", "b"], wanted)]))
    np.testing.assert_allclose(2 * sign * x["a"], x["b"], atol=1e-6)


def test_a_number_that_nothing_uses_may_be_correlated() -> None:
    subject = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "numbers": {"a": "normal(0, 1)", "b": "normal(0, 1)"},
        "outcomes": {"y": {"baseline": "a"}}, "correlations": [{"between": ["numbers.a", "numbers.b"], "rank": 0.5}],
    })
    assert lm.simulate(subject, draws=32).count == 32


def test_contradictions_name_the_pairs_and_offer_what_is_possible() -> None:
    numbers = dict.fromkeys("abc", "normal(0, 1)")
    with pytest.raises(PlanError) as caught:
        lm.compile(plan(numbers, [(["a", "b"], 0.9), (["b", "c"], 0.9), (["a", "c"], -0.9)]))
    (problem,) = caught.value.problems
    assert problem.where == "correlations"
    assert "numbers.a, numbers.b, numbers.c" in problem.message
    offers = re.findall(r"numbers\.(\w) and numbers\.(\w): (\S+) instead of (\S+)", problem.remedy.replace(";", " "))
    assert {(one, other, old) for one, other, _, old in offers} == {("a", "b", "0.9"), ("b", "c", "0.9"), ("a", "c", "-0.9")}
    lm.compile(plan(numbers, [([one, other], float(new)) for one, other, new, _ in offers]))


def test_what_is_offered_is_always_possible() -> None:
    chance = random.Random(3)
    refused = 0
    for _ in range(60):
        names = "abcdef"[: chance.randint(3, 6)]
        pairs = {(a, b): round(chance.uniform(-1, 1), 2) for a in names for b in names if a < b and chance.random() < 0.8}
        numbers = dict.fromkeys(names, "normal(0, 1)")
        try:
            lm.compile(plan(numbers, [(list(pair), r) for pair, r in pairs.items()]))
        except PlanError as error:
            refused += 1
            for one, other, new in re.findall(r"numbers\.(\w) and numbers\.(\w): (\S+) instead", str(error)):
                pairs[one, other] = float(new)
            lm.compile(plan(numbers, [(list(pair), r) for pair, r in pairs.items()]))
    assert refused > 10


def test_nearest_correlation_of_higham() -> None:
    """Higham (2002), section 4: the matrix with 2 on and -1 beside the diagonal, and the 3 x 3 one."""
    tridiagonal = np.diag(np.full(4, 2.0)) - np.eye(4, k=1) - np.eye(4, k=-1)
    expected = [
        [1.0, -0.8084, 0.1916, 0.1068], [-0.8084, 1.0, -0.6562, 0.1916],
        [0.1916, -0.6562, 1.0, -0.8084], [0.1068, 0.1916, -0.8084, 1.0],
    ]
    np.testing.assert_allclose(nearest_correlation(tridiagonal), expected, atol=1e-4)
    ones = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    expected = [[1.0, 0.7607, 0.1573], [0.7607, 1.0, 0.7607], [0.1573, 0.7607, 1.0]]
    np.testing.assert_allclose(nearest_correlation(ones), expected, atol=1e-4)
