"""What the columns of an answer hold follows from their names and values."""

from __future__ import annotations

import pytest

import logicmodel as lm
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.columns import Column, columns_of
from tests.engine.examples import meal_plan


@pytest.fixture(scope="module")
def results() -> lm.Results:
    return lm.simulate(meal_plan(), draws=256, keep="all")


def named(answer: Answer) -> dict[str, Column]:
    return {column.name: column for column in columns_of(answer)}


def test_plain_ends_belong_to_the_number_before_them(results: lm.Results) -> None:
    found = named(lm.attainment(results))
    assert (found["probability"].low, found["probability"].high) == ("low", "high")
    assert found["low"].owner == "probability"
    assert found["low"].measure == "chance"
    assert (found["mean"].low, found["mean"].high) == ("mean_low", "mean_high")
    assert found["p5"].owner == "mean"
    assert found["unit"].measure == "words"
    assert found["weight"].owner is None


def test_edges_of_bins_are_no_interval(results: lm.Results) -> None:
    found = named(lm.distribution(results))
    assert found["low"].owner is None
    assert found["low"].measure == "amount"
    assert found["probability"].low == "probability_low"
    assert found["share"].low == "share_low"


def test_measures(results: lm.Results) -> None:
    found = named(lm.compare(results))
    assert found["difference"].measure == "points"
    assert found["difference"].measured({"what": "cost"}) == "money"
    assert found["verdict"].measured({"what": "cost"}) == "words"
    assert named(lm.joint(results))["probability"].measured({"what": "output_outcome_gap"}) == "points"
    assert named(lm.costs(results))["per_unit"].measure == "money"


def test_values_decide_what_is_a_number() -> None:
    rows = ({"a": None, "b": True, "c": [1, 2.0], "d": "x", "e": 1, "low": 0.0, "high": 2.0}, {"a": None, "d": 3})
    found = {column.name: column.measure for column in columns_of(Answer("q", "", rows, {}))}
    assert found == {"a": "words", "b": "words", "c": "amount", "d": "words", "e": "amount", "low": "amount", "high": "amount"}
    assert columns_of(Answer("q", "", ({"low": 1.0, "high": 2.0},), {}))[0].owner is None
