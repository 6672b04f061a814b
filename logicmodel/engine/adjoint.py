"""The way back: from what a change of each level is worth to what a change of each amount is worth.

Reverse mode by hand: every rule here is the transpose of one in ``evaluate``, applied in the
opposite order. The adjoint of a number is the derivative of the objective with respect to it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import Value
from logicmodel.engine.evaluate import Levels
from logicmodel.engine.paths import at_period, moves, window
from logicmodel.engine.program import Contribution, Program, ResultStep
from logicmodel.engine.tape import Tape
from logicmodel.parts.curves.curve import Curve


@dataclasses.dataclass(frozen=True, slots=True)
class Way:
    """One delayed share of a link, seen from its target: which rows come from which of the source."""

    source: int
    arrival: slice
    """Rows of the target among those that are looked at."""
    rows: slice
    """Rows of the source."""
    whole: bool
    """True where these are all rows of the source."""
    strength: Value
    """Strength of the link times the share."""
    curve: Curve | None
    parameters: Mapping[str, Array]


class Adjoint(Tape):
    """A block that can be gone through backwards.

    ``evaluate``, ``begin`` with the levels found, ``give`` adjoints to nodes, ``finish``.
    """

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Make room for the adjoints of all nodes that an input may move."""
        super().__init__(program, values, draws)
        widths = {place: 1 if place in program.certain else draws for place in moved(program)}
        self.bars = {place: np.empty((program.periods, width)) for place, width in widths.items()}
        """Adjoints of the levels as (periods, draws), or (periods, 1) where all draws are equal."""
        self.piece = np.empty((program.periods, draws))
        self.total = np.empty((program.periods, draws))
        self.known: dict[tuple[str, int, int], tuple[Way, ...]] = {}
        self.touched: set[int] = set()
        self.levels: Levels

    def share(self, other: Adjoint) -> None:
        """Work in the memory of another block of the same size, which is gone through before or after."""
        self.bars, self.piece, self.total = other.bars, other.piece, other.total

    def begin(self, levels: Levels) -> None:
        """Start with adjoints of 0 at these levels."""
        self.levels = levels
        self.touched.clear()

    def give(self, place: int, rows: slice, adjoint: Array) -> None:
        """Add adjoints of shape (rows, draws) to those of a node's level."""
        if place in self.bars:
            bar = self._bar(place)
            if bar.shape[1] == 1 and adjoint.shape[1] > 1:
                adjoint = adjoint.sum(axis=1, keepdims=True)
            bar[rows] += adjoint

    def finish(self) -> dict[str, Array]:
        """Go back to the inputs and return the adjoints of their amounts, summed over draws.

        An input that moves nothing of what adjoints were given to has exactly 0.
        """
        for group in reversed(self.program.groups):
            self._group_back(group)
        found = {}
        for step in self.program.inputs:
            if step.place in self.touched:
                found[step.id] = contracted(self.bars[step.place], self.get(step.delivery))
            else:
                found[step.id] = np.zeros(self.program.periods)
        return found

    def _bar(self, place: int) -> Array:
        """Return the adjoints of a node, which are 0 at first."""
        bar = self.bars[place]
        if place not in self.touched:
            self.touched.add(place)
            bar[:] = 0.0
        return bar

    def _group_back(self, group: tuple[ResultStep, ...]) -> None:
        places = [step.place for step in group]
        if self.touched.isdisjoint(places):
            return
        periods = self.program.periods
        later = {place: np.zeros(self._bar(place).shape[1]) for place in places}
        if len(group) == 1 and all(link.source != places[0] for link in group[0].links):
            self._step_back(group[0], self.bars[places[0]], later[places[0]], 0, periods)
            return
        for t in range(periods - 1, -1, -1):
            for step in reversed(group):
                bar = self.bars[step.place][t : t + 1]
                self._step_back(step, bar, later[step.place], t, t + 1)

    def _step_back(self, step: ResultStep, bar: Array, later: Array, start: int, stop: int) -> None:
        """Hand the adjoints of one node in some periods on to its sources."""
        if step.place in self.hidden:
            np.copyto(bar, 0.0, where=self.hidden[step.place][start:stop])
        self._carry_back(step, bar, later, start)
        if step.enablers:
            self._enabling_back(step, bar, start, stop)
        if step.combiner.additive:
            for link in step.contributions:
                self._link_back(link, bar, start, stop)
        elif step.contributions:
            self._combine_back(step, bar, start, stop)

    def _carry_back(self, step: ResultStep, bar: Array, later: Array, start: int) -> None:
        """Turn adjoints of the effect into those of what arrives; ``later`` goes one period back."""
        retain, cut = self.get(step.retain), self.cut.get(step.place)
        if not moves(retain):
            if cut is not None:
                np.copyto(bar, 0.0, where=cut[start : start + len(bar)])
            return
        for t in range(start + len(bar) - 1, start - 1, -1):
            row = bar[t - start]
            row += later
            if cut is not None:
                np.copyto(row, 0.0, where=cut[t])
            np.multiply(row, at_period(retain, t), out=later)

    def _enabling_back(self, step: ResultStep, bar: Array, start: int, stop: int) -> None:
        """Hand adjoints to the enabling nodes, and turn them into those of the combination."""
        width = bar.shape[1]
        weights = [window(self.get(link.weight), start, stop) for link in step.enablers]
        open_ = [self._opening(link, self.levels, start, stop, width) for link in step.enablers]
        factors = [
            1.0 - weight * (1.0 - np.clip(v, 0.0, 1.0)) for weight, v in zip(weights, open_, strict=True)
        ]
        total = self.total[: stop - start, :width]
        self._combine(step, self.levels, total, start, stop)
        total *= bar
        for place, link in enumerate(step.enablers):
            if link.source in self.bars:
                share = total * weights[place]
                for factor in factors[:place] + factors[place + 1 :]:
                    share *= factor
                np.copyto(share, 0.0, where=(open_[place] < 0.0) | (open_[place] > 1.0))
                self._link_back(link, share, start, stop)
        for factor in factors:
            bar *= factor

    def _combine_back(self, step: ResultStep, bar: Array, start: int, stop: int) -> None:
        """Hand adjoints through a combiner, at the contributions computed once more."""
        arrived = []
        for link in step.contributions:
            arrived.append(np.empty_like(bar))
            self._add_first(link, self.levels, arrived[-1], start, stop)
        parameters = {name: np.asarray(window(self.get(op), start, stop)) for name, op in step.parameters}
        sources = [self.program.nodes[link.source] for link in step.contributions]
        pulled = step.combiner.pull(arrived, parameters, sources, bar)
        for link, part in zip(step.contributions, pulled, strict=True):
            self._link_back(link, part, start, stop)

    def _link_back(self, link: Contribution, bar: Array, start: int, stop: int) -> None:
        """Hand adjoints of a contribution on to the levels of its source."""
        if link.source in self.bars:
            for way in self._ways(link, start, stop):
                self._way_back(way, bar[way.arrival])

    def _way_back(self, way: Way, bar: Array) -> None:
        weight = way.strength
        if way.curve is not None:
            slope = way.curve.derivative(self.levels.level[way.source][way.rows], way.parameters)
            weight = slope if isinstance(weight, float) and weight == 1.0 else slope * weight
        target = self.bars[way.source]
        if target.shape[1] < bar.shape[1]:
            self._bar(way.source)[way.rows, 0] += contracted(bar, weight)
        elif way.whole and way.source not in self.touched:
            self.touched.add(way.source)
            np.multiply(bar, weight, out=target)
        else:
            piece = self.piece[: len(bar), : bar.shape[1]]
            np.multiply(bar, weight, out=piece)
            rows = self._bar(way.source)[way.rows]
            rows += piece

    def _ways(self, link: Contribution, start: int, stop: int) -> tuple[Way, ...]:
        """Return the ways of a link into some periods of its target; what came before has none."""
        key = (link.name, start, stop)
        if key not in self.known:
            self.known[key] = tuple(
                self._way(link, delay, share, max(start, delay), start, stop)
                for delay, share in link.delays
                if share and delay < stop
            )
        return self.known[key]

    def _way(
        self, link: Contribution, delay: int, share: float, first: int, start: int, stop: int
    ) -> Way:
        strength = window(self.strengths[link.name], first, stop)
        response = link.response
        parameters = {} if response is None else {
            name: np.asarray(window(self.get(op), first, stop)) for name, op in response.parameters
        }
        return Way(
            source=link.source, arrival=slice(first - start, stop - start),
            rows=slice(first - delay, stop - delay), whole=stop - first == self.program.periods,
            strength=strength if share == 1.0 else strength * share,
            curve=None if response is None else response.curve, parameters=parameters,
        )


def moved(program: Program) -> frozenset[int]:
    """Return the places of the inputs and of all nodes that they may move."""
    places = {step.place for step in program.inputs}
    for group in program.groups:  # the nodes of one group all act on each other
        if any(link.source in places for step in group for link in step.links):
            places |= {step.place for step in group}
    return frozenset(places)


def contracted(adjoint: Array, weight: Value) -> Array:
    """Return the sum over draws of adjoints times weights, by row: (rows, draws) -> (rows,)."""
    weight = np.asarray(weight)
    if weight.ndim == 1 and len(weight) == adjoint.shape[1]:
        return np.asarray(adjoint @ weight)
    if weight.ndim == 2 and weight.shape[1] == adjoint.shape[1]:
        return np.asarray(np.einsum("td,td->t", adjoint, np.broadcast_to(weight, adjoint.shape)))
    return np.asarray(adjoint.sum(axis=1) * (weight[:, 0] if weight.ndim == 2 else weight))
