"""Curves against their formulas at points worked out by hand."""

import math

import numpy as np
import pytest

from logicmodel.kinds import OneOf
from logicmodel.parts.curves.curve import Curve

READ = OneOf(Curve).read


def at(text, *levels):
    part = READ(text)
    values = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
    return part.respond(np.array(levels, float), values)


@pytest.mark.parametrize(
    ("text", "level", "response"),
    [
        ("linear(0.5)", -4, -2),
        ("saturating(100, 40)", 40, 50),
        ("saturating(100, 40)", 10, 20),
        ("exponential(100, 20)", 20, 100 * (1 - math.exp(-1))),
        ("hill(100, 40, 3)", 40, 50),
        ("hill(100, 40, 3)", 20, 100 / 9),
        ("hill(60, 10, 1)", 30, 45),
        ("hill(1, 10, 4)", 5, 1 / 17),
        ("hill(1, 10, 20)", 1e300, 1),
        ("power(10, 0.5)", 9, 30),
        ("power(2, 2)", 3, 18),
        ("threshold(5, 10)", 5, 10),
        ("threshold(5, 10)", 4.999, 0),
        ("piecewise(0: 0, 10: 40, 20: 60)", 5, 20),
        ("piecewise(0: 0, 10: 40, 20: 60)", 15, 50),
        ("piecewise(0: 0, 10: 40, 20: 60)", 99, 60),
        ("piecewise(5: 1, 10: 40)", -3, 1),
    ],
)
def test_values(text, level, response):
    assert at(text, level)[0] == pytest.approx(response, rel=1e-14)


def test_logistic_is_the_shifted_sigmoid():
    """research/allocation.md 2.1: a [S((x-m)/w) - S(-m/w)] / [1 - S(-m/w)]."""

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    x = np.linspace(0, 30, 50)
    start = sigmoid(-6 / 1.5)
    expected = 10 * (sigmoid((x - 6) / 1.5) - start) / (1 - start)
    assert at("logistic(10, 6, 1.5)", *x) == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_hill_of_slope_one_is_saturating():
    x = np.geomspace(1e-9, 1e9, 60)
    assert at("hill(7, 3, 1)", *x) == pytest.approx(at("saturating(7, 3)", *x), rel=1e-14)


def test_hill_is_steepest_where_it_says():
    slope, half = 3, 40
    steepest = half * ((slope - 1) / (slope + 1)) ** (1 / slope)
    x = np.linspace(1, 100, 9901)
    found = x[np.argmax(np.gradient(at("hill(100, 40, 3)", *x), x))]
    assert found == pytest.approx(steepest, abs=0.02)


def test_symmetric_s_curves_favour_one_channel():
    """research/allocation.md R8: three Hill curves a=1, k=10, s=4 and a budget of 10."""
    assert 3 * at("hill(1, 10, 4)", 10 / 3)[0] == pytest.approx(0.0365853659, abs=5e-11)
    assert at("hill(1, 10, 4)", 10)[0] == 0.5


def test_water_filling_of_exponential_curves():
    """research/allocation.md R1: the best split of 20 over four programmes gives 121.45713635."""
    best = (4.65810569, 5.54187011, 7.02908914, 2.77093506)
    curves = zip((100, 60, 80, 30), (0.05, 0.2, 0.1, 0.4), best, strict=True)
    total = sum(at(f"exponential({a}, {1 / b})", x)[0] for a, b, x in curves)
    assert total == pytest.approx(121.45713635, abs=1e-7)


@pytest.mark.parametrize(
    ("text", "level", "slope"),
    [
        ("linear(0.5)", -4, 0.5),
        ("saturating(100, 40)", 40, 100 / 160),
        ("saturating(100, 40)", 0, 100 / 40),
        ("exponential(100, 20)", 0, 5),
        ("exponential(100, 20)", 20, 5 / math.e),
        ("hill(100, 40, 3)", 40, 100 * 3 / 160),
        ("hill(100, 40, 1)", 0, 100 / 40),
        ("hill(100, 40, 2)", 0, 0),
        ("hill(100, 1, 0.5)", 0, 100 * 0.5 * 1e3 / (1 + 1e-3) ** 2),
        ("logistic(10, 0, 2)", 0, 2.5),
        ("power(10, 0.5)", 25, 1),
        ("power(10, 0.5)", 0, 5e3),
        ("power(10, 1)", 0, 10),
        ("power(2, 2)", 3, 12),
        ("threshold(5, 10)", 5, 0),
        ("piecewise(0: 0, 10: 40, 20: 60)", 5, 4),
        ("piecewise(0: 0, 10: 40, 20: 60)", 10, 2),
        ("piecewise(0: 0, 10: 40, 20: 60)", 20, 0),
        ("piecewise(5: 1, 10: 40)", 4.9, 0),
    ],
)
def test_derivatives(text, level, slope):
    part = READ(text)
    p = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
    found = np.broadcast_to(part.derivative(np.array([float(level)]), p), (1,))
    assert found[0] == pytest.approx(slope, rel=1e-12, abs=1e-100)


def test_the_best_split_over_exponential_curves_has_equal_derivatives():
    """research/allocation.md R1: at the best split of 50 all derivatives are 1.77985629."""
    best = (20.65810569, 9.54187011, 15.02908914, 4.77093506)
    for a, b, x in zip((100, 60, 80, 30), (0.05, 0.2, 0.1, 0.4), best, strict=True):
        part = READ(f"exponential({a}, {1 / b})")
        p = {name: np.asarray(found.expectation()) for name, found in part.parameters().items()}
        assert part.derivative(np.array([x]), p)[0] == pytest.approx(1.77985629, abs=5e-8)
