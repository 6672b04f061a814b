"""From coordinates of the unit cube to the values of the uncertain numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.copula import mix
from logicmodel.engine.program import Chosen, Drawn, Operand, Program

VARIANTS = "variants"
"""The column that says which theory of change holds in a draw, by its place."""

Value = float | Array
"""A certain number, or drawn values: (draws) where drawn once, (periods, draws) where in each."""


def draw(program: Program, u: Array) -> dict[str, Array]:
    """Return the values of every column for coordinates ``u`` of shape (rows, draws).

    Correlated rows of ``u`` are changed in place.
    """
    for group in program.correlated:
        mix(u, [program.spans[name] for name in group.columns], group.factor)
    values: dict[str, Array] = {}
    for column in program.columns:
        rows = u[program.spans[column.name]]
        cube = rows[0] if column.each == "draw" else rows
        if column.distribution is not None:
            values[column.name] = column.distribution.ppf(cube)
    for column in program.columns:
        if column.probability is not None:
            rows = u[program.spans[column.name]]
            cube = rows[0] if column.each == "draw" else rows
            values[column.name] = np.where(cube > 1.0 - values[column.probability], 1.0, 0.0)
    return values


def look_up(operand: Operand, values: Mapping[str, Array]) -> Value:
    """Return the number, or the drawn values it stands for."""
    if isinstance(operand, Chosen):
        holds = values[VARIANTS]
        found = np.asarray(look_up(operand.options[0], values))
        for place, option in enumerate(operand.options[1:], 1):
            found = np.where(holds == place, look_up(option, values), found)
        return found
    return values[operand.column] if isinstance(operand, Drawn) else operand
