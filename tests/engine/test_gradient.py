"""Gradients against central differences on frozen draws, and margins against the engine's own verdicts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import logicmodel as lm
from logicmodel.engine import gradient
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Block
from logicmodel.engine.gradient import Sample
from logicmodel.engine.measure import cost, effect, measure, worth
from logicmodel.engine.samplers.sobol import Sobol
from logicmodel.errors import RequestError
from tests.engine.gradients import (
    Quantities,
    amounts_for,
    everything,
    prepared,
    priced,
    pulled,
    random_plans,
    sample_of,
)


# against differences -----------------------------------------------------------------------------------
class Differences:
    """Derivatives of everything at once, by differences in one amount, where they can be told."""

    def __init__(self, sample: Sample, amounts: Quantities, name: str, t: int) -> None:
        def at(steps: float) -> Quantities:
            moved = {key: value.copy() for key, value in amounts.items()}
            moved[name][t] += steps * h
            return everything(sample.at(moved))

        h = 1e-4 * max(amounts[name][t], 1.0)
        here, up, down, far_up, far_down = (at(steps) for steps in (0, 1, -1, 2, -2))
        self.slopes, self.clear = {}, {}
        with np.errstate(invalid="ignore", over="ignore"):
            for key, level in here.items():
                near, far = (up[key] - down[key]) / (2 * h), (far_up[key] - far_down[key]) / (4 * h)
                sides = (far_up[key] - level) / (2 * h), (level - far_down[key]) / (2 * h)
                slope = near + (near - far) / 3
                size = np.abs(slope) + 1e-8 * np.abs(level)
                clear = np.abs(near - far) <= 1e-5 * size + 1e-13  # no bend inside of the steps
                clear &= np.abs(sides[0] - sides[1]) <= 3e-2 * size + 1e-10  # nor right here
                self.clear[key] = clear & np.isfinite(slope) & (np.abs(level) < 1e9)
                self.slopes[key] = np.where(self.clear[key], slope, 0.0)


@random_plans(120)
def test_gradients_of_random_plans_agree_with_differences(plan: lm.Plan, seed: int) -> None:
    check_against_differences(plan, seed)


def check_against_differences(plan: lm.Plan, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sample = sample_of(plan, seed=seed)
    amounts = amounts_for(sample, rng)
    here = everything(sample.at(amounts))
    adjoints = {key: rng.normal(size=level.shape) for key, level in here.items()}
    told = entries = 0
    for name in sample.inputs:
        for t in np.flatnonzero(amounts[name]):
            found = Differences(sample, amounts, name, int(t))
            told += sum(clear.sum() for clear in found.clear.values())
            entries += sum(clear.size for clear in found.clear.values())
            sure = {key: np.where(found.clear[key], one, 0.0) for key, one in adjoints.items()}
            terms = [sure[key] * found.slopes[key] for key in sure]
            size = sum(np.abs(term).sum() for term in terms)
            levels = sum(np.abs(one[one != 0] * here[key][one != 0]).sum() for key, one in sure.items())
            got = pulled(sample.at(amounts), sure)[name][t]
            assert abs(got - sum(term.sum() for term in terms)) <= 1e-6 * size + 1e-9 * levels * 1e-6 + 1e-12
    assert told >= 0.8 * entries


def rests(sample: Sample, step: Any) -> bool:
    """Say whether the reference of a node lies on one of its bounds in some draw."""
    block = sample.batches[0].block
    return any(
        bool(np.any(np.asarray(block.references[step.place]) == np.asarray(block.get(end))))
        for end in (step.low, step.high) if end is not None
    )


@random_plans(120)
def test_an_input_that_gets_nothing_has_the_slope_of_the_first_unit(plan: lm.Plan, seed: int) -> None:
    """Nothing allocated takes a short cut in the engine, and lies on the bend of many curves."""
    sample = sample_of(plan, seed=seed)
    none = amounts_for(sample, np.random.default_rng(seed), idle=1.0)
    here = everything(sample.at(none))
    if any(not step.combiner.additive or rests(sample, step) for step in sample.program.steps):
        return  # contributions that tie at 0, and levels that rest on a bound, have no slope
    due = np.array([not step.anywhen for step in sample.program.targets])
    here |= {key: np.where(due[:, None], here[key], np.nan) for key in ("margins", "levels")}  # periods tie
    for name in sample.inputs:
        for t in range(sample.program.periods):
            rises = []
            for h in (1e-5, 2e-5, 4e-5):
                moved = {key: value.copy() for key, value in none.items()}
                moved[name][t] += h
                levels = everything(sample.at(moved))
                rises.append({key: (levels[key] - level) / h for key, level in here.items()})
            point = sample.at(none)
            for key, level in here.items():
                one, two, four = (rise[key] for rise in rises)
                slope, other = 2 * one - two, 2 * two - four
                straight = np.abs(slope - other) <= 1e-6 * np.abs(slope) + 1e-9 * np.abs(level)
                straight &= (slope != 0.0) & (np.abs(level) < 1e9)  # not where it rests on a bound
                slope, level = (np.where(straight, value, 0.0) for value in (slope, level))  # noqa: PLW2901
                got = pulled(point, {key: np.where(straight, 1.0, 0.0)})[name][t]
                allowed = 1e-5 * np.abs(slope).sum() + 1e-8 * np.abs(level).sum() + 1e-9
                assert abs(got - slope.sum()) <= allowed


# against the engine ------------------------------------------------------------------------------------
@random_plans(80)
def test_what_a_point_says_is_what_the_engine_says(plan: lm.Plan, seed: int) -> None:
    program = compile_plan(plan)
    sample = Sample.of(program, draws=16, seed=seed, keep=program.nodes, block=8)
    amounts = amounts_for(sample, np.random.default_rng(seed))
    u = Sobol().stream(program.rows, seed=seed, replicate=0, points=16).block(0, 16)
    with np.errstate(over="ignore", invalid="ignore"):
        block = Block(program, draw(program, u), 16)
        shape = (program.periods, 16)
        resting = block.evaluate({})
        nothing = {place: np.broadcast_to(level, shape).copy() for place, level in enumerate(resting.level)}
        levels = block.evaluate(amounts)
        point = sample.at(amounts)
        for place, name in enumerate(program.nodes):
            np.testing.assert_array_equal(point.node(name), np.broadcast_to(levels.level[place], shape))
        for row, step in enumerate(program.targets):
            found = measure(step, block, levels, nothing)
            np.testing.assert_array_equal(point.margins[row] >= 0, found.met)
            np.testing.assert_array_equal(point.levels[row], found.level)
            np.testing.assert_array_equal(point.effects[row], effect(step, levels, nothing))
            missed = np.maximum(-point.margins[row], 0.0) * sample.scales[row]
            np.testing.assert_allclose(missed, found.gap, rtol=1e-12, atol=1e-300)
        benefit = sum((worth(step, block, levels, nothing).money[-1] for step in program.values), np.zeros(16))
        size = sum(np.abs(level).max() for level in levels.level)
        np.testing.assert_allclose(point.benefit, benefit, rtol=1e-9, atol=1e-9 * size)
        for name, discounted in (("cost", False), ("spent", True)):
            expected = np.broadcast_to(cost(program, block, amounts, discounted=discounted), 16)
            np.testing.assert_array_equal(getattr(point, name), expected)


def test_the_draws_are_those_of_simulate() -> None:
    document = priced()
    plan = lm.Plan.from_document(document)
    results = lm.simulate(plan, draws=16 * 64, seed=5)
    met = results.draws["met"].reshape(2, -1, 16, 64)
    amounts = {name: np.array(value) for name, value in results.amounts["all"].items()}
    for replicate in (0, 3):
        sample = Sample.of(compile_plan(plan), draws=64, seed=5, replicate=replicate)
        np.testing.assert_array_equal(sample.at(amounts).margins >= 0, met[0, :, replicate] > 0)


# laws --------------------------------------------------------------------------------------------------
@random_plans(40)
def test_gradients_are_linear_in_the_adjoints(plan: lm.Plan, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sample = sample_of(plan, seed=seed)
    amounts = amounts_for(sample, rng)
    point = sample.at(amounts)
    here = {key: level for key, level in everything(point).items() if (np.abs(level) < 1e9).all()}
    one, other = ({key: rng.normal(size=level.shape) for key, level in here.items()} for _ in range(2))
    first, second = pulled(point, one), pulled(point, other)
    both = pulled(point, {key: 2 * one[key] - 3 * other[key] for key in one})
    each = [pulled(point, {key: adjoint}) for key, adjoint in one.items()]
    for name in sample.inputs:
        size = 1e-9 * (np.abs(first[name]).max() + np.abs(second[name]).max() + 1e3)
        np.testing.assert_allclose(both[name], 2 * first[name] - 3 * second[name], rtol=1e-9, atol=size)
        np.testing.assert_allclose(first[name], sum(part[name] for part in each), rtol=1e-9, atol=size)


@random_plans(25)
def test_gradients_do_not_depend_on_the_block_size(plan: lm.Plan, seed: int) -> None:
    samples = [sample_of(plan, seed=seed, draws=32, block=block) for block in (2, 8, 32)]
    amounts = amounts_for(samples[0], np.random.default_rng(seed))
    points = [sample.at(amounts) for sample in samples]
    rng = np.random.default_rng(seed + 1)
    adjoints = {
        key: rng.normal(size=level.shape)
        for key, level in everything(points[0]).items() if (np.abs(level) < 1e9).all()
    }
    whole = pulled(points[-1], adjoints)
    for point in points[:-1]:
        np.testing.assert_array_equal(point.sample.scales, samples[-1].scales)
        for name, gradient_ in pulled(point, adjoints).items():
            np.testing.assert_allclose(gradient_, whole[name], rtol=1e-8, atol=1e-8 * (np.abs(whole[name]).max() + 1))
        for key, level in everything(point).items():
            np.testing.assert_array_equal(level, everything(points[-1])[key])


@random_plans(30)
def test_asking_again_gives_the_same_bits(plan: lm.Plan, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sample = sample_of(plan, seed=seed, block=4)
    one, other = amounts_for(sample, rng), amounts_for(sample, rng)
    shape = (len(sample.targets), sample.draws)
    weights = rng.normal(size=shape)

    def ask() -> tuple[bytes, ...]:
        point = sample.at(one)
        found = point.pull(margins=weights, benefit=np.ones(1))
        return point.margins.tobytes(), *(row.tobytes() for row in found.values())

    before = ask()
    sample.at(other).pull(margins=weights[::-1], cost=np.ones(1))
    assert ask() == before


def test_what_moves_nothing_has_exactly_zero() -> None:
    sample = prepared(priced(), keep=["apart"])
    point = sample.at({"a": 3, "b": 2, "idle": 5})
    found = point.pull(margins=np.ones((2, 64)), levels=np.ones((2, 64)), effects=np.ones((2, 64)), benefit=np.ones(64))
    assert found["idle"].tolist() == [0, 0, 0, 0]
    assert all(found[name][0] != 0 for name in "ab")
    assert point.pull(nodes={"apart": np.ones(64)})["idle"].tolist() == [64] * 4
    assert all(not row.any() for row in point.pull().values())
    assert all(not row.any() for row in point.pull(margins=np.zeros((2, 1))).values())
    last = found["a"][3]  # its effect arrives after the last period
    assert last == 0


def test_levels_beyond_the_room_are_computed_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    amounts, weights = {"a": 3.0, "b": [1.0, 2.0, 3.0, 4.0]}, np.random.default_rng(1).normal(size=(2, 64))
    kept = prepared(priced(), block=16)
    monkeypatch.setattr(gradient, "ROOM", 100)
    lean = prepared(priced(), block=16)
    assert (kept.keeps, lean.keeps) == (True, False)
    assert lean.batches[0].memory is lean.batches[3].memory
    one, other = kept.at(amounts), lean.at(amounts)
    for name, level in everything(one).items():
        np.testing.assert_array_equal(level, everything(other)[name])
    for name, row in one.pull(margins=weights, benefit=np.ones(1)).items():
        np.testing.assert_array_equal(row, other.pull(margins=weights, benefit=np.ones(1))[name])


def test_only_what_leads_to_targets_is_computed() -> None:
    sample = prepared(priced())
    assert [step.id for step in sample.program.steps] == ["work", "y"]
    with pytest.raises(RequestError, match=r"apart leads to no target(.|\n)*keep=\['apart'\]"):
        sample.at({}).node("apart")


def test_impossible_requests_are_refused() -> None:
    with pytest.raises(RequestError, match="1 is not a usable number of draws"):
        prepared(priced(), draws=1)
    with pytest.raises(RequestError, match="sobel"):
        prepared(priced(), sampler="sobel")
    with pytest.raises(RequestError, match=r"no node is called wrk(.|\n)*work"):
        prepared(priced(), keep=["wrk"])
    sample = prepared(priced())
    with pytest.raises(RequestError, match=r"no input is called idel(.|\n)*idle"):
        sample.at({"idel": 1})
    with pytest.raises(ValueError, match="broadcast"):
        sample.at({"a": [1, 2, 3]})
    early = sample.at({"a": 1})
    margins = early.margins
    sample.at({"a": 2})
    assert early.margins is margins
    with pytest.raises(RequestError, match="followed by another"):
        early.pull(margins=np.ones((2, 64)))


@pytest.mark.parametrize(("draws", "block", "blocks"), [(2, None, 1), (50, None, 1), (64, 20, 4), (100, 1, 64)])
def test_draws_and_blocks_are_powers_of_two(draws: int, block: int | None, blocks: int) -> None:
    sample = prepared(priced(), draws=draws, block=block)
    assert sample.draws == 1 << (draws - 1).bit_length()
    assert len(sample.batches) == blocks


@pytest.mark.parametrize("sampler", ["random", "latin_hypercube"])
def test_any_sampler_will_do(sampler: str) -> None:
    one, other = (prepared(priced(), sampler=sampler, replicate=n).at({"a": 3}) for n in (0, 1))
    assert one.margins.mean() == pytest.approx(other.margins.mean(), abs=0.3)
    assert (one.margins != other.margins).all()
