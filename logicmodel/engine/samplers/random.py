"""Plain random points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from logicmodel.engine.samplers.sampler import Columns, Sampler, Stream


class Random(Sampler):
    """Independent uniform points: the plain Monte Carlo method.

    Every column has a generator keyed by seed, replicate and name, so a plan with one number more
    keeps all its other draws.
    """

    kind: Literal["random"] = "random"

    def stream(self, names: Sequence[str], *, seed: int, replicate: int, points: int) -> Stream:
        """Return the points of one replicate."""
        return Columns(names, seed=seed, replicate=replicate)
