"""A program prints as equations in the plan's own words."""

from __future__ import annotations

import random

import pytest

import logicmodel as lm

from .examples import meal_plan
from .plans import Maker


def lines(plan: lm.Plan) -> dict[str, str]:
    """The equations by what stands before their equals sign."""
    found = {}
    for number, line in enumerate(str(lm.compile(plan)).splitlines(), 1):
        place, _, text = line.strip().partition(". ")
        assert int(place) == number
        name, _, rest = text.partition(" = ") if " = " in text else text.partition(" is met: ")
        found[name] = rest
    return found


def test_the_equations_of_a_plan() -> None:
    assert lines(meal_plan()) == {
        "cooks[t]": "amount allocated to cooks[t]",
        "kitchen[t]": "amount allocated to kitchen[t]",
        "prices[t]": "normal(4, 2)   (acts by its departure from 0)",
        "open[t]": "bernoulli(0.9)   (1 holds, 0 fails)",
        "cooking[t]": "(900 to 1200) * cooks[t]",
        "meals[t]": "(8 to 12) * cooking[t] [if open, else 0.2 of it] + 0.4 * kitchen[t]",
        "health[t]": "normal(50, 1) + 0.0001 * meals[t]",
        "hunger[t]": "500 + 5 * t + (-0.006 to -0.002) * meals[t-1] + (3 to 6) * change of prices[t] "
        "+ 0.3 * effect of the period before   (kept within 0 .. ∞)",
        "better": "health changes by +2 against the baseline by 2028",
        "fewer": "Fewer people are hungry changes by -20 % against the baseline by 2029",
        "health@2029": "health between 51 and 55 by 2029",
        "meals@2028": "Meals served at least 30000 by 2028",
        "own": "Fewer people are hungry changes by -50 against the counterfactual by 2028",
        "seen": "Fewer people are hungry at most 450 within 2029 (as measured: survey)",
    }


def test_everything_that_may_stand_in_an_equation() -> None:
    found = lines(lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "currency": "EUR",
        "numbers": {"shared": "1 to 2", "chance": "beta(2, 2)"},
        "inputs": {"money": {"unit": "EUR", "delivery": "uniform(0.8, 1)"}},
        "factors": {"rain": {"value": ["shared", 3], "reference": 2}},
        "assumptions": {"holds": {"holds": "chance", "each": "period"}, "fails": {"holds": 0}},
        "outputs": {"base": {"baseline": 3}, "joint": {"combine": "noisy_or(0.1)", "noise": "normal(0, 1)"}},
        "outcomes": {
            "y": {"baseline": "shared", "trend": {"growth": "1% to 2%"}, "max": "50 to 60", "min": "normal(-50, 1)"},
            "alone": {"baseline": 0, "trend": -2, "noise": 0.5},
        },
        "links": [
            {"from": "money", "to": "joint", "weight": "shared", "works": "chance"},
            {"from": "base", "to": "joint", "weight": 0.1, "spread": [0.25, 0.75]},
            {"from": "rain", "to": "y", "curve": "saturating(5, 3)"},
            {"from": "money", "to": "y", "curve": "power(2, 0.5)", "lag": 1, "assumes": ["holds", "fails"], "otherwise": 0.5},
            {"from": "base", "to": "y", "weight": 2, "assumes": ["holds"]},
            {"from": "joint", "to": "y", "role": "enables", "lag": 1, "weight": 0.4, "works": 0.5},
            {"from": "holds", "to": "alone", "role": "enables", "curve": "linear(0.5)"},
        ],
    }))
    assert found["money[t]"] == "amount allocated to money[t] * uniform(0.8, 1)"
    assert found["rain[t]"] == "numbers.shared, 3   (acts by its departure from 2)"
    assert found["holds[t]"] == "event(numbers.chance) each period   (1 holds, 0 fails)"
    assert found["joint[t]"] == (
        "1 - (1 - 0.1) * (1 - (0.25 * 0.1 * change of base[t] + 0.75 * 0.1 * change of base[t-1])) "
        "* (1 - event(numbers.chance) * numbers.shared * money[t]) + normal(0, 1) each period"
    )
    assert found["y[t]"] == (
        "numbers.shared * (1 + (0.01 to 0.02))^t + (2 * change of base[t] [if holds, else 0] "
        "+ 0.5 * 2 * money[t-1]^0.5 + change of (5 * rain[t] / (3 + rain[t]))) "
        "* (1 - 0.4 * (1 - bernoulli(0.5) * joint[t-1]))   (kept within normal(-50, 1) .. (50 to 60))"
    )
    assert found["alone[t]"].startswith("-2 * t + (0) * (1 - 1 * (1 - 0.5 * holds[t]))")


@pytest.mark.parametrize("seed", range(25))
def test_every_plan_can_be_written(seed: int) -> None:
    plan = lm.Plan.from_document(Maker(random.Random(seed)).document())
    found = lines(plan)
    assert len(found) == len(plan.nodes) + len(plan.targets)
