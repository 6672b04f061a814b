"""Shares of the variance that sum to one, also where numbers are correlated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model
from logicmodel.analysis.sensitivity.replacing import Replacing, turns
from logicmodel.analysis.sensitivity.shares import ends, share, spread


class Shapley(Method):
    """Shapley effects: what a number adds to the explained variance, averaged over all orders.

    In every draw the numbers are replaced one after the other, in an order of its own, by draws from their
    law given those that still stand; what a number adds at its turn counts for it. The shares sum to
    exactly 1. What correlated numbers explain in common is divided between them.

    Sources: Owen (2014); Song, Nelson and Staum (2016); the estimator of Goda (2021), which holds for
    correlated numbers too if each is replaced given those that stand.
    """

    kind: Literal["shapley"] = "shapley"
    question: ClassVar[str] = "What share of the uncertainty is due to each number?"
    draws: ClassVar[int] = 8192
    least: ClassVar[int] = 1024
    key: ClassVar[str] = "share"
    divides: ClassVar[bool] = True

    def sets(self, drivers: int) -> int:
        """Return how often all draws are evaluated."""
        return 1 + drivers

    def measure(self, model: Model, aims: Sequence[Aim]) -> Found:
        """Return the share of every driver, and variance and mean of every aim."""
        a, b = model.sample(2)
        places = [aim.place for aim in aims]
        count = len(model.drivers)
        replacing = Replacing(model, a, b, turns(model, a.draws))
        start = before = model.read(a)[places]
        added = np.zeros((count, len(aims), a.draws))
        for step in range(count):
            after = model.reader.read({**a.values, **replacing.values(step + 1)}, a.draws)[places]
            gain = (start - (before + after) / 2) * (before - after)
            np.put_along_axis(added, np.broadcast_to(replacing.who(step), (1, *gain.shape)), gain[None], axis=0)
            before = after
        variance = model.by_replicate((start - before) ** 2 / 2).mean(axis=-1)
        rows: list[list[Row]] = [[] for _ in aims]
        for mine in added:
            part = model.by_replicate(mine).mean(axis=-1)
            for place, aim in enumerate(aims):
                counted = a.draws if aim.of == "met" else None
                rows[place].append(share("share", part[:, place], variance[:, place], counted))
        whole = [spread(aim, model.by_replicate(start[place]), model.by_replicate(before[place])) for place, aim in enumerate(aims)]
        return Found(rows, whole)

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say which share is due to the number."""
        name, outcome = words.number[row["name"]], words.uncertainty(row)
        told = wording.chance(*(max(value, 0.0) for value in ends(row, "share")))
        if not self.clear(row):
            return f"No clear share of {outcome} is due to “{name}” ({told})."
        return f"{told} of {outcome} is due to “{name}”."
