"""Which allocation is looked at where nobody names one."""

from __future__ import annotations

from typing import Any

import logicmodel as lm
from logicmodel.analysis.likeliest import likeliest, likeliest_of


def plan(allocations: dict[str, Any], **changes: Any) -> lm.Plan:
    document: dict[str, Any] = {
        "periods": {"first": 2027, "count": 1}, "inputs": {"money": {"price": 1}},
        "outcomes": {"y": {"baseline": 0}}, "links": [{"from": "money", "to": "y", "weight": "normal(10, 2)"}],
        "targets": [{"node": "y", "at_least": 20, "by": 2027}], "allocations": allocations,
    }
    return lm.Plan.from_document({**document, **changes})


def test_the_likeliest_to_succeed_is_taken_and_told() -> None:
    some = plan({"little": {"money": 1}, "much": {"title": "Much  of it", "money": 2.5}, "enough": {"money": 2}})
    found = likeliest(some)
    assert found is not None
    assert (found.name, found.why) == ("much", "the likeliest to succeed")
    assert found.note(some) == ("no allocation was named, so “Much of it” is looked at: the likeliest to succeed",)
    run = lm.simulate(some, draws=512)
    assert likeliest_of(run) == found
    assert lm.sensitivity(run, method="given").settings["allocation"] == "much"
    answer = lm.contribution(some, players="inputs", draws=256)
    assert (answer.settings["allocation"], answer.settings["chosen"], answer.notes[0]) == ("much", found.why, found.note(some)[0])
    assert not lm.contribution(some, players="inputs", allocation="enough", draws=256).settings["chosen"]


def test_equals_and_plans_without_targets_take_the_first_and_say_so() -> None:
    equal = likeliest(plan({"b": {"money": 0.1}, "a": {"money": 0.1}}))
    assert equal is not None
    assert (equal.name, equal.why) == ("b", "the first one, as all are equally likely to succeed")
    aimless = likeliest(plan({"b": {"money": 1}, "a": {"money": 9}}, targets=[]))
    assert aimless is not None
    assert (aimless.name, aimless.why) == ("b", "the first one of the plan")


def test_one_is_no_choice_and_none_is_none() -> None:
    alone = plan({"only": {"money": 1}})
    found = likeliest(alone)
    assert found is not None
    assert (found.name, found.note(alone)) == ("only", ())
    assert likeliest(plan({})) is None
