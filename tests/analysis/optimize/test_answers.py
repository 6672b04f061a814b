"""What an optimum says of itself: money, limits, comparisons, marginal values, plain data."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from tests.analysis.optimize.plans import (
    GAUSSIAN,
    QUICK,
    Document,
    document,
    gaussian,
    plan_of,
    weights,
)

OWN: Document = {
    "even": {"title": "An even split", "a": 3, "b": 3, "c": 3}, "dear": {"a": 9, "b": 9, "c": 9}, "nothing-much": {"b": 1},
    "best": {"a": 2.62295082, "b": 3.93442623, "c": 3.44262295},
}  # fmt: skip


def own(**more: Any) -> lm.Plan:
    return plan_of(weights(*GAUSSIAN), at_least=18, budget={"total": 10}, allocations=OWN, **more)


def plain(value: Any) -> bool:
    """Say whether something is JSON's own kind of data."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and plain(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(plain, value))
    return value is None or type(value) in {str, int, float, bool}


@pytest.mark.parametrize("wanted", ["success", "effect:goal", "shortfall:goal", "quantile:goal"])
def test_as_plain_data(wanted: str) -> None:
    found = lm.optimize(own(), maximize=wanted, **QUICK)
    data = found.to_dict()
    assert plain(data)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    name = "probability" if wanted == "success" else "value"
    assert data["verified"] == {name: found.verified.value, "low": found.verified.low, "high": found.verified.high}
    assert data["optimism"] == found.in_sample.value - found.verified.value
    assert data["allocation"] == dict(found.allocation)
    assert data["status"] in {"found", "starts disagree", "did not move"}
    assert [row["input"] for row in data["rows"]] == ["a", "b", "c"]
    assert sum(row["cost"] for row in data["rows"]) == pytest.approx(data["cost"])
    assert data["settings"]["objective"] == data["maximize"] == str(found.maximize)


def test_amounts_by_period_as_plain_data() -> None:
    plan = plan_of({"a": {"weight": "normal(2, 1)"}, "b": {"weight": 1, "lag": 1}}, count=2, at_least=6, budget={"total": 5, "vary": "period"})
    found = lm.optimize(plan, **QUICK)
    data = found.to_dict()
    assert plain(data)
    assert json.loads(json.dumps(data)) == data
    assert len(data["rows"]) == 4
    assert lm.simulate(plan, {"x": found.allocation}, draws=32)


@pytest.mark.parametrize("answer", ["frontier", "sweep", "portfolio", "futures"])
def test_the_others_as_plain_data(answer: str) -> None:
    plan = own(futures={"slump": {"targets.goal.at_least": 20}})
    made = {
        "frontier": lambda: lm.frontier(plan, 3, **QUICK),
        "sweep": lambda: lm.sweep(plan, {"a": (0, 4, 2), "b": (1, 3, 1)}, draws=64),
        "portfolio": lambda: lm.portfolio({"one": plan, "two": gaussian()}, 25, **QUICK),
        "futures": lambda: lm.optimize(plan, futures=["", "slump"], **QUICK),
    }
    data = made[answer]().to_dict()
    assert plain(data)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_verified_value_is_that_of_a_run() -> None:
    """The same as lm.simulate of what is proposed, at the same seed and draws."""
    for seed in (1, 7):
        found = lm.optimize(own(), draws=512, verify=2048, seed=seed)
        run = lm.simulate(own(), {"x": found.allocation}, draws=2048, seed=seed)
        row = lm.attainment(run).rows[0]
        assert (found.verified.value, found.verified.low, found.verified.high) == (row["probability"], row["low"], row["high"])
        assert found.settings["draws"] == run.count
        assert found.settings["seed"] == seed


def test_beside_the_plans_own_allocations() -> None:
    found = lm.optimize(own(), draws=1024, verify=8192)
    run = lm.simulate(own(), draws=8192)
    assert [row["allocation"] for row in found.against] == list(OWN)
    for row in found.against:
        assert row["value"] == lm.attainment(run).where(allocation=row["allocation"], target="goal")["probability"]
        assert row["difference"] == pytest.approx(found.verified.value - row["value"], abs=1e-12)
        assert row["difference_low"] <= row["difference"] <= row["difference_high"]
        assert row["cost"] == pytest.approx(sum(OWN[row["allocation"]].get(name, 0) for name in "abc"))
    by_name = {row["allocation"]: row["verdict"] for row in found.against}
    assert by_name["even"] == by_name["nothing-much"] == "better"
    assert by_name["dear"] == "worse"
    assert by_name["best"] not in {"better", "worse"}


def test_never_worse_in_sample_than_an_own_allocation_that_fits() -> None:
    for seed in range(2):
        rng = np.random.default_rng(seed)
        means, sds = rng.uniform(0.5, 4, 4), rng.uniform(0.2, 3, 4)
        some = {f"own{n}": dict(zip("abcd", map(float, 10 * rng.dirichlet(np.ones(4))), strict=True)) for n in range(4)}
        plan = plan_of(
            weights(*(f"normal({m}, {s})" for m, s in zip(means, sds, strict=True))), at_least=float(9 * means.mean()),
            budget={"total": 10.000001}, allocations=some,
        )  # fmt: skip
        found = lm.optimize(plan, seed=seed, draws=512, verify=16_384)
        assert all(row["difference_high"] > -0.004 for row in found.against)
        kept = {name: {key: (value, value) for key, value in amounts.items()} for name, amounts in some.items()}
        for bounds in kept.values():
            alone = lm.optimize(plan, bounds=bounds, seed=seed, draws=512, verify=512)
            assert found.in_sample.value >= alone.in_sample.value - 0.004


