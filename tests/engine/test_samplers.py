"""Where in the unit cube a plan is evaluated."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

import logicmodel as lm
from logicmodel.engine.samplers.latin_hypercube import LatinHypercube
from logicmodel.engine.samplers.random import Random
from logicmodel.engine.samplers.sampler import SMALLEST, Sampler
from logicmodel.engine.samplers.sobol import BITS, DIMENSIONS, Sobol, directions

EVERY: list[Sampler] = [Sobol(), Random(), LatinHypercube()]
NAMES = [f"column{n}" for n in range(5)]


def points(sampler: Sampler, names: list[str] = NAMES, *, count: int = 256, seed: int = 1, replicate: int = 0) -> np.ndarray:
    return sampler.stream(names, seed=seed, replicate=replicate, points=count).block(0, count).copy()


@pytest.mark.parametrize("dimensions", [1, 2, 13, 64, 65, 1000])
def test_unscrambled_points_are_those_of_scipy(dimensions: int) -> None:
    numbers = directions(dimensions)
    index = np.arange(128)
    bits = np.zeros((dimensions, 128), np.uint32)
    for bit in range(7):
        bits ^= np.where(index >> bit & 1, numbers[:, bit : bit + 1], 0).astype(np.uint32)
    theirs = qmc.Sobol(dimensions, scramble=False, bits=BITS).random(128)
    ours = (bits / 2.0**BITS).T
    np.testing.assert_array_equal(ours[np.lexsort(ours.T[::-1])], theirs[np.lexsort(theirs.T[::-1])])


def test_all_dimensions_are_those_of_scipy() -> None:
    theirs = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS).random(4)
    ours = directions(DIMENSIONS)
    bits = np.stack([np.zeros(DIMENSIONS, np.uint32), ours[:, 0], ours[:, 0] ^ ours[:, 1], ours[:, 1]])
    np.testing.assert_array_equal(bits / 2.0**BITS, theirs)


@pytest.mark.parametrize("replicate", range(4))
def test_every_replicate_of_sobol_points_is_a_net(replicate: int) -> None:
    u = points(Sobol(), count=256, replicate=replicate)
    for row in u:
        assert (np.sort(np.floor(row * 256)) == np.arange(256)).all()
    for wide in range(9):
        cells = np.floor(u[0] * 2**wide) * 2 ** (8 - wide) + np.floor(u[1] * 2 ** (8 - wide))
        assert len(np.unique(cells)) == 256


def test_latin_hypercube_has_one_point_in_every_slice() -> None:
    u = points(LatinHypercube(), count=100)
    for row in u:
        assert (np.sort(np.floor(row * 100)) == np.arange(100)).all()
    assert abs(stats.spearmanr(u[0], u[1]).statistic) < 0.3


@pytest.mark.parametrize("sampler", EVERY, ids=str)
def test_points_are_uniform_and_unbiased_over_replicates(sampler: Sampler) -> None:
    replicates = np.stack([points(sampler, count=16, replicate=r) for r in range(400)])
    for estimate, truth in (
        (replicates[:, 0].mean(axis=1), 0.5),
        ((replicates[:, 0] ** 3).mean(axis=1), 0.25),
        ((replicates[:, 1] * replicates[:, 2]).mean(axis=1), 0.25),
        ((replicates[:, 3] + replicates[:, 4] < 0.3).mean(axis=1), 0.045),
    ):
        assert abs(estimate.mean() - truth) < 4 * estimate.std(ddof=1) / 20
    assert stats.kstest(replicates[:, :, 0].ravel(), "uniform").pvalue > 1e-4


@pytest.mark.parametrize("sampler", EVERY, ids=str)
def test_blocks_are_pieces_of_the_whole(sampler: Sampler) -> None:
    whole = points(sampler)
    for width in (2, 16, 64, 128):
        stream = sampler.stream(NAMES, seed=1, replicate=0, points=256)
        pieces = [stream.block(start, width).copy() for start in range(0, 256, width)]
        np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)


@pytest.mark.parametrize("sampler", EVERY, ids=str)
def test_blocks_may_be_read_in_any_order(sampler: Sampler) -> None:
    whole = points(sampler)
    stream = sampler.stream(NAMES, seed=1, replicate=0, points=256)
    for start, count in ((192, 64), (0, 64), (32, 32), (2, 2), (128, 128), (7, 1), (0, 256)):
        np.testing.assert_array_equal(stream.block(start, count), whole[:, start : start + count])


@pytest.mark.parametrize("sampler", EVERY, ids=str)
def test_points_depend_on_seed_and_replicate_only(sampler: Sampler) -> None:
    whole = points(sampler)
    np.testing.assert_array_equal(whole, points(sampler))
    for other in (points(sampler, seed=2), points(sampler, replicate=1)):
        assert not np.isin(other, whole).any()


@pytest.mark.parametrize("sampler", [Random(), LatinHypercube()], ids=str)
def test_a_column_more_leaves_the_others(sampler: Sampler) -> None:
    more = ["another", *NAMES]
    np.testing.assert_array_equal(points(sampler, more)[1:], points(sampler))


def test_more_points_of_the_same_seed_begin_alike() -> None:
    for sampler in (Sobol(), Random()):
        np.testing.assert_array_equal(points(sampler, count=512)[:, :256], points(sampler, count=256))


@pytest.mark.parametrize("sampler", EVERY, ids=str)
def test_coordinates_stay_inside(sampler: Sampler) -> None:
    u = points(sampler, count=4096)
    assert u.min() >= SMALLEST
    assert u.max() < 1
    assert np.isfinite(stats.norm.ppf(u)).all()
    assert points(sampler, []).shape == (0, 256)


def test_sobol_blocks_start_at_multiples_of_their_size() -> None:
    stream = Sobol().stream(NAMES, seed=1, replicate=0, points=256)
    with pytest.raises(ValueError, match="cannot start at 8"):
        stream.block(8, 16)


def test_more_columns_than_sobol_has_dimensions() -> None:
    names = [f"n{n:05}" for n in range(DIMENSIONS + 9)]
    u = points(Sobol(), names, count=64)
    assert u.shape == (DIMENSIONS + 9, 64)
    for row in u[:DIMENSIONS:2000]:
        assert (np.sort(np.floor(row * 64)) == np.arange(64)).all()
    extra = u[DIMENSIONS:]
    assert len(np.unique(extra)) == extra.size
    np.testing.assert_array_equal(extra, points(Random(), names[DIMENSIONS:], count=64))


def test_what_stood_in_memory_before_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"n{n:05}" for n in range(DIMENSIONS + 9)]
    before = points(Sobol(), names, count=8)
    signalling = np.uint64(0x7FF0000000000001)  # no number, and any arithmetic with it warns
    monkeypatch.setattr(np, "empty", lambda shape, dtype=float: np.full(shape, signalling).view(dtype))
    np.testing.assert_array_equal(points(Sobol(), names, count=8), before)


def test_a_plan_with_more_numbers_than_dimensions() -> None:
    count = 600
    document = {
        "periods": {"first": "2027-01", "count": count, "step": "month"},
        "outcomes": {f"y{n:02}": {"baseline": 0, "noise": "normal(0, 1)"} for n in range(36)},
    }
    results = lm.simulate(lm.Plan.from_document(document), draws=32, keep="nothing")
    assert any("beyond the 21,201st" in note for note in results.notes)
    assert abs(results.estimates["node"].mean()) < 0.02


def test_samplers_by_name() -> None:
    for name, kind in itertools.product(["sobol", "random", "latin_hypercube"], [str, Sampler]):
        plan = lm.Plan.from_document({"periods": {"first": 2027, "count": 1}, "outcomes": {"y": {"baseline": "1 to 2"}}})
        sampler = name if kind is str else {"sobol": Sobol, "random": Random, "latin_hypercube": LatinHypercube}[name]()
        assert lm.simulate(plan, draws=32, sampler=sampler).sampler == name
