"""What the questions about information say, refuse and leave unsaid."""

from __future__ import annotations

from typing import Any

import pytest

import logicmodel as lm
from logicmodel.plan.plan import Plan

DRAWS = 4096
FIRST, SECOND = "links.a->gain.weight", "links.b->gain.weight"


def plan_of(noise: str = "normal(0, 0.2) each draw", **more: Any) -> Plan:
    """Return a plan with two risky allocations: one sure of a little, one that may bring much."""
    return Plan.from_document({
        "logicmodel": 1, "title": "Safe or bold", "currency": "USD", "periods": {"first": 2030, "count": 2},
        "inputs": {"a": {"title": "Safe way", "unit": "USD"}, "b": {"title": "Bold way", "unit": "USD"}},
        "assumptions": {"calm": {"title": "The weather stays calm", "holds": 0.7}},
        "outcomes": {"gain": {"title": "More is gained", "baseline": 0, "unit": "things", "noise": noise}},
        "links": [
            {"from": "a", "to": "gain", "weight": "normal(1, 0.3)"},
            {"from": "b", "to": "gain", "weight": "normal(1.2, 0.9)", "assumes": ["calm"]},
        ],
        "targets": [{"node": "gain", "at_least": 1, "by": 2031}],
        "allocations": {"safe": {"title": "Play safe", "a": 1}, "bold": {"title": "Be bold", "b": 1}}, **more,
    })


def test_every_row_is_told_in_plain_words() -> None:
    answer = lm.value_of_information(plan_of(), draws=DRAWS)
    assert {row["name"] for row in answer.rows if row["clear"]} >= {SECOND, "assumptions.calm.holds"}
    best = answer.rows[0]
    assert "would add" in best["sentence"]
    assert "chance of success" in best["sentence"]
    assert best["flips"]
    assert best["instead"] in {"safe", "bold"}
    assert 0 < best["changes"] < 1
    assert best["value_low"] > 0
    assert best["value"] == pytest.approx(best["share"] * answer.settings["evpi"])
    noise = answer.where(name="outcomes.gain.noise")
    assert not noise["learnable"]
    assert any("Find out first" in line for line in answer.settings["so_what"])
    assert answer.settings["chosen"] in {"safe", "bold"}
    assert answer.settings["probability"] is True
    assert answer.titles["number"]["assumptions.calm.holds"] == "The weather stays calm"


def test_an_event_changes_the_choice_where_it_does_not_hold() -> None:
    plan = lm.override(plan_of(), {"links.b->gain.weight": "normal(2, 0.2)"})
    row = lm.value_of_information(plan, draws=DRAWS).where(name="assumptions.calm.holds")
    assert row["clear"]
    assert row["instead"] == "safe"
    assert row["when"] == "where it does not hold"
    assert row["changes"] == pytest.approx(0.3, abs=0.01)
    flip = lm.flip_values(plan, draws=DRAWS).where(name="assumptions.calm.holds")
    assert flip["event"]
    assert flip["flip"] == 0
    assert flip["to"] == "safe"
    assert "does not hold" in flip["sentence"]


def test_groups_are_worth_no_less_than_their_members() -> None:
    groups = {"ways": [FIRST, SECOND], "events": ["assumptions.calm.holds"], "with noise": [SECOND, "outcomes.gain.noise"]}
    answer = lm.value_of_information(plan_of(), draws=DRAWS, groups=groups)
    for name, members in groups.items():
        row = answer.where(name=name)
        assert row["kind"] == "group"
        assert row["members"] == ", ".join(members)
        assert row["value"] >= max(answer.where(name=member)["value"] for member in members)
        assert row["value"] <= answer.settings["evpi"]
    assert not answer.where(name="with noise")["learnable"]
    assert any("fall short" in note for note in answer.notes)


def test_several_events_are_taken_as_they_are() -> None:
    plan = plan_of(assumptions={"calm": {"holds": 0.7}, "other": {"holds": 0.5}})
    answer = lm.value_of_information(plan, draws=DRAWS, groups={"both": ["assumptions.calm.holds", "assumptions.other.holds"]})
    assert answer.where(name="both")["value"] == pytest.approx(answer.where(name="assumptions.calm.holds")["value"], abs=0.003)


