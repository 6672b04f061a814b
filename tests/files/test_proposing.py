"""Links are proposed from level to level, and from a result to the one of the same name."""

from __future__ import annotations

import pytest

from logicmodel.files.proposing import proposed_links


def pairs(**document):
    return [(link["from"], link["to"]) for link in proposed_links(document) if link["inferred"] and "weight" not in link]


def test_each_level_leads_to_the_next_one_that_has_nodes():
    outcomes = {"later": {"horizon": "ultimate"}, "soon": {"horizon": "immediate"}, "then": {}}
    assert pairs(inputs={"money": {}}, outputs={"a": {}, "b": {}}, outcomes=outcomes) == [
        ("money", "a"), ("money", "b"), ("a", "soon"), ("b", "soon"), ("soon", "then"), ("then", "later"),
    ]


@pytest.mark.parametrize(("outputs", "outcomes", "links"), [
    (["Health", "Food"], ["food ", "HEALTH"], [("o0", "r1"), ("o1", "r0")]),
    (["Health", "Food"], ["Health"], [("o0", "r0"), ("o1", "r0")]),
    (["Health"], ["Health", "Food"], [("o0", "r0"), ("o0", "r1")]),
    (["Health", "Food", "Wash"], ["Health", "School"], [("o0", "r0"), ("o1", "r1"), ("o2", "r1")]),
])
def test_the_same_title_is_taken_as_a_hint(outputs, outcomes, links):
    found = pairs(
        outputs={f"o{place}": {"title": title} for place, title in enumerate(outputs)},
        outcomes={f"r{place}": {"title": title} for place, title in enumerate(outcomes)},
    )
    assert found == links


def test_nodes_that_have_links_get_no_others():
    assert pairs(outputs={"a": {}, "b": {}}, outcomes={"r": {}}, links=[{"from": "a", "to": "r"}]) == [("b", "r")]


def test_between_large_levels_only_those_are_joined_that_share_words():
    outputs = {f"o{place}": {"title": f"{thing} are built"} for place, thing in enumerate(["Houses", "Schools", "Wells", "Roads", "Clinics", "Gyms"])}
    outputs["o5"]["title"] = "Gyms open"
    goals = ["People are housed", "Pupils stay in school", "Water from wells is clean", "Farmers use the road", "The sick find care near them", "Everybody moves"]
    outcomes = {f"r{place}": {"title": title} for place, title in enumerate(goals)}
    outcomes["r4"]["indicators"] = {"x": {"title": "Visits of clinics"}}
    assert pairs(outputs=outputs, outcomes=outcomes) == [(f"o{place}", f"r{place}") for place in range(5)]


def test_a_large_level_reaches_every_outcome_that_speaks_of_it():
    outputs = {f"o{place}": {"title": f"Thing {place}"} for place in range(40)}
    outputs["o7"] = {"title": "Teachers are trained in reading"}
    outcomes = {"a": {"title": "Pupils read"}, "b": {"title": "Reading scores rise: teachers teach reading"}, "c": {"title": "Teacher turnover falls"}}
    assert pairs(outputs=outputs, outcomes=outcomes) == [("o7", "a"), ("o7", "b"), ("o7", "c")]


def test_one_fund_leads_to_all_that_it_pays_for():
    outputs = {f"o{place}": {"title": f"Thing {place}"} for place in range(80)}
    assert pairs(inputs={"money": {"title": "Money"}}, outputs=outputs) == [("money", name) for name in outputs]