def test_marginal_values() -> None:
    """dP / dx = phi(z) dz / dx, from the closed form of the normal."""
    from scipy import stats

    found = lm.optimize(own(), draws=2048, verify=32_768)
    x = np.array(list(found.allocation.values()))
    mean, sd = np.array([3, 2, 2.5]), np.array([1.5, 0.5, 1])
    z, spread = (mean @ x - 18) / np.sqrt(sd**2 @ x**2), np.sqrt(sd**2 @ x**2)
    slopes = stats.norm.pdf(z) * (mean / spread - z * sd**2 * x / spread**2)
    assert [row["input"] for row in found.marginal] == ["a", "b", "c"]
    for row, slope in zip(found.marginal, slopes, strict=True):
        assert row["more"] == pytest.approx(0.2)
        assert row["per_unit"] == row["per_money"] == pytest.approx(row["gain"] / row["more"])
        assert row["gain_low"] <= slope * 0.2 + 0.002
        assert row["gain_high"] >= slope * 0.2 - 0.002
        assert row["gain"] > 0
    # At the best split with one limit the last euro does as much everywhere.
    assert np.ptp(slopes) < 0.15 * slopes.mean()


def test_what_costs_nothing_has_no_value_per_money() -> None:
    plan = plan_of(weights(1, 1), inputs={"a": {"unit": "h", "price": 0}, "b": {"unit": "EUR"}}, budget={"total": 3, "bounds": {"a": [0, 2]}})
    found = lm.optimize(plan, maximize="effect:goal", draws=64, verify=64)
    assert found.allocation == pytest.approx({"a": 2, "b": 3}, abs=1e-6)
    assert found.marginal[0]["per_money"] is None
    assert found.marginal[0]["per_unit"] == pytest.approx(1)
    assert found.marginal[1]["per_money"] == pytest.approx(1)


def test_money_that_brings_nothing_is_left() -> None:
    """A ceiling is reached with 6: the rest of the money is not spent, and told as left."""
    plan = plan_of({"a": {"weight": 2}, "b": {"weight": 0}}, outcomes={"y": {"baseline": 0, "max": 12}}, budget={"total": 50})
    found = lm.optimize(plan, maximize="effect:goal", draws=64, verify=64)
    assert found.verified.value == pytest.approx(12)
    assert found.allocation == pytest.approx({"a": 6, "b": 0}, abs=1e-4)
    assert found.unspent == pytest.approx(44, abs=1e-4)
    assert "budget.total" not in found.active
    assert "nothing of b" in found.active
    stepped = lm.optimize(
        plan_of({"a": {"weight": 2}, "b": {"weight": 0}}, outcomes={"y": {"baseline": 0, "max": 11}},
                budget={"total": 50, "steps": {"a": 2, "b": 1}, "bounds": {"b": [3, 9]}}),
        maximize="effect:goal", draws=64, verify=64,
    )  # fmt: skip
    assert stepped.allocation == {"a": 6, "b": 3}


def test_least_budget_is_told_like_an_optimum() -> None:
    found = lm.least_budget(own(), 0.8, draws=1024, verify=4096)
    assert found.cost == pytest.approx(9.03251618, rel=0.005)
    assert [row["allocation"] for row in found.against] == list(OWN)
    assert found.verified.low - 0.01 < 0.8 < found.verified.high + 0.01
    assert plain(found.to_dict())


def test_progress_is_told() -> None:
    calls: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        calls.append((done, total))

    for search in (
        lambda: lm.optimize(own(), progress=note, **QUICK), lambda: lm.frontier(own(), 3, progress=note, **QUICK),
        lambda: lm.least_budget(own(), 0.8, progress=note, **QUICK),
        lambda: lm.portfolio({"one": own(), "two": gaussian()}, 20, progress=note, **QUICK),
        lambda: lm.optimize(own(futures={"slump": {"targets.goal.at_least": 20}}), futures=["", "slump"], progress=note, **QUICK),
    ):  # fmt: skip
        calls.clear()
        search()
        shares = [done / of for done, of in calls]
        assert len(calls) > 1
        assert shares == sorted(shares)
        assert 0 <= shares[0] <= shares[-1] <= 1


def test_the_same_seed_finds_the_same() -> None:
    one, other = (lm.optimize(own(), **QUICK) for _ in range(2))
    assert one.to_dict() == other.to_dict()
    third = lm.optimize(own(), seed=2, **QUICK)
    assert third.allocation != one.allocation


def test_the_order_in_the_file_changes_nothing() -> None:
    turned = document(dict(reversed(weights(*GAUSSIAN).items())), at_least=18, budget={"total": 10})
    one, other = (lm.optimize(lm.Plan.from_document(plan), **QUICK) for plan in (document(weights(*GAUSSIAN), at_least=18, budget={"total": 10}), turned))
    assert other.in_sample.value == pytest.approx(one.in_sample.value, abs=0.004)
    assert other.allocation == pytest.approx(dict(one.allocation), abs=0.35)
