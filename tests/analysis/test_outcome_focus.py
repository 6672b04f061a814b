"""What sits on outputs and what on outcomes."""

from __future__ import annotations

import pytest

import logicmodel as lm


def test_counts_and_money_are_those_of_the_plan():
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "currency": "EUR",
        "inputs": {"meals": {"price": 2}, "staff": {"price": "uniform(90, 110)"}, "van": {}, "cash": {"unit": "EUR"}, "desk": {"price": "rent"}}, "numbers": {"rent": "uniform(4, 6)"},
        "outputs": {"served": {"indicators": {"count": {"source": "till"}}}},
        "outcomes": {"housed": {"indicators": {"survey": {}}}, "content": {}},
        "links": [
            {"from": "meals", "to": "served", "evidence": {"strength": "strong"}},
            {"from": "staff", "to": "housed", "evidence": {"strength": "none"}},
            {"from": "van", "to": "content"},
            {"from": "cash", "to": "content"},
            {"from": "desk", "to": "content"},
        ],
        "targets": [
            {"node": "served", "at_least": 1, "by": 2027, "weight": 3}, {"node": "housed", "at_least": 1, "by": 2028},
        ],
        "allocations": {"now": {"meals": [10, 20], "staff": 3, "van": 5, "cash": 5, "desk": 2}, "none": {}},
    })
    answer = lm.outcome_focus(plan)
    assert answer.where(what="targets") | {"sentence": ""} == {
        "what": "targets", "title": "Targets", "allocation": None, "outputs": 1, "outcomes": 1, "share": 0.5, "sentence": "",
    }
    assert answer.where(what="weight")["share"] == 0.25
    assert answer.where(what="indicators")["outcomes"] == 1
    assert answer.where(what="sources")["outcomes"] == 0
    assert (answer.where(what="evidence")["outputs"], answer.where(what="evidence")["outcomes"]) == (1, 0)
    money = answer.where(what="money", allocation="now")
    assert money["outcomes"] == pytest.approx(600.0)
    assert money["outputs"] == pytest.approx(60.0 + 10.0 + 20.0)
    assert answer.notes == ("money is without van: no price is given",)
    assert money["sentence"] == "Of the money under now, 87 % are on the way to an outcome with a target."
    assert answer.where(what="money", allocation="none")["share"] is None
    assert answer.where(what="money", allocation="none")["sentence"] == "There is no money under none."
