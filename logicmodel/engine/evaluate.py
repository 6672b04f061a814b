"""The one numerical function: a program, amounts and drawn values give the level of every node.

Nodes are computed one after the other, each for all periods at once, on blocks of draws that fit
the processor's cache. Nodes that act on each other through lags advance together period by period.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import Value, look_up
from logicmodel.engine.program import Contribution, FactorStep, InputStep, Operand, Program, ResultStep


@dataclasses.dataclass
class Levels:
    """Levels of all nodes in one block under one allocation; index them by the place of the node."""

    level: list[Array]
    """(periods, draws), or (periods, 1) where all draws are equal."""
    reference: list[Value | Array]
    """Level with no plan: a number where it is the same in all periods and draws."""
    before: dict[int, Array]
    """Levels of inputs in the periods before the plan, as (periods, 1), the latest last."""
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
        level = np.empty((periods, self.draws))
        for t, (row, value) in enumerate(zip(level, levels, strict=True)):
            row[:] = _at(value, t)
        return level, self.get(step.reference)

    def _reference(self, step: ResultStep) -> Value:
        """Return the level with no plan: baseline, trend, and what the combiner gives at rest."""
        baseline, change, growth = (self.get(op) for op in (step.baseline, step.change, step.growth))
        rest: Value = 0.0
        if not step.combiner.additive:
            rest = step.combiner.at_rest({name: np.asarray(self.get(op)) for name, op in step.parameters})
        path: Value = baseline
        if _moves(growth):
            path = baseline * _compounded(growth, self.program.periods)
        if _moves(change):
            path = path + _accumulated(change, self.program.periods)
        path = path + rest if _moves(rest) else path
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

        ``out`` may give the memory for the levels as (nodes, periods, draws).
        """
        program = self.program
        count = len(program.nodes)
        memory = np.empty((count, program.periods, self.draws)) if out is None else out
        zero = np.zeros((program.periods, 1))
        levels = Levels([zero] * count, [0.0] * count, {})
        for step in program.inputs:
            levels.level[step.place] = self._arrived(step, amounts)
            if step.before:
                levels.before[step.place] = np.array(step.before)[:, None]
            elif not levels.level[step.place].any():
                levels.idle.add(step.place)
        for place, (level, reference) in self.outside.items():
            levels.level[place], levels.reference[place] = level, reference
        for place, reference in self.references.items():
            levels.level[place], levels.reference[place] = memory[place], reference
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
            not _moves(self.get(step.noise))
            and all(link.source in levels.idle or link.source in inside for link in step.contributions)
            for step in group
        )

    def _leave(self, group: tuple[ResultStep, ...], levels: Levels) -> None:
        """Set the levels of resting nodes to their references."""
        shape = (self.program.periods, self.draws)
        for step in group:
            levels.idle.add(step.place)
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
        alone = len(group) == 1 and all(link.source != group[0].place for link in group[0].links)
        effects = {step.place: np.empty(self.draws) for step in group}
        windows = [(0, periods)] if alone else [(t, t + 1) for t in range(periods)]
        for start, stop in windows:
            for step in group:
                self._advance(step, levels, effects[step.place], start, stop)

    def _advance(self, step: ResultStep, levels: Levels, effect: Array, start: int, stop: int) -> None:
        """Compute the levels of one node in the periods from ``start`` up to ``stop``."""
        total = levels.level[step.place][start:stop]
        self._combine(step, levels, total, start, stop)
        for link in step.enablers:
            total *= self._enabling(link, levels, start, stop)
        self._carry(step, total, effect, start)
        reference = _window(self.references[step.place], start, stop)
        if _moves(reference):
            total += reference
        noise = self.get(step.noise)
        if _moves(noise):
            total += _window(noise, start, stop)
        if step.low is not None:
            np.maximum(total, _window(self.get(step.low), start, stop), out=total)
        if step.high is not None:
            np.minimum(total, _window(self.get(step.high), start, stop), out=total)

    def _combine(self, step: ResultStep, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Write the combined contributions into ``total``."""
        if not step.contributions:
            total[:] = 0.0
        elif step.combiner.additive:
            self._add_first(step.contributions[0], levels, total, start, stop)
            for link in step.contributions[1:]:
                self._add(link, levels, total, start, stop)
        else:
            arrived = []
            for link in step.contributions:
                arrived.append(np.empty_like(total))
                self._add_first(link, levels, arrived[-1], start, stop)
            parameters = {
                name: np.asarray(_window(self.get(op), start, stop)) for name, op in step.parameters
            }
            sources = [self.program.nodes[link.source] for link in step.contributions]
            total[:] = step.combiner.combine(arrived, parameters, sources)
            total -= step.combiner.at_rest(parameters)

    def _add_first(self, link: Contribution, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Write one contribution, so that the memory need not be cleared before."""
        if link.response is None and link.delays == ((0, 1.0),) and not _moves(levels.reference[link.source]):
            source = levels.level[link.source][start:stop]
            np.multiply(_window(self.strengths[link.name], start, stop), source, out=total)
        else:
            total[:] = 0.0
            self._add(link, levels, total, start, stop)

    def _add(self, link: Contribution, levels: Levels, total: Array, start: int, stop: int) -> None:
        """Add one contribution to ``total``, each delayed share to the periods it reaches."""
        past = levels.before.get(link.source)
        reach = 0 if past is None else len(past)
        for delay, share in link.delays:
            first, last = max(start - delay, -reach), stop - delay
            if last <= first:
                continue
            source = _rows(levels.level[link.source], past, first, last)
            scratch = self.scratch[: last - first]
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
        strength = _window(self.strengths[link.name], arrival.start, arrival.stop)
        reference = _window(levels.reference[link.source], max(first, 0), first + len(source))
        if link.response is None:
            if _moves(reference):
                np.subtract(source, reference, out=out)
                out *= strength
            else:
                np.multiply(strength, source, out=out)
            return
        parameters = {
            name: np.asarray(_window(self.get(op), arrival.start, arrival.stop))
            for name, op in link.response.parameters
        }
        out[:] = link.response.curve.respond(source, parameters)
        out -= link.response.curve.respond(np.asarray(reference, float), parameters)
        if not (isinstance(strength, float) and strength == 1.0):
            out *= strength

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
            source = _rows(levels.level[link.source], past, first, periods)
            arriving = np.empty((len(source), self.draws))
            self._respond(link, levels, source, arriving, first, slice(periods - 1, periods))
            total += share * arriving.sum(axis=0)
        return total

    def _enabling(self, link: Contribution, levels: Levels, start: int, stop: int) -> Array:
        """Return the factor 1 - w (1 - v), with v between 0 and 1 from the source's level."""
        v = np.zeros((stop - start, self.draws))
        for delay, share in link.delays:
            source = self._history(link.source, levels, start - delay, stop - delay)
            if link.response is not None:
                parameters = {
                    name: np.asarray(_window(self.get(op), start, stop))
                    for name, op in link.response.parameters
                }
                source = link.response.curve.respond(source, parameters)
            v += share * source
        v *= _window(self.strengths[link.name], start, stop)
        np.clip(v, 0.0, 1.0, out=v)
        weight = _window(self.get(link.weight), start, stop)
        return np.asarray(1.0 - weight * (1.0 - v))

    def _history(self, place: int, levels: Levels, first: int, last: int) -> Array:
        """Return levels from ``first`` to ``last``; before the plan a node rests at its reference."""
        level, past = levels.level[place], levels.before.get(place)
        if first >= 0:
            return level[first:last]
        history = np.empty((last - first, self.draws))
        history[:] = _window(levels.reference[place], 0, 1)
        for t in range(max(first, -len(past)), min(last, 0)) if past is not None else ():
            history[t - first] = past[t]
        history[-first:] = level[: max(last, 0)]
        return history

    def _carry(self, step: ResultStep, total: Array, effect: Array, start: int) -> None:
        """Turn what arrives into the effect: carry over, and keep within the bounds."""
        retain = self.get(step.retain)
        bounded = step.low is not None or step.high is not None
        if not _moves(retain) and not bounded:
            return
        for row, arrived in enumerate(total):
            t = start + row
            if t > 0 and _moves(retain):
                effect *= _at(retain, t)
                arrived += effect
            if bounded:
                self._fit(step, arrived, t)
            effect[:] = arrived

    def _fit(self, step: ResultStep, effect: Array, t: int) -> None:
        here = _at(self.references[step.place], t)
        effect += here
        if step.low is not None:
            np.maximum(effect, _at(self.get(step.low), t), out=effect)
        if step.high is not None:
            np.minimum(effect, _at(self.get(step.high), t), out=effect)
        effect -= here


def _moves(value: Value) -> bool:
    """Say whether a value is anything but a certain zero."""
    return not isinstance(value, float) or value != 0.0


def _window(value: Value, start: int, stop: int) -> Value:
    """Return the rows of a value that differs between periods; any other value as it is."""
    if isinstance(value, float) or value.ndim < 2 or len(value) == 1:
        return value
    return value[start:stop]


def _at(value: Value, t: int) -> Value:
    """Return a value in one period."""
    if isinstance(value, float) or value.ndim < 2:
        return value
    return np.asarray(value[t if len(value) > 1 else 0])


def _rows(level: Array, past: Array | None, first: int, last: int) -> Array:
    """Return levels of the periods from ``first`` to ``last``, reaching back before the plan."""
    if first >= 0 or past is None:
        return level[max(first, 0) : max(last, 0)]
    early = past[len(past) + first : len(past) + min(last, 0)]
    if last <= 0:
        return early
    width = level.shape[1]
    return np.concatenate([np.broadcast_to(early, (len(early), width)), level[:last]])


def _accumulated(change: Value, periods: int) -> Value:
    """Return the sum of changes up to each period: 0 in the first."""
    if np.ndim(change) == 2:
        total = np.zeros_like(change)
        np.cumsum(change[1:], axis=0, out=total[1:])  # type: ignore[index]
        return total
    steps = np.arange(periods, dtype=float)[:, None]
    return np.asarray(steps * np.asarray(change))


def _compounded(growth: Value, periods: int) -> Value:
    """Return the product of growth factors up to each period: 1 in the first."""
    if np.ndim(growth) == 2:
        total = np.ones_like(growth)
        np.cumprod(1.0 + growth[1:], axis=0, out=total[1:])  # type: ignore[index]
        return total
    factor = 1.0 + np.asarray(growth)
    path = np.ones((periods, *([1] if factor.ndim == 0 else factor.shape)))
    for t in range(1, periods):
        np.multiply(path[t - 1], factor, out=path[t])
    return path
