"""Quantile tables: right to 1e-9 in probability, fast, and the same for every block."""

import time

import numpy as np
import pytest
from scipy import special

from logicmodel.parts.distributions.mixture import _quantiles
from logicmodel.parts.quantity import QuantityIn
from logicmodel.parts.standard import standard_beta, standard_gamma
from logicmodel.parts.table import Table

RNG = np.random.default_rng(3)
U = np.concatenate(
    [
        RNG.random(4000),
        2.0 ** -RNG.uniform(1, 33, 2000),
        1 - 2.0 ** -RNG.uniform(1, 33, 2000),
        2.0 ** -np.arange(1.0, 34),
        1 - 2.0 ** -np.arange(1.0, 34),
    ]
)


@pytest.mark.parametrize(
    ("a", "b"),
    [(2, 3), (8, 2), (1, 1), (1, 5), (0.6, 0.6), (0.1, 3), (30, 50), (1e4, 2e4), (1.5, 4.5)],
)
def test_beta_tables(a, b):
    table = standard_beta(a, b)
    x = table.ppf(U)
    assert 0 < table.cells < 2000
    assert np.abs(special.betainc(a, b, x) - U).max() <= 1e-9
    assert (np.diff(table.ppf(np.sort(U))) >= -1e-15).all()


@pytest.mark.parametrize("shape", [0.1, 0.3, 1, 6.25, 100, 1e4, 1e6])
def test_gamma_tables(shape):
    table = standard_gamma(shape)
    x = table.ppf(U)
    assert 0 < table.cells < 2000
    assert np.abs(special.gammainc(shape, x) - U).max() <= 1e-9
    assert (np.diff(table.ppf(np.sort(U))) >= 0).all()


@pytest.mark.parametrize(
    "text",
    [
        "mixture(normal(10, 2): 0.7, 12 to 18: 0.3)",
        "mixture(normal(0, 0.01): 1, normal(10, 1): 1)",
        "mixture(triangular(0, 1, 2): 1, pert(5, 6, 9): 1, beta(2, 3): 1)",
        "mixture(quantiles(p10=1, p50=2, p90=4): 1, quantiles(p10=1, p50=3, p90=4, low=0): 2)",
        "mixture(poisson(3): 1, 7 to 9: 1)",
        "mixture(gamma(10, 3): 1, 0: 1)",
        "mixture(truncate(normal(0, 1), low=0): 1, uniform(1, 2): 3)",
    ],
)
def test_mixture_tables(text):
    part = QuantityIn().read(text)
    x = part.ppf(U)
    near = 4 * np.spacing(np.abs(x))
    assert 0 < _quantiles(part).cells < 2000
    assert (part.cdf(x - near) <= U + 1e-9).all()
    assert (part.cdf(x + near) >= U - 1e-9).all()
    assert (np.diff(part.ppf(np.sort(U))) >= -1e-15).all()


def test_probabilities_beyond_the_table_are_inverted_exactly():
    u = np.array([0.0, 1e-300, 1e-12, 2.0**-34, 1 - 2.0**-34, 1 - 2.0**-50, 1.0])
    assert np.array_equal(standard_gamma(2.5).ppf(u)[:3], special.gammaincinv(2.5, u[:3]))
    assert np.array_equal(standard_gamma(2.5).ppf(u)[-2:], special.gammainccinv(2.5, 1 - u[-2:]))
    assert np.isnan(standard_gamma(2.5).ppf(np.array([np.nan]))[0])


def test_a_table_that_cannot_be_right_gives_way_to_the_exact_function():
    def noisy(u):
        return u + 1e-6 * np.sin(1e9 * u)

    table = Table(noisy, lambda x: np.clip(x, 0, 1))
    assert table.cells == 0
    assert np.array_equal(table.ppf(U), noisy(U))


@pytest.mark.parametrize(
    ("table", "exact"),
    [
        (standard_beta(1.5, 4.5), lambda u: special.betaincinv(1.5, 4.5, u)),
        (standard_gamma(6.25), lambda u: special.gammaincinv(6.25, u)),
    ],
    ids=["beta", "gamma"],
)
def test_a_table_is_faster_than_the_exact_inverse(table, exact):
    u = RNG.random(100_000)

    def seconds(function):
        best = np.inf
        for _ in range(3):
            start = time.perf_counter()
            function(u)
            best = min(best, time.perf_counter() - start)
        return best

    assert 2 * seconds(table.ppf) <= seconds(exact)


def test_a_table_is_built_once():
    read = QuantityIn().read
    first, second = read("mixture(1 to 2: 1, 3 to 4: 1)"), read("mixture(1 to 2: 1, 3 to 4: 1)")
    assert first is not second
    assert _quantiles(first) is _quantiles(second)
    assert standard_beta(2.0, 3.0) is standard_beta(2.0, 3.0)