@pytest.mark.parametrize("allocations", [["safe"], {"only": {"a": 1}}])
def test_one_allocation_is_no_decision(allocations: Any) -> None:
    for ask in (lm.value_of_information, lm.flip_values):
        with pytest.raises(lm.RequestError, match="there is no decision"):
            ask(plan_of(), allocations=allocations, draws=DRAWS)
    with pytest.raises(lm.RequestError, match="there is no decision"):
        lm.study_value(plan_of(), FIRST, sd=1, allocations=allocations, draws=DRAWS)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"draws": 1000}, "too few"), ({"draws": 2**25}, "memory"), ({"seed": -1}, "negative"), ({"utility": "succes"}, "did you mean"),
        ({"utility": "npv"}, "nothing can be told in money"), ({"utility": "effect:nobody"}, "there is no target nobody"),
        ({"groups": {"x": ["links.a->gain.weigh"]}}, "is not an uncertain number"), ({"groups": {"x": FIRST}}, "holds no list"),
        ({"groups": {FIRST: [FIRST]}}, "cannot be called"), ({"allocations": ["safe", "odd"]}, "odd"),
    ],
)
def test_what_cannot_be_answered_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(lm.RequestError, match=words):
        lm.value_of_information(plan_of(), **({"draws": DRAWS} | options))


def test_allocations_that_are_equally_good_leave_nothing_to_find_out() -> None:
    answer = lm.value_of_information(plan_of(), allocations={"one": {"a": 1}, "same": {"a": 1}}, draws=DRAWS)
    assert answer.settings["evpi"] == 0
    assert not any(row["clear"] for row in answer.rows)
    assert "equally good in every draw" in answer.settings["so_what"][0]
    flips = lm.flip_values(plan_of(), allocations={"one": {"a": 1}, "same": {"a": 1}}, draws=DRAWS)
    assert all(row["flip"] is None for row in flips.rows)
    assert "no reason to hesitate" in flips.settings["so_what"][0]


@pytest.mark.parametrize(("level", "word"), [(-1000, "always"), (1000, "never")])
def test_a_target_that_is_always_or_never_met(level: float, word: str) -> None:
    plan = plan_of(targets=[{"node": "gain", "at_least": level, "by": 2031}])
    answer = lm.value_of_information(plan, draws=DRAWS)
    assert answer.settings["evpi"] == 0
    assert any(note.startswith(f"{word} met") for note in answer.notes)


def test_an_allocation_that_is_always_better_settles_it() -> None:
    answer = lm.value_of_information(plan_of(), utility="effect:gain", allocations={"none": {}, "some": {"a": 1}, "more": {"a": 2}}, draws=DRAWS)
    assert answer.settings["chosen"] == "more"
    assert answer.settings["evpi"] == pytest.approx(0, abs=0.002)
    assert any("one by one" in line or "No single number" in line or "no study" in line for line in answer.settings["so_what"])


def test_numbers_that_move_together_share_their_value() -> None:
    plan = plan_of(correlations=[{"between": [FIRST, SECOND], "rank": 0.99}])
    answer = lm.value_of_information(plan, draws=DRAWS)
    note = next(note for note in answer.notes if "move together" in note)
    assert "cannot be added" in note
    assert "0.99" in note
    assert {row["name"] for row in lm.flip_values(plan, draws=DRAWS).rows} >= {FIRST, SECOND}


def test_money_and_levels_have_their_units() -> None:
    document = plan_of().to_document()
    document["outcomes"]["gain"]["value"] = 1000
    priced = Plan.from_document(document)
    money = lm.value_of_information(priced, utility="npv", draws=DRAWS)
    assert "USD" in money.rows[0]["sentence"]
    assert money.settings["unit"] == "USD"
    assert "benefit less cost" in money.settings["headline"][0]
    less = plan_of(targets=[{"node": "gain", "at_most": 3, "by": 2031}])
    level = lm.value_of_information(less, utility="level:gain", draws=DRAWS)
    assert all(one["value"] > 0 for one in level.settings["allocations"])
    assert level.settings["chosen"] == min(level.settings["allocations"], key=lambda one: one["value"])["name"]
    assert "would improve" in level.settings["headline"][1]
    between = plan_of(targets=[{"node": "gain", "between": [0, 3], "by": 2031}])
    with pytest.raises(lm.RequestError, match="not better"):
        lm.value_of_information(between, utility="level:gain", draws=DRAWS)


