"""Values of information with closed forms, asked of plans."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special

import logicmodel as lm
from logicmodel.analysis.information.binning import binned
from logicmodel.analysis.information.gain import Stakes, evpi, evppi
from logicmodel.plan.plan import Plan

DRAWS = 16_384


def acting(first: str, second: str, **more: object) -> Plan:
    """Return a plan in which acting brings the sum of two uncertain numbers, and not acting nothing."""
    return Plan.from_document({
        "logicmodel": 1, "title": "Act or not", "currency": "USD", "periods": {"first": 2030, "count": 1},
        "inputs": {"a": {"unit": "USD"}, "b": {"unit": "USD"}},
        "outcomes": {"gain": {"baseline": 0, "unit": "things"}},
        "links": [{"from": "a", "to": "gain", "weight": first}, {"from": "b", "to": "gain", "weight": second}],
        "targets": [{"node": "gain", "at_least": 0, "by": 2030}],
        "allocations": {"not": {"a": 0, "b": 0}, "act": {"a": 1, "b": 1}}, **more,
    })


def holds(answer: lm.Answer, name: str, truth: float, within: float) -> None:
    row = answer.where(name=name)
    assert row["value"] == pytest.approx(truth, abs=within)
    assert row["value_low"] - within / 4 <= truth <= row["value_high"] + within / 4
    assert row["clear"]
    assert row["value"] > row["floor"]


def test_two_normal_numbers() -> None:
    answer = lm.value_of_information(acting("normal(0, 1)", "normal(0, 2)"), utility="effect:gain", draws=DRAWS)
    assert answer.settings["evpi"] == pytest.approx(0.892062, abs=0.001)
    holds(answer, "links.a->gain.weight", 0.398942, 0.002)
    holds(answer, "links.b->gain.weight", 0.797885, 0.002)
    assert answer.settings["unit"] == "things"


def test_the_shifted_case_and_a_study_of_one_part() -> None:
    plan = acting("normal(0.5, 0.6)", "normal(0, 0.8)")
    answer = lm.value_of_information(plan, utility="level:gain", draws=DRAWS)
    assert answer.settings["chosen"] == "act"
    assert answer.settings["evpi"] == pytest.approx(0.197797, abs=0.0005)
    holds(answer, "links.a->gain.weight", 0.067983, 0.0007)
    study = lm.study_value(plan, "links.a->gain.weight", sizes=[1, 10, 100_000], sd=2, utility="level:gain", draws=DRAWS)
    ten = study.where(size=10)
    assert ten["value"] == pytest.approx(0.022659, abs=0.0006)
    assert ten["value_low"] <= 0.022659 <= ten["value_high"]
    assert study.where(size=100_000)["value"] == pytest.approx(0.067983, abs=0.0007)
    preposterior = 0.36 / math.sqrt(0.36 + 4)
    one = preposterior * math.exp(-0.125 / preposterior**2) / math.sqrt(2 * math.pi) - 0.5 * special.ndtr(-0.5 / preposterior)
    assert study.where(size=1)["value"] == pytest.approx(one, abs=0.0003)


def test_a_number_that_matters_by_its_square_only() -> None:
    """A straight line through it sees nothing: the expected gain is the same on either side."""
    source = np.random.default_rng(4)
    first, second = source.normal(size=(2, 16 * 2048))
    utilities = np.stack([np.zeros_like(first), first**2 - 1 + second]).reshape(2, 16, 2048)
    (found,) = evppi([binned(first)], Stakes.of(utilities))
    assert found.value == pytest.approx(0.483941, abs=0.02)
    assert found.low <= 0.483941 <= found.high


def test_the_campaign_of_hubbard() -> None:
    plan = Plan.from_document({
        "logicmodel": 1, "title": "Advertise or not", "currency": "USD", "periods": {"first": 2030, "count": 1},
        "inputs": {"campaign": {"unit": "campaigns", "price": 5_000_000}},
        "outcomes": {"sales": {"baseline": 0, "unit": "units sold", "value": 25}},
        "links": [{"from": "campaign", "to": "sales", "weight": "normal(p5=150000, p95=300000)"}],
        "allocations": {"no": {"campaign": 0}, "yes": {"campaign": 1}},
    })
    answer = lm.value_of_information(plan, utility="npv", draws=DRAWS)
    row = answer.where(name="links.campaign->sales.weight")
    assert [one["value"] for one in answer.settings["allocations"]] == pytest.approx([0, 625_000], abs=200)
    assert answer.settings["evpi"] == pytest.approx(208_954.01, abs=300)
    assert row["value"] == pytest.approx(208_954.01, abs=600)
    assert row["share"] == pytest.approx(1.0, abs=0.003)
    flip = lm.flip_values(plan, utility="npv", draws=DRAWS).where(name="links.campaign->sales.weight")
    assert flip["flip"] == pytest.approx(200_000, rel=1e-3)
    assert flip["beyond"] == pytest.approx(0.291748, abs=0.002)
    assert flip["to"] == "no"
    assert flip["inside_90"]
    assert not flip["upward"]


def test_the_larger_of_two_correlated_numbers() -> None:
    """Clark (1961): the mean of the larger is 1.431484, the first is larger with probability .402040."""
    rank = 6 / math.pi * math.asin(0.15)
    plan = Plan.from_document({
        "logicmodel": 1, "title": "One or the other", "periods": {"first": 2030, "count": 1},
        "inputs": {"a": {"unit": "USD"}, "b": {"unit": "USD"}}, "currency": "USD", "outcomes": {"gain": {"baseline": 0}},
        "links": [{"from": "a", "to": "gain", "weight": "normal(1, 0.5)"}, {"from": "b", "to": "gain", "weight": "normal(1.2, 0.8)"}],
        "targets": [{"node": "gain", "at_least": 0, "by": 2030}],
        "allocations": {"first": {"a": 1}, "second": {"b": 1}},
        "correlations": [{"between": ["links.a->gain.weight", "links.b->gain.weight"], "rank": rank}],
    })
    answer = lm.value_of_information(plan, utility="effect:gain", draws=DRAWS, groups={"both": ["links.a->gain.weight", "links.b->gain.weight"]})
    both = answer.where(name="both")
    assert answer.settings["chosen"] == "second"
    assert answer.settings["evpi"] == pytest.approx(1.431484 - 1.2, abs=0.001)
    assert both["value"] == pytest.approx(1.431484 - 1.2, abs=0.002)
    assert both["changes"] == pytest.approx(0.402040, abs=0.01)
    # given the first number the second is 1.2 + .48 (x - 1), so the better one is a matter of a straight line
    slope = 0.5 * (1 - 0.48)
    truth = slope * math.exp(-(0.2 / slope) ** 2 / 2) / math.sqrt(2 * math.pi) - 0.2 * special.ndtr(-0.2 / slope)
    holds(answer, "links.a->gain.weight", truth, 0.001)


@pytest.mark.parametrize("seed", [1])
def test_knowing_more_is_worth_no_less_and_never_more_than_everything(seed: int) -> None:
    plan = acting("normal(0.3, 1)", "0.5 to 2", factors={"noise": {"reference": 0, "value": "normal(0, 1)"}})
    names = ["links.a->gain.weight", "links.b->gain.weight"]
    groups = {"one": names[:1], "two": names, "three": [*names, "factors.noise.value"]}
    answer = lm.value_of_information(plan, utility="effect:gain", draws=4096, seed=seed, groups=groups)
    one, two, three = (answer.where(name=name)["value"] for name in groups)
    assert answer.where(name=names[0])["value"] <= one <= two + 0.002
    assert two <= three + 0.002
    assert max(row["value"] for row in answer.rows) <= answer.settings["evpi"]
    unrelated = answer.where(name="factors.noise.value")
    assert unrelated["value"] == 0
    assert not unrelated["clear"]


def test_intervals_hold_the_truth() -> None:
    """Independent draws, for which the error is largest; 24 repeats."""
    hits = []
    for seed in range(24):
        source = np.random.default_rng(seed)
        first, second = source.normal(size=(2, 16 * 256)) * np.array([[1.0], [2.0]])
        stakes = Stakes.of(np.stack([np.zeros_like(first), first + second + 0.2]).reshape(2, 16, 256))
        spread = math.sqrt(5)
        everything = spread * math.exp(-(0.2 / spread) ** 2 / 2) / math.sqrt(2 * math.pi) - 0.2 * special.ndtr(-0.2 / spread)
        alone = math.exp(-0.02) / math.sqrt(2 * math.pi) - 0.2 * special.ndtr(-0.2)
        for value, truth in ((evpi(stakes), everything), (evppi([binned(first)], stakes)[0], alone)):
            hits.append(value.low <= truth <= value.high)
    assert sum(hits) >= 42


def test_numbers_that_tell_nothing_are_not_believed() -> None:
    plan = acting("normal(0.1, 1)", "normal(0, 1)", factors={
        **{f"f{number}": {"reference": 0, "value": "normal(0, 1)"} for number in range(12)},
    }, assumptions={f"h{number}": {"holds": 0.3} for number in range(4)})
    answer = lm.value_of_information(plan, utility="effect:gain", draws=4096)
    assert [row["name"] for row in answer.rows if row["clear"]] == [row["name"] for row in answer.rows[:2]]
    assert {row["name"] for row in answer.rows[:2]} == {"links.a->gain.weight", "links.b->gain.weight"}
    assert all(row["value"] == 0 for row in answer.rows[2:])
