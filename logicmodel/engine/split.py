"""A block whose draws follow different theories of change: each is computed by the program of its own."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

import numpy as np

from logicmodel.engine.adjoint import Adjoint
from logicmodel.engine.arrays import Array, Integers
from logicmodel.engine.draw import VARIANTS, Value
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.program import Contribution, Program

Inner = TypeVar("Inner", bound=Block)


@dataclasses.dataclass
class Share(Generic[Inner]):
    """The draws of a block that follow one theory."""

    name: str
    """Id of the theory."""
    rows: Integers
    """Their places in the block."""
    block: Inner
    levels: Levels


def block_of(program: Program, values: Mapping[str, Array], draws: int) -> Block:
    """Return the block that evaluates a program, whether its draws follow one theory or several."""
    return SplitBlock(program, values, draws) if program.theories else Block(program, values, draws)


def adjoint_of(program: Program, values: Mapping[str, Array], draws: int) -> Adjoint:
    """Return the block that goes through a program backwards too."""
    return SplitAdjoint(program, values, draws) if program.theories else Adjoint(program, values, draws)


class SplitBlock(Block):
    """A block of several theories. A draw costs what it costs under its own theory alone."""

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Deal the draws out to the theories that hold in them."""
        self.program, self.values, self.draws = program, values, draws
        self.shares = _shares(program, values, Block)

    def evaluate(self, amounts: Mapping[str, Array], out: Array | None = None) -> Levels:
        """Return the levels of the nodes of the plan as written, every draw under its theory."""
        return _evaluated(self.program, self.draws, self.shares, amounts, out)

    def sever(self, links: Collection[str]) -> None:
        """Let some links carry nothing from now on, and all others what they carry."""
        for share in self.shares:
            share.block.sever(links)

    def later(self, link: Contribution, levels: Levels) -> Array:  # noqa: ARG002 - each theory has its own
        """Return what a link brings about after the last period; nothing where a theory has no such link."""
        total = np.zeros(self.draws)
        for share in self.shares:
            for step in share.block.program.steps:
                for own in step.contributions:
                    if own.name == link.name:
                        total[share.rows] = share.block.later(own, share.levels)
        return total


class SplitAdjoint(Adjoint):
    """A block of several theories that can be gone through backwards."""

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Deal the draws out to the theories that hold in them."""
        self.program, self.values, self.draws = program, values, draws
        self.shares = _shares(program, values, Adjoint)
        self.room: Array | None = None
        """Memory for adjoints that blocks share."""

    def evaluate(self, amounts: Mapping[str, Array], out: Array | None = None) -> Levels:
        """Return the levels of the nodes of the plan as written, every draw under its theory."""
        return _evaluated(self.program, self.draws, self.shares, amounts, out)

    def share(self, other: Adjoint) -> None:
        """Work in the memory of another block of the same size, which is gone through before or after.

        How many draws follow a theory differs between blocks, so what is shared is cut up anew for each.
        """
        assert isinstance(other, SplitAdjoint)
        if other.room is None:
            other.room = np.empty(self.program.room * self.program.periods * self.draws)
        start = 0
        for share in self.shares:
            for place, bar in share.block.bars.items():
                share.block.bars[place] = other.room[start : start + bar.size].reshape(bar.shape)
                start += bar.size

    def begin(self, levels: Levels) -> None:  # noqa: ARG002 - each theory has levels of its own
        """Start with adjoints of 0 at the levels found last."""
        for share in self.shares:
            share.block.begin(share.levels)

    def give(self, place: int, rows: slice, adjoint: Array) -> None:
        """Add adjoints of shape (rows, draws) to those of a node's level."""
        for share in self.shares:
            part = adjoint[:, share.rows] if adjoint.shape[1] > 1 else adjoint
            share.block.give(place, rows, part)

    def finish(self) -> dict[str, Array]:
        """Go back to the inputs and return the adjoints of their amounts, summed over draws."""
        found = {step.id: np.zeros(self.program.periods) for step in self.program.inputs}
        for share in self.shares:
            for name, gradient in share.block.finish().items():
                found[name] = found[name] + gradient
        return found


def _shares(
    program: Program, values: Mapping[str, Array], make: Callable[[Program, Mapping[str, Array], int], Inner]
) -> list[Share[Inner]]:
    """Return the draws of each theory that has any, with a block of its own."""
    found = []
    for place, theory in enumerate(program.theories):
        rows: Integers = np.flatnonzero(values[VARIANTS] == place)
        if len(rows):
            own = {column.name: values[column.name] for column in theory.program.columns if column.name in values}
            taken = {name: np.take(value, rows, axis=-1) for name, value in own.items()}
            block = make(theory.program, taken, len(rows))
            found.append(Share(theory.name, rows, block, Levels([], [], {})))
    return found


def _evaluated(
    program: Program, draws: int, shares: list[Share[Inner]], amounts: Mapping[str, Array], out: Array | None
) -> Levels:
    """Evaluate every theory on its draws, and put the levels where the draws are in the block."""
    count, periods = len(program.nodes), program.periods
    memory = np.empty((program.room, periods, draws)) if out is None else out
    free, start = memory[count:].reshape(-1), 0
    for share in shares:
        shape = (len(share.block.program.nodes), periods, len(share.rows))
        stop = start + math.prod(shape)
        share.levels = share.block.evaluate(amounts, free[start:stop].reshape(shape))
        start = stop
    levels = Levels([], [], dict(shares[0].levels.before))
    for place in range(count):
        found = [share.levels.level[place] for share in shares]
        if all(one.shape[1] == 1 and np.array_equal(one, found[0]) for one in found):
            levels.level.append(found[0])
        else:
            for share, one in zip(shares, found, strict=True):
                memory[place][:, share.rows] = one
            levels.level.append(memory[place])
        references = [share.levels.reference[place] for share in shares]
        levels.reference.append(_merged(shares, references, draws))
    return levels


def _merged(shares: list[Share[Inner]], values: list[Value], draws: int) -> Value:
    """Return one value for all draws of a block from those under each theory."""
    if all(np.ndim(value) == 0 and value == values[0] for value in values):
        return values[0]
    shapes = [np.shape(value) for value in values]
    rows = max((shape[0] for shape in shapes if len(shape) == 2), default=1)
    merged = np.empty((rows, draws))
    for share, value in zip(shares, values, strict=True):
        merged[:, share.rows] = value
    return merged if any(len(shape) == 2 for shape in shapes) else merged[0]