def test_the_same_seed_gives_the_same_answer_and_tells_its_progress() -> None:
    seen: list[tuple[int, int]] = []
    one = lm.value_of_information(plan_of(), draws=DRAWS, progress=lambda done, whole: seen.append((done, whole)))
    assert one.rows == lm.value_of_information(plan_of(), draws=DRAWS).rows
    assert seen[-1] == (16, 16)


def test_a_study_is_worth_more_the_larger_and_never_more_than_knowing() -> None:
    study = lm.study_value(plan_of(), SECOND, sizes=[1, 4, 16, 1000], sd=2, draws=DRAWS, worth=100, cost_per_unit=2, decisions=3)
    values = [row["value"] for row in study.rows]
    assert values == sorted(values)
    assert values[-1] <= study.settings["evppi"] * 1.0001
    for row in study.rows:
        assert row["benefit"] == pytest.approx(3 * 100 * 100 * row["value"])
        assert row["net"] == pytest.approx(row["benefit"] - 2 * row["size"])
    best = study.where(best=True)
    assert best["size"] == study.settings["best"]
    assert best["net"] == max(row["net"] for row in study.rows)
    assert "net gain" in study.settings["so_what"][0]


def test_a_study_that_costs_too_much_or_has_no_price() -> None:
    dear = lm.study_value(plan_of(), SECOND, sd=2, sizes=[10, 20], draws=DRAWS, worth=1, fixed_cost=1e9)
    assert dear.settings["best"] is None
    assert "not worth it at any size" in dear.settings["so_what"][0]
    free = lm.study_value(plan_of(), SECOND, sd=2, sizes=[10], draws=DRAWS)
    assert free.rows[0]["net"] is None
    assert "what one point" in free.settings["so_what"][0]
    useless = plan_of(factors={"moon": {"reference": 0, "value": "normal(0, 1)"}})
    nothing = lm.study_value(useless, "factors.moon.value", sd=1, sizes=[10], draws=DRAWS, worth=10)
    assert nothing.rows[0]["value"] == 0
    assert not nothing.settings["clear"]
    assert "Do not study it" in nothing.settings["so_what"][0]


def test_successes_are_counted_one_by_one_and_many_as_a_share() -> None:
    plan = lm.override(plan_of(), {SECOND: "beta(2, 2)"})
    study = lm.study_value(plan, SECOND, kind="binomial", sizes=[1, 400, 401, 5000], utility="effect:gain", allocations={"safe": {"a": 0.4}, "bold": {"b": 1}}, draws=DRAWS)
    values = {row["size"]: row["value"] for row in study.rows}
    assert values[400] == pytest.approx(values[401], rel=0.01)
    assert 0 < values[1] < values[400] <= values[5000]


def test_a_survey_tells_the_baseline_or_the_level_of_today() -> None:
    document = plan_of().to_document()
    document["outcomes"]["gain"] |= {"baseline": "normal(0, 1)", "max": 1.5, "indicators": {"count": {"title": "A count"}}}
    plan = Plan.from_document(document)
    survey = lm.study_value(plan, "gain.count", kind="survey", sd=3, sizes=[10], draws=DRAWS)
    assert survey.settings["title"] == "A count: baseline"
    document["outcomes"]["gain"]["baseline"] = 0
    now = lm.study_value(Plan.from_document(document), "gain", kind="survey", sd=3, sizes=[10], draws=DRAWS)
    assert now.settings["title"] == "More is gained: level in 2030"
    share = plan_of().to_document()
    share["outcomes"]["gain"] |= {"unit": "%", "baseline": "uniform(20, 60)"}
    by_unit = lm.study_value(Plan.from_document(share), "gain", kind="survey", sizes=[10], draws=DRAWS)
    assert by_unit.rows[0]["size"] == 10


