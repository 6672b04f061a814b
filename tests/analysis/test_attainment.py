"""How likely each target is, all of them are, and when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from tests.engine.examples import meal_plan


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=4096, keep="all")


def small(target: dict[str, Any], **node: Any) -> lm.Results:
    return lm.simulate(lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "inputs": {"a": {"price": 1}}, "outcomes": {"y": {"baseline": 10} | node},
        "links": [{"from": "a", "to": "y", "weight": 1}],
        "targets": [{"node": "y", "by": 2028} | target], "allocations": {"all": {"a": 1}},
    }), draws=64)


def test_every_row_agrees_with_the_draws(results: lm.Results) -> None:
    rows = lm.attainment(results, counterfactual=True).rows
    assert len(rows) == 4 * 6
    for row in rows:
        here = results.allocation(row["allocation"]), results.target(row["target"])
        draws = {name: results.draws[name][here] for name in ("met", "level", "gap", "effect")}
        assert row["probability"] == pytest.approx(draws["met"].mean())
        assert 0 <= row["low"] <= row["probability"] <= row["high"] <= 1
        assert row["mean"] == pytest.approx(draws["level"].mean())
        assert row["effect"] == pytest.approx(draws["effect"].mean())
        missed = draws["met"] == 0
        if missed.any():
            assert row["shortfall"] == pytest.approx(draws["gap"][missed].mean())
            assert 0 <= row["shortfall_low"] <= row["shortfall"] <= row["shortfall_high"]
        else:
            assert row["shortfall"] is row["shortfall_low"] is row["shortfall_high"] is None
        assert row["p5"] <= row["p10"] <= row["p25"] <= row["p50"] <= row["p75"] <= row["p90"] <= row["p95"]
        assert row["p50"] == pytest.approx(np.median(draws["level"]), rel=0.01)


def test_the_words_of_a_row(results: lm.Results) -> None:
    row = lm.attainment(results).where(allocation="more", target="seen")
    found = {key: row[key] for key in ("node", "kind", "period", "rule", "value", "unit", "weight")}
    assert found == {"node": "hunger", "kind": "outcome", "period": "2029", "rule": "at_most", "value": 450, "unit": "people", "weight": 2}


def test_what_a_target_asks_for(results: lm.Results) -> None:
    values = {row["target"]: row["value"] for row in lm.attainment(results).rows}
    assert values == {"better": None, "fewer": 400, "health@2029": [51, 55], "meals@2028": 30_000, "own": None, "seen": 450}
    assert lm.attainment(small({"change": 3})).rows[0]["value"] == 13
    assert lm.attainment(small({"change": "-20%"}, baseline=-10)).rows[0]["value"] == -12


def test_without_allocations_nothing_is_asked_about(results: lm.Results) -> None:
    bare = lm.simulate(meal_plan(allocations={}), draws=64)
    for answer in (lm.attainment(bare), lm.joint(bare), lm.time_to_target(bare)):
        assert {row["allocation"] for row in answer.rows} == {"nothing"}
    assert not lm.costs(bare).rows
    assert not lm.effects(bare).rows
    assert not lm.social_return(bare).rows


def test_joint_rows_agree_with_the_draws(results: lm.Results) -> None:
    answer = lm.joint(results, counterfactual=True)
    met = results.draws["met"] > 0.5
    kinds = np.array([step.kind for step in results.program.targets])
    for place, name in enumerate((*results.allocations, "nothing")):
        outcomes, outputs = met[place, kinds == "outcome"].all(axis=0), met[place, kinds == "output"].all(axis=0)
        expected = {
            "success": outcomes, "outcomes_met": outcomes, "outputs_met": outputs, "all_met": outcomes & outputs,
            **{f"at_least_{k}": met[place].sum(axis=0) >= k for k in range(1, 7)},
        }
        for what, rows in expected.items():
            row = answer.where(allocation=name, what=what)
            assert row["probability"] == pytest.approx(rows.mean())
            assert 0 <= row["low"] <= row["probability"] <= row["high"] <= 1
        gap = answer.where(allocation=name, what="output_outcome_gap")
        assert gap["probability"] == pytest.approx(outputs.mean() - outcomes.mean())
        given = answer.where(allocation=name, what="missed_given_delivered")
        if outputs.any():
            assert given["probability"] == pytest.approx((~outcomes[outputs]).mean())
            assert 0 <= given["low"] <= given["probability"] <= given["high"] <= 1
            assert given["low"] < given["high"]
        else:
            assert given["probability"] is given["low"] is None
    assert answer.where(allocation="now", what="at_least_2")["label"] == "at least 2 of 6 targets are met"


def test_groups_without_targets_have_no_rows() -> None:
    whats = {row["what"] for row in lm.joint(small({"at_least": 3})).rows}
    assert whats == {"success", "outcomes_met", "all_met", "at_least_1"}
    assert not lm.joint(lm.simulate(meal_plan(targets=[]), draws=64)).rows


def test_delivered_and_missed_in_every_draw_is_not_certain() -> None:
    def given(baseline: Any, weight: Any) -> dict[str, Any]:
        plan = lm.Plan.from_document({
            "periods": {"first": 2027, "count": 1}, "inputs": {"a": {"price": 1}}, "outputs": {"o": {}}, "outcomes": {"y": {"baseline": baseline}},
            "links": [{"from": "a", "to": "o", "weight": weight}], "allocations": {"all": {"a": 1}},
            "targets": [{"node": "o", "at_least": 1, "by": 2027}, {"node": "y", "at_least": 5, "by": 2027}],
        })
        return dict(lm.joint(lm.simulate(plan, draws=1024)).where(allocation="all", what="missed_given_delivered"))

    delivered = 512
    margin = 1 - 0.025 ** (1 / delivered)
    always, never = given("uniform(1, 2)", "uniform(0, 2)"), given("uniform(6, 7)", "uniform(0, 2)")
    assert (always["probability"], always["low"], always["high"]) == (1, pytest.approx(1 - margin), 1)
    assert (never["probability"], never["low"], never["high"]) == (0, 0, pytest.approx(margin))
    certain = given(1, 2)
    assert (certain["probability"], certain["low"], certain["high"]) == (1, 1, 1)


def test_time_to_target(results: lm.Results) -> None:
    answer = lm.time_to_target(results, counterfactual=True)
    first = results.draws["first"]
    for row in answer.rows:
        place, t = (results.allocation(row["allocation"]), results.target(row["target"])), results.plan.periods.index(row["period"])
        assert row["probability"] == pytest.approx((first[place] <= t).mean())
        assert row["first"] == pytest.approx((first[place] == t).mean())
        assert 0 <= row["low"] <= row["probability"] <= row["high"] <= 1
    assert len(answer.rows) == 4 * 6 * 3
    within = lm.attainment(results).where(allocation="more", target="seen")
    assert answer.where(allocation="more", target="seen", period="2029")["probability"] == within["probability"]


def test_the_gap_and_its_interval_stay_within_a_hundred_points() -> None:
    plan = lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": 2027, "count": 1}, "inputs": {"money": {"price": 1}},
        "outputs": {"meals": {"baseline": 0}}, "outcomes": {"fed": {"baseline": "1 to 2"}},
        "links": [{"from": "money", "to": "meals", "weight": "2 to 3"}, {"from": "meals", "to": "fed", "weight": 1}],
        "targets": [{"node": "meals", "at_least": 1, "by": 2027}, {"node": "fed", "at_least": 900, "by": 2027}],
        "allocations": {"all": {"money": 10}},
    })
    gap = lm.joint(lm.simulate(plan, draws=256)).where(allocation="all", what="output_outcome_gap")
    assert gap["probability"] == gap["high"] == 1.0
    assert 0.9 < gap["low"] < 1.0
