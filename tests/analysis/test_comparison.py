"""Which allocation is better, and whether they can be told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.analysis import comparison
from logicmodel.analysis.comparison import APART, SAME
from tests.engine.examples import meal_plan


def options(amounts: dict[str, float], *, price: Any = "1 to 2", draws: int = 1024, weight: Any = "normal(1, 1)") -> lm.Results:
    return lm.simulate(lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": price}, "b": {"price": 1}}, "outcomes": {"y": {"baseline": "normal(0, 1)"}},
        "links": [{"from": "a", "to": "y", "weight": weight}],
        "targets": [{"node": "y", "at_least": 1, "by": 2027}],
        "allocations": {name: {"a": amount} for name, amount in amounts.items()},
    }), draws=draws)


def test_paired_differences() -> None:
    results = options({"little": 0.1, "much": 2.0, "huge": 4.0})
    answer = lm.compare(results)
    assert answer.title == "How do the allocations differ from little?"
    assert [(row["allocation"], row["what"]) for row in answer.rows] == [
        (name, what) for name in ("much", "huge") for what in ("y@2027", "success", "outcomes_met", "cost")
    ]
    row = answer.where(allocation="much", what="success")
    both = lm.attainment(results)
    one, other = (both.where(allocation=name)["probability"] for name in ("much", "little"))
    assert (row["probability"], row["against"], row["difference"]) == (one, other, pytest.approx(one - other))
    assert row["verdict"] == "better"
    assert row["low"] < row["difference"] < row["high"]
    assert row["draws_needed"] is None
    cost = answer.where(allocation="much", what="cost")
    assert cost["low"] < cost["difference"] < cost["high"]
    assert cost["difference"] == pytest.approx(1.9 * 1.44, abs=0.02)


def test_the_baseline_may_be_any_allocation_or_nothing() -> None:
    results = options({"little": 0.1, "much": 2.0})
    back = lm.compare(results, baseline="much").where(what="success")
    assert (back["allocation"], back["baseline"], back["verdict"]) == ("little", "much", "worse")
    assert {row["baseline"] for row in lm.compare(results, baseline="nothing").rows} == {"nothing"}
    with pytest.raises(lm.RequestError, match="did you mean much"):
        lm.compare(results, baseline="mcuh")


def test_one_allocation_needs_a_baseline() -> None:
    results = options({"only": 1.0})
    with pytest.raises(lm.RequestError, match="at least two allocations; name another one, or the baseline nothing"):
        lm.compare(results)
    assert lm.compare(results, baseline="nothing").rows


def test_differences_inside_their_interval_cannot_be_told_apart() -> None:
    results = options({"one": 1.0, "near": 1.03, "nearer": 1.001}, draws=256)
    near, nearer = (lm.compare(results).where(allocation=name, what="success") for name in ("near", "nearer"))
    for row in (near, nearer):
        assert row["low"] <= 0 <= row["high"]
        assert row["verdict"] == APART
    assert near["draws_needed"] == 4096  # 256 draws times the square of 4, the interval over the difference
    assert nearer["difference"] == 0
    assert nearer["draws_needed"] is None
    edge = lm.compare(options({"one": 1.0, "near": 1.03})).where(what="success")
    assert (edge["low"], edge["draws_needed"]) == (0, 2048)


def test_draws_beyond_reason_are_not_named() -> None:
    difference = np.tile([0.5, -0.5], 8) + 1e-6
    found = comparison._verdict(options({"one": 1.0}, draws=64), difference)
    assert (found["verdict"], found["draws_needed"]) == (APART, None)


def test_no_difference_at_all() -> None:
    row = lm.compare(options({"one": 1.0, "twin": 1.0})).where(what="success")
    assert (row["difference"], row["low"], row["high"], row["verdict"], row["draws_needed"]) == (0, 0, 0, SAME, None)
    idle = lm.compare(options({"one": 0.0}), baseline="nothing").where(what="success")
    assert idle["verdict"] == SAME
    certain = options({"one": 1.0, "twin": 1.0}, price=1, weight=0)
    assert lm.compare(certain).where(what="success")["difference"] == 0


def test_other_amounts_without_a_visible_difference_are_not_the_same() -> None:
    results = options({"one": 1.0, "two": 2.0}, weight=0)
    row = lm.compare(results).where(what="success")
    assert (row["difference"], row["verdict"]) == (0, APART)
    assert row["low"] < 0 < row["high"]


def teaching(**allocations: dict[str, float]) -> lm.Results:
    return lm.simulate(lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": 1}, "b": {"price": 1}},
        "outcomes": {"x": {"baseline": "normal(0, 1)"}, "y": {"baseline": "normal(0, 1)"}},
        "links": [{"from": "a", "to": "x", "weight": 1}, {"from": "b", "to": "y", "weight": 1}],
        "targets": [{"node": name, "at_least": 1, "by": 2027} for name in ("x", "y")], "allocations": allocations,
    }), draws=2048)


def test_dominance() -> None:
    results = teaching(some={"a": 1, "b": 1}, waste={"a": 0.5, "b": 1.5}, less={"a": 0.5, "b": 1}, dear={"a": 1, "b": 1}, more={"a": 2, "b": 1})
    found = lm.dominance(results)
    assert found.question == "dominance"
    assert len(found.rows) == 20

    def verdict(name: str, other: str) -> str:
        return str(found.where(allocation=name, against=other)["verdict"])

    assert (verdict("some", "waste"), verdict("waste", "some")) == ("neither", "neither")  # each better in one target
    assert (verdict("some", "more"), verdict("more", "some")) == ("neither", "neither")  # better and dearer
    assert (verdict("waste", "less"), verdict("some", "dear")) == ("neither", SAME)
    with pytest.raises(lm.RequestError, match="at least two allocations"):
        lm.dominance(teaching(only={"a": 1}))


def test_dominance_of_the_cheaper_and_better() -> None:
    results = lm.simulate(lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": 1}, "b": {"price": "1 to 2"}},
        "outcomes": {"y": {"baseline": "normal(0, 1)"}}, "links": [{"from": "a", "to": "y", "weight": 1}],
        "targets": [{"node": "y", "at_least": 1, "by": 2027}],
        "allocations": {"good": {"a": 2}, "bad": {"a": 1, "b": 3}, "near": {"a": 2.02, "b": 0.02}},
    }), draws=4096)
    found = lm.dominance(results)
    row = found.where(allocation="good", against="bad")
    assert (row["verdict"], row["better"], row["worse"], row["unclear"]) == ("dominates", 1, 0, 0)
    assert row["cost_high"] < 0
    assert found.where(allocation="bad", against="good")["verdict"] == "is dominated"
    assert found.where(allocation="near", against="good")["verdict"] in {"neither", "is dominated"}  # half a point better, and dearer
    few = lm.dominance(lm.simulate(results.plan, {"good": {"a": 2}, "near": {"a": 2.02}, "b": {"b": 1}, "c": {"b": 1, "a": 0.001}}, draws=64))
    assert few.where(allocation="near", against="good")["verdict"] in {APART, "neither", "is dominated"}


def test_certain_plans_have_certain_differences() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": 1}}, "outcomes": {"y": {"baseline": 0}},
        "links": [{"from": "a", "to": "y", "weight": 1}], "targets": [{"node": "y", "at_least": 1, "by": 2027}],
        "allocations": {"zero": {"a": 0}, "one": {"a": 1}, "two": {"a": 2}},
    })
    rows = lm.compare(lm.simulate(plan, draws=32))
    one, cost = rows.where(allocation="one", what="success"), rows.where(allocation="two", what="cost")
    assert (one["difference"], one["low"], one["high"], one["verdict"]) == (1, 1, 1, "better")
    assert (cost["difference"], cost["low"], cost["high"]) == (2, 2, 2)
    same = lm.compare(lm.simulate(plan, ["one", "two"], draws=32)).where(what="success")
    assert (same["low"], same["high"], same["verdict"]) == (0, 0, "the same")


def test_all_kinds_of_targets_are_compared() -> None:
    answer = lm.compare(lm.simulate(meal_plan(), draws=256), baseline="none")
    assert {row["what"] for row in answer.rows} == {
        "better", "fewer", "health@2029", "meals@2028", "own", "seen", "success", "outputs_met", "outcomes_met", "cost",
    }
