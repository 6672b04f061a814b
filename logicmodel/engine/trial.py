"""The plan as a function: any points of the unit cube, any values, any amounts, any links cut.

All questions of the kind "and if" ask it: sensitivity chooses the points, contribution the amounts and
links, value of information reads several allocations on the same draws::

    trial = Trial(program, [reading_of(program, "success")])
    values = trial.draw(u)                              # u: (rows, draws), as program.rows names them
    found = trial.read(values, [Arm(amounts)])          # (arms, readings, draws)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.gauge import Gauge
from logicmodel.engine.gradient import focused, place_of
from logicmodel.engine.measure import cost, discount, successes
from logicmodel.engine.program import Program, ValueStep
from logicmodel.engine.reading import Reading
from logicmodel.engine.results import Results
from logicmodel.engine.samplers.sampler import Sampler
from logicmodel.engine.split import block_of
from logicmodel.kinds import OneOf

ELEMENTS = 131_072
"""Most numbers in one node's block of (periods, draws)."""
EMPTY: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True)
class Arm:
    """One way to run the plan: who gets how much, and which links carry nothing."""

    amounts: Mapping[str, Array]
    """(periods,) by input; an input that is left out gets nothing."""
    cut: frozenset[str] = EMPTY
    """Names of the links that are cut: nothing passes them, an enabling one stays shut."""


class Trial:
    """A compiled plan with what is to be read from every draw."""

    def __init__(self, program: Program, readings: Sequence[Reading]) -> None:
        """Prepare for the readings; only what leads to them is evaluated."""
        self.whole, self.readings = program, tuple(readings)
        wants = {reading.what for reading in readings}
        places = {place_of(program, reading.node) for reading in readings if reading.node}
        if wants - {"node", "change"}:
            places |= {step.node for step in program.targets}
        self.money = [step for step in program.values if step.value is not None] if "benefit" in wants else []
        places |= {step.node for step in self.money}
        self.program = focused(program, places)
        self.watched = {step.node for step in self.program.targets} | places

    def draw(self, u: Array) -> dict[str, Array]:
        """Return the values of every uncertain number at points of the unit cube, (rows, draws).

        The rows are ``program.rows``; correlations are mixed in here. ``u`` stays as it is.
        """
        return draw(self.whole, np.array(u))

    def read(self, values: Mapping[str, Array], arms: Sequence[Arm], *, draws: int | None = None) -> Array:
        """Return every reading under every arm, on the same draws, as (arms, readings, draws).

        ``values`` holds each column as (draws,), or (periods, draws) where it is drawn in each period;
        ``draws`` is needed only where nothing is uncertain.
        """
        count = draws if draws is not None else next((one.shape[-1] for one in values.values()), 1)
        found = np.empty((len(arms), len(self.readings), count))
        width = max(ELEMENTS // self.program.periods, 1)
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, count, width):
                here = slice(start, min(start + width, count))
                part = {name: one[..., here] for name, one in values.items()}
                found[:, :, here] = self._block(part, arms, here.stop - here.start)
        return found

    def at(self, u: Array, arms: Sequence[Arm]) -> Array:
        """Return every reading under every arm at points of the unit cube, as (arms, readings, draws)."""
        return self.read(self.draw(u), arms, draws=u.shape[-1])

    def _block(self, values: Mapping[str, Array], arms: Sequence[Arm], draws: int) -> Array:
        block = block_of(self.program, values, draws)
        levels = block.evaluate({})
        shape = (self.program.periods, draws)
        nothing = {place: np.broadcast_to(levels.level[place], shape).copy() for place in sorted(self.watched)}
        gauges = [Gauge(step, block, levels, nothing) for step in self.program.targets]
        found = np.empty((len(arms), len(self.readings), draws))
        for rows, arm in zip(found, arms, strict=True):
            block.sever(arm.cut)
            levels = block.evaluate(arm.amounts)
            self._read(rows, arm, block, levels, nothing, gauges)
        return found

    def _read(
        self, rows: Array, arm: Arm, block: Block, levels: Levels, nothing: Mapping[int, Array], gauges: Sequence[Gauge]
    ) -> None:
        """Write what is wanted of one arm in one block, a row for each reading."""
        for gauge in gauges:
            gauge.read(levels)
        places = {gauge.step.id: gauge for gauge in gauges}
        for row, reading in zip(rows, self.readings, strict=True):
            if reading.target is not None:
                row[:] = _of_target(reading, places[reading.target], levels)
            elif reading.node is not None:
                place = place_of(self.program, reading.node)
                row[:] = levels.level[place][reading.period]
                if reading.what == "change":
                    np.subtract(row, nothing[place][reading.period], out=row)
            elif reading.what in {"success", "number_met"}:
                met = np.array([gauge.margin >= 0.0 for gauge in gauges])
                row[:] = met.sum(axis=0) if reading.what == "number_met" else successes(self.program, met)
            elif reading.what == "benefit":
                row[:] = sum((_benefit(step, block, levels, nothing) for step in self.money), np.zeros(block.draws))
            else:
                row[:] = cost(self.program, block, arm.amounts, discounted=reading.what == "spent")


