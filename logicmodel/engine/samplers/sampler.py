"""The contract of a sampler: where in the unit cube the plan is evaluated."""

from __future__ import annotations

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


def generator(seed: int, replicate: int, name: str) -> np.random.Generator:
    """Return a random generator of its own for one column of one replicate."""
    text = f"{seed}/{replicate}/{name}".encode()
    key = int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")
    return np.random.Generator(np.random.Philox(key=key))
