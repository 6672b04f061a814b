"""What experts say about the numbers of a plan, how far they agree, and what they should count for."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from scipy import stats

import logicmodel as lm
from logicmodel.analysis.calibration import p_value
from logicmodel.analysis.disagreement import disagreement_of, overlap
from logicmodel.parts.quantity import QuantityIn
from logicmodel.plan.plan import Plan

READ = QuantityIn().read
NUMBERS = {
    "agreed": {"experts": {"anna": "400 to 520", "dr_ben": {"p10": 380, "p50": 450, "p90": 560}, "chi": "pert(350, 460, 600)"}},
    "apart": {"experts": {"anna": "500 to 700", "dr_ben": "450 to 780", "chi": "900 to 1200"}, "weights": {"anna": 2, "dr_ben": 1, "chi": 1}},
    "close": {"experts": {"anna": "normal(10, 1)", "dr_ben": "normal(11.7, 1)"}, "pool": "quantiles"},
    "alone": {"experts": {"anna": "1 to 2"}},
    "steps": {"experts": {"anna": "discrete(1: 0.5, 2: 0.5)", "dr_ben": 4, "chi": 1}, "weights": {"anna": 1, "dr_ben": 1, "chi": 0}},
    "plain": "8 to 20",
}


def plan_of(**fields) -> Plan:
    return Plan.from_document({"logicmodel": 1, "title": "Visits", "periods": {"first": 2027, "count": 2}, **fields})


@pytest.fixture(scope="module")
def answer():
    outcome = {"title": "Healthy families", "unit": "families", "baseline": {"experts": {"anna": "1 to 2", "ben": "1 to 3"}}}
    return lm.elicitation(plan_of(numbers=NUMBERS, outcomes={"health": outcome}))


def pool(answer, number):
    return answer.where(number=number, what="pool")


def test_there_is_a_row_for_each_expert_and_both_pools_with_quantiles_in_order(answer):
    assert [row["expert"] or row["what"] for row in answer.rows if row["number"] == "numbers.apart"] == [
        "anna", "dr_ben", "chi", "pool", "other pool",
    ]  # fmt: skip
    for row in answer.rows:
        values = [row[name] for name in ("p5", "p25", "p50", "p75", "p95")]
        assert values == sorted(values)
        assert row["sentence"].endswith(".")
        assert "numbers." not in row["sentence"]
    assert answer.where(number="numbers.apart", expert="anna")["weight"] == 0.5
    assert answer.where(number="outcomes.health.baseline", what="pool")["unit"] == "families"
    assert answer.where(number="outcomes.health.baseline", what="pool")["title"] == "Healthy families: baseline"
    assert answer.titles["expert"]["dr_ben"] == "Dr Ben"
    assert pool(answer, "numbers.close")["pool"] == "quantiles"
    assert answer.where(number="numbers.close", what="other pool")["pool"] == "linear"


def test_verdicts_and_what_to_do(answer):
    verdicts = {name: pool(answer, f"numbers.{name}")["verdict"] for name in NUMBERS if name != "plain"}
    assert verdicts == {"agreed": "agree", "apart": "apart", "close": "pool matters", "alone": "one expert", "steps": "apart"}
    advice = {line.partition(":")[0]: line for line in answer.advice}
    assert list(advice) == ["apart", "close", "alone", "steps"]
    assert "the 90 % interval of Chi (900–1,200) overlaps with that of nobody else" in advice["apart"]
    assert "Talk before you pool" in advice["apart"]
    assert advice["apart"].endswith("a linear pool of them has two humps.")
    assert "Run the plan with both pools" in advice["close"]
    assert "only one person counts" in advice["alone"]
    assert "4 for certain" in answer.where(number="numbers.steps", expert="dr_ben")["sentence"]
    assert "does not count" in answer.where(number="numbers.steps", expert="chi")["sentence"]
    assert pool(answer, "numbers.steps")["humps"] is None
    assert json.loads(json.dumps(answer.to_dict()))["advice"] == list(answer.advice)


def test_many_pairs_are_counted_not_listed():
    said = {"a": "1 to 2", "b": "1.1 to 2.1", "c": "5 to 6", "d": "5.1 to 6.1"}
    (line,) = lm.elicitation(plan_of(numbers={"rate": {"experts": said}})).advice
    assert line.count("do not overlap") == 2
    assert "nor do those of 2 other pairs" in line


def test_shapes_are_densities_on_common_places(answer):
    shapes = [shape for shape in answer.shapes if shape.number == "numbers.apart"]
    assert [(shape.expert, shape.pool) for shape in shapes] == [
        ("anna", ""), ("dr_ben", ""), ("chi", ""), ("", "linear"), ("", "quantiles"),
    ]  # fmt: skip
    assert len({shape.x for shape in shapes}) == 1
    step = shapes[0].x[1] - shapes[0].x[0]
    for shape in shapes:
        assert sum(shape.density) * step == pytest.approx(1.0, abs=0.03)
    means = [sum(share * one.density[100] for share, one in zip((0.5, 0.25, 0.25), shapes[:3], strict=True))]
    assert shapes[3].density[100] == pytest.approx(means[0], rel=1e-6)
    assert not [shape for shape in answer.shapes if shape.number == "numbers.steps" and shape.expert]
    assert lm.elicitation(plan_of(numbers={"rate": {"experts": {"a": 3, "b": 3}}})).shapes == ()


def test_numbers_can_be_chosen_and_unknown_ones_are_refused():
    plan = plan_of(numbers=NUMBERS)
    assert {row["number"] for row in lm.elicitation(plan, "numbers.close").rows} == {"numbers.close"}
    with pytest.raises(lm.RequestError, match=r"no experts were asked about numbers.clse; did you mean numbers.close"):
        lm.elicitation(plan, ["numbers.clse"])
    with pytest.raises(lm.RequestError, match="no number of the plan was asked of experts"):
        lm.elicitation(plan_of(numbers={"rate": 3}))


def test_the_variance_between_experts_is_that_of_a_mixture_of_normals():
    part = READ({"experts": {"a": "normal(10, 2)", "b": "normal(16, 4)"}, "weights": {"a": 3, "b": 1}})
    between = 0.75 * 1.5**2 + 0.25 * 4.5**2
    assert disagreement_of(part).between == pytest.approx(between / (between + 0.75 * 4 + 0.25 * 16), abs=2e-3)


@pytest.mark.parametrize(("said", "humps"), [
    ({"a": "normal(0, 1)", "b": "normal(1, 1)"}, 1), ({"a": "normal(0, 1)", "b": "normal(5, 1)"}, 2),
    ({"a": "normal(0, 1)", "b": "normal(9, 1)", "c": "normal(20, 2)"}, 3),
    ({"a": "normal(0, 1)", "b": "normal(0.5, 8)"}, 1), ({"a": "uniform(0, 1)", "b": "uniform(2, 3)"}, 2),
])  # fmt: skip
def test_humps_are_counted(said, humps):
    assert disagreement_of(READ({"experts": said})).humps == humps


def test_overlap_is_what_two_distributions_have_in_common():
    def shared(one, other):
        return overlap([(READ(one), 1.0)], [(READ(other), 1.0)])

    assert shared("normal(0, 1)", "normal(0, 1)") == pytest.approx(1.0)
    assert shared("normal(0, 1)", "normal(2, 1)") == pytest.approx(2 * stats.norm.cdf(-1), abs=2e-3)
    assert shared("uniform(0, 1)", "uniform(5, 6)") < 1e-3
    assert shared("discrete(1: 0.5, 2: 0.5)", "discrete(2: 0.2, 3: 0.8)") == pytest.approx(0.2)
    assert shared(3, 3) == pytest.approx(1.0)
    assert shared(3, "normal(3, 1)") < 1e-6


SHARES = np.array([0.05, 0.45, 0.45, 0.05])


@pytest.mark.parametrize(("counts", "published"), [((4, 3, 0, 1), 0.00027), ((1, 3, 3, 1), 0.73)])
def test_calibration_of_a_published_example(counts, published):
    # Lecture notes on structured expert judgement, TU Delft, with shares rounded to two digits as there.
    rounded = {4: 0.5, 3: 0.38, 1: 0.12, 0: 0.0}
    found = np.array([rounded[count] for count in counts])
    information = sum(one * np.log(one / two) for one, two in zip(found, SHARES, strict=True) if one)
    assert stats.chi2.sf(16 * information, 3) == pytest.approx(published, rel=0.03)
    exact = sum(one / 8 * np.log(one / 8 / two) for one, two in zip(counts, SHARES, strict=True) if one)
    assert p_value(np.array(counts), SHARES) == pytest.approx(stats.chi2.sf(16 * exact, 3), rel=1e-10)
    assert p_value(np.array(counts), SHARES) == pytest.approx(published, rel=0.07)


def test_an_expert_who_hits_every_share_is_perfectly_calibrated():
    assert p_value(np.array([1, 9, 9, 1]), SHARES) == 1.0


def seeds(count=20, seed=3):
    rng = np.random.default_rng(seed)
    truths = {f"q{place}": float(value) for place, value in enumerate(rng.normal(100, 10, count))}
    z = stats.norm.ppf([0.05, 0.5, 0.95])

    def said(noise, width):
        centres = {name: value + rng.normal(0, noise) for name, value in truths.items()}
        return {name: dict(zip(("p5", "p50", "p95"), map(float, at + width * z), strict=True)) for name, at in centres.items()}

    return {"sharp": said(3, 3), "vague": said(3, 12), "overconfident": said(8, 1)}, truths


def test_weights_are_calibration_times_information_as_the_formulas_say():
    answers, truths = seeds()
    answer = lm.calibration_weights(answers, truths)
    products = {}
    for name, mine in answers.items():
        counts, information = np.zeros(4), []
        for question, true in truths.items():
            ends = [*(one[question] for one in answers.values())]
            low, high = min(true, *(one["p5"] for one in ends)), max(true, *(one["p95"] for one in ends))
            low, high = low - 0.1 * (high - low), high + 0.1 * (high - low)
            points = [low, *mine[question].values(), high]
            counts[sum(true > point for point in points[1:-1])] += 1
            parts = [p * np.log(p / (b - a)) for p, (a, b) in zip(SHARES, itertools.pairwise(points), strict=True)]
            information.append(np.log(high - low) + sum(parts))
        share = counts / counts.sum()
        distance = sum(s * np.log(s / p) for s, p in zip(share, SHARES, strict=True) if s)
        score = stats.chi2.sf(2 * len(truths) * distance, 3)
        row = answer.where(expert=name)
        assert row["calibration"] == pytest.approx(score, rel=1e-9)
        # The end above is moved after the one below, as a hand calculation would not: compare loosely.
        assert row["information"] == pytest.approx(np.mean(information), rel=0.02)
        products[name] = row["calibration"] * row["information"]
    for name, product in products.items():
        assert answer.where(expert=name)["weight"] == pytest.approx(product / sum(products.values()))
    assert answer.rows[0]["expert"] == "sharp"
    assert answer.where(expert="overconfident")["weight"] < 1e-3
    assert answer.where(expert="vague")["inside"] == 20
    assert not answer.notes
    part = READ({"experts": dict.fromkeys(answers, "1 to 2"), "calibration": {row["expert"]: row["weight"] for row in answer.rows}})
    assert part.shares()["sharp"] == pytest.approx(answer.where(expert="sharp")["weight"])


def test_information_of_one_question_by_hand():
    # L = 0, U = 10, so the range is -1 to 11; uniform between the quantiles 2, 4 and 10.
    answer = lm.calibration_weights({"a": {"q": {"p5": 2, "p50": 4, "p95": 10}}, "b": {"q": {"p5": 0, "p50": 1, "p95": 2}}}, {"q": 3})
    wanted = np.log(12) + 0.05 * np.log(0.05 / 3) + 0.45 * np.log(0.45 / 2) + 0.45 * np.log(0.45 / 6) + 0.05 * np.log(0.05 / 1)
    assert answer.where(expert="a")["information"] == pytest.approx(wanted, rel=1e-12)
    assert "only 1 questions" in answer.notes[0]


def test_a_cutoff_drops_experts_and_may_not_drop_all():
    answers, truths = seeds()
    answer = lm.calibration_weights(answers, truths, cutoff=0.05)
    assert answer.where(expert="overconfident")["weight"] == 0
    assert "badly calibrated" in answer.where(expert="overconfident")["sentence"]
    with pytest.raises(lm.RequestError, match="no expert gets any weight"):
        lm.calibration_weights({"a": {"q": {"p5": 2, "p95": 4}}}, {"q": 3}, cutoff=1)


ONE = {"p5": 2, "p50": 4, "p95": 10}


@pytest.mark.parametrize(("answers", "truths", "options", "message"), [
    ({}, {"q": 1}, {}, "nothing to go by"),
    ({"a": {"q": ONE}}, {}, {}, "nothing to go by"),
    ({"a": {"q": ONE}}, {"q": 1}, {"cutoff": 2}, "cutoff must be"),
    ({"a": {"q": ONE}}, {"q": 1}, {"overshoot": 0}, "overshoot above 0"),
    ({"a": {"q": {"low": 1, "high": 2}}}, {"q": 1}, {}, "the quantiles are not named"),
    ({"a": {"q": {"p0": 1, "p50": 2}}}, {"q": 1}, {}, "the quantiles are not named"),
    ({"a": {}}, {"q": 1}, {}, "the quantiles are not named"),
    ({"a": {"q": ONE}, "b": {}}, {"q": 1}, {}, "b, q: there is no answer"),
    ({"a": {"q": ONE, "r": ONE}}, {"q": 1}, {}, "a, r: there is no true value"),
    ({"a": {"q": ONE}, "b": {"q": {"p5": 1, "p95": 3}}}, {"q": 1}, {}, "the quantiles must be p5, p50, p95"),
    ({"a": {"q": {"p95": 1, "p5": 3}}}, {"q": 1}, {}, "the quantiles must rise, found 3, 1"),
    ({"a": {"q": {"p95": 1, "p5": float("nan")}}}, {"q": 1}, {}, "must rise"),
    ({"a": {"q": ONE}}, {"q": float("nan")}, {}, "not a number"),
])  # fmt: skip
def test_answers_that_cannot_be_scored_are_refused(answers, truths, options, message):
    with pytest.raises(lm.RequestError, match=message):
        lm.calibration_weights(answers, truths, **options)
