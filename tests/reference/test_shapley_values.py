"""Shapley values against closed forms, against all orders, and the stated error of sampled ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.analysis.contribution import shapley
from logicmodel.engine.intervals import mean_interval


def by_all_orders(values: np.ndarray, players: int) -> np.ndarray:
    """Average what each adds over every order; ``values`` are indexed by bit mask."""
    total = np.zeros((players, *values.shape[1:]))
    for order in itertools.permutations(range(players)):
        mask = 0
        for player in order:
            total[player] += values[mask | 1 << player] - values[mask]
            mask |= 1 << player
    return total / np.prod(range(1, players + 1))


def game(players: int, seed: int, *more: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(1 << players, *more)).cumsum(axis=0)


def test_exact_values_are_those_of_all_orders() -> None:
    values = game(6, 1, 3)
    np.testing.assert_allclose(shapley.exact(values, [1] * 6), by_all_orders(values, 6), rtol=1e-12)


def test_members_of_groups_get_what_all_orders_of_single_players_give_them() -> None:
    sizes = [2, 1, 3, 1]
    values = game(4, 2)
    group = [place for place, size in enumerate(sizes) for _ in range(size)]
    complete = [
        sum(1 << place for place in range(4) if all(mask >> player & 1 for player, g in enumerate(group) if g == place))
        for mask in range(1 << len(group))
    ]
    single = by_all_orders(values[complete], len(group))
    np.testing.assert_allclose(shapley.exact(values, sizes)[group], single, rtol=1e-10)


def test_the_axioms_hold() -> None:
    values, other = game(5, 3), game(5, 4)
    found = shapley.exact(values, [1] * 5)
    assert found.sum() == pytest.approx(values[-1] - values[0], rel=1e-12)
    np.testing.assert_allclose(shapley.exact(values + other, [1] * 5), found + shapley.exact(other, [1] * 5), rtol=1e-10)
    masks = np.arange(32)
    idle = values[masks & 0b01111]
    assert shapley.exact(idle, [1] * 5)[4] == 0.0
    swapped = (masks & 0b11100) | (masks & 1) << 1 | (masks & 2) >> 1
    equal = shapley.exact(values + values[swapped], [1] * 5)
    assert equal[0] == pytest.approx(equal[1], rel=1e-12)
    turned = sum(((masks >> old) & 1) << new for old, new in enumerate([2, 0, 4, 1, 3]))
    np.testing.assert_allclose(shapley.exact(values[np.argsort(turned)], [1] * 5)[[2, 0, 4, 1, 3]], found, rtol=1e-10)


def test_gloves() -> None:
    masks = np.arange(8)
    pairs = ((masks & 1 > 0) & (masks & 0b110 > 0)).astype(float)
    np.testing.assert_allclose(shapley.exact(pairs, [1, 1, 1]), [2 / 3, 1 / 6, 1 / 6], rtol=1e-12)


def sampled(values: np.ndarray, players: int, count: int, rng: np.random.Generator) -> np.ndarray:
    order = shapley.orders(players, count, rng)
    masks = shapley.prefixes(order) @ (1 << np.arange(players))
    return shapley.sampled(values[masks], order)


def test_sampled_orders_leave_no_rest_and_all_orders_are_exact() -> None:
    values = game(8, 5)
    found = sampled(values, 8, 6, np.random.default_rng(1))
    assert found.sum() == pytest.approx(values[-1] - values[0], rel=1e-12)
    every = np.array(list(itertools.permutations(range(4))))
    masks = shapley.prefixes(every) @ (1 << np.arange(4))
    small = game(4, 6)
    np.testing.assert_allclose(shapley.sampled(small[masks], every), shapley.exact(small, [1] * 4), rtol=1e-12)


def test_intervals_of_sampled_values_hold_the_exact_ones() -> None:
    players, repeats = 8, 60
    values = game(players, 7)
    true = shapley.exact(values, [1] * players)
    held = 0
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        _, low, high = mean_interval(np.stack([sampled(values, players, 8, rng) for _ in range(16)]))
        held += int(((low <= true) & (true <= high)).sum())
    assert 0.91 <= held / (repeats * players) <= 0.985  # 0.952 over 2,000 repeats


def test_an_order_comes_with_its_reverse() -> None:
    found = shapley.orders(5, 5, np.random.default_rng(0))
    assert found.shape == (6, 5)
    np.testing.assert_array_equal(found[:3, ::-1], found[3:])


def channels(combine: object, *amounts: float) -> lm.Plan:
    """Return a plan of one period whose activities act on one outcome with a weight of 1 each."""
    names = [f"a{number}" for number in range(1, len(amounts) + 1)]
    return lm.Plan.from_document({
        "title": "Channels", "currency": "EUR", "periods": {"first": "2027", "count": 1},
        "inputs": {f"i{name}": {"unit": "EUR"} for name in names},
        "activities": {name: {} for name in names}, "outcomes": {"y": {"combine": combine, "unit": "u", "baseline": 0}},
        "links": [{"from": f"i{name}", "to": name, "weight": 1} for name in names] + [{"from": name, "to": "y", "weight": 1} for name in names],
        "targets": [{"node": "y", "at_least": 1, "by": "2027"}],
        "allocations": {"all": {f"i{name}": amount for name, amount in zip(names, amounts, strict=True)}},
    })


def shares(plan: lm.Plan, players: str = "activities", **options: object) -> list[float]:
    answer = lm.contribution(plan, players=players, target="y@2027", draws=256, **options)  # type: ignore[arg-type]
    return [row["value"] for row in answer.rows if row["of"] == "effect" and (players != "links" or row["name"].endswith("->y"))]


def test_what_adds_up_gets_its_own_effect() -> None:
    np.testing.assert_allclose(shares(channels("sum", 1, 2, 4)), [1, 2, 4], rtol=1e-12)
    np.testing.assert_allclose(shares(channels("sum", 1, 2, 4), "inputs"), [1, 2, 4], rtol=1e-12)
    np.testing.assert_allclose(shares(channels("sum", 1, 2, 4), "links"), [0.5, 1, 2], rtol=1e-12)


def test_two_who_need_each_other_share_equally() -> None:
    for combine, whole in (("minimum", 3.0), ("product", 9.0)):
        np.testing.assert_allclose(shares(channels(combine, 3, 3)), [whole / 2] * 2, rtol=1e-12)
    np.testing.assert_allclose(shares(channels("product", 2, 3)), [3.0, 3.0], rtol=1e-12)


def test_the_best_of_two() -> None:
    # alone 2 and 5, together 5: the larger one gets what it has more, and both share what either brings
    np.testing.assert_allclose(shares(channels("maximum", 2, 5)), [1.0, 4.0], rtol=1e-12)


def test_gloves_as_a_plan() -> None:
    plan = lm.Plan.from_document({
        "title": "Gloves", "currency": "EUR", "periods": {"first": "2027", "count": 1},
        "inputs": {name: {"unit": "EUR"} for name in ("left", "right", "other")},
        "activities": {f"make_{name}": {} for name in ("left", "right", "other")},
        "outputs": {"right_hand": {"combine": "maximum"}}, "outcomes": {"pairs": {"combine": "minimum", "baseline": 0}},
        "links": [
            *({"from": name, "to": f"make_{name}", "weight": 1} for name in ("left", "right", "other")),
            {"from": "make_right", "to": "right_hand", "weight": 1}, {"from": "make_other", "to": "right_hand", "weight": 1},
            {"from": "make_left", "to": "pairs", "weight": 1}, {"from": "right_hand", "to": "pairs", "weight": 1},
        ],
        "targets": [{"node": "pairs", "at_least": 1, "by": "2027"}], "allocations": {"all": {"left": 1, "right": 1, "other": 1}},
    })
    answer = lm.contribution(plan, draws=256)
    for of in ("effect", "success"):
        found = [row["value"] for row in answer.rows if row["of"] == of]
        np.testing.assert_allclose(found, [2 / 3, 1 / 6, 1 / 6], rtol=1e-12)


def test_a_chance_is_divided_by_what_both_events_need() -> None:
    # two activities that work or not; the target needs both: each gets half of P(both)
    plan = channels("sum", 1, 1)
    document = plan.to_document()
    document["targets"][0]["at_least"] = 2
    for link in document["links"]:
        if link["to"] == "y":
            link["works"] = 0.6 if link["from"] == "a1" else 0.5
    answer = lm.contribution(lm.Plan.from_document(document), target="success", seed=3)
    (whole,) = answer.settings["whole"]
    assert whole["value_low"] <= 0.3 <= whole["value_high"]
    assert [row["value"] for row in answer.rows] == pytest.approx([whole["value"] / 2] * 2)
    assert [row["share"] for row in answer.rows] == pytest.approx([0.5, 0.5])
