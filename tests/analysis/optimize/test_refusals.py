"""What cannot be searched is refused in words that help; read them aloud."""

from __future__ import annotations

from typing import Any

import pytest

import logicmodel as lm
from tests.analysis.optimize.plans import QUICK, Document, document, gaussian, plan_of, weights


def refused(call: Any, *given: Any, **options: Any) -> list[tuple[str, str, str]]:
    """Return where, what and the remedy of every problem."""
    with pytest.raises(lm.RequestError) as caught:
        call(*given, **options)
    return [(problem.where, problem.message, problem.remedy) for problem in caught.value.problems]


def test_unknown_names_and_impossible_numbers_are_told_all_at_once() -> None:
    found = refused(
        lm.optimize, gaussian(), bounds={"aa": (0, 1), "b": (3, 1)}, fixed={"d": 2}, budget=-5, vary="year",
    )  # fmt: skip
    assert found == [
        ("bounds", "no input is called aa", "did you mean a?"),
        ("fixed", "no input is called d", "known: a, b, c"),
        ("bounds.b", "the least and the most must be numbers from 0 up, found 3 and 1", "write them in order"),
        ("budget", "cannot be -5", "give an amount from 0 up"),
        ("vary", "'year' is not a way to vary amounts", "choose plan or period"),
    ]


@pytest.mark.parametrize("budget", [float("nan"), float("-inf"), -1e-9])
def test_a_budget_is_an_amount(budget: float) -> None:
    ((where, message, remedy),) = refused(lm.optimize, gaussian(), budget=budget)
    assert (where, remedy) == ("budget", "give an amount from 0 up")
    assert message.startswith("cannot be")


@pytest.mark.parametrize(("wanted", "message"), [
    ("gaol", "cannot read 'gaol'"), ("target:gaol", "there is no target gaol; did you mean goal?"), ("effect", "cannot read 'effect'"),
    ("quantile:goal,x", "cannot read"), ("quantile:goal,1.5", "cannot read"), ("shortfall:z", "there is no target z; known: goal"),
    ("success:goal", "cannot read"), ("median:goal", "'median' is not an objective"),
])  # fmt: skip
def test_objectives_that_cannot_be(wanted: str, message: str) -> None:
    with pytest.raises(lm.RequestError) as caught:
        lm.optimize(gaussian(), maximize=wanted)
    told = str(caught.value)
    assert message in told
    if "cannot read" in told:
        assert told.endswith(("or give the id of a target", "write for example quantile:NODE,0.1"))


def test_an_objective_needs_something_to_hold_on_to() -> None:
    plan = plan_of(weights(1, 2), targets=[], budget={"total": 10})
    assert refused(lm.optimize, plan) == [(
        "", "there is no target that success could hang on", "add a target on an outcome, or say under success: which targets count",
    )]  # fmt: skip
    assert refused(lm.optimize, plan, maximize="target:goal") == [("", "there is no target goal", "add a target to the plan")]
    assert refused(lm.optimize, plan, maximize="npv") == [
        ("", "no outcome has a value, so there is no net present value", "add value: to an outcome")
    ]
    assert refused(lm.frontier, plan)[0][1] == "there is no target that success could hang on"
    assert refused(lm.least_budget, plan, 0.8)[0][1] == "there is no target that success could hang on"
    assert refused(lm.portfolio, {"one": plan}, 10)[0][1] == "there is no target that success could hang on"


def test_a_node_with_two_targets_is_not_one() -> None:
    targets: list[Document] = [{"node": "y", "at_least": 1, "by": 2027}, {"id": "more", "node": "y", "at_least": 2, "by": 2027}]
    plan = plan_of(weights(1), targets=targets, budget={"total": 10})
    assert refused(lm.optimize, plan, maximize="y") == [("", "y has several targets", "name one of more, y@2027")]


@pytest.mark.parametrize(("price", "message"), [
    (-3, "must be at least 0, found -3"), ("-2 to -1", "must be at least 0, but -2 to -1 can be below 0"),
    ("rate", "must be at least 0, but normal(-2, 1) can be below 0"),
])  # fmt: skip
def test_negative_prices_do_not_get_into_a_plan(price: Any, message: str) -> None:
    with pytest.raises(lm.PlanError) as caught:
        plan_of(weights(1), inputs={"a": {"unit": "h", "price": price}}, numbers={"rate": "normal(-2, 1)"})
    (problem,) = caught.value.problems
    assert problem.where == "inputs.a.price"
    assert problem.message.startswith(message)


