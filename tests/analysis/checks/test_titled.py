"""What checks say names the things of a plan by their titles."""

from __future__ import annotations

import logicmodel as lm
from logicmodel.analysis.checking.titled import Titles
from logicmodel.plan.plan import Plan

PLAN = Plan.from_document({
    "logicmodel": 1,
    "periods": {"first": 2027, "count": 2},
    "outputs": {
        "meals": {"title": "Meals  served", "indicators": {"count_now": {"title": "Meals per day"}}},
        "bed_nights": {"indicators": {"hand_count": {}, "count_now": {"title": "Nights per bed"}}},
    },
    "outcomes": {"_g1": {"title": "Nobody goes hungry."}},
    "links": [{"from": "meals", "to": "_g1"}],
})


def test_ids_that_can_be_nothing_else_become_titles():
    assert Titles(PLAN).written("that _g1 comes") == "that “Nobody goes hungry” comes"
    assert Titles(PLAN).written("the output meals is served as meals") == "the output “Meals served” is served as meals"
    assert Titles(PLAN).written("the indicator hand_count of bed_nights") == "the indicator “hand count” of bed_nights"  # a node without a title


def test_plain_words_become_titles_only_where_the_finding_is_about_them():
    assert Titles(PLAN).written("meals were late, and the way to meals is long") == "meals were late, and the way to meals is long"
    assert Titles(PLAN).written("meals were late, and the way to meals is long", about={"meals"}) == "“Meals served” were late, and the way to “Meals served” is long"
    assert Titles(PLAN).written("of meals too, meals and 'from meals'", about={"meals"}) == "of “Meals served” too, meals and 'from meals'"


def test_an_indicator_that_several_results_have_is_that_of_the_finding():
    assert Titles(PLAN).written("the indicator count_now", about={"meals"}) == "the indicator “Meals per day”"
    assert Titles(PLAN).written("the indicator count_now", about={"bed_nights"}) == "the indicator “Nights per bed”"
    assert Titles(PLAN).written("the indicator count_now") == "the indicator count_now"


def test_findings_say_titles_and_keep_ids_in_their_places_and_remedies():
    found = {finding.code: finding for finding in lm.check(PLAN, profile="all")}
    assert found["LM401"].message == "nothing says why “Meals served” should lead to “Nobody goes hungry”"
    assert found["LM401"].where == "links[meals->_g1]"
    assert found["LM106"].remedy.startswith("add one under targets: such as {node: _g1")
