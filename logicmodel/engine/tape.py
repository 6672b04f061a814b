"""A block of draws that remembers where bounds cut levels off: what the way back cannot see."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.draw import Value
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.paths import at_period, moves, window
from logicmodel.engine.program import Contribution, Program, ResultStep


class Tape(Block):
    """A block that evaluates as any other, and marks the entries that a bound has changed.

    An entry that lies exactly on a bound is not marked: from there one step leads inside.
    """

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Prepare the block and the marks of all nodes that have bounds."""
        super().__init__(program, values, draws)
        bounded = [step for step in program.steps if step.low is not None or step.high is not None]
        self.remembered: dict[tuple[str, int, int, int], tuple[Value, Value, Mapping[str, Array]]] = {}
        self.cut = {step.place: self._no_marks(step) for step in bounded}
        """Where the effect of a node did not fit between its bounds, as (periods, draws)."""
        self.hidden = {
            step.place: self._no_marks(step) for step in bounded if moves(self.get(step.noise))
        }
        """Where noise carried the level of a node beyond its bounds, as (periods, draws)."""

    def _operands(
        self, link: Contribution, levels: Levels, first: int, rows: int, arrival: slice
    ) -> tuple[Value, Value, Mapping[str, Array]]:
        """Return the same, remembered: none of it depends on the amounts."""
        key = (link.name, first, rows, arrival.start)
        if key not in self.remembered:
            self.remembered[key] = super()._operands(link, levels, first, rows, arrival)
        return self.remembered[key]

    def _no_marks(self, step: ResultStep) -> Booleans:
        width = 1 if step.place in self.program.certain else self.draws
        return np.zeros((self.program.periods, width), bool)

    def evaluate(self, amounts: Mapping[str, Array], out: Array | None = None) -> Levels:
        """Return the same levels as any block, and mark what bounds have changed."""
        nothing = np.zeros(self.program.periods)
        every = {step.id: amounts.get(step.id, nothing) for step in self.program.inputs}
        levels = super().evaluate(every, out)
        for marks in (self.cut, self.hidden):
            for place, rows in marks.items():
                last = levels.settled.get(place)
                if place in levels.idle:
                    rows[:] = False
                elif last is not None:  # later periods were copied, not computed
                    rows[last + 1 :] = rows[last]
        return levels

    def _carry(self, step: ResultStep, total: Array, effect: Array, start: int) -> None:
        stop = start + len(total)
        if step.place in self.cut and not moves(self.get(step.retain)):
            self._fit_together(step, total, start, stop)
        else:
            super()._carry(step, total, effect, start)
        if step.place in self.hidden:
            level = total + window(self.references[step.place], start, stop)
            level += window(self.get(step.noise), start, stop)
            _mark(level, *self._bounds(step, start, stop), self.hidden[step.place][start:stop])

    def _fit_together(self, step: ResultStep, total: Array, start: int, stop: int) -> None:
        """Fit the effects of all periods at once, which do not depend on each other here."""
        here = window(self.references[step.place], start, stop)
        low, high = self._bounds(step, start, stop)
        total += here
        _mark(total, low, high, self.cut[step.place][start:stop])
        if low is not None:
            np.maximum(total, low, out=total)
        if high is not None:
            np.minimum(total, high, out=total)
        total -= here

    def _fit(self, step: ResultStep, effect: Array, t: int) -> None:
        level = np.add(effect, at_period(self.references[step.place], t))
        low, high = (None if op is None else at_period(self.get(op), t) for op in (step.low, step.high))
        _mark(level, low, high, self.cut[step.place][t])
        super()._fit(step, effect, t)

    def _bounds(self, step: ResultStep, start: int, stop: int) -> tuple[Value | None, Value | None]:
        low, high = (
            None if op is None else window(self.get(op), start, stop) for op in (step.low, step.high)
        )
        return low, high


def _mark(level: Array, low: Value | None, high: Value | None, marks: Booleans) -> None:
    """Mark the levels outside of the bounds."""
    if low is None:
        np.greater(level, np.inf if high is None else high, out=marks)
        return
    np.less(level, low, out=marks)
    if high is not None:
        marks |= level > high
