"""The question put to plans whose futures can be counted by hand."""

from __future__ import annotations

import functools
import json
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.analysis.discovery.cases import _theories
from logicmodel.analysis.discovery.driver import Driver, driver_of
from logicmodel.analysis.discovery.region import Limits
from logicmodel.analysis.discovery.telling import condition, deeds, limit

SHELTER = Path(__file__).parents[3] / "scenarios" / "homeless-shelter" / "plan.yaml"


def plan(**changes: Any) -> lm.Plan:
    """Return a plan whose level is the least of two even numbers, so that it is met in 0.6 x 0.6 of all futures."""
    return lm.Plan.from_document({
        "title": "Two ways to be stopped", "periods": {"first": 2027, "count": 2}, "currency": "EUR",
        "inputs": {"money": {"unit": "EUR", "delivery": "uniform(0, 1)"}},
        "outputs": {"lessons": {"title": "Lessons held", "unit": "lessons", "baseline": "0"}},
        "factors": {"rain": {"title": "Dry days", "unit": "days", "value": "uniform(0, 10)"}},
        "outcomes": {
            "harvest": {"title": "A better harvest", "unit": "tons", "baseline": 0, "combine": "minimum"},
            "songs": {"title": "More songs", "unit": "songs", "baseline": "normal(0, 1)", "noise": "normal(0, 1)"},
        },
        "links": [
            {"from": "money", "to": "lessons", "weight": 1}, {"from": "lessons", "to": "harvest", "weight": 1},
            {"from": "rain", "to": "harvest", "weight": 1}, {"from": "rain", "to": "songs", "weight": 0},
        ],
        "targets": [{"node": "harvest", "at_least": 4, "by": 2028}],
        "allocations": {"all": {"title": "All of it", "money": 10}, "none": {"title": "Next to nothing", "money": 0.001}},
        **changes,
    })


@functools.cache
def run(draws: int = 2048, keep: str | None = None) -> lm.Results:
    return lm.simulate(plan(), draws=draws, keep=keep)


@functools.cache
def found(**options: Any) -> lm.Discovery:
    return lm.discover(run(), resamples=10, **options)


def test_both_ways_to_fail_are_found_with_their_exact_shares() -> None:
    answer = found(target="harvest@2028")
    assert answer.found
    assert answer.stable
    assert answer.settings["allocation"] == "all"
    assert answer.base["low"] <= 0.64 <= answer.base["high"]
    assert {row["name"] for row in answer.rows} == {"inputs.money.delivery", "factors.rain.value"}
    for row in answer.rows:
        edge = row["to_value"] * (10 if row["name"].startswith("inputs") else 1)
        assert edge == pytest.approx(4, abs=0.3)
        assert row["from_value"] is None
        assert row["unit"] == ("share" if row["name"].startswith("inputs") else "days")
        assert row["density_low"] <= 1.0 - 0.6 * max(edge - 4, 0) / edge <= row["density_high"] + 1e-9
        assert row["coverage"] == pytest.approx(0.625, abs=0.04)
        assert row["support"] == pytest.approx(0.4, abs=0.03)
        assert row["lift"] == pytest.approx(row["density"] / answer.base["value"])
        assert row["sentence"] == answer.boxes[row["box"] - 1]["sentence"]
    assert answer.together["coverage"] > 0.97
    assert answer.together["outside"] < 0.1


def test_turned_round_the_box_is_the_one_in_which_all_goes_well() -> None:
    answer = found(when="met")
    (box,) = answer.boxes
    assert box["density"] == pytest.approx(1.0, abs=0.06)
    assert box["coverage"] == pytest.approx(1.0, abs=0.06)
    assert box["support"] == pytest.approx(0.36, abs=0.03)
    assert "The plan succeeds in" in box["sentence"]
    assert "“Dry days” is above" in box["sentence"]
    assert answer.title == "In which futures does the plan succeed?"
    assert any("Dry days" in line and "watch it" in line for line in answer.so_what)
    assert any("own hands" in line for line in answer.so_what)


