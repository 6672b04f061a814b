"""The one numerical function: a program, amounts and drawn values give the level of every node.

Nodes are computed one after the other, each for all periods at once, on blocks of draws that fit
the processor's cache. Nodes that act on each other through lags advance together period by period.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import Value, look_up
from logicmodel.engine.paths import accumulated, at_period, compounded, moves, reaching_back, window
from logicmodel.engine.program import (
    Contribution,
    FactorStep,
    InputStep,
    Operand,
    Program,
    ResultStep,
)


@dataclasses.dataclass
class Levels:
    """Levels of all nodes in one block under one allocation; index them by the place of the node."""

    level: list[Array]
    """(periods, draws), or (periods, 1) where all draws are equal."""
    reference: list[Value | Array]
    """Level with no plan: a number where it is the same in all periods and draws."""
    before: dict[int, Array]
    """Levels of inputs in the periods before the plan, as (periods, 1), the latest last."""
    settled: dict[int, int] = dataclasses.field(default_factory=dict)
    """First period from which the level of a node stays what it is; missing where it never does."""
    idle: set[int] = dataclasses.field(default_factory=set)
    """Nodes that nothing moves away from their reference; they are not computed."""


class Block:
    """One block of draws: what is the same for every allocation is computed here once."""

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Prepare the block for drawn values with the given number of draws."""
        self.program = program
        self.values = values
        self.draws = draws
        self.scratch = np.empty((program.periods, draws))
        self.outside = {step.place: self._outside(step) for step in program.factors}
        self.references = {step.place: self._reference(step) for step in program.steps}
        self.strengths = {
            link.name: self._strength(link) for step in program.steps for link in step.links
        }
        self.uncut = self.strengths

    def sever(self, links: Collection[str]) -> None:
        """Let some links carry nothing from now on, an enabling one stay shut, and all others be as they are."""
        self.strengths = {**self.uncut, **{name: 0.0 for name in links if name in self.uncut}}

    def get(self, operand: Operand) -> Value:
        """Return the value of an operand."""
        return look_up(operand, self.values)

    def _outside(self, step: FactorStep) -> tuple[Array, Value]:
        levels = [self.get(operand) for operand in step.value]
        periods = self.program.periods
        if len(levels) == 1:
            level = np.asarray(levels[0], float)
            shape = (periods, self.draws if level.ndim else 1)
            return np.broadcast_to(level, shape), self.get(step.reference)
        width = self.draws if any(np.ndim(value) for value in levels) else 1
        level = np.empty((periods, width))
        for t, (row, value) in enumerate(zip(level, levels, strict=True)):
            row[:] = at_period(value, t)
        return level, self.get(step.reference)

    def _reference(self, step: ResultStep) -> Value:
        """Return the level with no plan: baseline, trend, and what the combiner gives at rest."""
        baseline, change, growth = (self.get(op) for op in (step.baseline, step.change, step.growth))
        rest: Value = 0.0
        if not step.combiner.additive:
            rest = step.combiner.at_rest({name: np.asarray(self.get(op)) for name, op in step.parameters})
        path: Value = baseline
        if moves(growth):
            path = baseline * compounded(growth, self.program.periods)
        if moves(change):
            path = path + accumulated(change, self.program.periods)
        path = path + rest if moves(rest) else path
        return self._bounded(path, step)

    def _bounded(self, value: Value, step: ResultStep) -> Value:
        if step.low is not None:
            value = np.maximum(value, self.get(step.low))
        if step.high is not None:
            value = np.minimum(value, self.get(step.high))
        return float(value) if np.ndim(value) == 0 else value

    def _strength(self, link: Contribution) -> Value:
        """Return weight times works times gate; for curves and enablers without the weight."""
        strength: Value = 1.0
        if link.response is None and not link.enables:
            strength = self.get(link.weight)
        works = self.get(link.works)
        if not (isinstance(works, float) and works == 1.0):
            strength = strength * works
        if link.assumes:
            holds: Value = 1.0
            for operand in link.assumes:
                holds = holds * self.get(operand)
            otherwise = self.get(link.otherwise)
            strength = strength * (otherwise + (1.0 - otherwise) * holds)
        return strength

    def evaluate(self, amounts: Mapping[str, Array], out: Array | None = None) -> Levels:
        """Return the levels when the inputs get the given amounts, each of shape (periods,).

        ``out`` may give the memory for the levels as (``program.room``, periods, draws).
        """
        program = self.program
        count = len(program.nodes)
        memory = np.empty((count, program.periods, self.draws)) if out is None else out
        zero = np.zeros((program.periods, 1))
        levels = Levels([zero] * count, [0.0] * count, {})
        for step in program.inputs:
            levels.level[step.place] = self._arrived(step, amounts)
            if step.place in program.steady:
                levels.settled[step.place] = _settled(amounts.get(step.id))
            if step.before:
                levels.before[step.place] = np.array(step.before)[:, None]
            elif not np.any(amounts.get(step.id, 0.0)):  # not by what arrives: blocks must not differ
                levels.idle.add(step.place)
        for place, (level, reference) in self.outside.items():
            levels.level[place], levels.reference[place] = level, reference
            if place in program.steady:
                levels.settled[place] = 0
        for place, reference in self.references.items():
            levels.level[place], levels.reference[place] = memory[place], reference
            if place in program.certain:
                levels.level[place] = np.empty((program.periods, 1))
        for group in program.groups:
            if self._rests(group, levels):
                self._leave(group, levels)
            else:
                self._advance_group(group, levels)
        return levels

    def _rests(self, group: tuple[ResultStep, ...], levels: Levels) -> bool:
        """Say whether nothing moves the nodes of a group away from their references."""
        inside = {step.place for step in group}
        return all(
            not moves(self.get(step.noise))
            and all(link.source in levels.idle or link.source in inside for link in step.contributions)
            for step in group
        )

    def _leave(self, group: tuple[ResultStep, ...], levels: Levels) -> None:
        """Set the levels of resting nodes to their references."""
        shape = (self.program.periods, self.draws)
        for step in group:
            levels.idle.add(step.place)
            if step.place in self.program.steady:
                levels.settled[step.place] = 0
            reference = np.asarray(self.references[step.place], float)
            level = np.broadcast_to(reference, shape if reference.size > 1 else (shape[0], 1))
            if reference.ndim == 2 and reference.shape[1] == 1:
                level = reference
            levels.level[step.place] = np.broadcast_to(level, (shape[0], level.shape[1]))

    def _arrived(self, step: InputStep, amounts: Mapping[str, Array]) -> Array:
        amount = amounts.get(step.id)
        if amount is None:
            return np.zeros((self.program.periods, 1))
        return np.asarray(amount[:, None] * np.asarray(self.get(step.delivery)))

    def _advance_group(self, group: tuple[ResultStep, ...], levels: Levels) -> None:
        periods = self.program.periods
        if len(group) == 1 and all(link.source != group[0].place for link in group[0].links):
            self._advance_alone(group[0], levels)
            return
        effects = {step.place: np.empty(levels.level[step.place].shape[1]) for step in group}
        for t in range(periods):
            for step in group:
                self._advance(step, levels, effects[step.place], t, t + 1)

    def _advance_alone(self, step: ResultStep, levels: Levels) -> None:
        """Compute a node for all periods at once, up to the one from which nothing changes."""
        level = levels.level[step.place]
        stop = len(level)
        if step.place in self.program.steady:
            last = max(
                (levels.settled.get(link.source, stop) + link.delays[-1][0] for link in step.links),
                default=0,
            )
            if last < stop - 1:
                stop = last + 1
                levels.settled[step.place] = last
        self._advance(step, levels, np.empty(level.shape[1]), 0, stop)
        level[stop:] = level[stop - 1]

    def _advance(self, step: ResultStep, levels: Levels, effect: Array, start: int, stop: int) -> None:
        """Compute the levels of one node in the periods from ``start`` up to ``stop``."""
        total = levels.level[step.place][start:stop]
        self._combine(step, levels, total, start, stop)
        for link in step.enablers:
            total *= self._enabling(link, levels, start, stop, total.shape[1])
        self._carry(step, total, effect, start)
        reference = window(self.references[step.place], start, stop)
        if moves(reference):
            total += reference
        noise = self.get(step.noise)
        if moves(noise):
            total += window(noise, start, stop)
        if step.low is not None:
            np.maximum(total, window(self.get(step.low), start, stop), out=total)
        if step.high is not None:
            np.minimum(total, window(self.get(step.high), start, stop), out=total)

    def _combine(self, step: ResultStep, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Write the combined contributions into ``total``."""
        if not step.contributions:
            total[:] = 0.0
        elif step.combiner.additive:
            self._add_first(step.contributions[0], levels, total, start, stop)
            for link in step.contributions[1:]:
                self.add(link, levels, total, start, stop)
        else:
            arrived = []
            for link in step.contributions:
                arrived.append(np.empty_like(total))
                self._add_first(link, levels, arrived[-1], start, stop)
            parameters = {
                name: np.asarray(window(self.get(op), start, stop)) for name, op in step.parameters
            }
            sources = [self.program.nodes[link.source] for link in step.contributions]
            total[:] = step.combiner.combine(arrived, parameters, sources)
            total -= step.combiner.at_rest(parameters)

    def _add_first(self, link: Contribution, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Write one contribution, so that the memory need not be cleared before."""
        if link.delays == ((0, 1.0),) and link.source not in levels.idle:
            self._respond(link, levels, levels.level[link.source][start:stop], total, start, slice(start, stop))
        else:
            total[:] = 0.0
            self.add(link, levels, total, start, stop)

    def add(self, link: Contribution, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Add one contribution to ``total``, each delayed share to the periods it reaches."""
        if link.source in levels.idle:
            return
        past = levels.before.get(link.source)
        reach = 0 if past is None else len(past)
        for delay, share in link.delays:
            first, last = max(start - delay, -reach), stop - delay
            if last <= first:
                continue
            source = reaching_back(levels.level[link.source], past, first, last)
            scratch = self.scratch[: last - first, : total.shape[1]]
            self._respond(link, levels, source, scratch, first, slice(first + delay, last + delay))
            if share != 1.0:
                scratch *= share
            rows = total[first + delay - start :]
            rows += scratch

    def _respond(
        self, link: Contribution, levels: Levels, source: Array, out: Array, first: int, arrival: slice
    ) -> None:
        """Write strength times (response to the source less response to its reference).

        The source's rows start at the period ``first``; strength and parameters are those of the
        periods in which the contribution arrives.
        """
        strength, reference, parameters = self._operands(link, levels, first, len(source), arrival)
        if link.response is None:
            if moves(reference):
                np.subtract(source, reference, out=out)
                out *= strength
            else:
                np.multiply(strength, source, out=out)
            return
        response = link.response.curve.respond(source, parameters)
        if moves(reference):
            response = np.subtract(response, reference, out=out)
        if isinstance(strength, float) and strength == 1.0:
            if response is not out:
                out[:] = response
        else:
            np.multiply(response, strength, out=out)

    def _operands(
        self, link: Contribution, levels: Levels, first: int, rows: int, arrival: slice
    ) -> tuple[Value, Value, Mapping[str, Array]]:
        """Return what a contribution takes besides its source: strength, the source at rest, and parameters.

        With a curve it is the response to the source at rest, or 0.0 where that is 0 in all draws.
        """
        strength = window(self.strengths[link.name], arrival.start, arrival.stop)
        reference = window(levels.reference[link.source], max(first, 0), first + rows)
        if link.response is None:
            return strength, reference, {}
        parameters = {
            name: np.asarray(window(self.get(op), arrival.start, arrival.stop))
            for name, op in link.response.parameters
        }
        rest = link.response.curve.respond(np.asarray(reference, float), parameters)
        return strength, rest if rest.any() else 0.0, parameters

    def later(self, link: Contribution, levels: Levels) -> Array:
        """Return what a link brings about after the last period, summed over time, per draw."""
        periods = self.program.periods
        past = levels.before.get(link.source)
        total = np.zeros(self.draws)
        if link.source in levels.idle:
            return total
        for delay, share in link.delays:
            first = max(periods - delay, 0 if past is None else -len(past))
            if delay == 0 or first >= periods:
                continue
            source = reaching_back(levels.level[link.source], past, first, periods)
            arriving = np.empty((len(source), self.draws))
            self._respond(link, levels, source, arriving, first, slice(periods - 1, periods))
            total += share * arriving.sum(axis=0)
        return total

    def _enabling(
        self, link: Contribution, levels: Levels, start: int, stop: int, width: int
    ) -> Array:
        """Return the factor 1 - w (1 - v), with v between 0 and 1 from the source's level."""
        v = self._opening(link, levels, start, stop, width)
        np.clip(v, 0.0, 1.0, out=v)
        weight = window(self.get(link.weight), start, stop)
        return np.asarray(1.0 - weight * (1.0 - v))

    def _opening(
        self, link: Contribution, levels: Levels, start: int, stop: int, width: int
    ) -> Array:
        """Return what an enabling link lets through, before it is kept between 0 and 1."""
        v = np.zeros((stop - start, width))
        for delay, share in link.delays:
            source = self._history(link.source, levels, start - delay, stop - delay, width)
            if link.response is not None:
                parameters = {
                    name: np.asarray(window(self.get(op), start, stop))
                    for name, op in link.response.parameters
                }
                source = link.response.curve.respond(source, parameters)
            v += share * source
        v *= window(self.strengths[link.name], start, stop)
        return v

    def _history(self, place: int, levels: Levels, first: int, last: int, width: int) -> Array:
        """Return levels from ``first`` to ``last``; before the plan a node rests at its reference."""
        level, past = levels.level[place], levels.before.get(place)
        if first >= 0:
            return level[first:last]
        history = np.empty((last - first, width))
        history[:] = window(levels.reference[place], 0, 1)
        if past is not None:
            for t in range(max(first, -len(past)), min(last, 0)):
                history[t - first] = past[t]
        history[-first:] = level[: max(last, 0)]
        return history

    def _carry(self, step: ResultStep, total: Array, effect: Array, start: int) -> None:
        """Turn what arrives into the effect: carry over, and keep within the bounds."""
        retain = self.get(step.retain)
        bounded = step.low is not None or step.high is not None
        if not moves(retain) and not bounded:
            return
        for t, arrived in enumerate(total, start):
            if t > 0 and moves(retain):
                effect *= at_period(retain, t)
                np.add(arrived, effect, out=arrived)
            if bounded:
                self._fit(step, arrived, t)
            effect[:] = arrived

    def _fit(self, step: ResultStep, effect: Array, t: int) -> None:
        here = at_period(self.references[step.place], t)
        effect += here
        if step.low is not None:
            np.maximum(effect, at_period(self.get(step.low), t), out=effect)
        if step.high is not None:
            np.minimum(effect, at_period(self.get(step.high), t), out=effect)
        effect -= here


def _settled(amount: Array | None) -> int:
    """Return the first period from which an amount stays what it is."""
    if amount is None:
        return 0
    changes = np.flatnonzero(amount[1:] != amount[:-1])
    return int(changes[-1]) + 1 if len(changes) else 0