def test_nothing_to_seek() -> None:
    assert refused(lm.optimize, plan_of(weights(1)), fixed={"a": 1}) == [
        ("", "there is nothing to seek: every input is fixed", "leave an input free")
    ]


def test_a_budget_below_what_has_to_be_spent() -> None:
    plan = gaussian(bounds={"a": [4, 9], "b": [3, 9]}, total=6)
    ((where, message, _),) = refused(lm.optimize, plan, **QUICK)
    assert where == "budget"
    assert message == "the limits cannot all be kept: the budget is EUR 6; a must be at least 4 EUR (EUR 4); b must be at least 3 EUR (EUR 3)"
    ((where, message, remedy),) = refused(lm.portfolio, {"one": plan, "two": gaussian()}, 5, **QUICK)
    assert where == "budget"
    assert message == "EUR 5 is less than what has to be spent in any case: one EUR 7, two EUR 0"
    assert remedy == "raise it to EUR 7 or more, or lower floors in the plans"


def test_unknown_futures() -> None:
    plan = plan_of(weights(1), budget={"total": 5}, futures={"slump": {"targets.goal.at_least": 3}})
    with pytest.raises(lm.LogicModelError, match=r"slumb.*did you mean slump"):
        lm.optimize(plan, futures=["slumb"])


@pytest.mark.parametrize("probability", [0, 1, -0.1, 1.5, float("nan")])
def test_a_least_budget_aims_at_a_chance_between(probability: float) -> None:
    ((where, message, remedy),) = refused(lm.least_budget, gaussian(), probability)
    assert where == "least_budget_for"
    assert message.endswith("is not a probability that can be aimed at")
    assert remedy == "choose one above 0 and below 1, such as 0.8"


def test_a_least_budget_for_what_is_no_chance() -> None:
    assert refused(lm.least_budget, gaussian(), 0.5, maximize="effect:goal") == [
        ("maximize", "a least budget needs a probability to aim at", "choose success or the id of a target")
    ]


def test_a_chance_that_money_cannot_buy() -> None:
    risky = plan_of({"a": {"weight": 2, "works": 0.7}}, at_least=10, budget={"total": 3})
    ((where, message, remedy),) = refused(lm.least_budget, risky, 0.8, **QUICK)
    assert where == "least_budget_for"
    assert message.startswith("a probability of 80 % cannot be had within the limits, whatever is spent: the best found, with EUR ")
    assert message.endswith(("has about 70 %", "has about 69 %", "has about 71 %"))
    assert remedy == "loosen the limits that hold it back (search with a large budget to see which), or ask for less"
    ((_, message, remedy),) = refused(lm.least_budget, gaussian(), 0.9, most=10, **QUICK)
    assert message.startswith("a probability of 90 % cannot be had with EUR 10: the best found has about 8")
    assert remedy == "raise the budget, or ask for less"
    ((_, message, _),) = refused(lm.least_budget, gaussian(bounds={"a": [0, 1], "b": [0, 1], "c": [0, 1]}), 0.5, **QUICK)
    assert message.endswith("whatever is spent: no allocation that was tried shows a chance")
    ((_, message, _),) = refused(lm.least_budget, gaussian(), 0.5, most=1, **QUICK)
    assert message.endswith("cannot be had with EUR 1: no allocation that was tried shows a chance")


@pytest.mark.parametrize("points", [1, 201])
def test_a_frontier_has_some_points(points: int) -> None:
    assert refused(lm.frontier, gaussian(), points) == [
        ("frontier", f"{points} is not a usable number of points", "choose from 2 to 200")
    ]


def test_a_frontier_needs_room() -> None:
    assert refused(lm.frontier, gaussian(), low=20, high=15) == [
        ("frontier", "there is no room between EUR 20 and EUR 15", "raise the largest budget")
    ]
    assert refused(lm.frontier, gaussian(bounds={"a": [9, 10]}), high=8) == [
        ("frontier", "there is no room between EUR 9, which has to be spent in any case, and EUR 8", "raise the largest budget")
    ]


