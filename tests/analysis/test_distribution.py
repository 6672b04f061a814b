from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import logicmodel as lm


def plan(*, weight: Any = "0.5 to 1.5", baseline: Any = 0, **rule: Any) -> lm.Plan:
    return lm.Plan.from_document({
        "periods": {"first": "2027", "count": 2},
        "inputs": {"staff": {"price": 1}}, "outcomes": {"x": {"title": "The outcome", "unit": "people", "baseline": baseline}},
        "links": [{"from": "staff", "to": "x", "weight": weight}],
        "targets": [{"node": "x", "by": "2028", **(rule or {"at_least": 10})}],
        "allocations": {"few": {"staff": 8}, "many": {"title": "Many", "staff": 12}},
    })


def spread(of: lm.Plan, **options: Any) -> tuple[lm.Results, lm.Answer]:
    results = lm.simulate(of, draws=512)
    return results, lm.distribution(results, **options)


@pytest.mark.parametrize("rule", [{"at_least": 10}, {"at_most": 9}, {"between": [7, 11]}, {"change": 10}])
def test_bins_hold_the_draws_and_are_pure(rule: dict[str, Any]) -> None:
    results, answer = spread(plan(**rule))
    for place, name in enumerate(results.allocations):
        rows = [row for row in answer.rows if row["allocation"] == name]
        draws, met = results.draws["level"][place, 0], results.draws["met"][place, 0] > 0.5
        edges = np.array([row["low"] for row in rows] + [rows[-1]["high"]])
        assert (np.diff(edges) > 0).all()
        inside = draws[(draws >= edges[0]) & (draws < edges[-1])]
        counts, _ = np.histogram(inside, edges)
        shares = np.array([row["share"] for row in rows])
        assert shares[1:-1] == pytest.approx(counts[1:-1] / draws.size)
        assert shares.sum() == pytest.approx(1.0)
        assert {row["met"] for row in rows} <= {"yes", "no"}
        assert sum(row["share"] for row in rows if row["met"] == "yes") == pytest.approx(met.mean())
        assert rows[0]["probability"] == pytest.approx(met.mean())


def test_the_level_of_a_target_is_the_edge_of_a_bin() -> None:
    _, answer = spread(plan())
    assert 10.0 in {row["low"] for row in answer.rows}
    _, answer = spread(plan(between=[7, 11]))
    assert 7.0 in {row["low"] for row in answer.rows}
    assert min(abs(row["low"] - 11.0) for row in answer.rows) < 1e-12


def test_a_draw_on_the_upper_end_of_a_rule_meets_it() -> None:
    _, answer = spread(plan(weight=1, at_most=12))
    full = [row for row in answer.rows if row["share"] == 1.0]
    assert [(row["allocation"], row["met"]) for row in full] == [("few", "yes"), ("many", "yes")]


def test_draws_that_are_all_equal_have_one_full_bin() -> None:
    _, answer = spread(plan(weight=1, at_least=8))
    for name in ("few", "many"):
        rows = [row for row in answer.rows if row["allocation"] == name]
        assert sorted(row["share"] for row in rows)[-2:] == [0.0, 1.0]
        assert all(row["share_low"] == row["share"] == row["share_high"] for row in rows)
    alone = lm.distribution(lm.simulate(plan(weight=0, at_least=0), draws=32))
    assert [row["met"] for row in alone.rows if row["share"]] == ["yes", "yes"]


def test_atoms_and_far_targets_keep_the_bins_fine() -> None:
    results, answer = spread(plan(weight="discrete(0: 0.5, 1: 0.5)", at_least=1e6))
    rows = [row for row in answer.rows if row["allocation"] == "few"]
    assert rows[-1]["high"] < 100
    assert sum(row["share"] > 0.4 for row in rows) == 2
    assert {row["met"] for row in rows} == {"no"}
    assert results.targets == ("x@2028",)


def test_an_uncertain_level_may_be_met_by_a_part_of_a_bin() -> None:
    _, answer = spread(plan(baseline="50 to 150", change=10))
    assert {row["met"] for row in answer.rows} == {"yes", "no", "partly"}
    assert all(row["value"] is None for row in answer.rows)


def test_intervals_hold_the_shares() -> None:
    _, answer = spread(plan())
    assert all(0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1 for row in answer.rows)
    assert all(row["share_high"] > 0 for row in answer.rows)


def test_rows_name_their_things() -> None:
    _, answer = spread(plan(), targets="x", bins=12)
    row = answer.rows[-1]
    assert (row["allocation_title"], row["title"], row["unit"]) == ("Many", "The outcome", "people")
    assert (row["period"], row["rule"], row["value"], row["target"]) == ("2028", "at_least", 10.0, "x@2028")
    assert 12 <= len([row for row in answer.rows if row["allocation"] == "few"]) <= 15


def test_a_plan_without_allocations_shows_nothing_allocated() -> None:
    document = plan(baseline="5 to 15").to_document()
    del document["allocations"]
    _, answer = spread(lm.Plan.from_document(document))
    assert {row["allocation_title"] for row in answer.rows} == {"Nothing allocated"}


def test_impossible_requests_are_refused() -> None:
    results = lm.simulate(plan(), draws=32)
    with pytest.raises(lm.RequestError, match="no target y"):
        lm.distribution(results, "y")
    with pytest.raises(lm.RequestError, match="1 is not a usable number of bins"):
        lm.distribution(results, bins=1)
    with pytest.raises(lm.RequestError, match=r"not kept; simulate\(\.\.\., keep=\['x'\]\)"):
        lm.distribution(lm.simulate(plan(), draws=32, keep="nothing"))
