"""Gradients where a plan bends: scales of margins, bounds, ties, enabling links, and plans that explode."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.gradients import prepared, priced
from tests.engine.test_evaluate import Document, one_link


# scales ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("target", "scale"), [
    ({"at_least": 20}, 15), ({"at_most": 1}, 4), ({"between": [8, 10]}, 3), ({"change": -2}, 2),
    ({"change": "20%", "against": "counterfactual"}, 1), ({"at_least": 5}, 5),
])  # fmt: skip
def test_a_margin_of_one_is_the_way_from_nothing_to_the_target(target: Document, scale: float) -> None:
    document = priced()
    document["outcomes"]["y"].pop("noise")
    document["targets"] = [{"node": "y", "by": 2030} | target]
    assert prepared(document).scales.tolist() == [pytest.approx(scale)]


def test_a_target_at_zero_from_zero_is_measured_in_its_unit() -> None:
    document = one_link(1) | {"periods": {"first": 2027, "count": 1}, "currency": "EUR"}
    sample = prepared(document | {"targets": [{"node": "y", "at_least": 0, "by": 2027}]})
    assert sample.scales.tolist() == [1]
    assert (sample.at({"a": 0.25}).margins == 0.25).all()


# bends -------------------------------------------------------------------------------------------------
def slope(document: Document, amounts: dict[str, float], **options: Any) -> list[float]:
    """Slope of y in the last period, for the first amount of every input."""
    frame: Document = {"periods": {"first": 2027, "count": 1}, "currency": "EUR"}
    sample = prepared(frame | document, keep=["y"], draws=2, **options)
    found = sample.at(amounts).pull(nodes={"y": np.array([[0.5, 0.5]])})
    return [float(row[0]) for row in found.values()]


def test_bounds_stop_the_gradient_outside_and_not_on_them() -> None:
    bounded = one_link(1, node={"baseline": 1, "min": 1, "max": 5})
    assert slope(bounded, {"a": 3}) == [1]
    assert slope(bounded, {"a": 4}) == [1]
    assert slope(bounded, {"a": 4.01}) == [0]
    assert slope(bounded, {"a": 0}) == [1]
    assert slope(bounded, {}) == [1]
    falling = one_link(1, node={"baseline": 1, "min": 0}, weight=-2)
    assert [slope(falling, {"a": a}) for a in (0, 0.5, 0.51)] == [[-2], [-2], [0]]
    noisy = one_link(1, node={"baseline": 1, "max": 5, "noise": 3})
    assert [slope(noisy, {"a": a}) for a in (0, 1, 1.01)] == [[1], [1], [0]]


def test_marks_of_another_allocation_are_forgotten() -> None:
    """Periods and nodes that the engine does not compute anew have no marks of their own."""
    document = one_link(1, node={"max": 4}) | {"periods": {"first": 2027, "count": 4}, "currency": "EUR"}
    sample = prepared(document, keep=["y"], draws=2)

    def ask(amounts: Any) -> list[float]:
        return [float(x) for x in sample.at({"a": amounts}).pull(nodes={"y": np.full(2, 0.5)})["a"]]

    assert ask(5) == [0, 0, 0, 0]
    assert ask(0) == [1, 1, 1, 1]
    assert ask([0, 5, 5, 5]) == [1, 0, 0, 0]
    assert ask(3) == [1, 1, 1, 1]
    assert ask([5, 3, 3, 3]) == [0, 1, 1, 1]
    assert ask(5) == [0, 0, 0, 0]


def test_ties_are_shared() -> None:
    two = {
        "inputs": {"a": {"unit": "EUR"}, "b": {"unit": "EUR"}}, "allocations": {"all": {"a": 2, "b": 3}},
        "links": [{"from": "a", "to": "y", "weight": 2}, {"from": "b", "to": "y", "weight": 1}],
        "outcomes": {"y": {"baseline": 0, "combine": "minimum"}},
    }
    assert slope(two, {"a": 1, "b": 3}) == [2, 0]
    assert slope(two, {"a": 1, "b": 2}) == [1, 0.5]
    assert slope(two, {}) == [1, 0.5]


def test_periods_that_are_equally_good_share() -> None:
    document = one_link(1) | {"periods": {"first": 2027, "count": 4}, "currency": "EUR"}
    document["targets"] = [{"node": "y", "at_least": 2, "within": 2029}]
    sample = prepared(document, draws=2)
    for amounts, expected in (
        (0, [1 / 3, 1 / 3, 1 / 3, 0]), ([1, 1, 0, 5], [1 / 2, 1 / 2, 0, 0]), ([1, 3, 3.5, 5], [0, 0, 1, 0]),
    ):  # fmt: skip
        point = sample.at({"a": amounts})
        assert point.pull(margins=np.ones((1, 2)))["a"].tolist() == pytest.approx(expected)
    level = sample.at({"a": [1, 3, 3.5, 5]}).pull(levels=np.full((1, 2), 0.5))["a"]
    assert level.tolist() == [0, 1, 0, 0]  # the first period in which it was met


def test_an_enabling_link_passes_on_both_ways() -> None:
    document = one_link(1) | {"inputs": {"a": {"unit": "EUR"}, "b": {"unit": "EUR"}}}
    document["links"].append({"from": "b", "to": "y", "role": "enables", "weight": 0.8, "curve": "linear(0.1)"})
    assert slope(document, {"a": 6, "b": 5}) == pytest.approx([1 - 0.8 * 0.5, 6 * 0.8 * 0.1])
    assert slope(document, {"a": 6, "b": 10}) == pytest.approx([1, 6 * 0.8 * 0.1])
    assert slope(document, {"a": 6, "b": 11}) == pytest.approx([1, 0])
    assert slope(document, {"b": 5}) == pytest.approx([0.6, 0])
    document["inputs"]["c"] = {"unit": "EUR"}
    document["links"].append({"from": "c", "to": "y", "role": "enables", "curve": "linear(0.5)"})
    assert slope(document, {"a": 6, "b": 5, "c": 1}) == pytest.approx([0.6 * 0.5, 6 * 0.08 * 0.5, 6 * 0.6 * 0.5])


def test_a_steady_plan_takes_the_same_way_back_as_one_that_changes() -> None:
    """The engine copies periods in which nothing changes any more; a change too small to see undoes that."""
    document = priced()
    document["outcomes"]["y"] = {"baseline": 5, "max": 12, "min": 0, "value": 3}
    sample = prepared(document)
    weights = np.random.default_rng(3).normal(size=(2, 64))
    even = sample.at({"a": 3.0, "b": 2.0}).pull(margins=weights, benefit=np.ones(1))
    uneven = sample.at({"a": [3.0, 3.0, 3.0, 3.0 + 1e-12], "b": 2.0}).pull(margins=weights, benefit=np.ones(1))
    for name, row in even.items():
        np.testing.assert_allclose(row, uneven[name], rtol=1e-9, atol=1e-12)


def test_a_plan_that_explodes_says_so_in_its_numbers() -> None:
    document = one_link(1, node={"retain": 1}) | {"periods": {"first": 2027, "count": 60}, "currency": "EUR"}
    document["links"].append({"from": "y", "to": "y", "weight": 1e9, "lag": 1})
    document["targets"] = [{"node": "y", "at_least": 5, "by": "2086"}]
    point = prepared(document, draws=2).at({"a": 1.0})
    assert np.isinf(point.margins).all()
    assert not np.isfinite(point.pull(margins=np.ones((1, 2)))["a"]).all()
