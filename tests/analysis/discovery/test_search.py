"""Peeling, pasting, pruning and trees on cases whose boxes are known."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from logicmodel.analysis.discovery import boxes, splits
from logicmodel.analysis.discovery.grid import grid_of
from logicmodel.analysis.discovery.peeling import Condition, gain, inside, paste, peel
from logicmodel.analysis.discovery.region import Limits
from logicmodel.analysis.discovery.search import Settings, counted, search, tail
from logicmodel.analysis.discovery.tree import grow

from .cases import hunt_of, planted


@pytest.mark.parametrize("cuts", [[0.6, 0.5], [0.3, 0.3, 0.25], [0.3, 0.3, 0.25, 0.25], [0.3, 0.3, 0.25, 0.25, 0.2]])
def test_a_planted_box_is_found_among_thirty_other_numbers(cuts: list[float]) -> None:
    x, hit = planted(cuts)
    (piece,) = boxes.found(hunt_of(x, hit, most=5), 3)
    assert [limits.number for limits in piece.region] == list(range(len(cuts)))
    for limits, cut in zip(piece.region, cuts, strict=True):
        low, high = (cut, None) if limits.number % 2 == 0 else (None, 1 - cut)
        assert limits.from_value == (None if low is None else pytest.approx(low, abs=0.04))
        assert limits.to_value == (None if high is None else pytest.approx(high, abs=0.04))


def test_what_is_told_of_a_box_holds_for_its_exact_volume() -> None:
    x, hit = planted([0.4, 0.4], inside=0.8, outside=0.15, seed=2)
    hunt = hunt_of(x, hit)
    (piece,) = boxes.found(hunt, 1)
    low, high = piece.region[0].from_value, piece.region[1].to_value
    assert low is not None
    assert high is not None
    volume, shared = (1 - low) * high, (1 - max(low, 0.4)) * min(high, 0.6)
    hits, every = 0.15 * volume + 0.65 * shared, 0.15 + 0.65 * 0.36
    facts = hunt.facts(piece, 1, every)
    for name, true in (("density", hits / volume), ("coverage", hits / every), ("support", volume), ("outside", (every - hits) / (1 - volume))):
        assert facts[f"{name}_low"] <= true <= facts[f"{name}_high"]
        assert facts[f"{name}_high"] - facts[f"{name}_low"] < 0.1
    rows = hunt.rows(piece)
    assert [row["name"] for row in rows] in (["x0", "x1"], ["x1", "x0"])
    assert all(row["quasi_p"] < 1e-9 and row["reproduced"] == 1.0 and row["stable"] for row in rows)
    lower = next(row for row in rows if row["name"] == "x0")
    assert 0.35 < lower["from_value_p10"] <= lower["from_value_p90"] < 0.45
    assert lower["to_value_p10"] is None


def test_nothing_is_found_where_there_is_nothing() -> None:
    told = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        x = rng.random((40, 2048))
        x[::4] = x[::4] < 0.3
        hunt = hunt_of(x, rng.random(2048) < rng.uniform(0.05, 0.9))
        told += len(boxes.found(hunt, 1)) + len(splits.found(hunt))
    assert told == 0


def test_what_only_two_numbers_together_decide_is_told_truly_or_not_at_all() -> None:
    x = np.random.default_rng(3).random((20, 4096))
    hunt = hunt_of(x, (x[0] > 0.5) ^ (x[1] > 0.5))
    for piece in boxes.found(hunt, 1):
        assert {limits.number for limits in piece.region} <= {0, 1}
        assert hunt.facts(piece, 1, 0.5)["density"] > 0.9


def test_a_rare_event_is_found_although_it_cuts_most_draws_off() -> None:
    rng = np.random.default_rng(5)
    x = rng.random((20, 8192))
    x[3] = x[3] < 0.9
    hit = (x[3] == 0) | (rng.random(8192) < 0.2 + 0.3 * (x[0] > 0.5))
    first, *_ = boxes.found(hunt_of(x, hit), 1)
    assert first.region == (Limits(3, None, 0.0),)


def test_two_boxes_are_found_one_after_the_other_and_a_wider_one_is_not_told() -> None:
    rng = np.random.default_rng(7)
    x = rng.random((12, 8192))
    hit = rng.random(8192) < np.where((x[0] > 0.75) | (x[1] < 0.2), 0.9, 0.05)
    hunt = hunt_of(x, hit)
    pieces = boxes.found(hunt, 5)
    assert [[limits.number for limits in piece.region] for piece in pieces] == [[0], [1]]
    assert not (pieces[1].free & (x[0] > (pieces[0].region[0].from_value or 0))).any()
    facts = [hunt.facts(piece, number, 0.4) for number, piece in enumerate(pieces, 1)]
    assert facts[0]["new"] == facts[0]["coverage"]
    assert facts[1]["new"] < facts[1]["coverage"]
    whole = boxes.together(hunt, pieces)
    assert whole["coverage"] == pytest.approx(facts[0]["coverage"] + facts[1]["new"])
    assert whole["outside_low"] < 0.05 < whole["outside_high"]
    graded = rng.random(8192) < np.where(x[0] > 0.8, 0.9, np.where(x[0] > 0.5, 0.5, 0.05))
    assert len(boxes.found(hunt_of(x, graded), 3)) == 1
    assert boxes.together(hunt, []) == {}


def test_a_number_with_few_values_is_cut_between_them() -> None:
    rng = np.random.default_rng(9)
    x = rng.random((10, 8192))
    x[2] = rng.integers(0, 5, 8192)
    hit = rng.random(8192) < np.where((x[2] >= 1) & (x[2] <= 2) & (x[0] > 0.3), 0.9, 0.1)
    (piece,) = boxes.found(hunt_of(x, hit), 1)
    assert piece.region[1] == Limits(2, 1.0, 2.0)


def test_trajectories_become_denser_and_end_at_the_box_that_is_told() -> None:
    x, hit = planted([0.4, 0.4])
    hunt = hunt_of(x, hit)
    pieces = boxes.found(hunt, 1)
    rows = boxes.trajectory(hunt, pieces)
    assert rows[0]["support"] == rows[0]["coverage"] == 1.0
    assert [row["chosen"] for row in rows] == [False] * (len(rows) - 1) + [True]
    way = rows[:-1]
    assert all(after["coverage"] <= before["coverage"] for before, after in itertools.pairwise(way))
    assert max(row["density"] for row in way) > 0.75
    assert way[0]["density"] < 0.4
    assert rows[-1]["density"] == pytest.approx(hunt.facts(pieces[0], 1, 0.3)["density"])


def test_peeling_stops_where_nothing_is_left_to_gain() -> None:
    x, _ = planted([0.4], numbers=3, draws=2048)
    grid, draws = grid_of(x), np.arange(2048)
    every = peel(grid, np.ones(2048, dtype=bool), draws, least=40)
    assert len(every.draws) == 1
    assert search(grid, np.zeros(2048, dtype=bool), draws, Settings()) is None
    few = peel(grid, x[0] > 0.99, draws, least=500)
    assert few.draws.min() >= 500
    assert (np.diff(few.draws) < 0).all()


def test_pasting_gives_back_what_was_peeled_too_far() -> None:
    x, hit = planted([0.4], inside=1.0, outside=0.0, numbers=2)
    grid, draws = grid_of(x), np.arange(8192)
    far = (Condition(0, lower=True, step=40), Condition(1, lower=False, step=57))
    wider = paste(grid, hit, draws, far)
    assert [condition.step for condition in wider if condition.number == 0] == [pytest.approx(24, abs=1)]
    assert inside(grid, far).sum() < inside(grid, wider).sum()
    assert paste(grid, hit, draws, ()) == ()


def test_how_well_a_box_tells_hits_is_a_correlation() -> None:
    rng = np.random.default_rng(2)
    box, hit = rng.random(500) < 0.3, rng.random(500) < 0.4
    expected = np.corrcoef(box, hit)[0, 1]
    assert gain(box.sum(), (box & hit).sum(), 500, hit.sum()) == pytest.approx(expected)
    assert gain(hit.sum(), hit.sum(), 500, hit.sum()) == pytest.approx(1.0)
    assert gain(500, hit.sum(), 500, hit.sum()) == gain(0, 0, 500, hit.sum()) == 0.0


def test_quasi_p_is_the_binomial_tail_beside_the_box_without_a_condition() -> None:
    x, hit = planted([0.4], numbers=1, draws=4096)
    grid, draws = grid_of(x), np.arange(4096)
    box = (Condition(0, lower=True, step=24), Condition(1, lower=True, step=30))
    counts = counted(grid, hit, draws, box)
    assert counts.draws == inside(grid, box).sum()
    assert list(counts.around) == [inside(grid, box[1:]).sum(), inside(grid, box[:1]).sum()]
    first, second = counts.quasi_p
    assert first < 1e-20
    assert second > 0.01
    assert tail(10, 3, 0.5) == pytest.approx(968 / 1024)
    assert tail(10, 0, 0.5) == 1.0


def test_a_tree_asks_for_what_was_planted() -> None:
    rng = np.random.default_rng(4)
    x = rng.random((30, 8192))
    hit = rng.random(8192) < np.where(x[5] > 0.5, np.where(x[6] < 0.3, 0.9, 0.3), 0.05)
    hunt = hunt_of(x, hit)
    pieces = splits.found(hunt)
    first = pieces[0].region
    assert [limits.number for limits in first] == [5, 6]
    assert first[0].from_value == pytest.approx(0.5, abs=0.03)
    assert first[1].to_value == pytest.approx(0.3, abs=0.03)
    assert [piece.dense for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    shares = [hunt.facts(piece, 1, 0.25) for piece in pieces]
    assert sum(share["support"] for share in shares) == pytest.approx(1.0)
    assert sum(share["coverage"] for share in shares) == pytest.approx(1.0)
    rows = splits.branches(hunt, pieces, {"value": 0.25, "low": 0.24, "high": 0.26})
    assert rows[0]["above"] is None
    assert {row["box"] for row in rows if row["box"] is not None} == set(range(1, len(pieces) + 1))
    assert len(grow(hunt.grid, hit, hunt.train, least=3000).parts) == 0
    assert next(grow(hunt.grid, hit, hunt.train, depth=0, least=10).ends()).box == ()
