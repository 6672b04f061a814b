"""The questions about what a plan lacks, and answers turned into numbers of the plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.analysis.estimates import answer_changes, estimate, unplaced
from logicmodel.analysis.questions import bounds, missing, person
from logicmodel.parts.quantity import QuantityIn

DOCUMENT = {
    "logicmodel": 1, "title": "Home visits", "periods": {"first": "2027", "count": 2}, "currency": "EUR",
    "inputs": {"nurses": {"title": "Nurses", "unit": "nurses"}, "money": {"unit": "EUR"}},
    "factors": {"rent": {"title": "Rent", "unit": "index", "reference": 100}},
    "assumptions": {"ok": {"title": "Clinics refer"}, "calm": {"each": "period", "holds": 0.9}},
    "outputs": {"visits": {"title": "Visits", "unit": "visits"}},
    "outcomes": {"health": {"title": "Health", "unit": "families"}},
    "links": [
        {"from": "nurses", "to": "visits"}, {"from": "money", "to": "visits"},
        {"from": "visits", "to": "health", "lag": 1, "assumes": ["ok"], "evidence": {"notes": "a trial"}},
        {"from": "rent", "to": "health"}, {"from": "nurses", "to": "health"},
        {"from": "ok", "to": "visits", "role": "enables", "weight": 0.5},
    ],
}  # fmt: skip
READ = QuantityIn().read
ANSWERS = {
    "inputs.nurses.price": (50_000, 60_000, 70_000),
    "factors.rent.value": "90 to 120",
    "assumptions.ok.holds": "60% to 90%",
    "outcomes.health.baseline": "400-520",
    "links.nurses->visits.weight": 600,
    "links.money->visits.weight": "300 to 500 per 1000",
    "links.visits->health.weight": {"Dr. Anna": (0.02, None, 0.05), "ben": "pert(0.01, 0.03, 0.06)"},
    "links.rent->health.weight": (-3, -2, -1),
    "links.nurses->health.weight": "-2 to 5",
}


@pytest.fixture
def plan() -> lm.Plan:
    return lm.Plan.from_document(DOCUMENT)


def test_each_missing_number_is_asked_once_in_words_of_the_plan(plan):
    asked = lm.questions(plan)
    assert [row["number"] for row in asked.rows] == missing(plan) == list(ANSWERS)
    words = {row["number"]: row for row in asked.rows}
    assert words["inputs.nurses.price"]["unit"] == "EUR per unit of nurses"
    assert "At 100 it has no effect" in words["factors.rent.value"]["meaning"]
    assert "for the whole plan" in words["assumptions.ok.holds"]["meaning"]
    assert words["links.money->visits.weight"]["unit"] == "visits per EUR"
    assert "1 year later" in words["links.visits->health.weight"]["meaning"]
    assert "for each unit that its level rises" in words["links.rent->health.weight"]["question"]
    assert all(row["now"] == "" and row["question"].endswith("?") for row in asked.rows)
    assert (words["assumptions.ok.holds"]["least"], words["assumptions.ok.holds"]["most"]) == (0, 1)


def test_a_plan_that_is_answered_simulates_and_is_asked_no_more(plan):
    whole = lm.answered(plan, ANSWERS)
    asked = lm.questions(whole)
    assert not asked.rows
    assert "lacks no number" in asked.notes[0]
    assert lm.simulate(lm.override(whole, {"allocations.a": {"nurses": 1, "money": 5}}), draws=64).count == 64
    assert whole.links[1].weight == READ("0.3 to 0.5")
    assert set(whole.links[2].weight.experts) == {"dr_anna", "ben"}


@pytest.mark.parametrize("number", [
    "links.ok->visits.weight", "links.nurses->visits.works", "assumptions.calm.holds", "outcomes.health.max",
])  # fmt: skip
def test_a_number_that_is_known_can_be_asked_again(plan, number):
    plan = lm.override(plan, {"outcomes.health.max": 900})
    row = lm.questions(plan, number).rows[0]
    assert row["now"] == {"links.ok->visits.weight": "0.5", "assumptions.calm.holds": "90 %", "outcomes.health.max": "900"}.get(number, "1")
    assert row["question"].endswith("?")


def test_one_who_has_not_been_heard_is_asked_what_others_were(plan):
    whole = lm.answered(plan, ANSWERS)
    assert [row["number"] for row in lm.questions(whole, who="Chi").rows] == ["links.visits->health.weight"]
    assert not lm.questions(whole, who="BEN").rows


@pytest.mark.parametrize(("said", "text"), [
    ("50,000 60,000 75,000", "quantiles(p5=50000, p50=60000, p95=75000, low=0)"), ("between 50k and 0.1 million EUR", "50000 to 100000"), ("€ 1,200", 1200),
    ("0,5", 0.5), ("8 - 20", "8 to 20"), ("from 8 nurses to 20", "8 to 20"), ("8 20", "8 to 20"),
])  # fmt: skip
def test_numbers_are_understood_as_people_write_them(plan, said, text):
    assert lm.answered(plan, {"inputs.nurses.price": said}).inputs["nurses"].price == READ(text)


@pytest.mark.parametrize(("said", "text"), [("70-90%", "quantiles(p5=0.7, p95=0.9, low=0, high=1)"), ("8 in 10", 0.8), ("7 to 9 out of 10", "quantiles(p5=0.7, p95=0.9, low=0, high=1)")])
def test_shares_are_understood_as_people_write_them(plan, said, text):
    assert lm.answered(plan, {"assumptions.ok.holds": said}).assumptions["ok"].holds == READ(text)


def test_what_only_a_variant_lacks_is_asked_and_answered(plan):
    whole = lm.answered(plan, ANSWERS)
    other = lm.Plan.from_document(whole.to_document() | {"variants": {"direct": {"title": "Direct", "weight": 0.3, "add": {"links": [{"from": "money", "to": "health"}]}}}})
    asked = lm.questions(other)
    (row,) = asked.rows
    assert (row["number"], row["title"]) == ("variants.direct.links.money->health.weight", "money → Health: weight, if “Direct”")
    assert row["question"].startswith("If it works as “Direct” says: how much does one more unit of “money” add")
    after = lm.answered(other, {row["number"]: "2 to 5"})
    assert after.variants["direct"].add.links[0].weight == READ("2 to 5")
    assert not lm.questions(after).rows
    assert lm.questions(after, row["number"]).rows[0]["now"] == lm.wording.quantity(READ("2 to 5"))
    changed = lm.answered(after, {"variants.direct.links.nurses->visits.weight": 3, "variants.direct.factors.rent.value": "1 to 2"})
    assert changed.variants["direct"].changes == {"links.nurses->visits.weight": 3, "factors.rent.value": "1 to 2"}
    lm.simulate(after, draws=64)
    with pytest.raises(lm.RequestError, match="no number of the plan"):
        lm.questions(after, "variants.direct.links.money->nowhere.weight")


def test_unknown_numbers_and_names_are_refused(plan):
    with pytest.raises(lm.RequestError, match="no number of the plan"):
        lm.questions(plan, ["inputs.nurse.price"])
    with pytest.raises(lm.RequestError, match="begins with a letter"):
        person(" 7 ")
    with pytest.raises(lm.RequestError, match="nothing is no name"):
        person("  ")


def test_bounds_are_those_of_the_field(plan):
    assert bounds(plan, "links.ok->visits.weight") == (0, 1)
    assert bounds(plan, "inputs.nurses.price") == (0, np.inf)
    assert bounds(plan, "numbers.a") == (-np.inf, np.inf)


def test_a_person_says_a_number_and_not_the_name_of_another(plan):
    named = lm.Plan.from_document({**plan.to_document(), "numbers": {"doubt": "1 to 3"}})
    with pytest.raises(lm.RequestError, match="doubt is no number"):
        lm.answered(named, {"links.nurses->visits.weight": {"anna": "doubt"}})
    assert lm.answered(named, {"links.nurses->visits.weight": "doubt"}).links[0].weight.name == "doubt"


def test_whoever_is_new_joins_the_experts_and_counts_like_the_others(plan):
    plan = lm.override(plan, {"outcomes.health.baseline": {"experts": {"anna": "400 to 520", "ben": 450}, "weights": {"anna": 3, "ben": 1}}})
    part = lm.answered(plan, {"outcomes.health.baseline": {"chi": "300 to 400", "ben": 460}}).outcomes["health"].baseline
    assert list(part.experts) == ["anna", "ben", "chi"]
    assert part.weights == {"anna": 3, "ben": 1, "chi": 2}
    assert part.experts["ben"] == READ(460)


@pytest.mark.parametrize(("answers", "told"), [
    ({"inputs.nurses.price": (9, 8, 7), "assumptions.ok.holds": (60, 70, 80)}, ["must rise from low to high", "write 80% if a percentage"]),
    ({"assumptions.ok.holds": "70"}, ["write 70%"]),
    ({"inputs.nurses.price": (-2, 1, 2)}, ["must be at least 0"]),
    ({"inputs.nurses.price": (1, 2)}, []),
    ({"inputs.nurses.price": (1, 2, 3, 4)}, ["up to three numbers"]),
    ({"inputs.nurses.price": (1, 2, None)}, ["one end is missing"]),
    ({"inputs.nurses.price": (None, None, None)}, ["says nothing"]),
    ({"inputs.nurses.price": float("nan")}, ["without an end"]),
    ({"inputs.nurses.price": (1, "x", 3), "factors.rent.value": object()}, ["inputs.nurses.price: (1, 'x', 3) is no answer", "factors.rent.value: <object"]),
    ({"inputs.nurses.price": {"anna": {"ben": 3}}}, ["inputs.nurses.price of anna", "is no answer"]),
    ({"inputs.nurses.price": {}}, ["inputs.nurses.price: nobody has answered"]),
    ({"links.nurses->visits.weight": "1 to"}, ["“1 to” cannot be read as one to three numbers"]),
    ({"links.nurses->visits.weight": (8, 9, 200)}, ["no smooth shape", "towards the middle"]),
    ({"links.nurses->visits.weight": (1, 10, 1000)}, ["there is no average", "ends that are closer"]),
    ({"links.nurses->visits.weight": "a lot"}, ["cannot be read"]),
    ({"links.nurses->visits.weight": "5 per 0"}, ["cannot be read"]),
    ({"links.nurses->visits.weight": {"anna": "other"}}, ["weight of anna: “other” cannot be read as one to three numbers"]),
    ({"inputs.nurses.price": "50.000"}, ["“50.000” can be read in two ways", "write 50000 or 50"]),
    ({"inputs.nurses.price": "9 600"}, ["“9 600” can be read in two ways", "9600 without the space"]),
    ({"inputs.nurses.price": "8,12"}, ["“8,12” can be read in two ways", "write 8.12 with a point, or 8 to 12"]),
    ({"assumptions.ok.holds": "1/2"}, ["“1/2” can be read in two ways", "write 0.5, or 1 to 2"]),
    ({"assumptions.ok.holds": "likely"}, ["people hear different numbers in “likely”"]),
    ({"inputs.nurses.price": "about 500"}, ["leaves open how far it may be off", "such as 400 to 600"]),
    ({"links.nurses->visits.weights": 3}, ["weights"]),
])  # fmt: skip
def test_answers_that_do_not_fit_say_why(plan, answers, told):
    if not told:
        assert lm.answered(plan, answers).inputs["nurses"].price == READ("1 to 2")
        return
    with pytest.raises((lm.RequestError, lm.PlanError)) as refused:
        lm.answered(plan, answers)
    assert all(words in str(refused.value) for words in told)


def test_a_number_asked_of_experts_takes_no_answer_without_a_name(plan):
    whole = lm.answered(plan, ANSWERS)
    with pytest.raises(lm.RequestError, match="was asked of dr_anna, ben"):
        lm.answered(whole, {"links.visits->health.weight": 3})


def test_remarks_about_links_join_their_notes_once(plan):
    remarks = {"links.visits->health.weight": "ben: in town", "inputs.nurses.price": "payroll"}
    whole = lm.answered(plan, {}, remarks=remarks)
    assert whole.links[2].evidence.notes == "a trial; ben: in town"
    assert answer_changes(whole, {}, remarks=remarks) == {}
    assert unplaced(plan, remarks) == ["inputs.nurses.price"]
    assert lm.answered(plan, {}, remarks={"links.nurses->visits.weight": "x"}).links[0].evidence.notes == "x"


@pytest.mark.parametrize(("stated", "text"), [
    ((5, 5, 5), 5), ((5, None, 5), 5), ((None, 0.5, None), 0.5), ((-5, None, -2), "-5 to -2"),
    ((-9, -5, 0), "truncate(quantiles(p5=-9, p50=-5, p95=0), high=0)"), ((0, None, 4), "truncate(normal(p5=0, p95=4), low=0)"),
])  # fmt: skip
def test_estimates_take_the_plainest_form(stated, text):
    assert estimate(*stated) == text


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(text=st.text("0123456789.,;/-–%to perexp()=_ e{}:", max_size=14))
def test_whatever_is_typed_is_taken_or_refused(text):
    plan = lm.Plan.from_document(DOCUMENT)
    try:
        whole = lm.answered(plan, {"links.nurses->visits.weight": text})
    except (lm.RequestError, lm.PlanError):
        return
    found = whole.links[0].weight
    assert READ(found.text()) == found


sizes = st.floats(0.01, 1e6).map(lambda x: float(f"{x:.4g}"))


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(low=sizes, up=st.floats(1.05, 3), share=st.floats(0.35, 0.65), sign=st.sampled_from([1, -1]))
def test_low_likely_and_high_are_the_quantiles_of_what_the_plan_gets(low, up, share, sign):
    stated = sorted(sign * float(f"{low * up ** place:.6g}") for place in (0, 2 * share, 2))
    part = READ(estimate(*stated))
    assert part.ppf(np.array([0.05, 0.5, 0.95])) == pytest.approx(stated, rel=1e-6)
    ends = part.support()
    assert ends[0] >= 0 if sign > 0 else ends[1] <= 0


@pytest.mark.parametrize(("said", "level", "share"), [
    ("40%", 40, 0.4), ("40% 50% 60%", "quantiles(p5=40, p50=50, p95=60, low=0)", "quantiles(p5=0.4, p50=0.5, p95=0.6, low=0, high=1)"), ("40-60%", "40 to 60", "quantiles(p5=0.4, p95=0.6, low=0, high=1)"),
])  # fmt: skip
def test_what_counts_in_percent_is_not_a_share_of_one(said, level, share):
    plan = lm.Plan.from_document({
        "logicmodel": 1, "periods": {"first": 2027, "count": 1}, "inputs": {"staff": {"price": 1}}, "assumptions": {"ok": {}},
        "outcomes": {"well": {"unit": "% of adults", "retain": 1}}, "links": [{"from": "staff", "to": "well"}],
    })  # fmt: skip
    places = ["outcomes.well.baseline", "links.staff->well.weight", "assumptions.ok.holds", "outcomes.well.retain"]
    told = lm.answered(plan, dict.fromkeys(places, said))
    found = [told.outcomes["well"].baseline, told.links[0].weight, told.assumptions["ok"].holds, told.outcomes["well"].retain]
    assert found == [READ(one) for one in (level, level, share, share)]
