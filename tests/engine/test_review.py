"""Faults that a reading of the engine found, and their mending."""

from __future__ import annotations

import pytest

import logicmodel as lm


def chain(**changes: object) -> dict[str, object]:
    return {
        "periods": {"first": 2027, "count": 3}, "currency": "EUR", "inputs": {"money": {"unit": "EUR"}},
        "outputs": {"meals": {"indicators": {"served": {"accumulation": "running_total"}}}},
        "outcomes": {"fed": {"baseline": 10}}, "factors": {"rent": {"value": 110, "reference": 100}},
        "links": [
            {"from": "money", "to": "meals", "weight": 2},
            {"from": "meals", "to": "fed", "weight": 1, "lag": 1},
            {"from": "rent", "to": "fed", "weight": -1, "lag": 1},
        ],
        "targets": [{"node": "meals", "indicator": "served", "at_least": 5, "by": 2029, "id": "total"}],
        "allocations": {"all": {"money": 1}},
    } | changes


def test_effect_and_unit_cost_of_a_running_total_are_totals() -> None:
    results = lm.simulate(lm.Plan.from_document(chain()), draws=32)
    row = lm.attainment(results).where(target="total")
    assert (row["mean"], row["effect"]) == (6, 6)
    assert lm.costs(results).where(target="total")["per_unit"] == pytest.approx(3 / 6)


def test_late_effects_are_those_of_the_plan_alone() -> None:
    rows = lm.late_effects(lm.simulate(lm.Plan.from_document(chain()), draws=32)).rows
    assert [(row["link"], row["amount"]) for row in rows] == [("meals->fed", 2)]


def test_a_pair_is_correlated_once() -> None:
    document = chain(
        factors={"rent": {"value": "normal(0, 1)"}, "rain": {"value": "normal(0, 1)"}},
        links=[{"from": "rent", "to": "fed", "weight": 1}, {"from": "rain", "to": "fed", "weight": 1}],
        correlations=[
            {"between": ["factors.rent.value", "factors.rain.value"], "rank": 0.5},
            {"between": ["factors.rain.value", "factors.rent.value"], "rank": -0.5},
        ],
    )
    with pytest.raises(lm.PlanError, match="are correlated by an earlier entry already"):
        lm.Plan.from_document(document)


def test_a_number_by_name_is_correlated_under_its_own_name() -> None:
    document = chain(
        numbers={"w": "1 to 2"}, factors={"rent": {"value": "normal(0, 1)"}},
        links=[{"from": "money", "to": "meals", "weight": "w"}],
        correlations=[{"between": ["factors.rent.value", "links.money->meals.weight"], "rank": 0.5}],
    )
    with pytest.raises(lm.PlanError, match=r"is the number w, write numbers\.w"):
        lm.Plan.from_document(document)


def test_success_counts_activities_among_what_is_delivered() -> None:
    document = chain(
        activities={"cook": {}},
        links=[{"from": "money", "to": "cook", "weight": 1}, {"from": "cook", "to": "meals", "weight": 1}],
        targets=[{"node": "cook", "at_least": 1, "by": 2029}, {"node": "meals", "at_least": 1, "by": 2029}],
        success={"of": "outputs", "at_least": 2},
    )
    results = lm.simulate(lm.Plan.from_document(document), draws=32)
    assert lm.joint(results).where(what="success")["probability"] == 1


def test_a_target_between_two_levels_has_no_unit_cost() -> None:
    document = chain(targets=[{"node": "meals", "between": [1, 3], "by": 2029}])
    row = lm.costs(lm.simulate(lm.Plan.from_document(document), draws=32)).where(allocation="all")
    assert row["per_unit"] is None
    assert "no better direction" in row["refused"]
