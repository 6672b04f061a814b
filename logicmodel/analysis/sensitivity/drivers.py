"""The uncertain numbers of a plan as drivers: which there are, which belong together, which lead to what is asked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import VARIANTS
from logicmodel.engine.gradient import place_of
from logicmodel.engine.measure import members
from logicmodel.engine.program import (
    Column,
    Contribution,
    Drawn,
    Operand,
    Program,
    ResultStep,
    TargetStep,
)
from logicmodel.engine.reading import Reading

JOINED = " + "
"""Stands between the names of numbers that are drawn together and therefore taken as one."""


@dataclasses.dataclass(frozen=True)
class Driver:
    """One uncertain number, or several that are drawn together. A number drawn in each period is one driver."""

    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """Name of the column, or of all of them."""
        return JOINED.join(column.name for column in self.columns)

    @property
    def one(self) -> Column:
        """The first column; the only one unless numbers were taken together."""
        return self.columns[0]


def drivers_of(program: Program, *, together: bool = False) -> tuple[Driver, ...]:
    """Return the drivers in the order of the columns; ``together`` joins those that are correlated."""
    if not together:
        return tuple(Driver((column,)) for column in program.columns)
    group_of = {name: group.columns for group in program.correlated for name in group.columns}
    columns = {column.name: column for column in program.columns}
    chosen = dict.fromkeys(group_of.get(column.name, (column.name,)) for column in program.columns)
    return tuple(Driver(tuple(columns[name] for name in names)) for names in chosen)


def leading(program: Program, reading: Reading, amounts: Mapping[str, Array]) -> frozenset[str]:
    """Return the names of the columns that can move a reading under the given amounts.

    All others do nothing, whatever they are: no path leads from where they stand to what is read, or
    the only path begins at an input that gets nothing.
    """
    if program.theories:
        under = (leading(theory.program, reading, amounts) for theory in program.theories)
        return frozenset({VARIANTS}).union(*under)
    targets = _targets(program, reading)
    places = {place_of(program, reading.node)} if reading.node else {step.node for step in targets}
    idle = _idle(program, amounts)
    names: set[str] = set()
    for group in reversed(program.groups):
        for _ in group:  # a loop may reach each of its nodes
            for step in group:
                if step.place in places:
                    places |= {link.source for link in _links(step, idle)}
                    names |= _names(_operands(step, idle))
    names |= _names(step.delivery for step in program.inputs if step.place in places - idle)
    for outside in program.factors:
        if outside.place in places:
            names |= _names((*outside.value, outside.reference))
    names |= _names(operand for step in targets for operand in (step.error, step.measurement))
    return frozenset(names | {column.probability for column in program.columns if column.name in names and column.probability})


def _targets(program: Program, reading: Reading) -> list[TargetStep]:
    if reading.target is not None:
        return [step for step in program.targets if step.id == reading.target]
    if reading.node is not None:
        return []
    return [program.targets[place] for place in members(program, program.plan.success.of)]


def _idle(program: Program, amounts: Mapping[str, Array]) -> set[int]:
    """Return the places of nodes that stay at rest because no input that leads to them gets anything."""
    idle = {step.place for step in program.inputs if not step.before and not np.any(amounts.get(step.id, 0.0))}
    for group in program.groups:
        inside = {step.place for step in group}
        rests = all(
            step.noise == 0.0 and all(link.source in idle | inside for link in step.contributions) for step in group
        )
        idle |= inside if rests else set()
    return idle


def _links(step: ResultStep, idle: set[int]) -> Sequence[Contribution]:
    return [*(link for link in step.contributions if link.source not in idle), *step.enablers]


def _operands(step: ResultStep, idle: set[int]) -> Iterator[Operand]:
    """Yield every number that can move a node, without those of links that carry nothing."""
    yield from (step.baseline, step.change, step.growth, step.noise)
    yield from (bound for bound in (step.low, step.high) if bound is not None)
    yield from (operand for _, operand in step.parameters)
    links = _links(step, idle)
    if links:
        yield step.retain
    for link in links:
        yield from (link.weight, link.works, *link.assumes, link.otherwise)
        if link.response is not None:
            yield from (operand for _, operand in link.response.parameters)


def _names(operands: Iterable[Operand]) -> set[str]:
    return {operand.column for operand in operands if isinstance(operand, Drawn)}