def _of_target(reading: Reading, gauge: Gauge, levels: Levels) -> Array:
    if reading.what == "effect":
        return gauge.effect(levels)
    if reading.what == "level":
        return gauge.level
    return np.asarray(gauge.margin >= 0.0, float) if reading.what == "met" else gauge.margin


def _benefit(step: ValueStep, block: Block, levels: Levels, nothing: Mapping[int, Array]) -> Array:
    """Return the net benefit of one priced outcome in money of today, per draw."""
    kept = (1.0 - np.asarray(block.get(step.displacement))) * (1.0 - np.asarray(block.get(step.others)))
    worth = np.asarray(block.get(step.value or 0.0)) * discount(block.program, end=True)[:, None]
    return np.asarray(((levels.level[step.node] - nothing[step.node]) * worth * kept).sum(axis=0))


def points(program: Program, *, count: int, seed: int = 1, replicate: int = 0, sampler: str | Sampler = "sobol") -> Array:
    """Return the points of one replicate as (rows, count): those that ``simulate`` takes for the same count.

    ``simulate`` uses the replicates 0 to 15; others are fresh ones.
    """
    part = OneOf(Sampler).read(sampler)
    assert isinstance(part, Sampler)
    return part.stream(program.rows, seed=seed, replicate=replicate, points=count).block(0, count)


def drawn(results: Results) -> dict[str, Array]:
    """Return the value of every uncertain number in every draw of a run, in the order of its kept draws.

    They are drawn again from seed and sampler, so a saved run has them too. Each is (draws,), or
    (periods, draws) where it is drawn in each period.
    """
    parts = [
        points(results.program, count=results.points, seed=results.seed, replicate=number, sampler=results.sampler)
        for number in range(results.replicates)
    ]
    return draw(results.program, np.concatenate(parts, axis=1))


def drawn_column(results: Results, name: str) -> Array:
    """Return the values of one uncertain number in every draw of a run: one that is drawn with no other."""
    program = results.program
    column = next(column for column in program.columns if column.name == name)
    assert column.distribution is not None
    rows = [
        points(program, count=results.points, seed=results.seed, replicate=number, sampler=results.sampler)[program.spans[name]]
        for number in range(results.replicates)
    ]
    cube = np.concatenate(rows, axis=1)
    return column.distribution.ppf(cube[0] if column.each == "draw" else cube)


def matrix(program: Program, values: Mapping[str, Array]) -> tuple[tuple[str, ...], Array]:
    """Return the names of all uncertain numbers and their values as (numbers, draws).

    A column that is drawn in each period has a row for each, called ``column@period``, as in ``program.rows``.
    """
    rows = [np.atleast_2d(values[column.name]) for column in program.columns]
    return program.rows, np.concatenate(rows, axis=0) if rows else np.empty((0, 0))
