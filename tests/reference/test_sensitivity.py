"""Indices of sensitivity against closed forms and published values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

import logicmodel as lm
from logicmodel.analysis.sensitivity.methods.given import Given
from logicmodel.analysis.sensitivity.methods.morris import Morris
from logicmodel.analysis.sensitivity.methods.rank import Rank
from logicmodel.analysis.sensitivity.methods.shapley import Shapley
from logicmodel.analysis.sensitivity.methods.sobol import Sobol
from logicmodel.analysis.sensitivity.methods.target import Target, kolmogorov_smirnov
from logicmodel.analysis.sensitivity.methods.tornado import Tornado
from tests.analysis.sensitivity.functions import (
    LEVEL,
    MET,
    ishigami,
    model_of,
    path_plan,
    rank_of,
    sobol_g,
)

Z90 = norm.ppf(0.9)


def column(found, name, place=0):
    return [row[name] for row in found.rows[place]]


def correlated(a, b, rho, *, together=False, points=512):
    """Return a x1 + b x2 with standard normal numbers that have a correlation."""
    pair = {"between": ["factors.x1.value", "factors.x2.value"], "rank": rank_of(rho)}
    return model_of(
        {"x1": "normal(0, 1)", "x2": "normal(0, 1)"}, lambda x1, x2: a * x1 + b * x2,
        correlations=[pair], together=together, points=points,
    )


@pytest.mark.parametrize(
    ("b", "first", "total", "pair"),
    [
        (0.1, (0.313905, 0.442411, 0.0), (0.557589, 0.442411, 0.243684), 0.243684),
        (0.05, (0.218519, 0.686895, 0.0), (0.313105, 0.686895, 0.094587), 0.094587),
    ],
)
def test_ishigami(b, first, total, pair):
    found = Sobol(second_order=True).measure(model_of(*ishigami(b), points=512), LEVEL)
    assert column(found, "S1") == pytest.approx(first, abs=0.02)
    assert column(found, "ST") == pytest.approx(total, abs=0.03)
    strongest, *others = found.pairs
    assert {strongest["name"], strongest["other"]} == {"factors.x1.value", "factors.x3.value"}
    assert strongest["S2"] == pytest.approx(pair, abs=0.02)
    assert strongest["clear"]
    assert all(row["S2_low"] < 0.005 and abs(row["S2"]) < 0.01 for row in others)


def test_ishigami_mean_variance_and_shapley_effects():
    model = model_of(*ishigami(), points=1024)
    found = Shapley().measure(model, LEVEL)
    assert column(found, "share") == pytest.approx((0.435747, 0.442411, 0.121842), abs=0.02)
    assert sum(column(found, "share")) == pytest.approx(1, abs=1e-12)
    assert found.whole[0]["mean"] == pytest.approx(3.5, abs=0.01)
    assert found.whole[0]["variance"] == pytest.approx(13.844588, rel=0.01)


def test_sobol_g():
    found = Sobol().measure(model_of(*sobol_g(), points=512), LEVEL)
    assert column(found, "S1")[:4] == pytest.approx((0.71619, 0.17905, 0.02368, 0.00716), abs=0.006)
    assert column(found, "ST")[:4] == pytest.approx((0.78714, 0.24220, 0.03432, 0.01046), abs=0.01)
    assert column(found, "S1")[4:] == pytest.approx([0.00007] * 4, abs=5e-4)
    assert found.whole[0]["variance"] == pytest.approx(0.465424, rel=0.02)


def test_intervals_hold_what_they_promise():
    """Of 250 seeds the intervals held each index in 92 to 97 %; here are few seeds and a loose bound."""
    truth = {"S1": (0.71619, 0.17905, 0.02368, 0.00716), "ST": (0.78714, 0.24220, 0.03432, 0.01046)}
    held = []
    for seed in range(12):
        found = Sobol().measure(model_of(*sobol_g((0, 1, 4.5, 9)), points=128, seed=seed), LEVEL)
        for name, true in truth.items():
            held += [row[f"{name}_low"] <= one <= row[f"{name}_high"] for row, one in zip(found.rows[0], true, strict=True)]
    assert np.mean(held) > 0.85
    assert not all(held)


@pytest.mark.parametrize("function", [ishigami(), sobol_g((0, 1, 4.5, 9))])
def test_shares_from_given_draws_are_first_order_shares(function):
    true = {3: (0.313905, 0.442411, 0.0), 4: (0.71619, 0.17905, 0.02368, 0.00716)}[len(function[0])]
    found = Given().measure(model_of(*function, points=512), LEVEL)
    assert column(found, "S1") == pytest.approx(true, abs=0.006)
    assert all(0 < floor < 0.01 for floor in column(found, "floor"))


def test_shares_from_random_draws_are_not_raised_by_chance():
    rng = np.random.default_rng(5)
    model = model_of(*ishigami(), points=512)
    state = model.state(rng.random((3, 8192)))
    found = Given().from_draws(model, LEVEL, state.values, model.read(state))
    assert column(found, "S1") == pytest.approx((0.313905, 0.442411, 0.0), abs=0.02)
    last = found.rows[0][-1]
    assert last["S1_low"] <= 0.0 <= last["S1_high"]
    assert not Given().clear(last)


def test_a_linear_path_has_the_shares_of_its_coefficients():
    shares = {"factors.x.value": 0.370360, "outcomes.a.noise": 0.208328, "outcomes.o.noise": 0.078893, "outcomes.y.noise": 0.342419}
    for method, name, near in (("sobol", "S1", 0.005), ("sobol", "ST", 0.005), ("shapley", "share", 0.015), ("given", "S1", 0.004)):
        answer = lm.sensitivity(path_plan(), "y", of="level", method=method)
        assert {row["name"]: row[name] for row in answer.rows} == pytest.approx(shares, abs=near)
    assert answer.settings["variance"] == pytest.approx(0.7301, rel=0.01)
    assert answer.settings["mean"] == pytest.approx(2.08, abs=0.005)


def test_a_linear_path_swings_as_far_as_the_normal_law_says():
    answer = lm.sensitivity(path_plan(), "y", method="tornado", seed=2)
    sd = math.sqrt(0.7301)
    reach = {"factors.x.value": 1.3 * 0.8 * 0.5, "outcomes.a.noise": 1.3 * 0.3, "outcomes.o.noise": 0.6 * 0.4, "outcomes.y.noise": 0.5}
    for row in answer.rows:
        size = reach[row["name"]]
        rest = math.sqrt(sd**2 - size**2)
        low, high = (norm.sf((2.5 - 2.08 - side * Z90 * size) / rest) for side in (-1, 1))
        assert row["level_swing"] == pytest.approx(2 * Z90 * size, rel=1e-3)
        assert row["met_at_p10"] == pytest.approx(low, abs=0.006)
        assert row["met_at_p90"] == pytest.approx(high, abs=0.006)
        assert row["met_swing_low"] - 0.002 < high - low < row["met_swing_high"] + 0.002


@pytest.mark.parametrize("rho", [-0.6, 0.0, 0.5, 0.9])
def test_correlated_linear_numbers_share_as_owen_and_prieur_say(rho):
    a, b = 1.0, 2.0
    variance = a**2 + b**2 + 2 * rho * a * b
    first = (a**2 * (1 - rho**2 / 2) + rho * a * b + b**2 * rho**2 / 2) / variance
    found = Shapley().measure(correlated(a, b, rho), LEVEL)
    assert column(found, "share") == pytest.approx((first, 1 - first), abs=0.03)


def test_three_correlated_numbers_and_a_free_one_share_as_the_closed_form_says():
    """Value of a set: the variance its conditional expectation has; the shares are averages over all orders."""
    names, weights = ("x1", "x2", "x3", "x4"), np.array([1.0, -0.5, 2.0, 1.5])
    matrix = np.eye(4)
    for (i, j), r in {(0, 1): 0.7, (0, 2): -0.4, (1, 2): 0.1}.items():
        matrix[i, j] = matrix[j, i] = r
    pairs = [
        {"between": [f"factors.{names[i]}.value", f"factors.{names[j]}.value"], "rank": rank_of(matrix[i, j])}
        for i, j in ((0, 1), (0, 2), (1, 2))
    ]
    model = model_of(
        dict.fromkeys(names, "normal(0, 1)"), lambda **x: sum(w * x[n] for w, n in zip(weights, names, strict=True)),
        correlations=pairs, points=512,
    )
    found = Shapley().measure(model, LEVEL)
    assert column(found, "share") == pytest.approx(_shapley(weights, matrix), abs=0.03)


def _shapley(weights, matrix):
    import itertools

    def worth(members):
        if not members:
            return 0.0
        some, rest = list(members), [k for k in range(len(weights)) if k not in members]
        pull = weights[some] + np.linalg.solve(matrix[np.ix_(some, some)], matrix[np.ix_(some, rest)]) @ weights[rest]
        return pull @ matrix[np.ix_(some, some)] @ pull

    orders = list(itertools.permutations(range(len(weights))))
    shares = np.zeros(len(weights))
    for order in orders:
        for place, who in enumerate(order):
            shares[who] += worth(order[: place + 1]) - worth(order[:place])
    return shares / len(orders) / worth(tuple(range(len(weights))))


def test_what_is_correlated_with_a_number_follows_it():
    model = correlated(1.0, 2.0, 0.5)
    first = Tornado().measure(model, LEVEL).rows[0][0]
    assert first["level_swing"] == pytest.approx(2 * Z90 * (1 + 2 * 0.5), rel=1e-3)
    assert first["low_value"] == pytest.approx(-Z90, rel=1e-6)
    joined = Sobol().measure(correlated(1.0, 2.0, 0.5, together=True), LEVEL)
    assert column(joined, "S1") == pytest.approx([1.0], abs=0.03)
    assert column(joined, "ST") == pytest.approx([1.0], abs=0.01)


def test_a_correlated_number_that_does_nothing_has_a_share_but_hardly_a_partial_correlation():
    pair = {"between": ["factors.x1.value", "factors.x2.value"], "rank": rank_of(0.8)}
    numbers = dict.fromkeys(("x1", "x2", "x3"), "normal(0, 1)")
    model = model_of(numbers, lambda x1, x2, x3: 0 * x1 + x2 + x3, correlations=[pair], points=1024)
    assert column(Given().measure(model, LEVEL), "S1") == pytest.approx((0.32, 0.5, 0.5), abs=0.01)
    ranks = Rank().measure(model, LEVEL).rows[0]
    assert ranks[0]["rank"] == pytest.approx(rank_of(0.8 / math.sqrt(2)), abs=0.01)
    assert abs(ranks[0]["partial"]) < 0.06
    assert ranks[1]["partial"] > 0.6


def test_numbers_that_are_one_and_the_same_share_evenly():
    found = Shapley().measure(correlated(1.0, 1.0, 0.999999), LEVEL)
    assert column(found, "share") == pytest.approx((0.5, 0.5), abs=0.03)


def test_effects_of_a_linear_function_are_its_slopes():
    model = model_of(
        {"x1": "uniform(0, 1)", "x2": "uniform(0, 2)", "x3": "uniform(0, 1)"}, lambda x1, x2, x3: 3 * x1 - x2 + x1 * x3, points=64
    )
    rows = Morris().measure(model, LEVEL).rows[0]
    assert rows[1]["mu"] == pytest.approx(-2, abs=1e-9)
    assert rows[1]["mu_star"] == pytest.approx(2, abs=1e-9)
    assert rows[1]["sigma"] == pytest.approx(0, abs=1e-9)
    assert rows[0]["mu"] == pytest.approx(3.5, abs=0.01)
    assert rows[0]["sigma"] == pytest.approx(math.sqrt(1 / 12), abs=0.01)


def test_shares_of_a_chance_are_those_of_the_indicator():
    """Two events: both must happen, with chances 1/2 and 1/4, so p = 1/8."""
    model = model_of({"a": "bernoulli(0.5)", "b": "bernoulli(0.25)"}, lambda a, b: a * b, points=1024)
    variance = 1 / 8 * 7 / 8
    first = (0.25**2 * 0.25 / variance, 0.5**2 * 0.25 * 0.75 / variance)
    found = Sobol().measure(model, MET)
    assert column(found, "S1") == pytest.approx(first, abs=0.02)
    assert column(found, "ST") == pytest.approx((1 - first[1], 1 - first[0]), abs=0.02)
    swings = Tornado().measure(model, MET).rows[0]
    assert [row["met_swing"] for row in swings] == pytest.approx((0.25, 0.5), abs=0.01)
    assert [(row["low_chance"], row["high_chance"]) for row in swings] == [pytest.approx((0.5, 0.5)), pytest.approx((0.75, 0.25))]


def test_what_separates_success_from_failure():
    model = model_of({"x": "uniform(0, 1)", "z": "uniform(0, 1)"}, lambda x, z: (x + 0 * z > 0.7) * 1.0, points=256)
    rows = Target().measure(model, MET).rows[0]
    assert rows[0]["share"] == pytest.approx(1, abs=0.01)
    assert rows[0]["distance"] == pytest.approx(1, abs=0.001)
    assert rows[0]["p_value"] < 1e-9
    assert (rows[0]["met_mean"], rows[0]["missed_mean"]) == pytest.approx((0.85, 0.35), abs=0.01)
    assert rows[1]["distance"] < 0.05
    assert not Target().clear(rows[1])


def test_the_distance_of_two_samples_is_that_of_scipy():
    from scipy import stats

    rng = np.random.default_rng(1)
    one, other = rng.normal(size=300), rng.normal(0.2, 1.2, size=500)
    distance, p = kolmogorov_smirnov(one, other)
    known = stats.ks_2samp(one, other, method="asymp")
    assert distance == pytest.approx(known.statistic)
    assert p == pytest.approx(known.pvalue, rel=0.5)


def test_ranks_and_partial_ranks_are_those_of_scipy():
    from scipy import stats

    from logicmodel.analysis.sensitivity.methods.rank import _correlations
    from logicmodel.analysis.sensitivity.ranks import ranked

    rng = np.random.default_rng(2)
    x = rng.normal(size=(2, 400))
    x[1] = np.round(x[1] + 0.5 * x[0], 1)
    y = x[0] - 0.3 * x[1] ** 3 + rng.normal(size=400)
    plain, partial = _correlations(np.vstack([x, y]), 2)
    assert ranked(x[1]) == pytest.approx(stats.rankdata(x[1]) - 1)
    assert plain[0] == pytest.approx([stats.spearmanr(row, y).statistic for row in x])
    ranks = np.array([stats.rankdata(row) for row in (*x, y)])
    for mine, other in ((0, 1), (1, 0)):
        base = np.vstack([np.ones(400), ranks[other]]).T
        left = [row - base @ np.linalg.lstsq(base, row, rcond=None)[0] for row in (ranks[mine], ranks[2])]
        assert partial[0, mine] == pytest.approx(np.corrcoef(left)[0, 1])


def test_many_correlated_numbers_share_evenly_where_all_are_alike():
    names = [f"x{number}" for number in range(8)]
    model = model_of(
        dict.fromkeys(names, "normal(0, 1)"), lambda **x: sum(x.values()), points=512,
        correlations=[{"between": [f"factors.{name}.value" for name in names], "rank": 0.4}],
    )
    assert column(Shapley().measure(model, LEVEL), "share") == pytest.approx([1 / 8] * 8, abs=0.04)
