"""Several theories of change in one program: compiled one by one, with the columns they share drawn once.

A draw follows one theory, so nothing has to be merged: the program of each theory stays what it would
be alone. What differs in two theories under one path is two columns, called ``path`` and
``path|variant``; what is the same is one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from logicmodel.engine.draw import VARIANTS
from logicmodel.engine.program import (
    Chosen,
    Column,
    Correlated,
    Drawn,
    InputStep,
    Operand,
    Program,
    TargetStep,
    Theory,
    ValueStep,
)
from logicmodel.parts.distributions.discrete import Discrete
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theories

Compile = Callable[[Plan, Mapping[str, str]], Program]
"""Compiles a plan; the mapping holds the names of columns that are not called by their path."""
Step = TypeVar("Step", InputStep, TargetStep, ValueStep)


def pooled(plan: Plan, compiled: Compile) -> Program:
    """Return one program for a plan with variants: every draw follows one theory of change."""
    drawn = _Drawn()
    found: list[Theory] = []
    for told in theories(plan):
        program = compiled(told.plan, {})
        names = {column: f"{column}|{told.name}" for column in drawn.unlike(program)}
        program = compiled(told.plan, names) if names else program
        drawn.add(program)
        found.append(Theory(told.name, told.weight, program))
    which = Discrete(values=tuple(map(float, range(len(found)))), weights=tuple(theory.weight for theory in found))
    columns = {**drawn.columns, VARIANTS: Column(VARIANTS, which)}
    programs = [
        dataclasses.replace(theory.program, columns=tuple(drawn.columns[name] for name in sorted(drawn.columns)))
        for theory in found
    ]
    first = programs[0]
    return dataclasses.replace(
        first, plan=plan,
        columns=tuple(columns[name] for name in sorted(columns)),
        correlated=tuple(dict.fromkeys(drawn.bonds.values())),
        inputs=_together([program.inputs for program in programs], ("delivery", "price")),
        targets=_together([program.targets for program in programs], ("error", "measurement")),
        values=_together([program.values for program in programs], ("value", "displacement", "others")),
        theories=tuple(
            dataclasses.replace(theory, program=program) for theory, program in zip(found, programs, strict=True)
        ),
    )


class _Drawn:
    """The columns of the theories so far, and which of them are drawn together."""

    def __init__(self) -> None:
        self.columns: dict[str, Column] = {}
        self.bonds: dict[str, Correlated] = {}

    def add(self, program: Program) -> None:
        """Take in the columns of a program."""
        self.columns.update({column.name: column for column in program.columns})
        self.bonds.update(_bonds(program))

    def unlike(self, program: Program) -> set[str]:
        """Return the columns of a program that cannot be those of the same name that are here already.

        Correlated numbers stay together: where one of them differs, the theory has all of them for itself.
        """
        bonds = _bonds(program)
        here = [column for column in program.columns if column.name in self.columns]
        found = {
            column.name for column in here
            if self.columns[column.name] != column or self.bonds.get(column.name) != bonds.get(column.name)
        }
        while True:
            more = {column.name for column in program.columns if column.probability in found}
            more |= {name for name, bond in bonds.items() if found.intersection(bond.columns)}
            if more <= found:
                return found
            found |= more


def _bonds(program: Program) -> dict[str, Correlated]:
    return {name: group for group in program.correlated for name in group.columns}


def _together(steps: Iterable[tuple[Step, ...]], fields: Iterable[str]) -> tuple[Step, ...]:
    """Return steps in which the fields that differ between theories are chosen draw by draw."""
    return tuple(
        dataclasses.replace(same[0], **{field: _chosen([getattr(step, field) for step in same]) for field in fields})
        for same in zip(*steps, strict=True)
    )


def _chosen(options: list[float | Drawn | None]) -> Operand | None:
    if all(option == options[0] for option in options):
        return options[0]
    return Chosen(tuple(0.0 if option is None else option for option in options))
