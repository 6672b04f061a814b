"""Latin hypercube points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.samplers.sampler import SMALLEST, Sampler, Stream, generator


class LatinHypercube(Sampler):
    """One point in each of n equal slices of every column, in random order.

    Source: McKay, Beckman and Conover (1979). Every column has a generator keyed by seed, replicate
    and name. Memory grows with the points of a replicate.
    """

    kind: Literal["latin_hypercube"] = "latin_hypercube"

    def stream(self, names: Sequence[str], *, seed: int, replicate: int, points: int) -> Stream:
        """Return the points of one replicate."""
        u = np.empty((len(names), points))
        for row, name in zip(u, names, strict=True):
            source = generator(seed, replicate, name)
            row[:] = (source.permutation(points) + source.random(points)) / points
        return _Whole(np.clip(u, SMALLEST, 1 - 2.0**-53, out=u))


class _Whole:
    """All points of a replicate, made at once."""

    def __init__(self, u: Array) -> None:
        self.u = u

    def block(self, start: int, count: int) -> Array:
        return self.u[:, start : start + count]
