from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logicmodel.views.plotting.scale import apart, scale_of, thinned, ticks, widest

NUMBERS = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-9)


@given(st.lists(NUMBERS, min_size=1, max_size=8), st.integers(2, 8), st.sampled_from([{}, {"zero": True}]))
def test_a_scale_holds_its_values_and_its_ticks(values: list[float], most: int, options: dict[str, Any]) -> None:
    scale = scale_of(values, most=most, **options)
    assert scale.low <= min(values) <= max(values) <= scale.high
    assert scale.low < scale.high
    places = [value for value, _ in scale.ticks]
    assert places == sorted(set(places))
    assert len(places) <= most + 1
    room = 1e-6 * (scale.high - scale.low)
    assert all(scale.low - room <= value <= scale.high + room for value in places)
    if options:
        assert scale.low <= 0 <= scale.high


@pytest.mark.parametrize(("low", "high", "words"), [
    (0, 100, ["0", "20", "40", "60", "80", "100"]),
    (0, 90_000, ["0", "20,000", "40,000", "60,000", "80,000"]),
    (0, 2.4e9, ["0", "0.5 bn", "1.0 bn", "1.5 bn", "2.0 bn"]),
    (-3, 3, ["−2", "0", "2"]),
    (0, 0.25, ["0", "0.05", "0.10", "0.15", "0.20", "0.25"]),
    (0, 1.1, ["0", "0.25", "0.50", "0.75", "1.00"]),
])
def test_ticks_are_round_and_written_alike(low: float, high: float, words: list[str]) -> None:
    assert [word for _, word in ticks(low, high)] == words


def test_scales_begin_at_zero_where_values_come_near_it() -> None:
    assert scale_of([10, 100]).low == 0
    assert scale_of([90, 100]).low > 80
    assert scale_of([-100, -10]).high == 0
    assert scale_of([]).low == 0
    assert scale_of([float("inf"), None, 5.0]).high > 5
    assert scale_of([1e-7, 2e-7]).ticks
    assert scale_of([1e16, 9e16]).ticks[-1][1].startswith("8.00e")


@given(st.integers(1, 200), st.floats(1, 600))
def test_labels_that_are_left_fit(count: int, room: float) -> None:
    labels = [f"20{place:03}-Q1" for place in range(count)]
    kept = thinned(labels, room)
    assert kept == sorted(set(kept))
    assert kept[-1] == count - 1
    if len(kept) > 1:
        assert kept[0] == 0
        assert len(kept) * widest(labels[:1], 8.0) <= room + widest(labels[:1], 8.0)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9), st.floats(0.5, 10))
def test_labels_are_moved_apart_and_stay_in_order(wanted: list[float], gap: float) -> None:
    found = apart(wanted, gap, 0.0, 100.0)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    assert all(found[b] - found[a] >= gap - 1e-6 for a, b in itertools.pairwise(order))
    if (len(wanted) - 1) * gap <= 100:
        assert all(-1e-6 <= place <= 100 + gap * len(wanted) for place in found)
