"""What replicates say about an error."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from logicmodel.engine.intervals import (
    difference_interval,
    half_width,
    mean_interval,
    probability_interval,
    ratio_interval,
    resolution,
    unseen,
)

CHANCE = np.random.default_rng(5)


def test_half_width_is_that_of_the_t_interval() -> None:
    values = CHANCE.normal(size=(16, 3))
    low, high = stats.t.interval(0.95, 15, loc=values.mean(axis=0), scale=stats.sem(values, axis=0))
    np.testing.assert_allclose(half_width(values), (high - low) / 2)
    mean, *ends = mean_interval(values)
    np.testing.assert_allclose([mean, *ends], [values.mean(axis=0), low, high])


def test_one_replicate_says_nothing() -> None:
    assert half_width(np.zeros((1, 2))).tolist() == [math.inf, math.inf]


@pytest.mark.parametrize("draws", [32, 8192])
def test_what_was_never_seen(draws: int) -> None:
    assert unseen(draws) == pytest.approx(stats.beta.ppf(0.975, 1, draws))  # Clopper and Pearson


def test_probabilities_stay_inside_and_allow_for_the_unseen() -> None:
    never, always, rare = np.zeros(16), np.ones(16), np.r_[0.5, np.zeros(15)]
    assert probability_interval(never, 160) == (0, 0, pytest.approx(unseen(160)))
    assert probability_interval(always, 160) == (1, pytest.approx(1 - unseen(160)), 1)
    assert probability_interval(rare, 160)[1] == 0
    for values in (never, always):
        assert len({float(part) for part in probability_interval(values, 160, exact=True)}) == 1


def test_replicates_that_agree_do_not_claim_certainty() -> None:
    mean, low, high = probability_interval(np.full(16, 0.3), 160)
    assert (mean - low, high - mean) == (pytest.approx(resolution(16, 160)), pytest.approx(resolution(16, 160)))
    assert difference_interval(np.full(16, 0.3), 160, exact=True) == (pytest.approx(0.3), pytest.approx(0.3), pytest.approx(0.3))


def test_resolution_covers_any_remainder() -> None:
    """One number, evenly spread points: each replicate counts floor or ceiling, as a coin of weight f."""
    heads = np.arange(17)
    half = np.maximum(half_width(np.stack([np.arange(16) < k for k in heads], axis=1).astype(float)), resolution(16, 16))
    for f in np.linspace(0.0005, 0.9995, 400):
        inside = np.abs(heads / 16 - f) <= half
        assert stats.binom.pmf(heads[inside], 16, f).sum() > 0.95


def test_ratio_interval_holds_the_ratio() -> None:
    truth, hits = 3.0, 0
    for _ in range(2000):
        below = CHANCE.normal(2, 0.1, 16)
        _, low, high = ratio_interval(truth * below + CHANCE.normal(0, 0.2, 16), below)
        hits += low <= truth <= high
    assert 0.935 < hits / 2000 < 0.965
    exact = ratio_interval(np.full(16, 6.0), np.full(16, 2.0))
    assert [float(part) for part in exact] == [3, 3, 3]
    assert all(np.isnan(part) for part in ratio_interval(np.ones(16), np.zeros(16)))
