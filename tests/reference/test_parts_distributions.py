"""Distributions against SciPy's, closed forms and published numbers."""

import math

import numpy as np
import pytest
from scipy import stats

from logicmodel.parts.quantity import QuantityIn

READ = QuantityIn().read
Z95 = 1.6448536269514722
RNG = np.random.default_rng(1)
U = np.concatenate(
    [RNG.random(400), 2.0 ** -RNG.uniform(1, 33, 100), 1 - 2.0 ** -RNG.uniform(1, 33, 100)]
)


def lognormal(mean, sd):
    spread = math.sqrt(math.log1p((sd / mean) ** 2))
    return stats.lognorm(spread, scale=mean / math.sqrt(1 + (sd / mean) ** 2))


def pert(low, mode, high):
    width = high - low
    return stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, width)


def beta(mean, sd):
    size = mean * (1 - mean) / sd**2 - 1
    return stats.beta(mean * size, (1 - mean) * size)


TWINS = [
    ("normal(10, 2)", stats.norm(10, 2)),
    ("normal(p5=-3, p95=12)", stats.norm(4.5, 15 / (2 * Z95))),
    ("lognormal(mean=100, sd=40)", lognormal(100, 40)),
    ("12 to 18", stats.lognorm(math.log(1.5) / (2 * Z95), scale=math.sqrt(12 * 18))),
    ("uniform(-2, 5)", stats.uniform(-2, 7)),
    ("triangular(8, 12, 20)", stats.triang(1 / 3, 8, 12)),
    ("triangular(8, 8, 20)", stats.triang(0, 8, 12)),
    ("triangular(8, 20, 20)", stats.triang(1, 8, 12)),
    ("pert(8, 12, 20)", pert(8, 12, 20)),
    ("pert(-1, -1, 3)", pert(-1, -1, 3)),
    ("beta(8, 2)", stats.beta(8, 2)),
    ("beta(1.5, 80)", stats.beta(1.5, 80)),
    ("beta(mean=80%, sd=10%)", beta(0.8, 0.1)),
    ("gamma(10, 4)", stats.gamma(6.25, scale=1.6)),
    ("gamma(10, 15)", stats.gamma(4 / 9, scale=22.5)),
    ("gamma(mean=5000, sd=100)", stats.gamma(2500, scale=2)),
    ("bernoulli(0.8)", stats.bernoulli(0.8)),
    ("poisson(3.5)", stats.poisson(3.5)),
    ("poisson(400)", stats.poisson(400)),
    ("truncate(normal(0, 1), low=0, high=3)", stats.truncnorm(0, 3)),
    ("truncate(normal(1, 2), high=0)", stats.truncnorm(-np.inf, -0.5, 1, 2)),
    ("truncate(gamma(10, 4), low=0)", stats.gamma(6.25, scale=1.6)),
    ("mixture(normal(10, 2): 1)", stats.norm(10, 2)),
    ("discrete(0: 0.2, 1: 0.8)", stats.bernoulli(0.8)),
    ("quantiles(p25=-1.0986122886681098, p75=1.0986122886681098)", stats.logistic()),
]


@pytest.mark.parametrize(("text", "twin"), TWINS, ids=[text for text, _ in TWINS])
def test_agrees_with_scipy(text, twin):
    part = READ(text)
    x = part.ppf(U)
    assert part.expectation() == pytest.approx(twin.mean(), rel=1e-9, abs=1e-12)
    if part.discrete:
        assert np.array_equal(x, twin.ppf(U))
        values = np.arange(-1, 30, 0.5)
        assert part.cdf(values) == pytest.approx(twin.cdf(values), abs=1e-14)
        return
    assert twin.cdf(x) == pytest.approx(U, abs=1e-9)
    assert (np.abs(twin.cdf(x) - U)[U < 0.5] <= 2e-5 * U[U < 0.5]).all()
    assert part.cdf(x) == pytest.approx(twin.cdf(x), abs=1e-12)
    assert x == pytest.approx(twin.ppf(U), rel=1e-5, abs=1e-5 * twin.std())


def test_negative_ends_give_the_mirrored_lognormal():
    u = np.array([0.05, 0.3, 0.95])
    assert READ("-18 to -12").ppf(u) == pytest.approx(-READ("12 to 18").ppf(1 - u), rel=1e-14)
    assert READ("-1.9 to -1.2").ppf(u)[[0, 2]] == pytest.approx([-1.9, -1.2], rel=1e-14)


@pytest.mark.parametrize("points", [(8, 12, 20), (0, 0, 1), (-5, 2, 2)])
def test_pert_mean(points):
    low, mode, high = points
    assert READ(f"pert({low}, {mode}, {high})").expectation() == (low + 4 * mode + high) / 6


def test_published_product_of_lognormals():
    """Three factors with 90 % intervals; research/montecarlo.md section 4, item 5."""
    factors = [READ(text) for text in ("1 to 3", "0.5 to 2", "0.1 to 0.4")]
    spread = math.sqrt(sum((math.log(part.p95 / part.p5) / (2 * Z95)) ** 2 for part in factors))
    medians = [float(part.ppf(np.array(0.5))) for part in factors]
    assert math.prod(medians) == pytest.approx(0.346410, abs=5e-7)
    assert math.prod(part.expectation() for part in factors) == pytest.approx(0.437452, abs=5e-7)
    product = READ(
        f"{0.346410161514 * math.exp(-Z95 * spread)} to {0.346410161514 * math.exp(Z95 * spread)}"
    )
    assert product.p5 == pytest.approx(0.112612, abs=5e-7)
    assert product.p95 == pytest.approx(1.065604, abs=5e-7)
    assert 1 - product.cdf(np.array(0.5)) == pytest.approx(0.295565, abs=5e-7)


