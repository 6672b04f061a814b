"""Draws as quantile ranks: every number cut into small steps that hold about equally many draws."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from logicmodel.engine.arrays import Array

STEPS = 60
"""Most steps of a number: finer ones would take longer, and limits are told to two digits only."""
Integers: TypeAlias = npt.NDArray[np.integer]


@dataclasses.dataclass(frozen=True, eq=False)
class Grid:
    """Every draw by the step that each number is in. A number with few values has a step for each."""

    codes: Integers
    """(numbers, draws), from 0 upwards in the order of the values."""
    edges: tuple[Array, ...]
    """For each number, the value between each step and the next."""

    @property
    def numbers(self) -> int:
        """How many numbers there are."""
        return len(self.edges)

    @cached_property
    def sizes(self) -> Integers:
        """How many steps each number has."""
        return np.array([len(edges) + 1 for edges in self.edges], dtype=np.intp)

    @cached_property
    def width(self) -> int:
        """The most steps that a number has."""
        return int(self.sizes.max(initial=1))

    @cached_property
    def flat(self) -> Integers:
        """(draws, numbers): the place of each draw in a histogram of all numbers side by side."""
        offsets = (self.width * np.arange(self.numbers))[:, None]
        return np.ascontiguousarray((self.codes + offsets).T.astype(np.int32))

    def histogram(self, draws: Integers) -> Array:
        """Return how many of some draws, by place, are in each step: (numbers, width)."""
        found = np.bincount(self.flat[draws].ravel(), minlength=self.numbers * self.width)
        return np.asarray(found.reshape(self.numbers, self.width), dtype=float)

    def part(self, numbers: Integers) -> Grid:
        """Return the grid of some numbers only."""
        return Grid(self.codes[numbers], tuple(self.edges[number] for number in numbers))


def grid_of(x: Array) -> Grid:
    """Return the grid of values (numbers, draws)."""
    codes = np.empty(x.shape, dtype=np.uint8)
    edges = []
    for row, values in zip(codes, x, strict=True):
        known = np.unique(values)
        if len(known) <= STEPS:
            cuts = (known[1:] + known[:-1]) / 2
        else:
            cuts = np.unique(np.quantile(values, np.arange(1, STEPS) / STEPS))
            cuts = cuts[cuts < known[-1]]
        row[:] = np.searchsorted(cuts, values, side="left")
        edges.append(cuts)
    return Grid(codes, tuple(edges))
