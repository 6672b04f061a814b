"""Plain random points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.samplers.sampler import SMALLEST, Sampler, Stream, generator


class Random(Sampler):
    """Independent uniform points: the plain Monte Carlo method.

    Every column has a generator keyed by seed, replicate and name, so a plan with one number more
    keeps all its other draws.
    """

    kind: Literal["random"] = "random"

    def stream(self, names: Sequence[str], *, seed: int, replicate: int, points: int) -> Stream:
        """Return the points of one replicate."""
        return _Columns([generator(seed, replicate, name) for name in names])


class _Columns:
    """One generator per column, read in step."""

    def __init__(self, generators: list[np.random.Generator]) -> None:
        self.generators = generators
        self.read = 0

    def block(self, start: int, count: int) -> Array:
        if start != self.read:
            message = "random points are read in order"
            raise ValueError(message)
        self.read += count
        u = np.empty((len(self.generators), count))
        for row, source in zip(u, self.generators, strict=True):
            source.random(out=row)
        return np.maximum(u, SMALLEST, out=u)
