"""The engine's evaluation alone: the same drawn values for it and for the program by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Block
from logicmodel.engine.gradient import Sample
from logicmodel.engine.program import Program
from logicmodel.engine.request import Request
from logicmodel.engine.samplers.random import Random
from logicmodel.engine.simulate import chosen_amounts
from logicmodel.plan.plan import Plan

Array = NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A compiled plan with drawn values, ready to evaluate."""

    plan: Plan
    program: Program
    amounts: Mapping[str, Array]
    values: Mapping[str, Array]
    draws: int
    width: int
    """Draws in a block, as ``lm.simulate`` would choose them."""


def prepared(document: Mapping[str, Any], draws: int, *, seed: int = 1) -> Prepared:
    """Read, compile and draw."""
    plan = Plan.from_document(document)
    program = compile_plan(plan)
    amounts = chosen_amounts(plan, None)[1][0]
    u = np.random.default_rng(seed).random((len(program.rows), draws))
    request = Request(program, ("all",), (amounts,), Random(), 1, 1, draws, (), keep_targets=False)
    return Prepared(plan, program, amounts, draw(program, u), draws, min(request.width, draws))


def evaluated(case: Prepared) -> dict[str, Array]:
    """Evaluate block by block and return the levels of every outcome in the last period."""
    program, width = case.program, case.width
    memory = np.empty((len(program.nodes), program.periods, width))
    places = {node: program.nodes.index(node) for node in case.plan.outcomes}
    found = {node: np.empty(case.draws) for node in places}
    for start in range(0, case.draws, width):
        here = slice(start, start + width)
        block = Block(program, {name: row[..., here] for name, row in case.values.items()}, width)
        levels = block.evaluate(case.amounts, memory)
        for node, place in places.items():
            found[node][here] = levels.level[place][-1]
    return found


@dataclasses.dataclass(frozen=True)
class Sampled:
    """A sample with amounts to ask it for, and a block of the same draws for the engine alone."""

    sample: Sample
    amounts: Mapping[str, Array]
    block: Block
    memory: Array


def sampled(document: Mapping[str, Any], draws: int, *, seed: int = 1) -> Sampled:
    """Read, compile and draw; the draws fit one block."""
    plan = Plan.from_document(document)
    program = compile_plan(plan)
    sample = Sample.of(program, draws=draws, seed=seed)
    drawn = sample.batches[0].block
    return Sampled(
        sample,
        chosen_amounts(plan, None)[1][0],
        Block(program, drawn.values, drawn.draws),
        np.empty((len(program.nodes), program.periods, drawn.draws)),
    )


def gradient(case: Sampled) -> dict[str, Array]:
    """Return the gradient of the mean chance, smoothed, that a target is met."""
    point = case.sample.at(case.amounts)
    chance = 1.0 / (1.0 + np.exp(-np.clip(point.margins / 0.1, -500.0, 500.0)))
    return point.pull(margins=chance * (1.0 - chance) / (0.1 * chance.size))


def evaluated_whole(case: Sampled) -> None:
    """Evaluate the whole plan once, as the engine does."""
    case.block.evaluate(case.amounts, case.memory)


def margins(case: Sampled) -> Array:
    """Return the margins alone, without the way back."""
    return case.sample.at(case.amounts).margins


def difference_of_one(case: Sampled) -> float:
    """Return the same derivative with respect to the first amount, by a central difference."""
    name = case.sample.inputs[0]
    means = []
    for step in (1e-3, -1e-3):
        first = case.amounts[name] + step * np.eye(case.sample.program.periods)[0]
        margins = case.sample.at({**case.amounts, name: first}).margins
        means.append(float(np.mean(1.0 / (1.0 + np.exp(-np.clip(margins / 0.1, -500.0, 500.0))))))
    return (means[0] - means[1]) / 2e-3


def difference(ours: Mapping[str, Array], by_hand: Mapping[str, Array]) -> float:
    """Return the largest difference of any level in any draw, relative to its size."""
    return max(
        float(np.max(np.abs(ours[node] - level) / np.maximum(np.abs(level), 1.0)))
        for node, level in by_hand.items()
    )
