"""What could be lost in any future, and what a little more would buy."""

from __future__ import annotations

import math
from typing import Any

import pytest

import logicmodel as lm


def plan(**changes: Any) -> lm.Plan:
    return lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "inputs": {"a": {"price": 2, "unit": "days"}, "b": {"price": 1}, "c": {"price": 0.001}},
        "factors": {"wind": {"value": 0, "reference": 0}},
        "outcomes": {"y": {"baseline": "normal(0, 1)", "unit": "ships"}},
        "links": [{"from": "a", "to": "y", "weight": 1}, {"from": "b", "to": "y", "weight": 0.2}, {"from": "wind", "to": "y", "weight": 1}],
        "targets": [{"node": "y", "at_least": 2, "by": 2028}],
        "allocations": {"first": {"a": 2}, "second": {"b": 6}, "third": {"a": 1, "b": 1}},
        "futures": {"storm": {"links.a->y.weight": 0.1}, "calm": {"links.b->y.weight": 0.05}}, **changes,
    })


def test_regret_is_what_the_best_has_over_each() -> None:
    answer = lm.regret(plan(), draws=4096)
    assert len(answer.rows) == 9
    assert answer.settings["futures"] == ["as planned", "storm", "calm"]
    for name in ("as planned", "storm", "calm"):
        mine = [row for row in answer.rows if row["future"] == name]
        best = max(row["value"] for row in mine)
        assert [row["regret"] for row in mine] == [pytest.approx(best - row["value"]) for row in mine]
        assert min(row["regret"] for row in mine) == 0
        assert all(0 <= row["regret_low"] <= row["regret"] <= row["regret_high"] for row in mine)
    worst = {row["allocation"]: row for row in answer.rows if row["worst"]}
    assert {name: row["future"] for name, row in worst.items()}["second"] == "calm"
    assert {name: row["future"] for name, row in worst.items()}["first"] == "storm"
    least = min(worst.values(), key=lambda row: row["regret"])["allocation"]
    assert {row["allocation"] for row in answer.rows if row["minimax"]} == {least}


def test_regret_agrees_with_the_normal_distribution() -> None:
    answer = lm.regret(plan(), ["first", "second"], ["storm"], draws=65_536)

    def chance(level: float) -> float:
        return 0.5 * math.erfc((2 - level) / math.sqrt(2))

    assert answer.where(allocation="first")["regret"] == pytest.approx(chance(1.2) - chance(0.2), abs=2e-3)
    assert answer.where(allocation="second")["regret"] == 0


def test_allocations_that_cannot_be_told_apart_share_the_mark() -> None:
    given = {"one": {"a": 2.0}, "near": {"a": 2.0001}, "twin": {"a": 2.0}}
    answer = lm.regret(plan(), given, [""], draws=256)
    assert {row["allocation"] for row in answer.rows if row["minimax"]} == {"one", "near", "twin"}


def test_regret_of_another_objective_is_in_its_unit() -> None:
    answer = lm.regret(plan(), maximize="effect:y", draws=64)
    assert answer.settings["probability"] is False
    assert answer.where(allocation="first", future="as planned")["regret"] == pytest.approx(0)
    assert answer.where(allocation="second", future="as planned")["regret"] == pytest.approx(0.8)


def test_progress_counts_futures() -> None:
    seen: list[tuple[int, int]] = []
    lm.regret(plan(), futures=["", "storm"], draws=64, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_refusals() -> None:
    with pytest.raises(lm.RequestError) as caught:
        lm.regret(plan(), futures=["strom", "clam"])
    assert [str(problem) for problem in caught.value.problems] == [
        "future strom: is not defined in the plan; did you mean storm?", "future clam: is not defined in the plan; did you mean calm?",
    ]
    with pytest.raises(lm.RequestError, match="at least two allocations"):
        lm.regret(plan(), ["first"])
    with pytest.raises(lm.RequestError, match="at least one future"):
        lm.regret(plan(), futures=[])
    with pytest.raises(lm.RequestError, match="success"):
        lm.regret(plan(targets=[]))


def test_a_little_more_of_each_input() -> None:
    answer = lm.marginal(plan(), "first")
    assert [(row["input"], row["step"]) for row in answer.rows] == [
        (name, step) for name in ("a", "b", "c") for step in ("units", "money")
    ]
    unit = answer.where(input="a", step="units")
    assert (unit["more"], unit["cost"], unit["unit"]) == (1.0, 4.0, "days")

    def chance(level: float) -> float:
        return 0.5 * math.erfc((2 - level) / math.sqrt(2))

    assert unit["gain"] == pytest.approx(chance(3) - chance(2), abs=2e-3)
    assert unit["per_money"] == pytest.approx(unit["gain"] / 4)
    assert unit["per_money_low"] < unit["per_money"] < unit["per_money_high"]
    money = answer.where(input="b", step="money")
    assert money["cost"] == pytest.approx(0.01 * 8)
    assert money["gain_low"] <= 0.2 * money["more"] * 0.3989 <= money["gain_high"] + 1e-3
    idle = answer.where(input="c", step="units")
    assert (idle["gain"], idle["gain_low"] < 0 < idle["gain_high"]) == (0, True)
    assert answer.settings["value"] == pytest.approx(0.5, abs=2e-3)


def test_units_that_cost_too_little_to_be_seen_are_taken_by_the_thousand() -> None:
    answer = lm.marginal(plan(), {"a": 1e6}, draws=64)
    assert answer.where(input="a", step="units")["more"] == 1000
    assert answer.where(input="c", step="units")["more"] == 10_000_000
    assert answer.settings["allocation"] == "given"


def test_what_comes_in_steps_gets_whole_ones() -> None:
    answer = lm.marginal(plan(budget={"steps": {"b": 3}}), "first", draws=64)
    assert answer.where(input="b", step="units")["more"] == 3
    money = answer.where(input="b", step="money")
    assert (money["more"], money["cost"]) == (3, pytest.approx(3 * answer.where(input="b", step="units")["cost"] / 3))


def test_what_only_packages_hold_comes_whole() -> None:
    packages = {"small": {"amounts": {"b": 5}}, "large": {"amounts": {"b": 9, "a": 1}}}
    answer = lm.marginal(plan(budget={"packages": packages, "bounds": {"a": [0, 9]}}), "first", draws=64)
    assert answer.where(input="b", step="money")["more"] == 5
    assert answer.where(input="a", step="units")["more"] == 1
    assert answer.where(input="a", step="money")["more"] < 1


def test_inputs_without_a_price_and_allocations_without_money() -> None:
    free = plan(inputs={"a": {"price": 0}, "b": {"price": 1}, "c": {"price": 0.001}})
    answer = lm.marginal(free, {"a": 3, "b": 1}, draws=64)
    assert answer.where(input="a")["per_money"] is None
    assert {row["step"] for row in lm.marginal(plan(), {}, draws=64).rows} == {"units"}


def test_what_has_no_margin() -> None:
    with pytest.raises(lm.RequestError, match="no allocation to begin with"):
        lm.marginal(plan(allocations={}))
    with pytest.raises(lm.RequestError, match="did you mean first"):
        lm.marginal(plan(), "frist")
    assert lm.marginal(plan(), draws=64).settings["allocation"] == "first"
