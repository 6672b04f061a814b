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
        assert row["more"] == row["cost"] == pytest.approx(0.1)
        assert row["step_size"] == 0
        assert row["per_unit"] == row["per_money"] == pytest.approx(row["gain"] / row["more"])
        assert row["per_money_low"] == pytest.approx(row["gain_low"] / row["more"])
        assert row["gain_low"] <= slope * 0.1 + 0.002
        assert row["gain_high"] >= slope * 0.1 - 0.002
        assert row["gain"] > 0
    # At the best split with one limit the last euro does as much everywhere.
    assert np.ptp(slopes) < 0.15 * slopes.mean()


def test_what_is_told_of_a_little_more_was_measured() -> None:
    """The same allocations run by themselves give the same gains; what comes in steps gets a whole one."""
    plan = own_stepped()
    found = lm.optimize(plan, draws=256, verify=2048)
    for row in found.marginal:
        given = dict(found.allocation)
        given[row["input"]] += row["more"]
        run = lm.simulate(plan, {"more": given, "best": found.allocation}, draws=2048)
        more, best = (lm.attainment(run).where(allocation=name)["probability"] for name in ("more", "best"))
        assert row["gain"] == pytest.approx(more - best, abs=1e-12)
    steps = {row["input"]: (row["step_size"], row["more"], row["cost"]) for row in found.marginal}
    assert steps["a"] == (0, pytest.approx(0.1), pytest.approx(0.1))
    assert steps["b"] == (2, 2, 2)


def own_stepped() -> lm.Plan:
    return plan_of(weights(*GAUSSIAN), at_least=18, budget={"total": 10, "steps": {"b": 2}})


def test_limits_of_what_comes_in_steps() -> None:
    """Four of at most 4.5 is the most there can be; three of a budget that a fourth would break spends it."""
    plan = plan_of(weights(2, 1), budget={"total": 30, "steps": {"a": 1, "b": 1}, "bounds": {"a": [0.5, 4.5], "b": [0.5, 9]}})
    found = lm.optimize(plan, maximize="effect:goal", draws=64, verify=64)
    assert found.allocation == {"a": 4, "b": 9}
    assert found.active == ("the most of a", "the most of b")
    inputs = {"a": {"unit": "h", "price": 4}, "b": {"unit": "h", "price": 4}}
    plan = plan_of(weights(2, 1), inputs=inputs, budget={"total": 15, "steps": {"a": 1, "b": 1}, "bounds": {"a": [0, 9], "b": [1, 9]}})
    found = lm.optimize(plan, maximize="effect:goal", draws=64, verify=64)
    assert (found.allocation, found.unspent) == ({"a": 2, "b": 1}, 3)
    assert found.active == ("budget.total", "the least of b")
    mixed = plan_of(weights(2, 1), budget={"total": 30, "steps": {"a": 4}, "bounds": {"a": [0, 14], "b": [0, 5]}})
    assert lm.optimize(mixed, maximize="effect:goal", draws=64, verify=64).active == ("the most of a", "the most of b")


def test_what_amounts_by_period_hide_is_part_of_the_answer() -> None:
    """Only the last of three years counts, so all is bought then; and an own allocation does what a constant one cannot."""
    late: Document = {"allocations": {"late": {"title": "Late", "a": [0, 0, 9]}}}
    plan = plan_of({"a": {"weight": "normal(1, 0.1)"}}, count=3, at_least=8, budget={"total": 9, "vary": "period"}, **late)
    found = lm.optimize(plan, **QUICK)
    assert found.bunched == {"2029": ("a",)}
    assert found.to_dict()["bunched"] == {"2029": ["a"]}
    assert any("more than half of some inputs goes to one year: a in 2029" in note for note in found.notes)
    same = lm.optimize(plan, vary="plan", **QUICK)
    assert same.bunched == {}
    assert any(note.endswith("which this search kept the same: Late") for note in same.notes)


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


@pytest.mark.parametrize("seed", range(3))
def test_a_least_budget_is_enough_on_fresh_draws(seed: int) -> None:
    """As many fresh draws as were searched on never show less than is wanted, and the budget is hardly larger for it."""
    plan = plan_of(
        {"a": {"curve": "saturating(12, 4)", "works": 0.95}, "b": {"weight": "normal(1, 0.3)"}}, at_least=9, count=12,
        outcomes={"y": {"baseline": 0, "noise": "normal(0, 1)"}},
    )  # fmt: skip
    found = lm.least_budget(plan, 0.7, draws=128, verify=4096, seed=seed)
    assert 0.7 <= found.verified.value < 0.72
    assert found.needs == pytest.approx(found.cost)
    less = lm.optimize(plan, budget=0.97 * found.needs, draws=256, verify=4096, seed=seed)
    assert less.verified.value < 0.7


def test_a_least_budget_stays_below_the_largest_that_is_allowed() -> None:
    plan = own()
    best = lm.least_budget(plan, 0.8, draws=64, verify=2048, seed=5).needs
    for most in (best * 1.0001, best * 1.002):
        assert lm.least_budget(plan, 0.8, most=most, draws=64, verify=2048, seed=5).needs <= most * (1 + 1e-9)


def test_what_an_earmarked_fund_leaves_is_needed_all_the_same() -> None:
    """Six of ten may only go to a, which takes three: they cost 7, but no smaller budget holds the fund."""
    funds = {"health": {"amount": 6, "inputs": ["a"]}}
    plan = plan_of(weights(1, 1), budget={"total": 10, "funds": funds, "bounds": {"a": [0, 3], "b": [0, 9]}})
    found = lm.optimize(plan, maximize="effect:goal", draws=64, verify=64)
    assert (found.cost, found.needs, found.unspent) == (pytest.approx(7), pytest.approx(10), pytest.approx(3))


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