def test_sentences_carry_titles_units_and_intervals() -> None:
    answer = found()
    assert answer.overall.startswith("Under “All of it”, the plan fails in 64 % of all futures")
    text = " ".join(box["sentence"] for box in answer.boxes)
    assert "“Dry days” is below " in text
    assert "days" in text
    assert "“money: share that arrives” is below" in text
    assert "of all futures and hold" in text
    assert "(against 64 % overall)" in text
    assert "factors." not in text
    assert "Outside all of these boxes the plan fails in" in answer.so_what[-1]


def test_one_target_alone_is_called_the_target_of_the_plan() -> None:
    answer = found(target="harvest")
    assert answer.settings["target"] == "harvest@2028"
    assert "The plan misses its target in" in answer.boxes[0]["sentence"]
    assert "The plan meets its target in" in found(target="harvest", when="met").boxes[0]["sentence"]


def test_levels_on_the_way_can_be_the_drivers() -> None:
    answer = found(drivers="outputs")
    assert [row["name"] for row in answer.rows] == ["lessons@2028"]
    assert answer.rows[0]["to_value"] == pytest.approx(4, abs=0.3)
    assert answer.rows[0]["role"] == "result"
    assert "“Lessons held, 2028” is below " in answer.boxes[0]["sentence"]
    assert "can be counted while the plan runs" in answer.so_what[0]
    assert found(drivers="outputs", by="2027").rows[0]["name"] == "lessons@2027"
    assert found(drivers="both").settings["numbers"] == found().settings["numbers"] + 1


def test_chance_can_be_left_out() -> None:
    answer = found(chance="without")
    assert answer.settings["numbers"] == found().settings["numbers"] - 2
    assert not any("noise" in name for name in answer.titles["number"])


def test_a_tree_tells_the_same_in_questions() -> None:
    answer = found(method="tree")
    assert answer.branches
    ends = [row["box"] for row in answer.branches if row["box"]]
    assert sorted(ends) == list(range(1, len(answer.boxes) + 1))
    assert answer.boxes[0]["density"] >= answer.boxes[-1]["density"]
    assert answer.boxes[-1]["density"] < 0.1
    assert sum(box["coverage"] for box in answer.boxes) == pytest.approx(1.0)
    assert {"Dry days", "money: share that arrives"} <= {row["title"] for row in answer.branches}
    assert all(row["quasi_p"] <= 1 for row in answer.rows)
    assert "end" in answer.so_what[-1]


def test_the_same_seed_gives_the_same_answer_and_nothing_needs_to_be_kept(tmp_path: Path) -> None:
    first = found(target="harvest")
    lm.save(run(keep="nothing"), tmp_path)
    assert lm.discover(lm.read_results(tmp_path), "harvest", resamples=10).rows == first.rows
    assert lm.discover(run(), "harvest", resamples=10) == first
    other = lm.discover(run(512), "harvest", resamples=10, seed=2)
    assert other.settings["found_on"] != first.settings["found_on"]
    assert sorted(other.settings["found_on"] + other.settings["measured_on"]) == list(range(1, 17))


def test_the_answer_is_plain_data_and_a_table(tmp_path: Path) -> None:
    record = json.loads(json.dumps(found().to_dict(), allow_nan=False))
    assert len(record["boxes"]) == 2
    assert record["base"]["value"] == found().base["value"]
    assert {row["box"] for row in record["trajectory"]} == {1, 2}
    assert record["so_what"]
    assert found().save(tmp_path / "boxes.csv").read_text().count("\n") == 3
    assert len(found().to_frame()) == 2
    assert "condition" in str(found())


