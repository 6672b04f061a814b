"""Levels under very many arms on the same draws: each node is computed once for every state of what leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.paths import moves
from logicmodel.engine.program import Program, ResultStep
from logicmodel.engine.trial import Arm

ROOM = 2**23
"""Most numbers that are kept of levels computed before."""


def states(program: Program, arms: Sequence[Arm]) -> dict[int, Integers]:
    """Return the state of every node in every arm, (arms,): equal where all that leads to it is equal."""
    found: dict[int, Integers] = {}
    zero = np.zeros(len(arms), dtype=np.int64)
    for step in program.inputs:
        found[step.place] = np.array([step.id in arm.amounts for arm in arms], dtype=np.int64)
    cuts: dict[str, Integers] = {}
    for link in {link.name for step in program.steps for link in step.links}:
        cuts[link] = np.array([link in arm.cut for arm in arms], dtype=np.int64)
    for group in program.groups:
        inside = {step.place for step in group}
        links = [link for step in group for link in step.links]
        parts = [cuts[link.name] for link in links]
        parts += [found.get(link.source, zero) for link in links if link.source not in inside]
        state = zero
        if parts:
            rows = np.unique(np.stack(parts, axis=1), axis=0, return_inverse=True)[1]
            state = np.asarray(rows, dtype=np.int64).reshape(-1)
        for place in inside:
            found[place] = state
    return found


class Cascade(Block):
    """A block that goes through arms whose amounts are either given or nothing.

    What leads to a node changes seldom from arm to arm; where it comes back to a state that was seen
    before, the levels are there already, as long as there is room for them.
    """

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int, amounts: Mapping[str, Array]) -> None:
        """Prepare the block for drawn values and for the amounts that inputs get where they get any."""
        super().__init__(program, values, draws)
        self.given, self.nothing, self.levels = self.evaluate(amounts), self.evaluate({}), self.evaluate({})

    def run(self, arms: Sequence[Arm], seen: Mapping[int, Integers]) -> Iterator[tuple[int, Levels]]:
        """Yield the place of every arm and the levels under it, in an order in which little changes.

        The levels are those of one arm until the next one is asked for.
        """
        steps = [group for group in self.program.groups if any(step.links for step in group)]
        keys = [seen[group[0].place] for group in steps]
        order = np.lexsort(tuple(reversed(keys))) if keys else np.arange(len(arms))
        size = self.program.periods * self.draws
        room = ROOM // max(size * max(len(steps), 1), 1)
        known: list[dict[int, list[tuple[int, Array, bool, int | None]]]] = [{} for _ in steps]
        now = [-1] * len(steps)
        for place in order:
            arm = arms[place]
            self.sever(arm.cut)
            self._set_inputs(arm)
            for number, group in enumerate(steps):
                state = int(keys[number][place])
                if state == now[number]:
                    continue
                now[number] = state
                if state in known[number]:
                    self._put(known[number][state])
                    continue
                self._compute(group)
                if len(known[number]) < max(room, 1):
                    known[number][state] = self._taken(group)
            yield int(place), self.levels

    def _set_inputs(self, arm: Arm) -> None:
        for step in self.program.inputs:
            source = self.given if step.id in arm.amounts else self.nothing
            place = step.place
            self._put([(place, source.level[place], place in source.idle, source.settled.get(place))])

    def _compute(self, group: tuple[ResultStep, ...]) -> None:
        """Compute the levels of a group afresh, in memory of their own."""
        levels = self.levels
        for step in group:
            levels.idle.discard(step.place)
            levels.settled.pop(step.place, None)
        if self._rests(group, levels):
            self._leave(group, levels)
            return
        for step in group:
            width = 1 if step.place in self.program.certain else self.draws
            levels.level[step.place] = np.empty((self.program.periods, width))
        self._advance_group(group, levels)

    def _rests(self, group: tuple[ResultStep, ...], levels: Levels) -> bool:
        """Say whether nothing moves a group away from its references; a link that is cut moves nothing."""
        inside = {step.place for step in group}
        return all(
            not moves(self.get(step.noise))
            and all(
                link.source in levels.idle or link.source in inside or self._cut(link.name) for link in step.contributions
            )
            for step in group
        )

    def _cut(self, name: str) -> bool:
        strength = self.strengths[name]
        return isinstance(strength, float) and strength == 0.0

    def _taken(self, group: tuple[ResultStep, ...]) -> list[tuple[int, Array, bool, int | None]]:
        levels = self.levels
        return [
            (step.place, levels.level[step.place], step.place in levels.idle, levels.settled.get(step.place)) for step in group
        ]

    def _put(self, kept: Sequence[tuple[int, Array, bool, int | None]]) -> None:
        levels = self.levels
        for place, level, idle, settled in kept:
            levels.level[place] = level
            levels.idle.discard(place)
            levels.settled.pop(place, None)
            if idle:
                levels.idle.add(place)
            if settled is not None:
                levels.settled[place] = settled
