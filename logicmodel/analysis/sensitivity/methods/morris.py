"""Screening: which numbers matter at all, with few evaluations of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model
from logicmodel.analysis.sensitivity.shares import ends, spread
from logicmodel.engine.intervals import mean_interval

STEP = 0.5
"""Every number is moved by half of its range of probability, to the side where there is room."""


class Morris(Method):
    """Elementary effects: how the outcome changes as one number moves by half of its range of probability.

    An effect is the change of the outcome divided by the step, so a number that acts in proportion to its
    percentile has the change over its whole range. ``mu_star`` is the mean size of the effects, ``mu`` their
    mean with sign and ``sigma`` their standard deviation: large where the effect hangs on other numbers or
    on where the number stands. Around each draw every number is moved once (radial design); numbers
    correlated with it follow by their conditional law.

    Sources: Morris (1991); Campolongo, Saltelli and Cariboni (2011) for ``mu_star`` and the radial design.
    """

    kind: Literal["morris"] = "morris"
    question: ClassVar[str] = "Which uncertain numbers matter at all?"
    draws: ClassVar[int] = 1024
    least: ClassVar[int] = 256
    key: ClassVar[str] = "mu_star"

    def sets(self, drivers: int) -> int:
        """Return how often all draws are evaluated."""
        return 1 + drivers

    def measure(self, model: Model, aims: Sequence[Aim]) -> Found:
        """Return mean size, mean and spread of the effects of every driver."""
        (state,) = model.sample()
        places = [aim.place for aim in aims]
        base = model.read(state)[places]
        rows: list[list[Row]] = [[] for _ in aims]
        for driver in model.drivers:
            here = model.coordinate(state, driver.one)
            step = np.where(here < STEP, STEP, -STEP)
            found = model.again(state, model.moved(state, driver.one, here + step))[places]
            effects = model.by_replicate((found - base) / step)
            for place in range(len(aims)):
                mine = effects[:, place]
                row: Row = {}
                for name, told in (("mu_star", np.abs(mine)), ("mu", mine)):
                    value, low, high = (float(one) for one in mean_interval(told.mean(axis=-1)))
                    row |= {name: value, f"{name}_low": low, f"{name}_high": high}
                rows[place].append({**row, "sigma": float(mine.std())})
        whole = [spread(aim, model.by_replicate(base[place])) for place, aim in enumerate(aims)]
        return Found(rows, whole)

    def nothing(self, aim: Aim) -> Row:
        """Return effects of 0."""
        return {**super().nothing(aim), "mu": 0.0, "mu_low": 0.0, "mu_high": 0.0, "sigma": 0.0}

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say by how much a step moves the outcome."""
        name, outcome = words.number[row["name"]], words.outcome(row)
        size, low, high = (STEP * max(value, 0.0) for value in ends(row, "mu_star"))
        if size == 0.0:
            return f"Moving “{name}” never changed {outcome} in these draws."
        told = (
            f"{wording.percent(size, 1)} of the draws ({wording.percent(low, 1)} to {wording.percent(high, 1)})"
            if row["of"] == "met" else wording.interval(size, low, high, words.unit[row["target"]])
        )
        if row["of"] == "met":
            decided = words.decided[row["target"]]
            decided = "whether the plan succeeds" if decided == "success" else decided
            return f"Moving “{name}” by half of its range changes {decided} in {told}."
        hangs = row["sigma"] > abs(row["mu"])
        more = "; how much hangs on the other numbers" if hangs else ""
        return f"Moving “{name}” by half of its range changes {outcome} by {told} on average{more}."