def test_a_plan_that_fails_by_chance_alone_has_no_boxes() -> None:
    even = plan(targets=[{"node": "songs", "at_least": 0, "by": 2028}])
    results = lm.simulate(even, draws=2048)
    answer = lm.discover(results, chance="without", resamples=10, target="songs")
    assert answer.found
    assert answer.rows[0]["name"] == "outcomes.songs.baseline"
    none = lm.discover(results, drivers="numbers", resamples=10, target="songs", support=0.5, numbers=1)
    assert none.stable or none.boxes
    noise = plan(targets=[{"node": "songs", "at_least": 0, "by": 2028}], outcomes={**plan().to_document()["outcomes"], "songs": {"baseline": 0, "noise": "normal(0, 1)"}})
    nothing = lm.discover(lm.simulate(noise, draws=2048), chance="without", resamples=10)
    assert not nothing.found
    assert nothing.rows == nothing.boxes == nothing.trajectory == ()
    assert "nothing stands out from chance" in nothing.notes[-1]
    assert "No signpost" in nothing.so_what[0]
    assert lm.discover(lm.simulate(noise, draws=2048), chance="without", method="tree", resamples=10).branches == ()


@pytest.mark.parametrize(("options", "words"), [
    ({"when": "mist"}, "did you mean missed"), ({"method": "prism"}, "did you mean prim"), ({"drivers": "number"}, "did you mean numbers"),
    ({"chance": "no"}, "chance"), ({"boxes": 0}, "choose from 1 to 10"), ({"support": 0.9}, "support"), ({"resamples": 1}, "resamples"),
    ({"target": "harvst"}, "did you mean harvest"), ({"allocation": "al"}, "did you mean all"),
    ({"drivers": "outputs", "by": "2031"}, "no period 2031"),
])
def test_wrong_requests_say_what_is_meant(options: dict[str, Any], words: str) -> None:
    with pytest.raises(lm.RequestError, match=words):
        lm.discover(run(), **options)


def test_all_wrong_options_are_told_at_once() -> None:
    with pytest.raises(lm.RequestError) as caught:
        lm.discover(run(), when="never", boxes=99, alpha=2)  # type: ignore[arg-type]
    assert len(caught.value.problems) == 3


def test_where_there_is_too_little_to_tell_apart_it_says_so() -> None:
    with pytest.raises(lm.RequestError, match=r"“Next to nothing” the plan fails in all of 2,048 draws"):
        lm.discover(run(), allocation="none")
    rare = lm.simulate(plan(targets=[{"node": "harvest", "at_least": 9, "by": 2028}]), draws=2048)
    with pytest.raises(lm.RequestError, match=r"succeeds in only \d+ of 2,048 draws.*take \d+,\d+ draws"):
        lm.discover(rare, when="met")
    with pytest.raises(lm.RequestError, match=r"fails in all but \d+ of 2,048 draws"):
        lm.discover(rare)
    rarest = lm.simulate(plan(targets=[{"node": "harvest", "at_least": 9.999, "by": 2028}]), draws=65536)
    with pytest.raises(lm.RequestError, match=r"in none|name another target"):
        lm.discover(rarest, when="met")


def test_plans_without_a_question_are_refused() -> None:
    with pytest.raises(lm.RequestError, match="no target"):
        lm.discover(lm.simulate(plan(targets=[]), draws=64))
    outputs = plan(targets=[{"node": "lessons", "at_least": 4, "by": 2028}])
    answer = lm.discover(lm.simulate(outputs, draws=2048), resamples=10)
    assert answer.settings["target"] in {"success", "lessons@2028"}
    with pytest.raises(lm.RequestError, match="stands before the target"):
        lm.discover(lm.simulate(outputs, draws=2048), "lessons", drivers="outputs")
    certain = plan(
        inputs={"money": {"price": 1}}, factors={"rain": {"value": 1}}, outcomes={"harvest": {"baseline": 0, "combine": "minimum"}},
        links=plan().to_document()["links"][:3],
    )
    with pytest.raises(lm.RequestError, match="nothing in the plan is uncertain"):
        lm.discover(lm.simulate(certain, draws=64))


def test_success_needs_a_target_that_counts() -> None:
    outputs = lm.simulate(plan(targets=[{"node": "lessons", "at_least": 4, "by": 2028}], success={"of": "outcomes"}), draws=256)
    if "success" in outputs.estimates:
        pytest.skip("a target on an output counts here")
    with pytest.raises(lm.RequestError, match="counts for success"):
        lm.discover(outputs, "success")


