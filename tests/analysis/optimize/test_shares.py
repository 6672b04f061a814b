"""Frontiers, sweeps, portfolios and regret, against enumeration and closed forms."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from logicmodel.analysis.optimize import frontier as walking
from logicmodel.analysis.optimize import portfolio as sharing
from logicmodel.analysis.optimize.quest import search
from tests.analysis.optimize.plans import CERTAIN, QUICK, curves, gaussian, plan_of, weights

MEAN, SD = np.array([3, 2, 2.5]), np.array([1.5, 0.5, 1])


def test_frontier_against_the_closed_form() -> None:
    """R4 at every budget: z = sqrt(sum ((mean - 18 / B) / sd)^2) where that is positive for all inputs."""
    found = lm.frontier(gaussian(), 5, low=9.5, high=15, draws=1024, verify=16_384)
    assert [row["budget"] for row in found.rows] == pytest.approx(np.linspace(9.5, 15, 5))
    for row in found.rows:
        apart = MEAN - 18 / row["budget"]
        x = row["budget"] * (apart / SD**2) / (apart / SD**2).sum()
        truth = stats.norm.cdf((MEAN @ x - 18) / np.sqrt(SD**2 @ x**2))
        assert row["value"] == pytest.approx(truth, abs=0.005)
        assert row["low"] - 0.002 <= truth <= row["high"] + 0.002
        assert row["cost"] == pytest.approx(row["budget"], rel=1e-4)
        assert sum(row[f"amount:{name}"] for name in "abc") == pytest.approx(row["cost"])
        assert row["optimism"] == row["in_sample"] - row["value"]


def test_frontier_from_what_has_to_be_spent_to_more_than_the_plan_has() -> None:
    plan = gaussian(bounds={"a": [1, 20]}, fixed={"b": 2}, total=8)
    found = lm.frontier(plan, 3, **QUICK)
    assert [row["budget"] for row in found.rows] == pytest.approx([3, 7.5, 12])
    assert found.rows[0]["cost"] == pytest.approx(3)


@pytest.mark.parametrize("seed", range(3))
def test_more_money_is_never_worth_less(seed: int) -> None:
    """Also where chances come with a critical mass, and money may be left."""
    plan = plan_of(
        {"a": {"curve": {"kind": "hill", "ceiling": "6 to 12", "half_at": "5 to 8", "slope": 4}}, "b": {"curve": "saturating(5, 3)"},
         "c": {"weight": "normal(-1, 0.1)"}},
        at_least=7, outcomes={"y": {"baseline": 0, "noise": "normal(0, 1)"}},
    )  # fmt: skip
    found = lm.frontier(plan, 7, high=30, seed=seed, draws=256, verify=4096)
    inside = [row["in_sample"] for row in found.rows]
    assert all(more >= less - 1e-12 for less, more in itertools.pairwise(inside))
    verified = [row["value"] for row in found.rows]
    assert all(more >= less - 0.02 for less, more in itertools.pairwise(verified))
    assert verified[-1] > 0.5 > verified[1]
    assert all(row["amount:c"] < 1e-3 * max(row["budget"], 1) for row in found.rows)


def test_money_that_is_left_is_not_sought_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From where no more can be spent, budgets share one answer; the largest is searched from all starts all the same."""
    asked: list[float] = []

    def counted(quest: Any, **options: Any) -> Any:
        asked.append(quest.terms.budget)
        return search(quest, **options)

    monkeypatch.setattr(walking, "search", counted)
    plan = gaussian(bounds={"a": [0, 3], "b": [0, 5], "c": [0, 4]})
    found = lm.frontier(plan, 8, low=8, high=22, draws=64, verify=256)
    assert asked == pytest.approx([8, 10, 12, 14, 22])
    assert [row["needs"] for row in found.rows[-4:]] == pytest.approx([12] * 4)
    assert len({row["value"] for row in found.rows[-4:]}) == 1
    packages = {"more": {"amounts": {"c": 8}}}
    asked.clear()
    lm.frontier(gaussian(bounds={"a": [0, 3], "b": [0, 5]}, packages=packages), 8, low=8, high=22, draws=64, verify=256)
    assert 16 in asked  # where the package becomes affordable


