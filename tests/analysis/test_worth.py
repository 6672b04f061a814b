"""Effects, claims, costs and returns."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.engine.measure import STAGES
from tests.engine.examples import meal_plan


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=1024, keep="all")


def test_effects(results: lm.Results) -> None:
    answer = lm.effects(results)
    assert len(answer.rows) == 3 * 8 * 3
    x = results.draws["x"].mean(axis=-1)
    for row in answer.rows:
        here, node, t = results.allocation(row["allocation"]), results.kept.index(row["node"]), results.plan.periods.index(row["period"])
        assert row["level"] == pytest.approx(x[here, node, t])
        assert row["counterfactual"] == pytest.approx(x[-1, node, t])
        assert row["effect"] == pytest.approx(x[here, node, t] - x[-1, node, t], abs=1e-9)
        assert row["level_low"] <= row["level"] <= row["level_high"]
        assert row["effect_low"] <= row["effect"] <= row["effect_high"]
    row = answer.where(allocation="now", node="meals", period="2028")
    assert (row["kind"], row["unit"]) == ("output", "meals")
    none = answer.where(allocation="none", node="hunger", period="2029")
    assert none["effect"] == none["effect_low"] == none["effect_high"] == 0


def test_late_effects(results: lm.Results) -> None:
    rows = {row["allocation"]: row for row in lm.late_effects(results).rows}
    assert set(rows) == {"now", "more"}
    meals = lm.effects(results).where(allocation="now", node="meals", period="2029")["level"]
    assert (rows["now"]["link"], rows["now"]["node"], rows["now"]["unit"]) == ("meals->hunger", "hunger", "people")
    assert rows["now"]["low"] < rows["now"]["amount"] < rows["now"]["high"] < 0
    assert rows["now"]["amount"] == pytest.approx(-0.00367 * meals, rel=0.05)


def test_the_waterfall_adds_up(results: lm.Results) -> None:
    answer = lm.waterfall(results)
    assert [row["stage"] for row in answer.rows[:5]] == list(STAGES)
    hunger = results.kept.index("hunger")
    for name in results.allocations:
        rows = {row["stage"]: row for row in answer.rows if row["allocation"] == name and row["outcome"] == "hunger"}
        levels = results.draws["x"][[results.allocation(name), -1], hunger].mean(axis=-1)
        assert rows["gross"]["amount"] == pytest.approx((levels[0] - 500).sum())
        assert rows["deadweight"]["amount"] == pytest.approx((levels[1] - 500).sum())
        for kind in ("amount", "money"):
            gross, *losses, net = (rows[stage][kind] for stage in STAGES)
            assert gross - sum(losses) == pytest.approx(net, abs=1e-6)
        effect = rows["gross"]["amount"] - rows["deadweight"]["amount"]
        assert rows["displacement"]["amount"] == pytest.approx(0.1 * effect)
        assert rows["gross"]["unit"] == "people"
        assert rows["net"]["low"] <= rows["net"]["amount"] <= rows["net"]["high"]


def test_outcomes_without_a_value_have_no_money() -> None:
    plan = meal_plan()
    claimed = lm.override(plan, {"outcomes.health.displacement": 0.5})
    rows = [row for row in lm.waterfall(lm.simulate(claimed, draws=64)).rows if row["outcome"] == "health"]
    assert len(rows) == 3 * 5
    assert all("money" not in row for row in rows)


def test_social_return(results: lm.Results) -> None:
    row = lm.social_return(results).where(allocation="now")
    benefit, spent = (results.draws[name][0] for name in ("benefit", "spent"))
    assert row["benefit"] == pytest.approx(benefit.mean())
    assert row["cost"] == pytest.approx(spent.mean())
    assert row["npv"] == pytest.approx((benefit - spent).mean())
    assert row["ratio"] == pytest.approx(benefit.mean() / spent.mean())
    assert row["positive"] == pytest.approx((benefit > spent).mean())
    assert row["npv_p50"] == pytest.approx(np.median(benefit - spent), rel=0.02)
    assert row["npv_p5"] < row["npv_p50"] < row["npv_p95"]
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]
    assert row["currency"] == "EUR"
    free = lm.social_return(results).where(allocation="none")
    assert (free["cost"], free["ratio"], free["ratio_low"]) == (0, None, None)


def test_no_returns_without_a_value() -> None:
    plan = meal_plan(outcomes={"hunger": {"baseline": 1, "indicators": {"survey": {}}}, "health": {"baseline": 1}})
    assert not lm.social_return(lm.simulate(plan, draws=64)).rows


def unit_cost(target: dict[str, Any], weight: Any, *, amount: float = 10) -> dict[str, Any]:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "inputs": {"a": {"price": 3}}, "outcomes": {"y": {"baseline": 100, "noise": "normal(0, 5)", "unit": "people"}},
        "links": [{"from": "a", "to": "y", "weight": weight}],
        "targets": [{"node": "y", "by": 2028} | target], "allocations": {"all": {"a": amount}},
    })
    return dict(lm.costs(lm.simulate(plan, draws=256)).rows[0])


def test_cost_of_a_unit_of_effect() -> None:
    row = unit_cost({"at_least": 110}, "1 to 2")
    assert row["cost"] == row["cost_low"] == row["cost_high"] == 60
    assert row["per_unit"] == pytest.approx(60 / 14.45, rel=0.01)
    assert row["per_unit_low"] < row["per_unit"] < row["per_unit_high"]
    assert (row["unit"], row["refused"]) == ("people", None)
    assert unit_cost({"at_most": 90}, "-2 to -1")["per_unit"] == pytest.approx(60 / 14.45, rel=0.01)
    assert unit_cost({"change": -3}, "-2 to -1")["per_unit"] == pytest.approx(60 / 14.45, rel=0.01)


def test_unit_costs_are_refused_where_they_mean_nothing() -> None:
    for weight, amount in (("normal(0, 1)", 10), (0, 10), (1, 0)):
        row = unit_cost({"at_least": 110}, weight, amount=amount)
        assert (row["per_unit"], row["refused"]) == (None, "the effect cannot be told apart from zero")
    wrong = unit_cost({"at_most": 90}, "1 to 2")
    assert (wrong["per_unit"], wrong["refused"]) == (None, "the effect goes the wrong way")


def test_costs_without_targets() -> None:
    rows = lm.costs(lm.simulate(meal_plan(targets=[]), draws=256)).rows
    assert [set(row) for row in rows] == [{"allocation", "cost", "cost_low", "cost_high"}] * 3
    assert rows[0]["cost"] == pytest.approx(60_000 + 6 * 1000, rel=0.01)


def test_summary_is_plain_data_with_everything_in_it(results: lm.Results) -> None:
    found = lm.summary(results)
    assert json.loads(json.dumps(found)) == found
    assert {key: found[key] for key in ("sampler", "seed", "draws", "replicates", "reached", "precision", "notes")} == {
        "sampler": "sobol", "seed": 1, "draws": 1024, "replicates": 16, "reached": True, "precision": None, "notes": [],
    }
    assert found["plan"] == {"title": "A warm meal", "digest": results.plan.digest}
    assert [one["name"] for one in found["allocations"]] == ["now", "more", "none"]
    now = found["allocations"][0]
    row = lm.attainment(results).where(allocation="now", target="fewer")
    target = next(one for one in now["targets"] if one["id"] == "fewer")
    for key in ("node", "kind", "period", "rule", "value", "probability", "low", "high", "mean", "shortfall", "effect"):
        assert target[key] == row[key]
    assert target["quantiles"]["p95"] == row["p95"]
    per_unit = lm.costs(results).where(allocation="now", target="fewer")["per_unit"]
    assert target["cost_per_unit"] == per_unit
    assert per_unit > 0
    for what in ("success", "outputs_met", "outcomes_met"):
        chance = lm.joint(results).where(allocation="now", what=what)
        assert now[what] == {key: chance[key] for key in ("probability", "low", "high")}
    assert now["output_outcome_gap"] == lm.joint(results).where(allocation="now", what="output_outcome_gap")["probability"]
    assert now["return"]["npv"] == lm.social_return(results).where(allocation="now")["npv"]
    assert now["late_effects"][0]["link"] == "meals->hunger"


def test_summary_of_a_plan_that_has_little() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": 1}}, "outcomes": {"y": {"baseline": 0}}, "allocations": {"all": {"a": 1}},
    })
    (only,) = lm.summary(lm.simulate(plan, draws=32))["allocations"]
    assert only == {
        "name": "all", "cost": 1.0, "cost_low": 1.0, "cost_high": 1.0, "targets": [], "success": None, "outputs_met": None, "outcomes_met": None,
        "output_outcome_gap": None, "output_outcome_gap_low": None, "output_outcome_gap_high": None, "missed_given_delivered": None, "return": None, "late_effects": [],
    }
    bare = lm.summary(lm.simulate(meal_plan(allocations={}), draws=32))
    assert [(one["name"], one["cost"]) for one in bare["allocations"]] == [("nothing", 0.0)]
