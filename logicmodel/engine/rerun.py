"""The same draws with one number changed: only what that number reaches is computed again."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterable, Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.gauge import Gauge
from logicmodel.engine.program import (
    Contribution,
    Drawn,
    FactorStep,
    InputStep,
    Operand,
    Program,
    ResultStep,
)
from logicmodel.engine.trial import Arm, Trial

ELEMENTS = 65_536
"""Most numbers in one node's block of (periods, draws)."""
ROOM = 2**26
"""Most levels that are kept; beyond it everything is computed again."""


class Rerun(Trial):
    """A trial of one arm on draws that stay, read again and again with a few numbers changed.

    What is read is to the bit what ``read`` finds for the changed values.
    """

    def start(self, values: Mapping[str, Array], arm: Arm, draws: int) -> Array:
        """Take the draws that stay; return every reading of them, (readings, draws)."""
        self.values, self.arm, self.draws = values, arm, draws
        size = len(self.program.nodes) * self.program.periods * draws
        self.keeps = not self.program.theories and size <= ROOM
        self.reaches = Reaches(self.program)
        self.parts: list[_Part] = []
        if not self.keeps:
            return np.asarray(self.read(values, [arm], draws=draws)[0])
        width = max(ELEMENTS // self.program.periods, 1)
        with np.errstate(over="ignore", invalid="ignore"):
            for first in range(0, draws, width):
                here = slice(first, min(first + width, draws))
                self.parts.append(_Part(self, {name: one[..., here] for name, one in values.items()}, here))
        return self.again({})

    def again(self, change: Mapping[str, Array]) -> Array:
        """Return every reading where some numbers have other values, (readings, draws)."""
        if not self.keeps:
            return np.asarray(self.read({**self.values, **change}, [self.arm], draws=self.draws)[0])
        found = np.empty((len(self.readings), self.draws))
        with np.errstate(over="ignore", invalid="ignore"):
            for part in self.parts:
                mine = {name: one[..., part.here] for name, one in change.items()}
                self._read(found[:, part.here], self.arm, *part.changed(mine))
        return found


class _Part:
    """One block of the draws, with its levels as they are and with nothing allocated."""

    def __init__(self, trial: Rerun, values: Mapping[str, Array], here: slice) -> None:
        self.here, self.trial = here, trial
        self.block = Changeable(trial.program, values, here.stop - here.start)
        self.levels = self.block.evaluate(trial.arm.amounts)
        self.idle = self.block.evaluate({})
        wants = {reading.what for reading in trial.readings}
        against_nothing = any(step.counterfactual for step in trial.program.targets)
        self.compares = against_nothing or bool(wants & {"effect", "change", "benefit"})
        self.nothing = self._nothing(self.idle)

    def _nothing(self, levels: Levels) -> dict[int, Array]:
        shape = (self.trial.program.periods, self.block.draws)
        return {place: np.broadcast_to(levels.level[place], shape) for place in self.trial.watched}

    def changed(
        self, change: Mapping[str, Array]
    ) -> tuple[Block, Levels, Mapping[int, Array], list[Gauge]]:
        """Return the block, its levels, those with nothing allocated and the targets after a change."""
        block, levels, nothing = self.block, self.levels, self.nothing
        if change:
            block = self.block.changed(change, self.trial.reaches.of(frozenset(change)))
            levels = block.evaluate_again(self.levels, self.trial.arm.amounts)
            if self.compares:
                nothing = self._nothing(block.evaluate_again(self.idle, {}))
        gauges = [Gauge(step, block, levels, nothing) for step in self.trial.program.targets]
        return block, levels, nothing, gauges


@dataclasses.dataclass(frozen=True)
class Reach:
    """What has to be computed again as some columns change."""

    inputs: tuple[InputStep, ...]
    factors: tuple[FactorStep, ...]
    steps: tuple[ResultStep, ...]
    """Results with numbers of their own that change."""
    links: tuple[Contribution, ...]
    """Links with numbers that change."""
    groups: tuple[tuple[ResultStep, ...], ...]
    """Results whose levels change."""


class Reaches:
    """What each set of columns reaches in a program; each is worked out once."""

    def __init__(self, program: Program) -> None:
        """List the columns that stand at every place."""
        self.program = program
        self.own = {step.place: _columns(_of_step(step)) for step in program.steps}
        self.own |= {step.place: _columns((step.delivery,)) for step in program.inputs}
        self.own |= {step.place: _columns((*step.value, step.reference)) for step in program.factors}
        self.of_link = {link.name: _columns(_of_link(link)) for step in program.steps for link in step.links}
        self.known: dict[frozenset[str], Reach] = {}

    def of(self, columns: frozenset[str]) -> Reach:
        """Return what some columns reach."""
        if columns not in self.known:
            self.known[columns] = self._of(columns)
        return self.known[columns]

    def _of(self, columns: frozenset[str]) -> Reach:
        program = self.program
        inputs = tuple(step for step in program.inputs if self.own[step.place] & columns)
        factors = tuple(step for step in program.factors if self.own[step.place] & columns)
        steps = tuple(step for step in program.steps if self.own[step.place] & columns)
        links = tuple(link for step in program.steps for link in step.links if self.of_link[link.name] & columns)
        moved = {step.place for step in inputs} | {step.place for step in factors} | {step.place for step in steps}
        groups = []
        for group in program.groups:
            arriving = [link for step in group for link in step.links]
            if moved & {step.place for step in group} or any(link.source in moved or link in links for link in arriving):
                groups.append(group)
                moved |= {step.place for step in group}
        return Reach(inputs, factors, steps, links, tuple(groups))


class Changeable(Block):
    """A block that can be computed again from where a change enters."""

    reach: Reach

    def changed(self, change: Mapping[str, Array], reach: Reach) -> Changeable:
        """Return the block with some numbers changed; all that does not depend on them is shared."""
        new = copy.copy(self)
        new.take(change, reach)
        return new

    def take(self, change: Mapping[str, Array], reach: Reach) -> None:
        """Change some numbers, and what follows from them before anything is allocated."""
        self.values, self.reach = {**self.values, **change}, reach
        self.outside = {**self.outside, **{step.place: self._outside(step) for step in reach.factors}}
        self.references = {**self.references, **{step.place: self._reference(step) for step in reach.steps}}
        self.strengths = {**self.strengths, **{link.name: self._strength(link) for link in reach.links}}

    def evaluate_again(self, before: Levels, amounts: Mapping[str, Array]) -> Levels:
        """Return the levels after the change, from those before it."""
        levels = Levels(list(before.level), list(before.reference), before.before, dict(before.settled), set(before.idle))
        for step in self.reach.inputs:
            levels.level[step.place] = self._arrived(step, amounts)
        for outside in self.reach.factors:
            levels.level[outside.place], levels.reference[outside.place] = self.outside[outside.place]
        for group in self.reach.groups:
            for result in group:
                levels.reference[result.place] = self.references[result.place]
                levels.level[result.place] = np.empty((self.program.periods, self.draws))
            if self._rests(group, levels):
                self._leave(group, levels)
            else:
                self._advance_group(group, levels)
        return levels


def _columns(operands: Iterable[Operand]) -> frozenset[str]:
    return frozenset(operand.column for operand in operands if isinstance(operand, Drawn))


def _of_step(step: ResultStep) -> Iterable[Operand]:
    bounds = [bound for bound in (step.low, step.high) if bound is not None]
    own = (step.baseline, step.change, step.growth, step.retain, step.noise)
    return (*own, *bounds, *(operand for _, operand in step.parameters))


def _of_link(link: Contribution) -> Iterable[Operand]:
    parameters = () if link.response is None else (operand for _, operand in link.response.parameters)
    return (link.weight, link.works, *link.assumes, link.otherwise, *parameters)
