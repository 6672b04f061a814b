"""Numbers as people read them, at the edges."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from logicmodel import wording

NAN = math.nan


@pytest.mark.parametrize(("values", "text"), [
    ((None,), "n/a"), ((NAN, 0.1, 0.2), "n/a"), ((0.5,), "50 %"),
    ((0.71, 0.70, 0.72), "71 % (70–72 %)"), ((0.71, 0.69, 0.73), "71 % (69–73 %)"),
    ((0.0741, 0.0689, 0.0793), "7.4 % (6.9–7.9 %)"), ((0.99646, 0.99604, 0.99688), "99.65 % (99.60–99.69 %)"),
    ((0.0, 0.0, 0.0), "0 %"), ((1.0, 1.0, 1.0), "100 %"),
    ((0.0, 0.0, 0.00045), "< 0.05 %"), ((1.0, 0.99955, 1.0), "> 99.95 %"),
])
def test_chance(values, text):
    assert wording.chance(*values) == text


@pytest.mark.parametrize(("values", "text"), [
    ((0.0, 0.0, 0.0), "0 points"), ((0.000001, -0.0004, 0.0004), "0.00 points (−0.04 to +0.04)"),
    ((-0.339, -0.345, -0.333), "−33.9 points (−34.5 to −33.3)"),
])
def test_points(values, text):
    assert wording.points(*values) == text


@pytest.mark.parametrize(("values", "text"), [
    ((None, 1, 2), "n/a"), ((1.0, NAN, 2.0), "n/a"), ((5.0, 5.0, 5.0, "people"), "5 people"),
    ((6.0, 5.9945, 6.0054, "points"), "6.000 points (5.995–6.005)"), ((-1.0, -2.0, 0.5), "−1 (−2 to 0)"),
    ((0.1 + 0.2, 0.3, 0.3), "0.3"), ((math.inf, -math.inf, math.inf), "∞"),
    ((1234567.891, 1234567.890, 1234567.892), "1,234,570"),
])
def test_interval(values, text):
    assert wording.interval(*values) == text


def test_spread_keeps_one_digit_more_than_the_interval():
    assert wording.spread(128_379.3, 108_730.3, 150_302.3, "meals") == "128,000 meals (109,000–150,000)"
    assert wording.spread(-1.0, -2.0, 0.5, before="EUR") == "EUR −1.0 (−2.0 to 0.5)"


@pytest.mark.parametrize(("values", "text"), [
    ((None,), "n/a"), ((NAN, "USD"), "n/a"), ((0.0, "USD"), "USD 0"), ((-1200.4, "USD"), "USD −1,200"),
    ((3.5, "EUR"), "EUR 3.50"), ((12.0,), "12"), ((100.0, "EUR", 100.0, 100.0), "EUR 100"),
    ((392.35, "EUR", 392.0, 392.7), "EUR 392.4 (392.0–392.7)"),
])
def test_money(values, text):
    assert wording.money(*values) == text


@pytest.mark.parametrize(("value", "text"), [
    (None, "n/a"), (NAN, "n/a"), (0, "0"), (math.inf, "∞"), (-math.inf, "−∞"), (1e20, "1.00e+20"), (-1e-9, "−1.00e−09"),
])
def test_amount(value, text):
    assert wording.amount(value) == text


def test_success_rules():
    def rule(**given):
        return wording.success(SimpleNamespace(**({"of": "outcomes", "at_least": None, "weight": None} | given)))

    assert rule(at_least=3) == "at least 3 targets on outcomes are met"
    assert rule(of=("a", "b")) == "all of a, b are met"
    assert rule(of="targets", weight=0.6) == "targets with 60 % of their weight are met"


def test_share_of_draws():
    assert wording.share_of_draws(0.0, 0.0, 0.0) == "none of those draws"


def test_a_target_says_what_it_asks_for():
    between = SimpleNamespace(change=None, rule="between", between=(1.0, 2.0), by=None, within="2028")
    assert wording.wanted(between, "points") == "between 1 and 2 points in some period up to 2028"
    rise = SimpleNamespace(change=SimpleNamespace(amount=1500.0, relative=False), against="counterfactual", by="2028")
    assert wording.wanted(rise, "people") == "+1,500 people against doing nothing by 2028"


@pytest.mark.parametrize(("probability", "word"), [
    (1.0, "virtually certain"), (0.99, "virtually certain"), (0.9899, "very likely"), (0.9, "very likely"), (0.66, "likely"),
    (0.6599, "about as likely as not"), (0.3301, "about as likely as not"), (0.33, "unlikely"), (0.10, "very unlikely"),
    (0.1001, "unlikely"), (0.01, "exceptionally unlikely"), (0.0101, "very unlikely"), (0.0, "exceptionally unlikely"),
])
def test_likelihood_is_calibrated(probability, word):
    assert wording.likelihood(probability) == word


@pytest.mark.parametrize(("values", "text"), [
    ((None,), "of unknown likelihood"), ((NAN, 0.1, 0.2), "of unknown likelihood"), ((0.5,), "about as likely as not (50 %)"),
    ((1.0, 1.0, 1.0), "virtually certain (100 %)"), ((1.0, 0.9995, 1.0), "virtually certain (> 99.95 %)"),
    ((0.9, 0.88, 0.92), "likely to very likely (90 %, 88–92 %)"), ((0.5, 0.2, 0.8), "unlikely to likely (50 %, 20–80 %)"),
])
def test_chances_in_words(values, text):
    assert wording.in_words(*values) == text
