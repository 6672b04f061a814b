"""The contract of a sampler: where in the unit cube the plan is evaluated."""

from __future__ import annotations

import functools
import hashlib
from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.kinds import Family, Part

SMALLEST = 2.0**-54
"""No coordinate is smaller than this, nor closer to 1, so quantiles stay finite."""


class Stream(Protocol):
    """The points of one replicate, read block by block from the start."""

    def block(self, start: int, count: int) -> Array:
        """Return coordinates as (columns, count), inside 0..1, of the points from ``start`` on."""


class Sampler(Part):
    """A way to choose points. Replicates are independent, so their spread tells the error."""

    family: ClassVar[Family | None] = Family("sampler", "logicmodel.engine.samplers")

    @abstractmethod
    def stream(self, names: Sequence[str], *, seed: int, replicate: int, points: int) -> Stream:
        """Return the points of one replicate for columns of these names.

        The points depend on nothing but the arguments: not on block size, workers or earlier calls.
        """


class Columns:
    """Independent uniform rows, one generator each; blocks may be read in any order."""

    def __init__(self, names: Sequence[str], *, seed: int, replicate: int) -> None:
        """Key the generators by seed, replicate and name."""
        self.make = [functools.partial(generator, seed, replicate, name) for name in names]
        self.generators = [make() for make in self.make]
        self.read = 0

    def block(self, start: int, count: int) -> Array:
        """Return coordinates as (columns, count), inside 0..1, of the points from ``start`` on."""
        if start != self.read:
            self.generators = [_wound_to(make(), start) for make in self.make]
        self.read = start + count
        u = np.empty((len(self.generators), count))
        for row, source in zip(u, self.generators, strict=True):
            source.random(out=row)
        return np.maximum(u, SMALLEST, out=u)


def _wound_to(source: np.random.Generator, start: int) -> np.random.Generator:
    """Move a fresh generator on by so many numbers; Philox makes four at a time."""
    source.bit_generator.advance(start // 4)  # type: ignore[attr-defined]
    source.random(start % 4)
    return source


def generator(seed: int, replicate: int, name: str) -> np.random.Generator:
    """Return a random generator of its own for one column of one replicate."""
    text = f"{seed}/{replicate}/{name}".encode()
    key = int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key))
