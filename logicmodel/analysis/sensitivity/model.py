"""A function of uncertain numbers, as every method of sensitivity sees it: draw, exchange, read.

The function is a plan under one allocation, or any other function of the same columns.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
from scipy import special

from logicmodel.analysis.sensitivity.drivers import Driver
from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import draw
from logicmodel.engine.program import Column, Program
from logicmodel.engine.reading import Reading
from logicmodel.engine.rerun import Rerun
from logicmodel.engine.samplers.sobol import Sobol
from logicmodel.engine.trial import Arm

REPLICATES = 16
INSIDE = (2.0**-54, 1 - 2.0**-53)
"""Coordinates of the unit cube stay between these."""
Values: TypeAlias = Mapping[str, Array]
Function: TypeAlias = Callable[[Values, int], Array]
"""Values of the columns and the number of draws -> (readings, draws)."""


@dataclasses.dataclass(frozen=True)
class State:
    """Draws of all columns: where they stand in the unit cube, correlations mixed in, and their values."""

    u: Array
    values: Values

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.u.shape[-1])


class Reader(Protocol):
    """What is studied: a plan, or any other function."""

    def read(self, values: Values, draws: int) -> Array:
        """Return every reading of some draws, (readings, draws)."""

    def again(self, values: Values, change: Values, draws: int) -> Array:
        """Return every reading of some draws of which a few columns are changed."""


@dataclasses.dataclass(frozen=True)
class Plain:
    """Any function of the columns."""

    function: Function

    def read(self, values: Values, draws: int) -> Array:
        """Return every reading of some draws, (readings, draws)."""
        return self.function(values, draws)

    def again(self, values: Values, change: Values, draws: int) -> Array:
        """Return every reading of some draws of which a few columns are changed."""
        return self.function({**values, **change}, draws)


class OfPlan:
    """A plan under one allocation; what stays between changes is computed once for each set of draws."""

    def __init__(self, program: Program, readings: Sequence[Reading], arm: Arm) -> None:
        """Prepare for the readings."""
        self.arm, self.rerun = arm, Rerun(program, readings)
        self.values: Values | None = None

    def read(self, values: Values, draws: int) -> Array:
        """Return every reading of some draws, (readings, draws)."""
        return np.asarray(self.rerun.read(values, [self.arm], draws=draws)[0])

    def again(self, values: Values, change: Values, draws: int) -> Array:
        """Return every reading of some draws of which a few columns are changed."""
        if self.values is not values:
            self.values = values
            self.rerun.start(values, self.arm, draws)
        return self.rerun.again(change)


class Counted:
    """A reader that counts its evaluations, and tells how far it is."""

    def __init__(self, reader: Reader, total: int, progress: Callable[[int, int], None] | None) -> None:
        """Expect so many evaluations in all."""
        self.reader, self.total, self.progress, self.done = reader, total, progress, 0

    def read(self, values: Values, draws: int) -> Array:
        """Return every reading of some draws, (readings, draws)."""
        return self._told(self.reader.read(values, draws))

    def again(self, values: Values, change: Values, draws: int) -> Array:
        """Return every reading of some draws of which a few columns are changed."""
        return self._told(self.reader.again(values, change, draws))

    def _told(self, found: Array) -> Array:
        self.done += found.shape[-1]
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)
        return found


@dataclasses.dataclass(frozen=True)
class Model:
    """What is studied, with the draws and the numbers it is studied on."""

    program: Program
    drivers: tuple[Driver, ...]
    reader: Reader
    points: int
    """Draws in each replicate."""
    seed: int = 1
    replicates: int = REPLICATES

    def sample(self, copies: int = 1) -> list[State]:
        """Return independent draws of all replicates, one after the other, as often as wanted.

        All copies come from one sequence of Sobol' points, so they fill the joint cube evenly.
        """
        rows = len(self.program.rows)
        names = [f"{name}#{copy}" if copy else name for copy in range(copies) for name in self.program.rows]
        parts = [
            Sobol().stream(names, seed=self.seed, replicate=number, points=self.points).block(0, self.points)
            for number in range(self.replicates)
        ]
        u = np.concatenate(parts, axis=1)
        return [self.state(u[copy * rows : (copy + 1) * rows].copy()) for copy in range(copies)]

    def state(self, u: Array) -> State:
        """Return the draws at points of the cube; correlations are mixed into ``u`` in place."""
        return State(u, draw(self.program, u))

    def read(self, state: State) -> Array:
        """Return every reading of some draws, (readings, draws)."""
        return self.reader.read(state.values, state.draws)

    def again(self, state: State, change: Values) -> Array:
        """Return every reading of some draws of which a few columns are changed, (readings, draws)."""
        return self.reader.again(state.values, change, state.draws)

    def by_replicate(self, rows: Array) -> Array:
        """Return draws as (replicates, ..., draws in each)."""
        return np.moveaxis(rows.reshape(*rows.shape[:-1], self.replicates, self.points), -2, 0)

    def exchanged(self, state: State, other: State, driver: Driver) -> Values:
        """Return what changes in the values of one state as a driver is taken from another one."""
        changed = {column.name: other.values[column.name] for column in driver.columns if column.probability is None}
        u = {column.name: other.u[self.program.spans[column.name]] for column in driver.columns if column.probability}
        return self.changed(state, changed, u)

    def changed(self, state: State, values: Values, u: Values | None = None) -> Values:
        """Return some changed values with the events that follow, as their chances or coordinates change.

        ``u`` holds new coordinates, (rows, draws), of events that are drawn anew.
        """
        found, u = dict(values), u or {}
        for column in self._events:
            name, chance = column.name, column.probability or ""
            if name in values or not (name in u or chance in values):
                continue
            rows = u.get(name, state.u[self.program.spans[name]])
            cube = rows[0] if column.each == "draw" else rows
            found[name] = np.where(cube > 1.0 - found.get(chance, state.values[chance]), 1.0, 0.0)
        return found

    @cached_property
    def _events(self) -> Sequence[Column]:
        return [column for column in self.program.columns if column.probability is not None]

    @cached_property
    def correlations(self) -> dict[str, tuple[tuple[str, ...], Array]]:
        """The columns each correlated column is drawn with, itself among them, and their correlations with it."""
        found: dict[str, tuple[tuple[str, ...], Array]] = {}
        for group in self.program.correlated:
            factor = np.array(group.factor)
            matrix = factor @ factor.T
            found |= {name: (group.columns, row) for name, row in zip(group.columns, matrix, strict=True)}
        return found

    def given(self, state: State, column: Column, u: Array) -> Values:
        """Return what changes where a column has new coordinates, (rows, draws), and all drawn with it follow.

        The normal score of another column less the correlation times that of this one does not depend
        on this one, so it stays, and the new score is added: the conditional law of a Gaussian copula.
        """
        if column.name not in self.correlations:
            return self._drawn(state, {column.name: u})
        spans = self.program.spans
        shift = special.ndtri(u) - special.ndtri(state.u[spans[column.name]])
        names, correlations = self.correlations[column.name]
        moved = {
            name: np.clip(special.ndtr(special.ndtri(state.u[spans[name]]) + r * shift), *INSIDE)
            for name, r in zip(names, correlations, strict=True) if name != column.name and r != 0.0
        }
        return self._drawn(state, {column.name: u, **moved})

    def changed_to(self, state: State, values: Values, u: Values) -> Values:
        """Return what changes where some columns have other values and others new coordinates, (rows, draws)."""
        return self._drawn(state, u, values)

    def coordinate(self, state: State, column: Column) -> Array:
        """Return where a column stands among all that it might be, 0..1, (draws,): its probability.

        One that is drawn in each period stands where its average normal score does.
        """
        u = state.u[self.program.spans[column.name]]
        return u[0] if len(u) == 1 else np.asarray(special.ndtr(special.ndtri(u).sum(axis=0) / np.sqrt(len(u))))

    def moved(self, state: State, column: Column, where: Array | float) -> Values:
        """Return what changes where the coordinate of a column is another one, and all drawn with it follow.

        A column that is drawn in each period keeps the shape of its path.
        """
        u = state.u[self.program.spans[column.name]]
        place: Array = np.clip(np.broadcast_to(np.asarray(where, float), (state.draws,)), *INSIDE)
        if len(u) == 1:
            return self.given(state, column, place[None, :])
        scores, root = special.ndtri(u), np.sqrt(len(u))
        path = scores + (special.ndtri(place) - scores.sum(axis=0) / root) / root
        return self.given(state, column, np.clip(special.ndtr(path), *INSIDE))

    def _drawn(self, state: State, u: Mapping[str, Array], known: Values | None = None) -> Values:
        columns = {column.name: column for column in self.program.columns}
        values = dict(known or {})
        for name, rows in u.items():
            distribution = columns[name].distribution
            if distribution is not None:
                values[name] = distribution.ppf(rows if columns[name].each == "period" else rows[0])
        return self.changed(state, values, {name: rows for name, rows in u.items() if name not in values})