def test_draws_are_neither_too_few_nor_too_many() -> None:
    assert refused(lm.optimize, gaussian(), draws=1, verify=2**31) == [
        ("draws", "too few draws: 1", "take from 32 to 1,048,576"),
        ("verify", "too many draws: 2,147,483,648", "take from 32 to 1,073,741,824"),
    ]
    for ask in (lambda: lm.frontier(gaussian(), verify=5), lambda: lm.least_budget(gaussian(), 0.8, verify=5), lambda: lm.portfolio({"one": gaussian()}, 5, verify=5)):
        with pytest.raises(lm.RequestError, match="verify: too few draws: 5"):
            ask()


def test_an_input_is_fixed_or_sought() -> None:
    assert refused(lm.optimize, gaussian(), fixed={"a": 1}, bounds={"a": (2, 3)}) == [
        ("fixed.a", "cannot be fixed and have bounds too", "leave one of them out")
    ]


def test_sweeps_that_cannot_be() -> None:
    plan = gaussian()
    assert refused(lm.sweep, plan, {}) == [("sweep", "0 inputs cannot be swept", "name one or two")]
    assert refused(lm.sweep, plan, {"d": (0, 1, 1), "a": (3, 1, 1), "b": (0, 1, 0), "c": (0, 1)}) == [
        ("sweep", "4 inputs cannot be swept", "name one or two"),
        ("sweep", "no input is called d", "known: a, b, c"),
        ("sweep a", "there are no amounts from 3 to 1 in steps of 1", "give low, high and step, such as 0:14:1"),
        ("sweep b", "there are no amounts from 0 to 1 in steps of 0", "give low, high and step, such as 0:14:1"),
        ("sweep c", "there are no amounts with 2 numbers", "give low, high and step, such as 0:14:1"),
    ]
    assert refused(lm.sweep, plan, {"a": (0, 1e6, 1)}) == [("sweep a", "has too many steps", "take larger ones")]
    assert refused(lm.sweep, plan, {"a": (0, 100, 1), "b": (0, 100, 1)}) == [
        ("sweep", "10,201 points are too many, at most 2,500", "take larger steps")
    ]
    assert refused(lm.sweep, plan, {"a": (0, 1, 1)}, allocation="plenty")[0][1] == "there is no allocation plenty"
    assert refused(lm.sweep, plan, {"a": (0, 1, 1)}, allocation={"d": 3.0, "aa": 1.0}) == [
        ("allocation", "no input is called d", "known: a, b, c"), ("allocation", "no input is called aa", "did you mean a?"),
    ]


def test_portfolios_that_cannot_be() -> None:
    pounds = lm.Plan.from_document(document(weights(1), budget={"total": 3}) | {"currency": "GBP", "inputs": {"a": {"unit": "GBP"}}})
    assert refused(lm.portfolio, {"one": gaussian(), "two": pounds}, 0, goal="most") == [
        ("plans", "have different currencies: EUR, GBP", "convert them to one"),
        ("budget", "cannot be 0", "give an amount above 0"),
        ("goal", "'most' is not a goal", "choose sum or all"),
    ]
    assert refused(lm.portfolio, {}, 10) == [("plans", "are missing", "give at least one")]


@pytest.mark.parametrize(("level", "chance"), [(1e9, 0.0), (-1e9, 1.0)])
def test_all_chances_alike_is_said_and_never_called_found(level: float, chance: float) -> None:
    """A target that is never met, or always: there is nothing to choose between allocations."""
    plan = plan_of(weights("normal(3, 1)", "normal(2, 1)"), at_least=level, budget={"total": 10})
    found = lm.optimize(plan, **QUICK)
    assert found.verified.value == found.in_sample.value == chance
    assert found.status == "nothing to choose"
    assert found.verified.low <= chance <= found.verified.high
    assert max(found.in_sample.high - chance, chance - found.in_sample.low) == pytest.approx(3 / (16 * QUICK["draws"]))
    rows = lm.frontier(plan, 3, high=20, **QUICK).rows
    assert {row["status"] for row in rows} == {"nothing to choose"}


def test_an_input_that_does_nothing_leaves_nothing_to_choose() -> None:
    plan = plan_of(weights(0, 0), outcomes={"y": {"baseline": 1, "noise": "normal(0, 1)"}}, budget={"total": 10})
    found = lm.optimize(plan, **QUICK)
    assert found.status == "nothing to choose"
    assert 0.4 < found.verified.value < 0.6
