from __future__ import annotations

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.plan.plan import Plan

SHARES = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lm.read("scenarios/graduation/plan.yaml")


@pytest.fixture(scope="module")
def results(plan: Plan) -> lm.Results:
    return lm.simulate(plan, draws=512)


def test_levels_are_those_of_the_draws(results: lm.Results) -> None:
    answer = lm.levels(results, ["graduates", "in_college"])
    assert len(answer.rows) == len(results.allocations) * 2 * results.program.periods
    for row in answer.rows:
        here, node = results.allocation(row["allocation"]), results.kept.index(row["node"])
        t = results.plan.periods.labels.index(row["period"])
        draws = results.draws["x"][here, node, t]
        assert row["mean"] == pytest.approx(draws.mean())
        assert row["low"] <= row["mean"] <= row["high"]
        parts = draws.reshape(results.replicates, -1)
        for name, share in SHARES.items():
            assert row[name] == pytest.approx(np.mean([np.quantile(part, share) for part in parts]))
        nothing = results.draws["x"][results.allocation("nothing"), node, t]
        assert row["reference"] == pytest.approx(nothing.mean())


def test_levels_agree_with_attainment_where_a_target_is_due(results: lm.Results) -> None:
    levels, attainment = lm.levels(results), lm.attainment(results)
    for row in attainment.rows:
        if row["target"] != "register_2032":  # measured with an error
            level = levels.where(allocation=row["allocation"], node=row["node"], period=row["period"])
            assert (level["p50"], level["mean"]) == pytest.approx((row["p50"], row["mean"]))


def test_targets_stand_in_the_period_in_which_they_are_due(results: lm.Results) -> None:
    rows = [row for row in lm.levels(results, "in_college").rows if row["allocation"] == "enrol_first"]
    assert [row["target"] for row in rows] == [None] * 5 + ["in_college@2032"]
    assert (rows[-1]["rule"], rows[-1]["value"], rows[0]["value"]) == ("at_least", 520.0, None)


def test_nodes_with_targets_are_shown_in_the_order_of_the_plan(results: lm.Results) -> None:
    nodes = dict.fromkeys(row["node"] for row in lm.levels(results).rows)
    assert list(nodes) == ["students_enrolled", "graduates", "college_entries", "in_college"]


def test_titles_come_with_the_answer(results: lm.Results) -> None:
    answer = lm.levels(results)
    row = answer.where(allocation="aid_first", node="graduates", period="2031")
    assert (row["allocation_title"], row["title"]) == ("Hand out financial aid", "More students graduate")
    assert answer.titles["allocation"]["nothing"] == "Nothing allocated"
    assert answer.titles["rule"]["graduates@2031"] == "at least 425 graduates per year by 2031"
    assert answer.titles["target"]["register_2032"].endswith("study in college: as the register shows it")
    assert answer.titles["plan"]["currency"] == "USD"


def test_actuals_stand_beside_the_levels(results: lm.Results) -> None:
    answer = lm.levels(results, "graduates", actuals={"graduates": {"2027": 400, "2028": (410, 5)}})
    rows = [row for row in answer.rows if row["allocation"] == "aid_first"]
    assert [(row["actual"], row["actual_error"]) for row in rows[:3]] == [(400.0, None), (410.0, 5.0), (None, None)]


def test_wrong_names_are_refused_all_at_once(results: lm.Results) -> None:
    with pytest.raises(lm.RequestError, match="no node is called gradutes; did you mean graduates"):
        lm.levels(results, "gradutes")
    with pytest.raises(lm.RequestError) as caught:
        lm.levels(results, actuals={"gradutes": {"2027": 1}, "graduates": {"2026": 1}})
    assert [problem.where for problem in caught.value.problems] == ["actuals", "actuals of graduates"]


def test_draws_that_were_not_kept_are_asked_for(plan: Plan) -> None:
    bare = lm.simulate(plan, draws=64, keep=["graduates"])
    with pytest.raises(lm.RequestError, match="the draws of outreach were not kept") as caught:
        lm.levels(bare, ["graduates", "outreach"])
    assert caught.value.problems[0].remedy == "simulate(..., keep=['graduates', 'outreach'])"
    again = lm.simulate(plan, draws=64, keep=["graduates", "outreach"])
    assert lm.levels(again, ["graduates", "outreach"]).rows


def test_a_plan_without_targets_needs_nodes_by_name() -> None:
    bare = lm.Plan.from_document({"periods": {"first": "2027", "count": 1}, "outcomes": {"x": {"baseline": 3}}})
    results = lm.simulate(bare, draws=32)
    with pytest.raises(lm.RequestError, match="no targets"):
        lm.levels(results)
    (row,) = lm.levels(results, ["x"]).rows
    assert (row["allocation"], row["p5"], row["mean"], row["high"]) == ("nothing", 3.0, 3.0, 3.0)
