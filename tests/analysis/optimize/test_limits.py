"""Limits are kept, what they leave is used well, and those that conflict are named."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

import logicmodel as lm
from logicmodel.analysis.optimize.feasibility import conflict
from logicmodel.analysis.optimize.space import Frame, Space, Terms, choices
from tests.analysis.optimize.plans import CERTAIN, Document, curves, plan_of, total, weights

RATES = (3.0, 2.0, 1.0)


def linear(rates: tuple[float, ...] = RATES, *, count: int = 1, **budget: Any) -> lm.Plan:
    """Effects in proportion: what is best is a linear programme."""
    return plan_of(weights(*rates), count=count, budget=budget, outcomes={"y": {"baseline": 0, "retain": 1}})


def best(plan: lm.Plan, **options: Any) -> lm.Optimum:
    return lm.optimize(plan, maximize="effect:goal", **(CERTAIN | options))


def test_floors_ceilings_and_a_fixed_input() -> None:
    found = best(linear(total=20, bounds={"a": [0, 6], "c": [2, 5]}, fixed={"b": 4}))
    assert found.allocation == pytest.approx({"a": 6, "b": 4, "c": 5}, abs=1e-6)
    assert found.unspent == pytest.approx(5, abs=1e-6)
    assert set(found.active) == {"the most of a", "the most of c"}
    found = best(linear(total=8, bounds={"a": [0, 6], "c": [2, 5]}, fixed={"b": 4}))
    assert found.allocation == pytest.approx({"a": 2, "b": 4, "c": 2}, abs=1e-6)
    assert set(found.active) == {"budget.total", "the least of c"}


def test_terms_replace_what_the_plan_says() -> None:
    plan = linear(total=20, bounds={"a": [0, 6]}, fixed={"b": 4})
    found = best(plan, budget=10, bounds={"a": (1, 2)}, fixed={"c": 3})
    assert found.allocation == pytest.approx({"a": 2, "b": 4, "c": 3}, abs=1e-6)
    found = best(plan, fixed={"a": 3})
    assert found.allocation == pytest.approx({"a": 3, "b": 4, "c": 13}, abs=1e-6)
    assert best(plan, budget=4, fixed={"a": 0}).allocation == pytest.approx({"a": 0, "b": 4, "c": 0}, abs=1e-6)


def test_money_of_every_period() -> None:
    """Early money lasts longer with retain, so each period spends what it has, on what answers most."""
    plan = linear(count=3, per_period=[5, 0, 2], vary="period", bounds={"a": [0, 3]})
    found = best(plan)
    assert found.allocation["a"] == pytest.approx((3, 0, 2), abs=1e-6)
    assert found.allocation["b"] == pytest.approx((2, 0, 0), abs=1e-6)
    assert {row["period"]: row["amount"] for row in found.rows if row["input"] == "a"} == pytest.approx(
        {"2027": 3, "2028": 0, "2029": 2}, abs=1e-6
    )


def test_one_amount_for_all_periods_fits_the_tightest() -> None:
    found = best(linear(count=3, per_period=[5, 4, 9]))
    assert found.allocation == pytest.approx({"a": 4, "b": 0, "c": 0}, abs=1e-6)
    assert found.active[0] == "budget.per_period in 2028"
    assert found.unspent is None


def test_amounts_may_differ_between_periods_on_request() -> None:
    """Only what is spent early can still act: a later period is too late for the lag."""
    plan = plan_of({"a": {"weight": 1, "lag": 1}}, count=2, budget={"total": 10})
    assert best(plan).verified.value == pytest.approx(5)
    found = best(plan, vary="period")
    assert found.allocation["a"] == pytest.approx((10, 0), abs=1e-6)
    assert found.verified.value == pytest.approx(10)


def test_linear_rules() -> None:
    """Staff in every period, and a least share for c over the whole plan."""
    rules = {
        "staff": {"of": {"a": 2, "b": 1}, "at_most": 10},
        "share": {"of": {"c": 1}, "at_least": 8, "each": "plan"},
    }
    found = best(linear((3.0, 2.0, 0.5), count=2, total=40, limits=rules, vary="period"))
    for period in ("2027", "2028"):
        a, b = (found.where(input=name, period=period)["amount"] for name in "ab")
        assert 2 * a + b == pytest.approx(10, abs=1e-5)
    assert total(found.allocation["b"], 2) == pytest.approx(20, abs=1e-5)
    assert total(found.allocation["c"], 2) == pytest.approx(20, abs=1e-5)
    assert found.verified.value == pytest.approx(2 * 20 + 0.5 * 20, abs=1e-4)
    assert {"budget.limits.staff in 2027", "budget.limits.staff in 2028"} <= set(found.active)


def assignable(plan: lm.Plan, costs: Mapping[str, float]) -> bool:
    """Say whether money can be assigned to what is bought: a transport problem between funds and inputs."""
    budget = plan.budget
    assert budget.total is not None
    sources = {name: (fund.amount, set(fund.inputs)) for name, fund in budget.funds.items()}
    sources["free"] = (budget.total - sum(fund.amount for fund in budget.funds.values()), set(plan.inputs))
    pairs = [(source, name) for source, (_, able) in sources.items() for name in costs if name in able]
    rows = [[float(pair[0] == source) for pair in pairs] for source in sources]
    paid = [[float(pair[1] == name) for pair in pairs] for name in costs]
    done = linprog(
        np.zeros(len(pairs)), A_ub=rows, b_ub=[amount for amount, _ in sources.values()], A_eq=paid, b_eq=list(costs.values()),
    )  # fmt: skip
    return bool(done.status == 0)


def funded(chance: random.Random) -> lm.Plan:
    """Four inputs, three funds of which some overlap, and free money."""
    funds = {
        f"fund{place}": {"amount": chance.choice([1, 2, 3.5]), "inputs": sorted(chance.sample("abcd", chance.randint(1, 3)))}
        for place in range(3)
    }
    more = chance.choice([0, 1, 4])
    amount = sum(float(fund["amount"]) for fund in funds.values()) + more
    return linear((3.0, 2.0, 1.5, 1.0), total=amount, funds=funds)


@pytest.mark.parametrize("seed", range(10))
def test_earmarked_funds_can_be_assigned(seed: int) -> None:
    """What the rules allow is exactly what money can be assigned to (Hall's condition)."""
    chance = random.Random(seed)
    plan = funded(chance)
    space = Frame(plan, Terms()).space()
    seen = set()
    for _ in range(40):
        costs = {name: chance.choice([0, 0, 0.5, 1, 2, 4]) for name in "abcd"}
        fits = space.fits(np.array(list(costs.values()), float))
        assert fits == assignable(plan, costs), costs
        seen.add(fits)
    assert seen == {True, False}


@pytest.mark.parametrize("seed", range(4))
def test_earmarked_funds_are_used_as_well_as_can_be(seed: int) -> None:
    plan = funded(random.Random(seed))
    found = best(plan)
    assert assignable(plan, {name: max(value - 1e-6, 0) for name, value in found.allocation.items()})
    rules = [rule for rule in Frame(plan, Terms()).space().rules if np.isfinite(rule.high)]
    done = linprog(-np.array([3.0, 2.0, 1.5, 1.0]), A_ub=[rule.row for rule in rules], b_ub=[rule.high for rule in rules])
    assert found.verified.value == pytest.approx(-done.fun, rel=1e-6)


def whole(x: tuple[float, ...], ceilings: tuple[float, ...] = (10, 6, 8)) -> float:
    return sum(top * (1 - np.exp(-amount / 3)) for top, amount in zip(ceilings, x, strict=True))


def test_whole_steps_and_free_amounts_together() -> None:
    """a comes in twos, b in threes, c freely: against all steps, with the rest for c."""
    plan = plan_of(curves("exponential(10, 3)", "exponential(6, 3)", "exponential(8, 3)"), budget={"total": 11, "steps": {"a": 2, "b": 3}})
    found = best(plan)
    every = {(a, b, 11 - a - b) for a in range(0, 12, 2) for b in range(0, 12, 3) if a + b <= 11}
    truth = max(every, key=whole)
    assert tuple(found.allocation.values()) == pytest.approx(truth, abs=1e-5)
    assert found.verified.value == pytest.approx(whole(truth), rel=1e-9)


def test_many_whole_steps() -> None:
    """More combinations than are looked at one by one; the best is known from the greedy rule for concave effects."""
    ceilings = (10.0, 6.0, 8.0, 7.0, 9.0, 5.0)
    plan = plan_of(
        curves(*(f"exponential({top}, 3)" for top in ceilings)), budget={"total": 40, "steps": dict.fromkeys("abcdef", 1)}
    )
    x = [0] * 6
    for _ in range(40):
        gains = [whole((*x[:n], x[n] + 1, *x[n + 1 :]), ceilings) - whole(tuple(x), ceilings) for n in range(6)]
        x[int(np.argmax(gains))] += 1
    found = best(plan)
    assert list(found.allocation.values()) == x


PACKAGES: Document = {
    "clinic": {"amounts": {"a": 4}},
    "van": {"amounts": {"b": 3}, "requires": ["clinic"]},
    "camp": {"amounts": {"c": 6}, "excludes": ["van"]},
    "nurse": {"amounts": {"a": 1, "c": 1}},
}


def chosen_well(packages: Document, budget: float, rates: tuple[float, ...]) -> tuple[float, set[str]]:
    """The best set of packages and what it brings, by looking at every set."""
    found: list[tuple[float, set[str]]] = []
    for size in range(len(packages) + 1):
        for some in itertools.combinations(packages, size):
            names = set(some)
            cost = sum(sum(packages[name]["amounts"].values()) for name in names)
            fine = cost <= budget and all(
                set(packages[name].get("requires", ())) <= names and not set(packages[name].get("excludes", ())) & names
                and packages[name].get("choice") != "must_not" for name in names
            ) and all(name in names for name in packages if packages[name].get("choice") == "must")  # fmt: skip
            if fine:
                rate = dict(zip("abc", rates, strict=True))
                effect = sum(rate[key] * amount for name in names for key, amount in packages[name]["amounts"].items())
                found.append((effect, names))
    return max(found, key=lambda one: one[0])


@pytest.mark.parametrize("seed", range(12))
def test_packages_against_every_set(seed: int) -> None:
    chance = random.Random(seed)
    packages = {name: {**package} for name, package in PACKAGES.items()}
    packages[chance.choice(["clinic", "nurse", "camp"])]["choice"] = chance.choice(["must", "must_not"])
    rates = tuple(chance.choice([0.5, 1.1, 2.3, 3.7]) for _ in range(3))
    budget = chance.choice([7, 9, 12, 15])
    found = best(linear(rates, total=budget, packages=packages))
    effect, names = chosen_well(packages, budget, rates)
    assert set(found.packages) == names
    assert found.verified.value == pytest.approx(effect)
    assert found.cost + found.unspent == pytest.approx(budget)


def test_packages_beside_amounts_that_are_sought() -> None:
    """b is bought freely too: 3 with the van, and what money is left."""
    found = best(linear((0, 1, 0), total=10, packages={"van": {"amounts": {"b": 3}, "choice": "must"}}, bounds={"b": [0, 5], "a": [0, 0], "c": [0, 0]}))
    assert found.packages == ("van",)
    assert found.allocation["b"] == pytest.approx(8, abs=1e-6)
    found = best(linear((1, 1, 0), total=10, packages={"van": {"amounts": {"b": [3]}}}, bounds={"a": [0, 9]}, fixed={"c": 0}))
    assert found.allocation == pytest.approx({"a": 7, "b": 3, "c": 0}, abs=1e-6)


def test_packages_count_in_the_periods_in_which_they_cost() -> None:
    packages = {"early": {"amounts": {"a": [4, 0]}}, "late": {"amounts": {"a": [0, 5]}}}
    found = best(linear((1.0,), count=2, per_period=[4, 4], packages=packages))
    assert found.packages == ("early",)
    assert found.allocation["a"] == (4, 0)


INFEASIBLE: list[tuple[Document, set[str]]] = [
    ({"total": 5, "bounds": {"a": [3, 9], "b": [3, 4]}}, {"budget.total", "the least of a", "the least of b"}),
    ({"total": 5, "fixed": {"a": 6}}, {"budget.total"}),
    ({"per_period": 2, "bounds": {"a": [3, 9]}}, {"budget.per_period in 2027", "the least of a"}),
    ({"total": 50, "limits": {"most": {"of": {"a": 1}, "at_most": 2}}, "bounds": {"a": [3, 9]}}, {"budget.limits.most in 2027", "the least of a"}),
    ({"total": 50, "limits": {"least": {"of": {"a": 1, "b": 1}, "at_least": 9}}, "bounds": {"a": [0, 3], "b": [0, 4]}},
     {"budget.limits.least in 2027", "the most of a", "the most of b"}),
    ({"total": 9, "funds": {"health": {"amount": 6, "inputs": ["a"]}}, "bounds": {"b": [4, 9]}},
     {"budget.funds: money free for all", "the least of b"}),
    ({"total": 5, "packages": {"van": {"amounts": {"a": 6}, "choice": "must"}}}, {"budget.total"}),
]  # fmt: skip


@pytest.mark.parametrize(("budget", "names"), INFEASIBLE)
def test_limits_that_conflict_are_named(budget: Document, names: set[str]) -> None:
    plan = linear(**budget)
    with pytest.raises(lm.RequestError) as caught:
        best(plan)
    (problem,) = caught.value.problems
    assert problem.where == "budget"
    space = Frame(plan, Terms()).space(choices(plan)[0])
    found = set(conflict(space))
    # A bound from 0 up may be part of the explanation: no amount can be taken back.
    assert {name for name in found if not name.endswith("from 0 up")} == names
    assert len(problem.message.partition(": ")[2].split("; ")) == len(names)
    assert not possible(space, without=None)
    assert all(possible(space, without=name, only=found) for name in found)


CONFLICTS: list[tuple[Document, list[str]]] = [
    ({"total": 5, "fixed": {"a": 6}},
     ["the limits cannot all be kept: the budget is EUR 5, of which a (fixed) takes EUR 6; raise the budget to EUR 6 or more, or loosen one of the others"]),
    ({"total": 5, "fixed": {"a": 3}, "bounds": {"b": [3, 4]}},
     [("the limits cannot all be kept: the budget is EUR 5, of which a (fixed) takes EUR 3; b must be at least 3 EUR (EUR 3); "
       "raise the budget to EUR 6 or more, or loosen one of the others")]),
    ({"total": 5, "packages": {"van": {"title": "A van", "amounts": {"a": 6}, "choice": "must"}}, "fixed": {"b": 1}},
     [("the limits cannot all be kept with A van: the budget is EUR 5, of which the package A van takes EUR 6 and b (fixed) takes EUR 1; "
       "raise the budget to EUR 7 or more, or loosen one of the others")]),
    ({"per_period": 2, "bounds": {"b": [3, 4]}, "packages": {"van": {"amounts": {"a": 1}}}},
     ["the limits cannot all be kept, whichever packages are chosen (told here without any): EUR 2 may be spent in a year; b must be at least 3 EUR (EUR 3); loosen one of these"]),
    ({"total": 5, "limits": {"staff": {"title": "Staff", "of": {"a": 1, "b": 1}, "at_least": 5}}, "bounds": {"a": [0, 1], "b": [0, 3]},
      "packages": {"van": {"amounts": {"a": 6}}}},
     ["the limits cannot all be kept without any package: Staff asks for at least 5 in a year; a may be at most 1 EUR; b may be at most 3 EUR",
      "the limits cannot all be kept with van: the budget is EUR 5, of which the package van takes EUR 6; raise the budget to EUR 6 or more, or loosen one of the others"]),
    ({"total": 9, "limits": {"staff": {"title": "Staff", "of": {"a": 1, "b": 1}, "at_least": 2, "at_most": 4}}, "bounds": {"b": [3, 9]},
      "packages": {"van": {"amounts": {"a": 3}, "choice": "must"}}},
     [("the limits cannot all be kept with van: Staff asks for at least 2 and allows at most 4 in a year, of which the package van takes 3; b must be at least 3 EUR; "
       "loosen one of these")]),
    ({"total": 9, "funds": {"gift": {"title": "A gift", "amount": 6, "inputs": ["a"]}}, "bounds": {"b": [4, 9]}},
     [("the limits cannot all be kept: the money that is not earmarked must pay for everything but a and is EUR 3; b must be at least 4 EUR (EUR 4); "
       "raise the budget to EUR 10 or more, or loosen one of the others")]),
    ({"total": 50, "limits": {"most": {"of": {"a": 1, "b": 1}, "at_least": 9}}, "bounds": {"a": [0, 3], "b": [0, 4]}},
     ["the limits cannot all be kept: most asks for at least 9 in a year; a may be at most 3 EUR; b may be at most 4 EUR; loosen one of these"]),
]  # fmt: skip


@pytest.mark.parametrize(("budget", "told"), CONFLICTS)
def test_conflicts_are_told_in_the_words_of_the_plan(budget: Document, told: list[str]) -> None:
    """With what fixed inputs and packages take, what floors cost, how much money would do, and for every choice of packages."""
    with pytest.raises(lm.RequestError) as caught:
        best(linear(**budget))
    assert [str(problem).removeprefix("budget: ") for problem in caught.value.problems] == told


def test_the_money_that_is_said_to_do_does() -> None:
    budget: Document = {"total": 5, "fixed": {"a": 3.3333}, "bounds": {"b": [3, 4]}}
    with pytest.raises(lm.RequestError, match=r"raise the budget to EUR 6\.334 or more"):
        best(linear(**budget))
    assert best(linear(**budget), budget=6.334).cost <= 6.334 * (1 + 1e-9)


def possible(space: Space, *, without: str | None, only: set[str] | None = None) -> bool:
    """Say whether limits can be kept: those named, without one of them. Written anew on purpose."""
    rows, most = [], []

    def limit(name: str, row: np.ndarray, end: float) -> None:
        if np.isfinite(end) and name != without and (only is None or name in only):
            rows.append(row)
            most.append(end)

    for rule in space.rules:
        limit(rule.name, rule.row, rule.high)
        limit(rule.name, -rule.row, -rule.low)
    for place, lever in enumerate(space.levers):
        unit = np.eye(len(space.levers))[place]
        low = space.low[place]
        limit(f"the least of {lever.input}" if low else f"{lever.input} from 0 up", -unit, -low)
        limit(f"the most of {lever.input}", unit, space.high[place])
    if not space.levers:
        return all(end >= 0 for end in most)
    if not rows:
        return True
    done = linprog(np.zeros(len(space.levers)), A_ub=rows, b_ub=most, bounds=[(None, None)] * len(space.levers))
    return bool(done.status == 0)


def test_what_may_not_be_chosen_can_leave_nothing_to_choose() -> None:
    packages = {"a1": {"amounts": {"a": 1}, "choice": "must", "excludes": ["a2"]}, "a2": {"amounts": {"a": 2}, "choice": "must"}}
    with pytest.raises(lm.RequestError, match=r"no choice fits: a1, a2 must be chosen.*requires and excludes"):
        best(linear(total=10, packages=packages))
    needs = {"a1": {"amounts": {"a": 1}, "choice": "must", "requires": ["a2"]}, "a2": {"amounts": {"a": 2}, "choice": "must_not"}}
    with pytest.raises(lm.RequestError, match="no choice fits"):
        best(linear(total=10, packages=needs))
    many = {f"p{number}": {"amounts": {"a": 1}} for number in range(13)}
    with pytest.raises(lm.RequestError, match="13 packages are open, at most 12 can be enumerated; say must or must_not"):
        best(linear(total=10, packages=many))


def test_funds_need_money_to_be_part_of() -> None:
    funds = {"health": {"amount": 6, "inputs": ["a"]}}
    with pytest.raises(lm.RequestError, match=r"earmarked funds need budget.total; say how much money there is in all"):
        best(linear(funds=funds))
    with pytest.raises(lm.RequestError, match="the funds hold EUR 6, more than the whole budget of EUR 5, which they are part of; raise the budget, or lower a fund"):
        best(linear(total=5, funds=funds))


def test_no_limit_at_all_ends_where_nothing_is_gained() -> None:
    """Without any limit of money the search still ends, at finite amounts."""
    plan = plan_of(curves("hill(1, 2, 3)"), budget={"bounds": {"a": [0, 50]}})
    found = best(plan)
    assert found.unspent is None
    assert found.allocation["a"] == pytest.approx(50, abs=1e-3)
