"""What a box says about its targets: which indicator where there are several, and the percent sign."""

from __future__ import annotations

import logicmodel as lm
from logicmodel.views.diagrams.columns.faces import _Below
from logicmodel.views.diagrams.compose import compose
from logicmodel.views.diagrams.scene import Badge
from logicmodel.views.diagrams.styles.classic import Classic

SHARE = {"title": "Proportion of children in the last class who read a whole page aloud", "measure": "percentage"}


def badges(*targets):
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 2}, "outcomes": {"reading": {"indicators": {"share": SHARE, "books": {}}}},
        "targets": [{"node": "reading", "id": f"t{place}", "by": 2028, **target} for place, target in enumerate(targets)],
    })
    return [badge.text for badge in compose(plan, style=Classic()).box("reading").badges]


def test_targets_of_several_indicators_say_which():
    assert badges({"indicator": "share", "at_least": 80}, {"indicator": "books", "at_least": 900}, {"at_most": 7, "title": "Our goal"}) == [
        "Proportion of children in the last…: at least 80\u202f% by 2028", "books: at least 900 by 2028", "Our goal: at most 7 by 2028",
    ]


def test_one_indicator_goes_without_saying():
    assert badges({"indicator": "share", "between": [70, 80]}) == ["between 70 and 80\u202f% by 2028"]


def test_what_is_asked_for_is_never_cut_off():
    below = _Below(156.0, 0.0, "")
    below.add(Badge(target="t", text="Number of litres of safe water used per…: at least 15 by 2028"))
    assert " ".join(line.text for line in below.lines).endswith("used per…: at least 15 by 2028")


def test_chances_of_a_plan_without_allocations_are_those_with_nothing_allocated():
    plan = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "outcomes": {"fed": {"baseline": "1 to 3"}}, "targets": [{"node": "fed", "at_least": 2, "by": 2027}],
    })
    answer = lm.attainment(lm.simulate(plan, draws=64))
    assert ">Nothing allocated<" in str(lm.diagram(plan, answer=answer).svg)
