"""One target in one block: how far the levels are from it, and the way back to the levels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from logicmodel.engine.adjoint import Adjoint
from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.draw import Value
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.measure import bounds, effect
from logicmodel.engine.paths import moves, window
from logicmodel.engine.program import TargetStep


class Gauge:
    """Reads one target as ``measure`` does, but with the sign of the distance.

    What the target asks for does not depend on the amounts, so it is worked out once. Only the
    periods that decide are read: the due one, or under ``within`` all up to it.
    """

    def __init__(
        self, step: TargetStep, block: Block, levels: Levels, nothing: Mapping[int, Array]
    ) -> None:
        """Prepare for the levels with nothing allocated."""
        self.step, self.block, self.nothing = step, block, nothing
        self.rows = slice(0 if step.anywhen else step.due, step.due + 1)
        start, stop = self.rows.start, self.rows.stop
        low, high = (_bound(bound, start, stop) for bound in bounds(step, levels, nothing))
        self.low, self.high = low, high
        self.error = window(block.get(step.error), start, stop)
        self.deviation = window(block.get(step.measurement), start, stop)
        self.draws = np.arange(block.draws)

    def read(self, levels: Levels) -> None:
        """Hold the target against levels: find the level in each period that decides, and its margin.

        ``y`` and ``signed`` are (periods that decide, draws); the sign is positive where it is met.
        """
        step = self.step
        y = levels.level[step.node]
        y = np.cumsum(y[: step.due + 1], axis=0)[self.rows] if step.running_total else y[self.rows]
        y = np.broadcast_to(y, (len(y), self.block.draws))
        self.truth = y
        if moves(self.error):
            size = self.error * np.abs(y) if step.error_relative else self.error
            y = y + size * np.asarray(self.deviation)
        self.y = y
        sides = [] if self.low is None else [y - self.low]
        sides += [] if self.high is None else [self.high - y]
        self.signed = np.asarray(sides[0] if len(sides) == 1 else np.minimum(*sides))

    @property
    def margin(self) -> Array:
        """Distance to the target, not negative where it is met; under ``within`` in the best period."""
        return self.signed[0] if len(self.signed) == 1 else np.asarray(self.signed.max(axis=0))

    @property
    def level(self) -> Array:
        """Level that ``measure`` reports: under ``within`` that of the first of the best periods."""
        return self.y[0] if len(self.y) == 1 else self.y[self._first, self.draws]

    @property
    def _first(self) -> Integers:
        return np.asarray(np.maximum(-self.signed, 0.0).argmin(axis=0))

    def effect(self, levels: Levels) -> Array:
        """Return the true level less that with nothing allocated."""
        return effect(self.step, levels, self.nothing)

    def pull(self, name: str, adjoint: Array) -> None:
        """Give the node what adjoints of margins, levels or effects, one a draw, are worth there."""
        {"margins": self._pull_margin, "levels": self._pull_level, "effects": self._pull_effect}[name](adjoint)

    def _pull_margin(self, adjoint: Array) -> None:
        bar = adjoint[None, :]
        if len(self.signed) > 1:  # periods that are equally good share it
            best = self.signed == self.margin
            bar = best * (bar / np.maximum(best.sum(axis=0), 1))
        if self.low is None:
            bar = -bar
        elif self.high is not None:
            bar = np.where(self.y - self.low <= self.high - self.y, bar, -bar)
        self._give(bar)

    def _pull_level(self, adjoint: Array) -> None:
        bar = adjoint[None, :]
        if len(self.y) > 1:
            bar = np.zeros(self.y.shape)
            bar[self._first, self.draws] = adjoint
        self._give(bar)

    def _pull_effect(self, adjoint: Array) -> None:
        step = self.step
        first = 0 if step.running_total else step.due
        rows = np.broadcast_to(adjoint, (step.due + 1 - first, self.block.draws))
        self._block.give(step.node, slice(first, step.due + 1), rows)

    def _give(self, bar: Array) -> None:
        """Take adjoints of what is measured back through the error and the running total."""
        step = self.step
        if step.error_relative and moves(self.error):
            bar = bar * (1.0 + self.error * np.sign(self.truth) * np.asarray(self.deviation))
        if not step.running_total:
            self._block.give(step.node, self.rows, bar)
            return
        whole = np.zeros((step.due + 1, self.block.draws))
        whole[self.rows] = bar
        self._block.give(step.node, slice(0, step.due + 1), np.cumsum(whole[::-1], axis=0)[::-1])

    @property
    def _block(self) -> Adjoint:
        """The block, which must be one that can be gone through backwards."""
        assert isinstance(self.block, Adjoint)
        return self.block


def _bound(bound: Value | Array, start: int, stop: int) -> Array | None:
    """Return a bound in some periods; None where there is none."""
    found = np.asarray(window(np.asarray(bound), start, stop))
    return None if found.ndim == 0 and np.isinf(found) else found
