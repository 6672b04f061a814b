"""Inversion, quadrature, step functions, and what is not imported."""

import subprocess
import sys

import numpy as np
import pytest

from logicmodel.parts.inverse import inverse
from logicmodel.parts.quadrature import mean_of
from logicmodel.parts.steps import Steps


def test_the_inverse_is_the_smallest_number_that_is_enough():
    u = np.array([0.0, 0.2, 0.5, 0.50001, 0.9, 1.0])

    def cdf(x):
        return np.where(
            x < 1, 0.5 * np.clip(x, 0, 1), np.where(x < 3, 0.5, np.clip(0.6 + (x - 3), 0, 1))
        )

    found = inverse(cdf, u, np.full(6, -5.0), np.full(6, 9.0))
    assert found == pytest.approx([-5, 0.4, 1, 3, 3.3, 3.4], rel=1e-14)
    assert found[3] == 3
    assert (cdf(np.nextafter(found, -np.inf)) < u)[1:].all()
    assert inverse(cdf, u[1:2], np.array([-np.inf]), np.array([np.inf])) == pytest.approx([0.4])


def test_the_mean_of_smooth_stepped_and_mixed_quantiles():
    assert mean_of(lambda u: u) == pytest.approx(0.5, abs=1e-12)
    assert mean_of(np.sqrt) == pytest.approx(2 / 3, abs=1e-12)
    assert mean_of(lambda u: np.where(u > 0.3, 1.0, 0.0)) == pytest.approx(0.7, abs=1e-12)
    assert mean_of(lambda u: np.floor(20 * u)) == pytest.approx(9.5, abs=1e-10)
    assert mean_of(lambda u: np.where(u > 1 / 3, 5 + u, u)) == pytest.approx(
        0.5 + 10 / 3, abs=1e-10
    )


def test_steps_leave_out_what_cannot_happen():
    steps = Steps.weighing([3, 1, 2], [0.5, 0.5, 0])
    assert steps.values.tolist() == [1, 3]
    assert steps.ppf(np.array([0, 0.5, 0.51, 1])).tolist() == [1, 1, 3, 3]
    assert steps.cdf(np.array([0, 1, 2, 3])).tolist() == [0, 0.5, 0.5, 1]


def test_reading_a_plan_waits_for_neither_numpy_nor_scipy_and_nothing_needs_scipy_stats():
    code = """
import sys
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.quantity import QuantityIn, Share
from logicmodel.kinds import OneOf
read = QuantityIn().read
for text in ("12 to 18", "normal(1, 2)", "pert(1, 2, 3)", "beta(2, 3)", "gamma(3, 1)",
             "mixture(normal(1, 2): 1, 3: 2)", "poisson(3)", "discrete(1: 2)"):
    read(text).support(), read(text).text()
OneOf(Curve).read("hill(1 to 2, 3, 4)").formula("x", {"ceiling": "1", "half_at": "2", "slope": "3"})
OneOf(Combiner).read("overlap(3, nested)").text()
assert "numpy" not in sys.modules and "scipy" not in sys.modules, "at reading"
for text in ("pert(1, 2, 3)", "mixture(normal(1, 2): 1, 3: 2)", "quantiles(p10=1, p50=2, p90=3)",
             "truncate(poisson(3), low=1)", "gamma(3, 2)"):
    part = read(text)
    part.ppf([0.5]), part.expectation(), part.cdf([1.0])
assert "scipy.stats" not in sys.modules, "scipy.stats"
"""
    subprocess.run([sys.executable, "-c", code], check=True)
