"""Objectives against closed forms, and their derivatives against differences."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from logicmodel.analysis.optimize.frozen import Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective, blurred
from logicmodel.analysis.optimize.optimize import objective_of
from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.space import Frame, Terms
from tests.analysis.optimize.plans import Document, document, plan_of, weights

MEAN, SD = np.array([3, 2, 2.5]), np.array([1.5, 0.5, 1])


def gaussian(*, direction: str = "at_least", level: float = 18, **more: Any) -> lm.Plan:
    sign = 1 if direction == "at_least" else -1
    links = weights(*(f"normal({sign * mean}, {sd})" for mean, sd in zip(MEAN, SD, strict=True)))
    target = {"id": "goal", "node": "y", direction: sign * level, "by": 2027}
    return plan_of(links, targets=[target], **({"budget": {"total": 10}} | more))


def moments(found: lm.Optimum) -> tuple[float, float]:
    """Mean and standard deviation of the outcome under what was found."""
    x = np.array(list(found.allocation.values()))
    return float(MEAN @ x), float(np.sqrt((SD**2) @ x**2))


def best_of(value: Any) -> float:
    """The best value of a function of mean and standard deviation over all splits of 10, by looking at many."""
    share = np.linspace(0, 1, 401)
    first, second = np.meshgrid(share, share)
    kept = first + second <= 1
    x = 10 * np.stack([first[kept], second[kept], 1 - first[kept] - second[kept]], axis=1)
    return float(np.max(value(x @ MEAN, np.sqrt(x**2 @ SD**2))))


@pytest.mark.parametrize("share", [0.05, 0.25, 0.1])
@pytest.mark.parametrize("direction", ["at_least", "at_most"])
def test_quantile(share: float, direction: str) -> None:
    z = stats.norm.ppf(share)
    found = lm.optimize(gaussian(direction=direction), maximize=f"quantile:goal,{share}", draws=1024, verify=16_384)
    mean, sd = moments(found)
    top = best_of(lambda m, s: m + z * s)
    assert mean + z * sd == pytest.approx(top, rel=5e-3)
    assert found.verified.value == pytest.approx(mean + z * sd, abs=0.15)
    assert not found.probability
    assert found.unspent == pytest.approx(0, abs=1e-3)


def test_quantile_above_a_half_takes_risks() -> None:
    found = lm.optimize(gaussian(), maximize="quantile:goal,0.95", draws=1024, verify=4096)
    assert found.allocation == pytest.approx({"a": 10, "b": 0, "c": 0}, abs=1e-3)


@pytest.mark.parametrize("tail", [0.1, 0.5, 1.0])
def test_shortfall(tail: float) -> None:
    """The mean of min(y - 18, 0) over the worst draws, y being normal."""

    def worst(m: Any, s: Any) -> Any:
        end = np.minimum(m + s * stats.norm.ppf(tail), 18.0)
        z = (end - m) / s
        return ((m - 18.0) * stats.norm.cdf(z) - s * stats.norm.pdf(z)) / tail

    found = lm.optimize(gaussian(), maximize=f"shortfall:goal,{tail}", draws=1024, verify=16_384)
    truth, top = worst(*moments(found)), best_of(worst)
    assert truth == pytest.approx(top, rel=5e-3, abs=2e-3)
    assert found.verified.value == pytest.approx(truth, rel=0.03, abs=0.01)
    assert found.verified.value < 0


def test_effect_counts_in_the_wanted_direction() -> None:
    more = lm.optimize(gaussian(), maximize="effect:goal", draws=256, verify=4096)
    less = lm.optimize(gaussian(direction="at_most"), maximize="effect:y", draws=256, verify=4096)
    for found in (more, less):
        assert found.allocation == pytest.approx({"a": 10, "b": 0, "c": 0}, abs=1e-6)
        assert found.verified.value == pytest.approx(30, abs=0.5)


def test_chance_of_staying_below() -> None:
    found = lm.optimize(gaussian(direction="at_most"), maximize="goal", draws=1024, verify=4096)
    mean, sd = moments(found)
    assert stats.norm.cdf((mean - 18) / sd) == pytest.approx(0.87197602, rel=5e-4)


def valued(price: float = 1.0) -> lm.Plan:
    """Worth 100 (1 - exp(-x / 20)) and 60 (1 - exp(-x / 5)), paid at once, felt as the period ends, at 5 %."""
    return plan_of(
        {"a": {"curve": "exponential(10, 20)"}, "b": {"curve": "exponential(6, 5)"}},
        inputs={name: {"unit": "h", "price": price} for name in "ab"},
        outcomes={"y": {"baseline": 0, "value": 10}}, discount_rate=0.05,
    )  # fmt: skip


def test_net_present_value_stops_spending_where_the_last_euro_is_not_earned() -> None:
    found = lm.optimize(valued(), maximize="npv", budget=1000, draws=64, verify=64)
    a, b = 20 * math.log(5 / 1.05), 5 * math.log(12 / 1.05)
    assert found.allocation == pytest.approx({"a": a, "b": b}, rel=1e-4)
    truth = (100 * (1 - math.exp(-a / 20)) + 60 * (1 - math.exp(-b / 5))) / 1.05 - a - b
    assert found.verified.value == pytest.approx(truth, rel=1e-9)
    assert found.unspent == pytest.approx(1000 - a - b, rel=1e-4)
    assert "budget.total" not in found.active


def test_nothing_is_bought_that_costs_more_than_it_is_worth() -> None:
    found = lm.optimize(valued(price=20.0), maximize="npv", budget=1000, draws=64, verify=64)
    assert found.allocation == pytest.approx({"a": 0, "b": 0}, abs=1e-6)
    assert found.cost == pytest.approx(0, abs=1e-4)
    assert found.verified.value == pytest.approx(0, abs=1e-6)


def rich() -> Document:
    """Two outcomes over three periods, with a curve, a lag, risk and worth."""
    return document({}, count=3) | {
        "inputs": {"a": {"unit": "EUR"}, "b": {"unit": "h", "price": 3}},
        "activities": {"work": {"noise": "normal(0, 0.3)"}},
        "outcomes": {"y": {"baseline": 1, "retain": 0.5, "value": 4}, "z": {"baseline": 20, "combine": "sum"}},
        "links": [
            {"from": "a", "to": "work", "weight": "0.5 to 1.5"},
            {"from": "b", "to": "work", "curve": {"kind": "saturating", "ceiling": "4 to 9", "half_at": 3}},
            {"from": "work", "to": "y", "weight": "normal(1, 0.2)"},
            {"from": "work", "to": "z", "weight": "normal(-1, 0.3)", "lag": 1},
        ],
        "targets": [
            {"id": "up", "node": "y", "at_least": 9, "by": 2029}, {"id": "down", "node": "z", "at_most": 15, "by": 2029},
            {"id": "inside", "node": "z", "between": [5, 18], "by": 2028},
        ],
    }  # fmt: skip


OBJECTIVES = [
    "success", "target:up", "target:down", "target:inside", "effect:up", "effect:down", "quantile:up,0.25", "quantile:down,0.1",
    "shortfall:up", "shortfall:down,0.4", "npv",
]  # fmt: skip


@pytest.mark.parametrize("vary", ["plan", "period"])
@pytest.mark.parametrize(("wanted", "success"), [
    *((wanted, {"of": "targets"}) for wanted in OBJECTIVES),
    ("success", {"at_least": 1, "of": "targets"}), ("success", {"at_least": 2, "of": "targets"}),
    ("success", {"weight": 0.6, "of": "targets"}), ("success", {"of": ["up", "down"]}),
])  # fmt: skip
def test_derivatives_are_those_of_the_smooth_stand_in(wanted: str, success: Document, vary: str) -> None:
    plan = lm.Plan.from_document(rich() | {"success": success})
    objective = objective_of(wanted, plan)
    space = Frame(plan, Terms(budget=100, vary=vary)).space()
    problem = Problem(space, objective, {"": Frozen(lm.compile(plan), draws=512, seed=3)})
    x = np.linspace(1.6, 3.1, len(space.levers))
    found = problem.climb(x, 0.5)[1]
    assert np.abs(found).max() > 1e-4
    for place, slope in enumerate(found):
        # Where the set of worst draws or the deciding target changes on the way the stand-in has a kink.
        slopes = []
        for step in (1e-4, 1e-5, 1e-6):
            more, less = x.copy(), x.copy()
            more[place] += step
            less[place] -= step
            slopes.append((problem.climb(more, 0.5)[0] - problem.climb(less, 0.5)[0]) / (2 * step))
        assert min(abs(slope - one) for one in slopes) <= 2e-3 * float(np.abs(found).max()) + 1e-9


@pytest.mark.parametrize("wanted", OBJECTIVES)
def test_the_shortfall_that_leads_off_a_plateau_has_derivatives_too(wanted: str) -> None:
    plan = lm.Plan.from_document(rich())
    space = Frame(plan, Terms(budget=100)).space()
    problem = Problem(space, objective_of(wanted, plan), {"": Frozen(lm.compile(plan), draws=512, seed=3)})
    x = np.array([0.7, 0.9])
    value, slope = problem.approach(x)
    found = slope()
    assert value < 0
    for place in range(2):
        step = np.eye(2)[place] * 1e-6
        difference = (problem.approach(x + step)[0] - problem.approach(x - step)[0]) / 2e-6
        assert found[place] == pytest.approx(difference, rel=1e-4)
        assert found[place] > 0


def test_blur_neither_shifts_nor_widens() -> None:
    """Averaged over a smooth density, the soft step counts what the sharp one does, up to the fourth order."""
    u = (np.arange(200_000) + 0.5) / 200_000
    margin = stats.norm.ppf(u) + 0.4
    errors = [abs(blurred(margin, width)[0].mean() - stats.norm.cdf(0.4)) for width in (0.2, 0.1)]
    assert errors[1] < errors[0] / 10
    for width in (0.3, 1.0):
        value, slope = blurred(np.array([-0.7, 0.0, 0.2]), width)
        higher, lower = (blurred(np.array([-0.7, 0.0, 0.2]) + h, width)[0] for h in (1e-6, -1e-6))
        assert slope == pytest.approx((higher - lower) / 2e-6, rel=1e-6, abs=1e-9)
        assert value[1] == 0.5


def test_every_objective_tells_its_own_value_as_a_run_does() -> None:
    """On the same draws the frozen value and the verified one are the same quantity: within sampling error."""
    plan = lm.Plan.from_document(rich())
    amounts = {"a": np.full(3, 2.0), "b": np.full(3, 2.5)}
    run = lm.simulate(plan, {"x": {name: list(value) for name, value in amounts.items()}}, draws=32_768)
    frozen = Frozen(lm.compile(plan), draws=16_384, seed=1)
    for wanted in OBJECTIVES:
        objective: Objective = objective_of(wanted, plan)
        seen = frozen.see(amounts)
        value, low, high = objective.verified(run, "x")
        inside, error = objective.error(seen)
        assert low <= value <= high
        assert inside == objective.value(seen)
        assert abs(inside - value) <= 4 * (error + (high - low) / 3.9) + 1e-9, wanted


def test_texts_of_objectives() -> None:
    plan = lm.Plan.from_document(rich())
    assert str(objective_of("success", plan)) == "success"
    assert objective_of("up", plan) == objective_of("target:up", plan) == objective_of("y", plan).model_copy(update={"of": "up"})
    found = objective_of("quantile:up,0.25", plan)
    assert objective_of(str(found), plan) == found
    assert objective_of(found, plan) is found
    assert objective_of("quantile(up, 0.25)", plan) == found
