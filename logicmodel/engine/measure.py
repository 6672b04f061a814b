"""Holding levels against targets, and counting what the change is worth."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.program import Program, TargetStep, ValueStep

STAGES = ("gross", "deadweight", "displacement", "attributed_to_others", "net")
"""From the change that is seen to the change that the plan may claim."""


@dataclasses.dataclass
class Measured:
    """One target under one allocation in one block; every array has one entry per draw."""

    level: Array
    """Level in the due period; under ``within`` the best one up to it."""
    met: Booleans
    gap: Array
    """Distance to the target where it is missed, else 0."""
    first: Array
    """First period in which the rule holds; the number of periods where it never does."""


def measure(step: TargetStep, block: Block, levels: Levels, nothing: Mapping[int, Array]) -> Measured:
    """Hold one target against the levels; ``nothing`` are the levels with nothing allocated."""
    shape = (block.program.periods, block.draws)
    y = np.broadcast_to(levels.level[step.node], shape)
    if step.running_total:
        y = np.cumsum(y, axis=0)
    y = _with_error(step, block, y)
    low, high = bounds(step, levels, nothing)
    gaps = np.maximum(np.maximum(low - y, y - high), 0.0)
    met: Booleans = np.less_equal(gaps, 0.0)
    first = np.where(met.any(axis=0), met.argmax(axis=0), len(met)).astype(float)
    due = step.due
    if step.anywhen:
        best = gaps[: due + 1].argmin(axis=0)
        draws = np.arange(block.draws)
        ever: Booleans = np.logical_or.reduce(met[: due + 1], axis=0)
        return Measured(y[best, draws], ever, gaps[best, draws], first)
    return Measured(y[due], met[due], gaps[due], first)


def effect(step: TargetStep, levels: Levels, nothing: Mapping[int, Array]) -> Array:
    """Return the true level in the due period less the level with nothing allocated.

    For a running total, both are totals up to the due period.
    """
    without = nothing[step.node]
    level = np.broadcast_to(levels.level[step.node], without.shape)
    if step.running_total:
        return np.asarray((level - without)[: step.due + 1].sum(axis=0))
    return np.asarray(level[step.due] - without[step.due])


def _with_error(step: TargetStep, block: Block, y: Array) -> Array:
    error = block.get(step.error)
    if isinstance(error, float) and error == 0.0:
        return y
    size = error * np.abs(y) if step.error_relative else error
    return np.asarray(y + size * np.asarray(block.get(step.measurement)))


def bounds(step: TargetStep, levels: Levels, nothing: Mapping[int, Array]) -> tuple[Array, Array]:
    """Return the least and the most level that meet the target; they do not depend on the amounts."""
    if step.change is None:
        return np.asarray(step.low), np.asarray(step.high)
    if step.counterfactual:
        start = nothing[step.node]
        start = np.cumsum(start, axis=0) if step.running_total else start
    else:
        start = first_row(levels, step.node)
        if step.running_total:
            start = start * np.arange(1.0, len(nothing[step.node]) + 1)[:, None]
    wanted = start + step.change * (np.abs(start) if step.relative else 1.0)
    none = np.asarray(np.inf)
    return (wanted, none) if step.change > 0 else (-none, wanted)


def first_row(levels: Levels, node: int) -> Array:
    """Return the reference level of a node in the first period."""
    reference = np.asarray(levels.reference[node], float)
    return reference[0] if reference.ndim == 2 else reference


@dataclasses.dataclass
class Worth:
    """One outcome under one allocation in one block: stages in units and in money of today."""

    units: Array
    """(stages, draws), summed over the periods."""
    money: Array
    """(stages, draws), discounted to the start of the plan; 0 where the outcome has no value."""


def worth(step: ValueStep, block: Block, levels: Levels, nothing: Mapping[int, Array]) -> Worth:
    """Return the change of one outcome from gross to net.

    Gross is the change against the level of the first period with no plan; deadweight is the part
    of it that comes with nothing allocated too. Displacement and the share of others multiply.
    """
    shape = (block.program.periods, block.draws)
    start = first_row(levels, step.node)
    gross = np.broadcast_to(levels.level[step.node], shape) - start
    deadweight = np.broadcast_to(nothing[step.node], shape) - start
    effect = gross - deadweight
    displaced = effect * np.asarray(block.get(step.displacement))
    others = (effect - displaced) * np.asarray(block.get(step.others))
    stages = (gross, deadweight, displaced, others, effect - displaced - others)
    units = np.stack([stage.sum(axis=0) for stage in stages])
    if step.value is None:
        return Worth(units, np.zeros_like(units))
    rate = np.asarray(block.get(step.value)) * discount(block.program, end=True)[:, None]
    money = np.stack([(stage * rate).sum(axis=0) for stage in stages])
    return Worth(units, money)


def discount(program: Program, *, end: bool) -> Array:
    """Return the worth today of one unit of money at the start, or the end, of each period."""
    periods = program.plan.periods
    years = (np.arange(periods.count) + (1 if end else 0)) / periods.per_year
    return np.asarray((1.0 + program.plan.discount_rate) ** -years)


def cost(program: Program, block: Block, amounts: Mapping[str, Array], *, discounted: bool) -> Array:
    """Return what an allocation costs, per draw or as one number; money is spent as periods start."""
    factor = discount(program, end=False) if discounted else np.ones(program.periods)
    total = np.zeros(1)
    for step in program.inputs:
        if step.id in amounts:
            price = np.asarray(block.get(step.price))
            spent = (amounts[step.id] * factor)[:, None] * price
            total = total + spent.sum(axis=0)
    return total


def successes(program: Program, met: Mapping[str, Booleans] | Booleans) -> Booleans | None:
    """Return in which draws the plan as a whole succeeds, or None where its rule names no target."""
    rule = program.plan.success
    places = members(program, rule.of)
    if not places:
        return None
    chosen = np.asarray(met)[places]
    if rule.weight is not None:
        weights = np.array([program.targets[place].weight for place in places])
        share = (weights[:, None] * chosen).sum(axis=0) / weights.sum()
        return np.asarray(share >= rule.weight - 1e-12)
    wanted = len(places) if rule.at_least is None else min(rule.at_least, len(places))
    return np.asarray(chosen.sum(axis=0) >= wanted)


def members(program: Program, group: str | tuple[str, ...]) -> list[int]:
    """Return the places of the targets in a group: outcomes, outputs, targets or a list of ids."""
    if isinstance(group, tuple):
        return [place for place, step in enumerate(program.targets) if step.id in group]
    kinds = {"outcomes": {"outcome"}, "outputs": {"activity", "output"}}.get(group)
    return [place for place, step in enumerate(program.targets) if kinds is None or step.kind in kinds]
