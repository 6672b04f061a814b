"""What is said about contributions follows from the numbers."""

from __future__ import annotations

from typing import Any

import pytest

import logicmodel as lm


def plan(combine: Any, amounts: dict[str, float], **more: Any) -> lm.Plan:
    """Return a plan whose inputs feed an activity each, and these one outcome, with certain numbers."""
    names = list(amounts)
    weights = more.pop("weights", dict.fromkeys(names, 1))
    return lm.Plan.from_document({
        "title": "Channels", "currency": "EUR", "periods": {"first": "2027", "count": 1},
        "inputs": {f"money_{name}": {"unit": "EUR"} for name in names}, "activities": {name: {"title": name.title()} for name in names},
        "outcomes": {"y": {"combine": combine, "baseline": 0, "unit": "people", "title": "People helped", **more}},
        "links": [{"from": f"money_{name}", "to": name, "weight": 1} for name in names]
        + [{"from": name, "to": "y", "weight": weights[name]} for name in names],
        "targets": [{"node": "y", "at_least": 4, "by": "2027"}],
        "allocations": {"all": {f"money_{name}": amount for name, amount in amounts.items()}},
    })


def row_of(answer: lm.Answer, name: str, of: str = "effect") -> Any:
    return answer.where(name=name, of=of)


def test_each_by_itself() -> None:
    answer = lm.contribution(plan("sum", {"cook": 1, "teach": 4}), target="y@2027")
    assert row_of(answer, "cook")["interplay"] == "by itself"
    assert row_of(answer, "cook")["sentence"] == (
        "20 % of the effect on “People helped”: 1 person. It brings the same with the others or without them."
    )
    assert answer.settings["headline"].startswith("“Teach” brings 80 % of the effect")
    assert "look after “Teach” first" in answer.settings["so_what"][0]


def test_a_bottleneck() -> None:
    answer = lm.contribution(plan("minimum", {"cook": 5, "teach": 5}))
    row = row_of(answer, "cook")
    assert (row["interplay"], row["alone"], row["without"], row["value"]) == ("needs others", 0.0, 5.0, 2.5)
    assert "bottleneck" in row["sentence"]
    assert "stand or fall together" in answer.settings["so_what"][0]


def test_others_make_up_for_it() -> None:
    answer = lm.contribution(plan("sum", {"cook": 5, "teach": 5}, max=5))
    row = row_of(answer, "cook")
    assert (row["interplay"], row["alone"], row["without"], row["value"]) == ("overlaps", 5.0, 0.0, 2.5)
    assert "others would make up for the rest" in row["sentence"]
    assert any("missed less" in line for line in answer.settings["so_what"])


def test_one_makes_the_other_work_too() -> None:
    answer = lm.contribution(plan("sum", {"cook": 3, "teach": 3}), target="success")
    assert row_of(answer, "cook", "success")["value"] == pytest.approx(0.5)
    mixed = plan({"kind": "sum"}, {"cook": 3, "teach": 2}).to_document()
    mixed["links"].append({"from": "cook", "to": "teach", "weight": 1})
    answer = lm.contribution(lm.Plan.from_document(mixed), target="y@2027")
    row = row_of(answer, "cook")
    assert row["interplay"] == "needs others"
    assert "with the others it does more than alone" in row["sentence"]
    assert "the effect would be 6 people smaller" in row["sentence"]


def test_what_works_against_the_rest_is_named() -> None:
    answer = lm.contribution(plan("sum", {"cook": 9, "teach": 2}, weights={"cook": 1, "teach": -1}), target="y@2027")
    row = row_of(answer, "teach")
    assert row["share"] == pytest.approx(-2 / 7)
    assert "works against the rest" in row["sentence"]
    assert any("“Teach” works against the rest" in line for line in answer.settings["so_what"])


def test_one_alone_and_many_idle() -> None:
    answer = lm.contribution(plan("sum", {"cook": 9, "teach": 0, "sing": 0}), players="inputs", target="y@2027")
    assert "Nothing else leads there." in row_of(answer, "money_cook")["sentence"]
    assert answer.settings["so_what"][0].startswith("One target hangs on “money_cook” alone. Nothing makes up for it")
    assert "“money_sing” and “money_teach” lead to nothing" in answer.settings["so_what"][1]


def test_something_missing_elsewhere() -> None:
    document = plan("minimum", {"cook": 5, "teach": 0}).to_document()
    document["outcomes"]["z"] = {"baseline": 0}
    document["links"].append({"from": "cook", "to": "z", "weight": 1})
    answer = lm.contribution(lm.Plan.from_document(document), target=["y@2027", "z@2027"])
    assert "elsewhere on its way something is missing" in answer.where(name="cook", target="y@2027", of="effect")["sentence"]


def test_equals_are_not_ranked() -> None:
    answer = lm.contribution(plan("sum", {"cook": 3, "teach": 3}), target="y@2027")
    assert any("cannot be told apart" in line for line in answer.settings["so_what"])
    assert "3 people" in str(answer)
    assert "points" in str(answer)


def test_links_in_a_row_are_named_together() -> None:
    answer = lm.contribution(plan("sum", {"cook": 3, "teach": 2}), players="links", target="y@2027")
    assert answer.settings["together"] == [["money_cook->cook", "cook->y"], ["money_teach->teach", "teach->y"]]
    assert any("needs all others" in note for note in answer.notes)


def test_what_comes_past_the_players_is_said() -> None:
    document = plan("sum", {"cook": 3, "teach": 2}).to_document()
    document["links"].append({"from": "money_cook", "to": "y", "weight": 2, "id": "direct"})
    answer = lm.contribution(lm.Plan.from_document(document), target="y@2027")
    whole = next(whole for whole in answer.settings["whole"] if whole["of"] == "effect")
    assert (whole["rest"], whole["value"]) == (6.0, 5.0)
    assert "with all activities off the effect on “People helped” is 6 people" in answer.notes


def test_two_targets_on_one_level_have_one_effect() -> None:
    twice = plan({"kind": "sum"}, {"cook": 3, "teach": 2}).to_document()
    twice["targets"] = [{"node": "y", "at_least": level, "by": "2027", "id": f"y{level}"} for level in (1, 2)]
    answer = lm.contribution(lm.Plan.from_document(twice))
    assert [(whole["target"], whole["of"]) for whole in answer.settings["whole"]] == [("y1", "effect"), ("success", "success")]


def test_shares_of_a_chance_are_parts_of_what_is_added_to_it() -> None:
    answer = lm.contribution(plan("sum", {"cook": 3, "teach": 3}), target="success")
    assert " of what the activities add to the chance of success, +" in answer.settings["headline"]
    assert " of what the activities add to the chance of success: " in row_of(answer, "cook", "success")["sentence"]


def test_what_hangs_on_one_alone_counts_targets_not_success() -> None:
    some = plan({"kind": "sum"}, {"cook": 5})
    assert lm.contribution(some).settings["so_what"][0].startswith("One target hangs on “Cook” alone.")
    assert lm.contribution(some, target="success").settings["so_what"][0].startswith("Success hangs on “Cook” alone.")