def test_what_nothing_is_allocated_to_can_be_asked_about() -> None:
    results = lm.simulate(plan(allocations={}, targets=[{"node": "songs", "at_least": 0, "by": 2028}]), draws=2048)
    answer = lm.discover(results, "songs", resamples=10)
    assert answer.settings["allocation"] == "nothing"
    assert answer.overall.startswith("Under “Nothing allocated”")


# ------------------------------------------------------------------ words
def driver(name: str, values: Any) -> Driver:
    made = driver_of(lm.read(SHELTER), name, np.asarray(values, float))
    assert made is not None
    return made


def test_every_sort_of_number_has_its_words() -> None:
    many = np.linspace(0, 1, 101)
    weight = driver("links.housed_households->homeless_people.weight", -2 + many)
    assert (weight.unit, weight.role, weight.negative) == ("people per household", "learn", True)
    assert limit(weight, Limits(0, -1.5, None)) == "weaker than −1.50 people per household"
    assert limit(weight, Limits(0, None, -1.5)) == "stronger than −1.50 people per household"
    assert limit(weight, Limits(0, -1.7, -1.5)) == "between −1.70 and −1.50 people per household"
    works = driver("links.placements->housed_households.works", [0, 1])
    assert condition(works, Limits(0, None, 0.0)) == "“Households placed in a home → Households keep the home they moved into” does not work"
    assert condition(works, Limits(0, 1.0, None)).endswith("works")
    holds = driver("assumptions.landlords_cooperate.holds", [0, 1])
    assert (holds.form, holds.role) == ("event", "watch")
    assert condition(holds, Limits(0, None, 0.0)) == "“Landlords keep accepting tenants with rent support” does not hold"
    growth = driver("outcomes.homeless_people.trend.growth", many / 50)
    assert (growth.percent, growth.role) == (True, "watch")
    assert condition(growth, Limits(0, 0.0163, None)) == "“Fewer people are homeless: growth per period” is above 1.6 %"
    rent = driver("factors.rent_index.value", 100 + 10 * many)
    assert condition(rent, Limits(0, 106.0, None)) == "“Rent level” is above 106.0 index"
    assert rent.rounded(106.04) == 106.0
    worth = driver("outcomes.housed_households.value", 9000 + 1000 * many)
    assert worth.told(9500) == "9,500 USD"
    noise = driver("outcomes.homeless_people.noise@2030", many)
    assert (noise.role, noise.title) == ("chance", "Fewer people are homeless: chance variation, 2030")
    assert driver("links.caseworkers->case_management.weight", many).role == "deliver"
    assert driver("inputs.caseworkers.delivery", many).role == "deliver"
    half = driver("links.meals_served->food_security.curve.half_at", 60_000 + 50_000 * many)
    assert half.unit == "meals"
    assert driver("links.meals_served->food_security.curve.ceiling", 42 + many).unit == "% of guests"
    few = driver("numbers.shelters", [1, 2, 3])
    assert condition(few, Limits(0, 2.0, None)) == "“numbers.shelters” is at least 2.0"
    assert condition(few, Limits(0, None, 2.0)) == "“numbers.shelters” is at most 2.0"
    assert condition(few, Limits(0, 2.0, 2.0)) == "“numbers.shelters” is 2.0"
    flag = driver("factors.flag.value", [0, 1])
    assert condition(flag, Limits(0, 1.0, None)) == "“factors.flag.value” is 1"
    assert driver_of(lm.read(SHELTER), "numbers.same", np.ones(9)) is None


def test_theories_of_change_are_numbers_that_hold_or_not() -> None:
    program: Any = types.SimpleNamespace(theories=[types.SimpleNamespace(name=name) for name in ("first", "usual", "bold")])
    names, x = _theories(program, ["a", "variants", "b"], np.array([[1.0, 2, 3], [1, 2, 2], [4, 5, 6]]))
    assert names == ["a", "b", "variants=usual", "variants=bold"]
    assert x[2:].tolist() == [[1, 0, 0], [0, 1, 1]]
    bold = driver("variants=bold", [0, 1])
    assert (bold.form, bold.role) == ("theory", "watch")
    assert condition(bold, Limits(0, 1.0, None)) == "the theory of change is “bold”"
    assert condition(bold, Limits(0, None, 0.0)) == "the theory of change is not “bold”"