@pytest.mark.parametrize("values", [(8, 12, 20), (-3, 1, 4), (10, 20, 30), (1, 2, 3.5)])
@pytest.mark.parametrize("alpha", [0.05, 0.1, 0.25])
def test_metalog_of_symmetric_percentiles_has_keelins_closed_form(alpha, values):
    """Keelin (2016) equation 12 (unbounded), a1 = median, a2 and a3 from the outer quantiles."""
    low, median, high = values
    share = (median - low) / (high - low)
    half = math.log((1 - alpha) / alpha)
    a2 = (high - low) / (2 * half)
    a3 = (high - low) * (1 - 2 * share) / ((1 - 2 * alpha) * half)
    u = np.linspace(0.001, 0.999, 50)
    logit = np.log(u / (1 - u))
    name = 100 * alpha
    part = READ(f"quantiles(p{name:g}={low}, p50={median}, p{100 - name:g}={high})")
    assert part.ppf(u) == pytest.approx(median + a2 * logit + a3 * (u - 0.5) * logit, rel=1e-11)
    assert part.expectation() == pytest.approx(median + a3 / 2, rel=1e-10)


def test_metalog_that_is_bounded_has_keelins_closed_form():
    """Keelin (2016) equations 14 and 16: the same of the logarithm, and of the logit."""
    u = np.array([0.1, 0.5, 0.9])
    logs = [math.log(x - 2) for x in (8, 12, 20)]
    inner = READ(f"quantiles(p10={logs[0]}, p50={logs[1]}, p90={logs[2]})")
    grid = np.linspace(0.001, 0.999, 50)
    part = READ("quantiles(p10=8, p50=12, p90=20, low=2)")
    assert part.ppf(grid) == pytest.approx(2 + np.exp(inner.ppf(grid)), rel=1e-12)
    part = READ("quantiles(p10=8, p50=12, p90=20, low=2, high=40)")
    assert part.ppf(u) == pytest.approx([8, 12, 20], rel=1e-13)
    assert part.support() == (2, 40)
    mirrored = READ("quantiles(p10=-20, p50=-12, p90=-8, high=-2)")
    assert mirrored.ppf(grid) == pytest.approx(
        -READ("quantiles(p10=8, p50=12, p90=20, low=2)").ppf(1 - grid)
    )


def test_metalog_goes_through_nine_quantiles_of_a_normal():
    shares = [1, 5, 10, 25, 50, 75, 90, 95, 99]
    values = stats.norm(10, 2).ppf(np.array(shares) / 100)
    part = READ(
        {"kind": "quantiles", **{f"p{share}": x for share, x in zip(shares, values, strict=True)}}
    )
    assert part.ppf(np.array(shares) / 100) == pytest.approx(values, rel=1e-12)
    grid = np.linspace(0.01, 0.99, 99)
    assert part.ppf(grid) == pytest.approx(stats.norm(10, 2).ppf(grid), abs=0.02)


def test_a_mixture_of_normals_has_the_weighted_distribution_function():
    part = READ("mixture(normal(10, 2): 0.7, normal(20, 1): 0.3)")
    x = part.ppf(U)
    assert 0.7 * stats.norm(10, 2).cdf(x) + 0.3 * stats.norm(20, 1).cdf(x) == pytest.approx(
        U, abs=1e-9
    )
    assert part.expectation() == pytest.approx(13)


def test_a_mixture_finds_jumps_and_gaps_exactly():
    part = READ("mixture(uniform(0, 1): 1, 5: 2, uniform(10, 11): 1)")
    u = np.array([0.1, 0.25, np.nextafter(0.25, 1), 0.5, 0.75, np.nextafter(0.75, 1), 0.9])
    assert part.ppf(u) == pytest.approx([0.4, 1, 5, 5, 5, 10, 10.6], rel=1e-12)
    assert set(READ("mixture(poisson(2): 1, 3 to 4: 1)").ppf(U[U < 0.06])) <= {0.0}


def test_truncated_counts_are_counts():
    part = READ("truncate(poisson(3), low=0.5, high=4)")
    chances = stats.poisson(3).pmf([1, 2, 3, 4])
    x = part.ppf(U)
    assert set(x) == {1, 2, 3, 4}
    assert part.support() == (1, 4)
    assert part.expectation() == pytest.approx(chances @ [1, 2, 3, 4] / chances.sum())


def test_empirical_values_are_equally_likely():
    part = READ("empirical(9, 8, 12, 9)")
    assert part.ppf(np.array([0.1, 0.25, 0.26, 0.75, 0.76])).tolist() == [8, 8, 9, 9, 12]
    assert part.cdf(np.array([7, 8, 8.5, 9, 12])).tolist() == [0, 0.25, 0.25, 0.75, 1]