@pytest.mark.parametrize(
    ("number", "options", "words"),
    [
        (FIRST, {}, "sd: is missing"), (FIRST, {"sd": 0}, "no spread"), (FIRST, {"sd": 1, "sizes": []}, "sample sizes"),
        (FIRST, {"sd": 1, "sizes": [0]}, "sample sizes"), (FIRST, {"kind": "poll"}, "not known"), (FIRST, {"sd": 1, "worth": -1}, "not usable"),
        ("links.a", {"sd": 1}, "not an uncertain number"), (FIRST, {"kind": "binomial"}, "not a share"),
        ("assumptions.calm.holds", {"kind": "binomial"}, "single case"), ("outcomes.gain.noise", {"sd": 1}, "shows only after"),
        ("nobody", {"kind": "survey"}, "not a node"), ("gain.poll", {"kind": "survey", "sd": 1}, "no indicator poll"),
        ("calm", {"kind": "survey"}, "sd is missing"), ("a", {"kind": "survey", "sd": 1}, "certain in the plan"),
    ],
)
def test_a_study_that_cannot_be_is_refused(number: str, options: dict[str, Any], words: str) -> None:
    with pytest.raises(lm.RequestError, match=words):
        lm.study_value(plan_of(), number, draws=DRAWS, **options)


def test_what_is_drawn_anew_in_each_period_is_ranked_as_one_but_neither_studied_nor_moved() -> None:
    plan = plan_of(noise="normal(0, 0.2)")
    with pytest.raises(lm.RequestError, match="anew in each period"):
        lm.study_value(plan, "outcomes.gain.noise", sd=1, draws=DRAWS)
    row = lm.value_of_information(plan, draws=DRAWS).where(name="outcomes.gain.noise")
    assert not row["learnable"]
    flips = lm.flip_values(plan, draws=DRAWS)
    assert "outcomes.gain.noise" not in {row["name"] for row in flips.rows}
    assert any("drawn anew" in note for note in flips.notes)


def test_money_needs_no_price_of_its_own() -> None:
    document = plan_of().to_document()
    document["outcomes"]["gain"]["value"] = 1000
    with pytest.raises(lm.RequestError, match="money already"):
        lm.study_value(Plan.from_document(document), FIRST, sd=1, utility="npv", worth=3, draws=DRAWS)


def test_flips_inside_the_range_are_confirmed_and_outside_it_are_looked_for() -> None:
    flips = lm.flip_values(plan_of(), utility="effect:gain", allocations={"safe": {"a": 1}, "bold": {"b": 1.05}}, draws=DRAWS)
    assert flips.settings["chosen"] == "safe"
    bold = flips.where(name=SECOND)
    assert bold["flip"] == pytest.approx(1 / (0.7 * 1.05), rel=0.05)
    assert bold["upward"]
    assert bold["inside_90"]
    assert bold["to"] == "bold"
    assert bold["beyond"] == pytest.approx(0.43, abs=0.05)
    sure = lm.override(plan_of(), {FIRST: "uniform(1, 1.1)", SECOND: "uniform(0.9, 1.1)"})
    outside = lm.flip_values(sure, utility="effect:gain", draws=DRAWS)
    row = outside.where(name=FIRST)
    assert row["flip"] is None or not row["inside"]
    far = outside.where(name=SECOND)
    assert far["flip"] is None or (far["flip"] > 1.1 and not far["inside"] and "outside all values" in far["sentence"])


def test_which_theory_of_change_holds_is_worth_knowing() -> None:
    plan = plan_of(variants={"weak": {"weight": 0.3, "changes": {SECOND: "normal(0.2, 0.1)", FIRST: "normal(1.3, 0.1)"}}})
    plan = lm.override(plan, {SECOND: "normal(2.5, 0.2)"})
    row = lm.value_of_information(plan, utility="effect:gain", draws=DRAWS).where(name="variants")
    assert row["clear"]
    assert row["instead"] == "safe"
    assert row["when"] == "under “weak”"
    assert row["changes"] == pytest.approx(0.3, abs=0.01)
    assert "variants" not in {each["name"] for each in lm.flip_values(plan, utility="effect:gain", draws=DRAWS).rows}
