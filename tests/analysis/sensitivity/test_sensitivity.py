"""The question which numbers matter, asked of plans."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import logicmodel as lm
from logicmodel.analysis.sensitivity.drivers import drivers_of, leading
from logicmodel.analysis.sensitivity.methods.method import Method
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.engine.rerun import Rerun
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.engine.trial import Arm, points
from tests.analysis.sensitivity.functions import path_plan
from tests.engine.plans import plans

SCENARIOS = Path(__file__).parents[3] / "scenarios"
METHODS = sorted(Method.family.every())
ENDS = {
    "tornado": "met_swing", "rank": "rank", "morris": "mu_star", "sobol": "ST", "shapley": "share", "given": "S1", "target": "share",
}


@pytest.fixture(scope="module")
def scholars() -> lm.Plan:
    return lm.read(SCENARIOS / "graduation" / "plan.yaml")


@pytest.fixture(scope="module")
def district() -> lm.Plan:
    return lm.read(SCENARIOS / "health-district" / "plan.yaml")


def sharp() -> lm.Plan:
    """Return a plan with two correlated weights, an event with an uncertain chance, noise and a number that does nothing."""
    document = {
        "logicmodel": 1, "title": "Small", "periods": {"first": "2027", "count": 3}, "currency": "EUR",
        "inputs": {"money": {"price": 1}, "idle": {"price": 1}},
        "activities": {"work": {}, "other": {}},
        "outcomes": {"jobs": {"unit": "jobs", "baseline": 10, "noise": "normal(0, 1)"}, "health": {"baseline": 0}},
        "assumptions": {"open": {"holds": "uniform(0.5, 0.9)"}},
        "links": [
            {"from": "money", "to": "work", "weight": "0.5 to 1.5"},
            {"from": "work", "to": "jobs", "weight": "0.2 to 0.4", "assumes": ["open"]},
            {"from": "idle", "to": "other", "weight": "1 to 2"},
            {"from": "other", "to": "jobs", "weight": "1 to 2"},
            {"from": "jobs", "to": "health", "weight": "0.5 to 1"},
        ],
        "correlations": [{"between": ["links.money->work.weight", "links.work->jobs.weight"], "rank": 0.5}],
        "targets": [{"node": "jobs", "at_least": 14, "by": "2029"}],
        "allocations": {"all": {"money": 20}, "both": {"money": 20, "idle": 3}},
    }
    return lm.Plan.from_document(document)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_with_named_rows_intervals_and_sentences(method: str, scholars: lm.Plan) -> None:
    answer = lm.sensitivity(scholars, method=method, draws=2048)
    assert answer.question == "sensitivity"
    assert {row["name"] for row in answer.rows} >= {"factors.college_costs.value", "outcomes.in_college.value"} or method == "sobol"
    name = ENDS[method]
    acting = [row for row in answer.rows if row["acts"]]
    assert len(acting) > 30
    for row in acting:
        assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]
    assert acting[0]["name"] == "factors.college_costs.value"
    assert acting[0]["clear"]
    sizes = [Method.family.every()[method]().size(row) for row in acting]
    assert sizes == sorted(sizes, reverse=True)
    assert all(row["title"] in row["sentence"] or row["title"].split(": whether")[0] in row["sentence"].replace("” together with “", " together with ") for row in answer.rows)
    assert not any("->" in row["sentence"] for row in answer.rows)
    assert answer.settings["method"] == method
    assert answer.settings["target"] == "success"
    assert answer.settings["draws"] == 2048
    assert answer.settings["evaluations"] >= 2048
    assert answer.titles["number"]["factors.college_costs.value"] == "What a year in college costs a family"


def test_the_default_asks_what_explains_success(scholars: lm.Plan) -> None:
    answer = lm.sensitivity(scholars, draws=1024)
    assert (answer.settings["method"], answer.rows[0]["of"], answer.settings["allocation"]) == ("sobol", "met", "support_first")
    assert answer.settings["chosen"] == "the likeliest to succeed"
    assert answer.notes[0].startswith("no allocation was named, so “Support those enrolled” is looked at")
    assert next(iter(scholars.allocations)) != "support_first"
    assert not lm.sensitivity(scholars, draws=1024, allocation="enrol_first").settings["chosen"]
    assert 0 < answer.settings["mean_low"] < answer.settings["mean"] < answer.settings["mean_high"] < 1


def test_a_number_from_which_nothing_leads_to_the_target_does_exactly_nothing() -> None:
    plan = sharp()
    rows = {row["name"]: row for row in lm.sensitivity(plan, method="shapley", draws=1024, allocation="all").rows}
    idle = {"links.idle->other.weight", "links.other->jobs.weight", "links.jobs->health.weight"}
    assert {name for name, row in rows.items() if not row["acts"]} == idle
    assert all(rows[name]["share"] == rows[name]["share_high"] == 0.0 for name in idle)
    assert "does nothing here (exactly 0)" in rows["links.idle->other.weight"]["sentence"]
    assert [row["name"] for row in lm.sensitivity(plan, draws=1024, allocation="all").rows[-3:]] == sorted(idle, key=lambda name: rows[name]["title"])
    funded = lm.sensitivity(plan, method="tornado", allocation="both", draws=256, target="health@2029")
    assert all(row["acts"] for row in funded.rows)


@settings(max_examples=10, deadline=None)
@given(plans(), st.integers(0, 9))
def test_only_what_leads_to_a_reading_can_move_it(plan: lm.Plan, chance: int) -> None:
    program = lm.compile(plan)
    readings = [Reading("met", target=step.id) for step in program.targets]
    readings += [reading_of(program, f"{node}@{plan.periods.labels[-1]}", "level") for node in plan.nodes if node not in plan.inputs]
    _, (amounts, *_) = chosen_amounts(plan, None)
    if chance < 3:
        amounts = {}
    trial = Rerun(program, readings)
    first, second = (trial.draw(points(program, count=8, replicate=number)) for number in (0, 1))
    start = trial.start(first, Arm(amounts), 8)
    for place, reading in enumerate(readings):
        lead = leading(program, reading, amounts)
        change = {column.name: second[column.name] for column in program.columns if column.name not in lead}
        np.testing.assert_array_equal(trial.again(change)[place], start[place])


def test_correlated_numbers_are_one_driver_for_sobol_and_two_for_shapley() -> None:
    plan = sharp()
    joined = lm.sensitivity(plan, draws=1024, allocation="all")
    pair = joined.rows[0]
    assert pair["name"] == "links.money->work.weight + links.work->jobs.weight"
    assert pair["title"] == "money → work: weight together with work → jobs: weight"
    assert "“money → work: weight” together with “work → jobs: weight” explains" in pair["sentence"]
    assert "“money → work: weight” together with “work → jobs: weight”" in lm.conclude(joined).headline
    names = {row["name"] for row in lm.sensitivity(plan, method="shapley", draws=1024).rows}
    assert {"links.money->work.weight", "links.work->jobs.weight"} < names
    assert any("taken as one" in note for note in joined.notes)


def test_an_uncertain_chance_and_its_event_are_two_drivers() -> None:
    rows = {row["name"]: row for row in lm.sensitivity(sharp(), method="tornado", draws=2048).rows}
    event, chance = rows["assumptions.open.holds"], rows["assumptions.open.holds.probability"]
    assert (event["low_value"], event["high_value"]) == (0.0, 1.0)
    assert event["high_chance"] == pytest.approx(0.7, abs=0.01)
    assert chance["high_value"] - chance["low_value"] == pytest.approx(0.32, abs=0.001)
    assert chance["met_swing"] == pytest.approx(0.32 * event["met_swing"], abs=0.03)
    assert "happens" in event["sentence"] or "holds" in event["sentence"]


def test_noise_of_all_periods_is_one_driver() -> None:
    answer = lm.sensitivity(sharp(), "jobs@2029", of="level")
    noise = [row for row in answer.rows if row["name"] == "outcomes.jobs.noise"]
    assert len(noise) == 1
    assert noise[0]["ST"] * answer.settings["variance"] == pytest.approx(1.0, abs=0.05)
    low = lm.sensitivity(sharp(), "jobs@2029", method="tornado", draws=2048).where(name="outcomes.jobs.noise")
    # held where the mean of the three periods' scores is at its percentiles
    assert low["low_value"] == pytest.approx(-1.2816 / np.sqrt(3), abs=0.01)


def test_targets_can_be_asked_for_one_by_one_or_together(district: lm.Plan) -> None:
    answer = lm.sensitivity(district, "all", method="tornado", draws=1024, allocation=next(iter(district.allocations)))
    targets = [step.id for step in lm.compile(district).targets]
    assert {row["target"] for row in answer.rows} <= {"success", *targets}
    assert len(answer.rows) % len({row["target"] for row in answer.rows}) == 0
    assert any("never succeeds" in note for note in answer.notes)
    level = [row for row in answer.rows if row["target"] == targets[0]]
    assert level[0]["of"] in {"level", "met"}
    two = lm.sensitivity(district, targets[:2], of="level", method="given", draws=512)
    assert [row["target"] for row in two.rows] == sorted((row["target"] for row in two.rows), key=targets.index)
    assert set(two.settings["outcomes"]) == set(targets[:2])


def test_a_node_along_the_chain_has_drivers_of_its_own(scholars: lm.Plan) -> None:
    label = scholars.periods.labels[1]
    answer = lm.sensitivity(scholars, f"students_on_track@{label}", method="tornado", draws=256)
    assert {row["of"] for row in answer.rows} == {"level"}
    assert not any("met_swing" in row for row in answer.rows)
    assert answer.rows[0]["target"] == f"students_on_track@{label}"
    assert f"in {label}" in answer.rows[0]["sentence"]


@pytest.mark.parametrize("method", ["given", "rank", "target"])
def test_a_run_tells_the_same_as_the_plan_without_new_draws(method: str, scholars: lm.Plan) -> None:
    run = lm.simulate(scholars, draws=2048)
    told = lm.given_sensitivity(run, method=method)
    assert told.rows == lm.sensitivity(run, method=method).rows
    fresh = lm.sensitivity(scholars, method=method, draws=2048)
    assert [row["name"] for row in told.rows] == [row["name"] for row in fresh.rows]
    for one, other in zip(told.rows, fresh.rows, strict=True):
        assert one[ENDS[method]] == pytest.approx(other[ENDS[method]], abs=1e-9)
    other = lm.given_sensitivity(run, "graduates", allocation=run.allocations[-1], of="level", method="given")
    assert (other.settings["allocation"], other.rows[0]["of"]) == (run.allocations[-1], "level")
    assert other.settings["draws"] == 2048


def test_a_run_tells_of_nodes_that_it_kept(scholars: lm.Plan) -> None:
    label = scholars.periods.labels[0]
    kept = lm.simulate(scholars, draws=512, keep="all")
    assert lm.given_sensitivity(kept, f"students_on_track@{label}").rows
    with pytest.raises(lm.RequestError, match="did not keep the draws of aid_awards"):
        lm.given_sensitivity(lm.simulate(scholars, draws=512), f"aid_awards@{label}")
    with pytest.raises(lm.RequestError, match="kept no draws"):
        lm.given_sensitivity(lm.simulate(scholars, draws=512, keep="nothing"))
    with pytest.raises(lm.RequestError, match="needs draws of its own"):
        lm.given_sensitivity(kept, method="sobol")
    with pytest.raises(lm.RequestError, match="has the draws it has"):
        lm.sensitivity(kept, method="given", draws=1024)
    with pytest.raises(lm.RequestError, match="no such allocation"):
        lm.given_sensitivity(kept, allocation="enrol_frist")
    with pytest.raises(lm.RequestError, match="only 256 draws"):
        lm.given_sensitivity(lm.simulate(scholars, draws=256))


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"target"}))
def test_sentences_about_levels_are_in_units_of_the_node(method: str) -> None:
    answer = lm.sensitivity(sharp(), "jobs@2029", of="level", method=method, draws=1024)
    assert "“jobs” in 2029" in answer.rows[0]["sentence"]
    assert ("jobs" in answer.rows[0]["sentence"].replace("“jobs”", "")) == (method in {"tornado", "morris"})
    idle = lm.sensitivity(path_plan(), "y", of="level", method=method, draws=1024).rows[-1]
    assert idle["sentence"].endswith(".")


def test_second_order_comes_as_pairs(scholars: lm.Plan) -> None:
    answer = lm.sensitivity(scholars, second_order=True, draws=1024)
    assert len(answer.pairs) == 66
    first = answer.pairs[0]
    assert first["S2_low"] <= first["S2"] <= first["S2_high"]
    assert first["name"] != first["other"]
    assert first["title"] in answer.titles["number"].values()
    assert answer.to_dict()["pairs"][0] == dict(first)
    assert "pairs" not in lm.sensitivity(scholars, draws=1024).to_dict()


def test_progress_is_told_up_to_the_end(scholars: lm.Plan) -> None:
    seen: list[tuple[int, int]] = []
    answer = lm.sensitivity(scholars, method="morris", draws=256, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == answer.settings["evaluations"]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_the_same_seed_gives_the_same_answer_and_another_one_another() -> None:
    one, same, other = (lm.sensitivity(sharp(), draws=1024, seed=seed) for seed in (1, 1, 2))
    assert one.rows == same.rows
    assert one.rows != other.rows


def test_names_order_and_currency_do_not_matter() -> None:
    document = path_plan().to_document()
    before = {row["name"]: row["ST"] for row in lm.sensitivity(path_plan(), draws=1024).rows}
    document["links"].reverse()
    document["outcomes"] = dict(reversed(document["outcomes"].items()))
    document["currency"] = "XAF"
    after = {row["name"]: row["ST"] for row in lm.sensitivity(lm.Plan.from_document(document), draws=1024).rows}
    assert before == after


def test_drivers_are_the_columns_in_their_order() -> None:
    program = lm.compile(sharp())
    assert [driver.name for driver in drivers_of(program)] == [column.name for column in program.columns]
    assert len(drivers_of(program, together=True)) == len(program.columns) - 1


@pytest.mark.parametrize("method", METHODS)
def test_which_theory_of_change_holds_is_a_number_like_others(method: str, scholars: lm.Plan) -> None:
    document = scholars.to_document()
    document["variants"] = {"no_aid": {"title": "Aid does nothing", "weight": 0.3, "remove": ["aid_awards->college_entries"]}}
    answer = lm.sensitivity(lm.Plan.from_document(document), method=method, draws={"rank": 2048, "morris": 256}.get(method, 1024), allocation="enrol_first")
    row = answer.where(name="variants")
    assert row["clear"]
    assert answer.rows.index(row) < 12
    if method == "tornado":
        assert row["sentence"].startswith("If “As planned” holds (chance 70 %) instead of “Aid does nothing”")
        assert row["met_swing"] > 0.1
    else:
        assert row["sentence"].count("Which theory of change holds") == 1
    assert answer.where(name="outcomes.in_college.value")["acts"] is False


def two_ends(**changes: object) -> lm.Plan:
    """Return a plan in which two correlated weights lead to one target each."""
    document = {
        "periods": {"first": 2027, "count": 1},
        "inputs": {"money": {"price": 1}},
        "outcomes": {"y": {"baseline": "normal(0, 1)"}, "w": {"baseline": 0}},
        "links": [{"from": "money", "to": "y", "weight": "normal(10, 2)"}, {"from": "money", "to": "w", "weight": "normal(5, 3)"}],
        "correlations": [{"between": ["links.money->y.weight", "links.money->w.weight"], "rank": 0.6}],
        "targets": [{"node": "y", "at_least": 10, "by": 2027}, {"node": "w", "at_least": 5, "by": 2027}],
        "allocations": {"all": {"money": 1}},
    }
    return lm.Plan.from_document({**document, **changes})


def test_shares_of_each_target_sum_to_one_though_numbers_of_others_are_correlated_with_its_own() -> None:
    together = lm.sensitivity(two_ends(), "all", method="shapley", draws=2048)
    shares = {target: sum(row["share"] for row in together.rows if row["target"] == target) for target in ("success", "y@2027", "w@2027")}
    assert shares == pytest.approx(dict.fromkeys(shares, 1.0))
    weight = together.where(target="y@2027", name="links.money->y.weight")  # P(both of one sign) of correlated normals
    first, total = (2 / np.pi * np.arcsin(rho) for rho in (0.8, 0.2))  # S1 of a sign: weight 4/5, baseline 1/5 of the variance
    assert weight["share_low"] < (first + 1 - total) / 2 < weight["share_high"]
    assert together.settings["evaluations"] == 2048 * ((1 + 3) + (1 + 2) + (1 + 1))


def test_numbers_that_others_determine_have_no_partial_correlation() -> None:
    plan = two_ends(correlations=[{"between": ["links.money->y.weight", "links.money->w.weight"], "rank": 1}])
    rows = {row["name"]: row for row in lm.sensitivity(plan, method="rank", draws=1024).rows}
    assert rows["links.money->y.weight"]["partial"] is rows["links.money->w.weight"]["partial_low"] is None
    assert rows["outcomes.y.baseline"]["partial"] > 0.1
    assert rows["links.money->y.weight"]["rank"] == pytest.approx(rows["links.money->w.weight"]["rank"])


def test_a_swing_of_a_chance_stays_within_a_hundred_points() -> None:
    row = lm.sensitivity(two_ends(), "w", method="tornado", draws=256).where(name="links.money->w.weight")
    assert (row["met_swing"], row["met_swing_high"]) == (1.0, 1.0)
    assert row["met_swing_low"] < 1.0


MIXED = "mixture(fixed(0): 0.2, uniform(2, 4): 0.6, fixed(10): 0.2)"
MOSTLY = "mixture(fixed(1): 0.92, uniform(2, 4): 0.08)"


@pytest.mark.parametrize(("shape", "low", "high", "chances"), [(MIXED, 0.0, 10.0, (None, None)), (MOSTLY, 1.0, 3.0, (0.92, 0.08))])
def test_a_smooth_part_between_single_values_is_not_taken_for_one(
    shape: str, low: float, high: float, chances: tuple[float | None, float | None]
) -> None:
    document = two_ends().to_document()
    document["outcomes"]["w"]["baseline"] = shape
    row = lm.sensitivity(lm.Plan.from_document(document), "w", of="level", method="tornado", draws=512).where(name="outcomes.w.baseline")
    assert (row["low_value"], row["high_value"]) == pytest.approx((low, high), abs=0.02)
    assert (row["low_chance"], row["high_chance"]) == (pytest.approx(chances[0]), pytest.approx(chances[1]))
    assert row["level_swing"] == pytest.approx(high - low, abs=0.02)


def test_theories_are_put_in_order_for_each_target() -> None:
    changes = {"other": ("normal(14, 2)", "normal(1, 3)"), "third": ("normal(5, 2)", "normal(9, 3)")}
    variants = {
        name: {"weight": 0.3, "changes": {"links.money->y.weight": y, "links.money->w.weight": w}} for name, (y, w) in changes.items()
    }
    answer = lm.sensitivity(two_ends(variants=variants, correlations=[]), ["y", "w"], of="level", method="tornado", draws=512)
    swings = {row["target"]: row["level_swing"] for row in answer.rows if row["name"] == "variants"}
    assert swings == pytest.approx({"y@2027": 9.0, "w@2027": 8.0}, abs=0.2)


def test_what_separates_met_from_missed_is_told_with_its_error() -> None:
    document = two_ends().to_document()
    document["assumptions"] = {"calm": {"title": "It stays calm", "holds": 0.7}}
    document["links"][1]["assumes"] = ["calm"]
    answer = lm.sensitivity(lm.Plan.from_document(document), "w", method="target", draws=4096)
    row = answer.where(name="links.money->w.weight")  # met means a weight above 5: the mean of half a normal
    assert row["met_mean_low"] < 5 + 3 * np.sqrt(2 / np.pi) < row["met_mean_high"]
    event = answer.where(name="assumptions.calm.holds")
    assert event["met_mean_low"] < event["met_mean"] == event["met_mean_high"] == 1.0
    assert event["missed_mean_low"] < 0.35 / 0.65 < event["missed_mean_high"]
    assert "“It stays calm” holds in > 99" in event["sentence"]


def test_what_all_explain_by_themselves_is_told_with_its_error() -> None:
    answer = lm.sensitivity(two_ends(correlations=[]), "y", draws=8192)
    whole = answer.settings["outcomes"]["y@2027"]
    alone = 2 / np.pi * (np.arcsin(0.8) + np.arcsin(0.2))
    assert whole["alone_low"] < alone < whole["alone_high"]
    assert " comes from numbers that act only together." in lm.conclude(answer).headline
