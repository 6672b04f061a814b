"""What every coalition is worth: means of what is read, by replicate, under all arms that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from logicmodel.analysis.contribution.cascade import Cascade, states
from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Levels
from logicmodel.engine.gauge import Gauge
from logicmodel.engine.gradient import focused, place_of
from logicmodel.engine.measure import members, successes
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading
from logicmodel.engine.trial import Arm, Trial, points

ELEMENTS = 65_536
"""Most numbers in one node's block of (periods, draws), unless one replicate alone has more."""
Progress = Callable[[int, int], None]


def ends_of(program: Program, readings: Sequence[Reading]) -> set[int]:
    """Return the places of the nodes that readings look at."""
    found: set[int] = set()
    for reading in readings:
        if reading.node is not None:
            found.add(place_of(program, reading.node))
        elif reading.target is not None:
            found |= {step.node for step in program.targets if step.id == reading.target}
        else:
            found |= {program.targets[place].node for place in members(program, program.plan.success.of)}
    return found


class Values:
    """Means under arms, on the draws of a simulation with the same seed."""

    def __init__(
        self, program: Program, readings: Sequence[Reading], amounts: Mapping[str, Array], *, count: int, seed: int, sampler: str
    ) -> None:
        """Take what is read, the allocated amounts and ``count``, the draws of one replicate."""
        self.whole, self.readings, self.amounts, self.count = program, tuple(readings), amounts, count
        self.program = focused(program, ends_of(program, readings))
        self.seed, self.sampler = seed, sampler

    def of(self, arms: Sequence[Arm], replicates: Sequence[int], tell: Callable[[int], None] | None = None) -> Array:
        """Return the mean of every reading under every arm in some replicates, as (arms, readings, replicates)."""
        if self.whole.theories:
            return self._one_by_one(arms, replicates, tell)
        together = max(ELEMENTS // (self.program.periods * self.count), 1)
        seen = states(self.program, arms)
        parts = []
        for start in range(0, len(replicates), together):
            some = replicates[start : start + together]
            u = np.concatenate([self._points(number) for number in some], axis=1)
            block = Cascade(self.program, draw(self.whole, u), u.shape[1], self.amounts)
            parts.append(self._block(block, arms, seen, len(some)))
            if tell is not None:
                tell(len(arms) * len(some))
        return np.concatenate(parts, axis=-1)

    def _one_by_one(self, arms: Sequence[Arm], replicates: Sequence[int], tell: Callable[[int], None] | None) -> Array:
        """Evaluate every arm by itself, as draws that follow different theories of change need it."""
        trial = Trial(self.whole, self.readings)
        parts = []
        for number in replicates:
            parts.append(trial.at(self._points(number), arms).mean(axis=-1))
            if tell is not None:
                tell(len(arms))
        return np.stack(parts, axis=-1)

    def _points(self, replicate: int) -> Array:
        return points(self.whole, count=self.count, seed=self.seed, replicate=replicate, sampler=self.sampler)

    def _block(self, block: Cascade, arms: Sequence[Arm], seen: dict[int, Integers], replicates: int) -> Array:
        shape = (self.program.periods, block.draws)
        ends = sorted(ends_of(self.whole, self.readings))
        nothing = {place: np.broadcast_to(block.nothing.level[place], shape).copy() for place in ends}
        gauges = {
            step.id: Gauge(step, block, block.nothing, nothing) for step in self.program.targets if step.node in nothing
        }
        found = np.empty((len(arms), len(self.readings), replicates))
        last: dict[int, int] = {}
        before = -1
        for place, levels in block.run(arms, seen):
            changed = {end for end in ends if end in seen and last.get(end) != int(seen[end][place])}
            if before >= 0 and not changed:
                found[place] = found[before]
                continue
            before = place
            last |= {end: int(seen[end][place]) for end in changed}
            for gauge in gauges.values():
                if gauge.step.node in changed or gauge.step.node not in seen:
                    gauge.read(levels)
            for row, reading in zip(found[place], self.readings, strict=True):
                row[:] = self._read(reading, gauges, levels, nothing, block.draws).reshape(replicates, -1).mean(axis=1)
        return found

    def _read(self, reading: Reading, gauges: dict[str, Gauge], levels: Levels, nothing: dict[int, Array], draws: int) -> Array:
        """Return one reading in every draw."""
        if reading.node is not None:
            place = place_of(self.program, reading.node)
            return np.broadcast_to(levels.level[place][reading.period] - nothing[place][reading.period], (draws,))
        if reading.target is not None:
            gauge = gauges[reading.target]
            return gauge.effect(levels) if reading.what == "effect" else np.asarray(gauge.margin >= 0.0, float)
        none = np.zeros(draws, bool)
        met = np.array([gauges[step.id].margin >= 0.0 if step.id in gauges else none for step in self.program.targets])
        return np.asarray(successes(self.program, met), float)
