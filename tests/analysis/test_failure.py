"""Which targets stop the plan."""

from __future__ import annotations

import numpy as np
import pytest

import logicmodel as lm
from tests.engine.examples import meal_plan


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=1024)


def test_shares_are_those_of_the_draws(results: lm.Results) -> None:
    answer = lm.failure(results)
    counted = [name for name in results.targets if not name.startswith("meals")]
    assert [row["target"] for row in answer.rows if row["allocation"] == "now"] == counted
    for row in answer.rows:
        met = results.draws["met"][results.allocation(row["allocation"])] > 0.5
        mine, places = results.target(row["target"]), [results.target(name) for name in counted]
        failed = ~met[places].all(axis=0)
        others = met[[place for place in places if place != mine]].all(axis=0)
        assert row["missed"] == pytest.approx((~met[mine]).mean())
        assert row["among"] == pytest.approx((~met[mine] & failed).sum() / failed.sum())
        assert row["alone"] == pytest.approx((~met[mine] & others).sum() / failed.sum())
        for key in ("missed", "among", "alone"):
            assert 0 <= row[f"{key}_low"] <= row[key] <= row[f"{key}_high"] <= 1


def test_what_was_not_seen_is_allowed_for(results: lm.Results) -> None:
    for row in lm.failure(results).rows:
        if row["among"] == 1:
            assert row["among_low"] < 1
        if row["alone"] == 0:
            assert row["alone_high"] > 0


def test_a_rule_that_needs_some_targets() -> None:
    results = lm.simulate(meal_plan(success={"at_least": 2, "of": ["fewer", "seen", "own"]}), draws=512)
    met = results.draws["met"][results.allocation("more")] > 0.5
    places = [results.target(name) for name in ("fewer", "seen", "own")]
    count = met[places].sum(axis=0)
    row = lm.failure(results).where(allocation="more", target="seen")
    assert row["alone"] == pytest.approx(((count == 1) & ~met[places[1]]).sum() / (count < 2).sum())


def test_a_plan_that_cannot_fail_has_no_shares() -> None:
    easy = meal_plan(targets=[{"node": "health", "at_least": 0, "by": 2028}])
    (row, *_) = lm.failure(lm.simulate(easy, draws=64)).rows
    assert row["missed"] == 0
    assert row["among"] is row["alone"] is None


def test_nothing_counts_or_nothing_kept() -> None:
    assert lm.failure(lm.simulate(meal_plan(targets=[]), draws=64)).rows == ()
    with pytest.raises(lm.RequestError, match="the draws of these results were not kept"):
        lm.failure(lm.simulate(meal_plan(), draws=64, keep="nothing"))


def test_an_exact_plan_is_sure() -> None:
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "outcomes": {"x": {"baseline": 1}},
        "targets": [{"node": "x", "at_least": 2, "by": 2027}], "inputs": {"money": {"price": 1}}, "allocations": {"a": {"money": 1}},
    })
    (row,) = lm.failure(lm.simulate(plan, draws=32)).rows
    assert [row[key] for key in ("missed", "missed_low", "among", "among_low", "alone", "alone_low")] == [1.0] * 6
    assert np.isfinite(row["alone_high"])