def test_frontier_of_another_objective() -> None:
    plan = plan_of(curves("power(3, 0.5)", "power(4, 0.5)"), budget={"total": 100})
    found = lm.frontier(plan, 3, maximize="effect:goal", low=4, high=100, **CERTAIN)
    assert [row["value"] for row in found.rows] == pytest.approx([5 * math.sqrt(row["budget"]) for row in found.rows], rel=1e-6)
    assert found.settings["probability"] is False
    assert "effect" in found.title


def test_sweep_is_a_run_at_every_point() -> None:
    plan = gaussian(bounds={"a": [0, 2]})
    plan = lm.Plan.from_document(plan.to_document() | {"allocations": {"now": {"a": 1, "b": 4, "c": 3}, "later": {"b": 8}}})
    found = lm.sweep(plan, {"a": (0, 3, 1), "b": (2, 5, 1.5)}, draws=2048, seed=5)
    points = [(a, b) for a in (0, 1, 2, 3) for b in (2, 3.5, 5)]
    assert [(row["a"], row["b"]) for row in found.rows] == points
    run = lm.simulate(plan, {f"p{n}": {"a": a, "b": b, "c": 3} for n, (a, b) in enumerate(points)}, draws=2048, seed=5)
    for row, told in zip(found.rows, lm.attainment(run).rows[:: len(lm.attainment(run).rows) // len(points)], strict=True):
        assert (row["value"], row["low"], row["high"]) == (told["probability"], told["low"], told["high"])
        assert row["cost"] == row["a"] + row["b"] + 3
        assert row["fits"] == (row["a"] <= 2 and row["cost"] <= 10)
        assert row["here"] == ((row["a"], row["b"]) == (1, 3.5))
    other = lm.sweep(plan, {"a": (0, 2, 1)}, allocation="later", maximize="effect:goal", draws=1024)
    assert [row["value"] for row in other.rows] == pytest.approx([16, 19, 22], abs=0.2)
    last = lm.sweep(plan, {"c": (0, 0.5, 0.1)}, allocation={"a": 2.0}, maximize="shortfall:goal", draws=64)
    assert [row["c"] for row in last.rows] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert all(row["value"] < -5 for row in last.rows)


def success(scale: float, half: float, slope: float = 1.0) -> lm.Plan:
    """One input, of which x succeeds with the chance scale x^slope / (half^slope + x^slope)."""
    return plan_of(
        curves(f"hill({scale}, {half}, {slope})"), at_least=0, outcomes={"y": {"baseline": 0, "noise": "uniform(-1, 0)"}},
    )  # fmt: skip


TOYS = {"one": (0.9, 4.0, 1.0), "two": (0.8, 2.0, 3.0), "three": (0.95, 6.0, 4.0)}


def chance(name: str, x: float) -> float:
    scale, half, slope = TOYS[name]
    return scale * x**slope / (half**slope + x**slope)


@pytest.mark.parametrize("goal", ["sum", "all"])
@pytest.mark.parametrize("budget", [6, 14])
def test_portfolio_against_a_grid(goal: str, budget: float) -> None:
    put: Any = sum if goal == "sum" else math.prod
    found = lm.portfolio({name: success(*toy) for name, toy in TOYS.items()}, budget, goal=goal, draws=1024, verify=8192)
    grid = np.linspace(0, budget, 121)
    truth = max(
        put([chance("one", a), chance("two", b), chance("three", budget - a - b)]) for a in grid for b in grid if a + b <= budget
    )
    got = put([chance(row["plan"], row["cost"]) for row in found.rows])
    assert got == pytest.approx(truth, abs=0.01)
    assert sum(row["share"] for row in found.rows) <= budget + 1e-6
    assert found.settings["unspent"] == pytest.approx(budget - sum(row["cost"] for row in found.rows))
    for row in found.rows:
        assert row["probability"] == pytest.approx(chance(row["plan"], row["cost"]), abs=0.01)
        assert row["targets"] == pytest.approx(row["probability"])
    probabilities = [row["probability"] for row in found.rows]
    assert found.expected["value"] == pytest.approx(sum(probabilities))
    assert found.together["value"] == pytest.approx(math.prod(probabilities), abs=0.01)
    assert found.targets["value"] == pytest.approx(sum(probabilities))
    for told in (found.expected, found.together, found.targets):
        assert told["low"] <= told["value"] <= told["high"]


@pytest.mark.parametrize("goal", ["sum", "all"])
@pytest.mark.parametrize("seed", range(5))
def test_money_is_shared_out_exactly(goal: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dynamic programming against every way to share 20 steps among four frontiers of any shape."""
    from types import SimpleNamespace

    rng = np.random.default_rng(seed)
    monkeypatch.setattr(sharing, "STEPS", 20)
    names, floors = list("abcd"), dict(zip("abcd", rng.uniform(0, 3, 4), strict=True))
    curves_: Any = {}
    for name in names:
        grid = floors[name] + np.linspace(0, 20, 21)
        curves_[name] = (grid, [SimpleNamespace(value=value) for value in np.sort(rng.uniform(0, 1, 21))])
    worth = {name: [one.value for one in found] for name, (_, found) in curves_.items()}
    shares = sharing.shared(curves_, floors, 20.0, sharing.GOALS[goal])
    steps = {name: round(shares[name] - floors[name]) for name in names}
    assert sum(steps.values()) <= 20
    put: Any = sum if goal == "sum" else math.prod
    truth = max(
        put([worth["a"][i], worth["b"][j], worth["c"][k], worth["d"][20 - i - j - k]])
        for i in range(21) for j in range(21 - i) for k in range(21 - i - j)
    )  # fmt: skip
    assert put([worth[name][steps[name]] for name in names]) == pytest.approx(truth, rel=1e-12)


def test_portfolio_of_one_plan_is_its_optimum() -> None:
    found = lm.portfolio({"one": gaussian(total=None)}, 10, draws=1024, verify=8192)
    alone = lm.optimize(gaussian(), draws=1024, verify=8192)
    assert found.rows[0]["probability"] == pytest.approx(alone.verified.value, abs=0.004)
    assert found.allocations["one"] == pytest.approx(dict(alone.allocation), abs=0.5)


def regretful() -> lm.Plan:
    """What the outcome answers to depends on the future."""
    return plan_of(
        {"a": {"curve": "saturating(10, 2)"}, "b": {"curve": "saturating(10, 2)"}}, budget={"total": 10},
        futures={"dry": {"links.a->y.curve": "saturating(4, 2)"}, "wet": {"links.b->y.curve": "saturating(1, 2)"}},
    )  # fmt: skip


def test_regret_against_a_grid() -> None:
    """The least worst regret over three futures, by looking at every split."""
    x = np.linspace(0, 10, 20_001)
    tops = {"": (10, 10), "dry": (4, 10), "wet": (10, 1)}
    values = {name: a * x / (2 + x) + b * (10 - x) / (12 - x) for name, (a, b) in tops.items()}
    regret = np.max([value.max() - value for value in values.values()], axis=0)
    found = lm.optimize(regretful(), maximize="effect:goal", futures=["", "dry", "wet"], **CERTAIN)
    assert max(row["regret"] for row in found.futures) == pytest.approx(regret.min(), rel=5e-3)
    assert found.allocation["a"] == pytest.approx(x[regret.argmin()], abs=0.02)
    place = int(np.searchsorted(x, found.allocation["a"]))
    for row in found.futures:
        name = "" if row["future"] == "as planned" else row["future"]
        assert row["value"] == pytest.approx(values[name][min(place, 20_000)], rel=1e-3)
        assert row["regret"] == pytest.approx(values[name].max() - row["value"], abs=1e-3)
        assert row["regret_low"] <= row["regret"] <= row["regret_high"]


def test_regrets_of_what_else_might_be_done() -> None:
    """What is best in one future alone, and own allocations, in every future; what is found loses least."""
    plan = lm.override(regretful(), {"allocations.half": {"a": 5, "b": 5}})
    found = lm.optimize(plan, maximize="effect:goal", futures=["", "dry", "wet"], **CERTAIN)
    assert {(row["kind"], row["name"]) for row in found.rivals} == {("alone", "as planned"), ("alone", "dry"), ("alone", "wet"), ("own", "half")}
    worst = [row for row in found.rivals if row["worst"]]
    assert len(worst) == 4
    assert min(row["regret"] for row in worst) > max(row["regret"] for row in found.futures)
    for row in found.rivals:
        if row["kind"] == "alone" and row["name"] == row["future"]:
            assert row["regret"] == 0
    half = next(row for row in worst if row["name"] == "half")
    a, b = (10, 1)  # in the wet future
    x = np.linspace(0, 10, 20_001)
    assert half["future"] == "wet"
    assert half["regret"] == pytest.approx(float((a * x / (2 + x) + b * (10 - x) / (12 - x)).max()) - (a + b) * 5 / 7, rel=1e-3)


def test_regret_of_a_chance() -> None:
    """With uncertain effects: no split has a smaller worst regret than what is found, within the draws' noise."""
    links = weights("normal(3, 1)", "normal(3, 1)")
    plan = plan_of(links, at_least=20, budget={"total": 10}, futures={
        "dry": {"links.a->y.weight": "normal(2, 1)"}, "wet": {"links.b->y.weight": "normal(1.6, 0.8)"},
    })  # fmt: skip
    found = lm.optimize(plan, futures=["dry", "wet"], draws=1024, verify=8192)
    x = np.linspace(0, 10, 401)

    def value(m: tuple[float, float], s: tuple[float, float]) -> np.ndarray:
        return stats.norm.cdf((m[0] * x + m[1] * (10 - x) - 20) / np.hypot(s[0] * x, s[1] * (10 - x)))

    dry, wet = value((2, 3), (1, 1)), value((3, 1.6), (1, 0.8))
    regret = np.maximum(dry.max() - dry, wet.max() - wet)
    mine = regret[int(np.searchsorted(x, found.allocation["a"]))]
    assert mine == pytest.approx(regret.min(), abs=0.01)
    worst = max(found.futures, key=lambda row: float(row["regret"]))
    assert worst["regret"] == pytest.approx(mine, abs=0.02)
    assert worst["regret_low"] - 0.005 <= mine <= worst["regret_high"] + 0.005
    assert (found.verified.value, found.verified.low, found.verified.high) == (-worst["regret"], -worst["regret_high"], -worst["regret_low"])
    assert found.in_sample.low < found.in_sample.value < found.in_sample.high
    assert found.in_sample.low <= -mine <= found.in_sample.high


def test_a_portfolio_without_a_chance_is_told_with_bounds() -> None:
    """One plan that cannot succeed: that both do has no draw for it, and is as likely as the upper ends say at most."""
    hopeless = plan_of(weights("normal(1, 0.1)"), at_least=1e9, budget={"total": 10})
    found = lm.portfolio({"one": gaussian(), "none": hopeless}, 12, **QUICK)
    first, second = found.rows
    assert second["probability"] == 0 < second["high"]
    assert found.together == {"value": 0, "low": 0, "high": pytest.approx(first["high"] * second["high"])}
    assert first["targets_low"] <= first["targets"] <= first["targets_high"]
    assert first["targets"] == pytest.approx(first["probability"])