def test_deeds_are_told_once_for_each_role() -> None:
    cases: Any = types.SimpleNamespace(drivers=(
        driver("factors.rent_index.value", np.linspace(100, 110, 99)), driver("assumptions.landlords_cooperate.holds", [0, 1]),
        driver("outcomes.homeless_people.noise@2030", np.linspace(-9, 9, 99)),
    ))
    told = deeds(cases, [(Limits(0, 106.0, None), Limits(2, 1.0, None)), (Limits(1, None, 0.0), Limits(0, 108.0, None))], "missed")
    assert len(told) == 2
    assert told[0].startswith("Nothing in the plan moves “Rent level” and “Landlords keep accepting tenants with rent support”: watch them")
    assert "“Rent level” is above 106.0 index or “Landlords" in told[0]
    assert "only room to spare" in told[1]
    assert "luck" in deeds(cases, [(Limits(2, 1.0, None),)], "met")[0]


def test_success_wants_all_conditions_and_a_miss_one_of_them() -> None:
    cases: Any = types.SimpleNamespace(drivers=(
        driver("links.placements->housed_households.weight", np.linspace(0, 1, 99)), driver("links.meals_served->food_security.weight", np.linspace(0, 1, 99)),
    ))
    box = (Limits(0, 0.5, None), Limits(1, 0.5, None))
    (met,), (missed,) = deeds(cases, [box], "met"), deeds(cases, [box], "missed")
    assert "are so far beliefs about what leads to what: try them out" in met
    assert " and “" in met.partition("success counts on it that")[2]
    assert " or “" in missed.partition("the danger is that")[2]
    assert " or “" in deeds(cases, [box[:1], box[1:]], "met")[0].partition("success counts on it that")[2]


def test_what_is_called_the_same_is_told_apart_by_its_id() -> None:
    twins = lm.Plan.from_document({
        "periods": {"first": 2027, "count": 1}, "inputs": {"m": {"title": "Money", "price": 1}},
        "outputs": {"a": {"title": "Meals", "baseline": 0}, "b": {"title": "Meals", "baseline": 0}}, "outcomes": {"o": {"baseline": 0}},
        "links": [{"from": "m", "to": one, "weight": "uniform(0, 1)"} for one in ("a", "b")] + [{"from": one, "to": "o", "weight": 1} for one in ("a", "b")],
        "targets": [{"node": "o", "at_least": 1, "by": 2027}], "allocations": {"now": {"m": 1}},
    })
    answer = lm.discover(lm.simulate(twins, draws=2048), resamples=10, boxes=1)
    assert set(answer.titles["number"].values()) == {"Money → Meals (m → a): weight", "Money → Meals (m → b): weight"}
    assert all("Money → Meals (m → " in line for line in answer.so_what[:1])


def test_where_nearly_all_futures_fail_the_other_question_is_advised() -> None:
    answer = lm.discover(lm.simulate(plan(targets=[{"node": "harvest", "at_least": 7.5, "by": 2028}]), draws=2048), resamples=10, boxes=1)
    assert answer.base["value"] > 0.9
    assert answer.so_what[0].endswith("ask rather for the few in which it is otherwise.")
    assert "fails in nearly all futures" in answer.so_what[0]


def test_a_tree_asks_nothing_that_its_rounded_limits_cannot_part() -> None:
    sharp = plan(targets=[{"node": "lessons", "at_least": 5, "by": 2028}])
    answer = lm.discover(lm.simulate(sharp, draws=2048), "lessons@2028", method="tree", resamples=10)
    assert [branch["support"] > 0.3 for branch in answer.branches] == [True, True, True]

