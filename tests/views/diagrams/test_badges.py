"""What a box says about its targets: which indicator where there are several, and the percent sign."""

from __future__ import annotations

import logicmodel as lm
from logicmodel.views.diagrams.compose import compose
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
