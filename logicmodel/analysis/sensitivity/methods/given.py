"""First-order shares of the variance from draws that exist already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.sensitivity.first_order import FirstOrder
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model, Values
from logicmodel.analysis.sensitivity.shares import ends, spread
from logicmodel.engine.arrays import Array


class Given(Method):
    """What each number explains alone, by comparing the outcome between bins of its values.

    ``S1`` is the share of the variance that lies between bins of equally many draws (or between the values
    of a number that has few), from products of independent replicates, to which chance adds nothing; ``floor`` is the share that a number which does nothing may seem to have (95th percentile among
    shuffled outcomes). A number whose interval reaches down to its floor is not ``clear``. It needs no
    evaluations of its own. Of correlated numbers each also gets what it shares with the others.

    Source: Plischke, Borgonovo and Smith (2013) for the bins.
    """

    kind: Literal["given"] = "given"
    question: ClassVar[str] = "Which uncertain numbers explain the outcome on their own?"
    draws: ClassVar[int] = 8192
    least: ClassVar[int] = 512
    key: ClassVar[str] = "S1"
    from_runs: ClassVar[bool] = True

    def from_draws(self, model: Model, aims: Sequence[Aim], values: Values, outcomes: Array) -> Found:
        """Return the share of every driver; ``outcomes`` are (readings, draws)."""
        rows: list[list[Row]] = []
        for aim in aims:
            shares = FirstOrder(model, outcomes[aim.place])
            found = [shares.of(driver, values) for driver in model.drivers]
            rows.append([
                {"S1": one["share"], "S1_low": one["low"], "S1_high": one["high"], "floor": one["floor"]} for one in found
            ])
        whole = [spread(aim, model.by_replicate(outcomes[aim.place])) for aim in aims]
        return Found(rows, whole)

    def nothing(self, aim: Aim) -> Row:
        """Return a share of 0."""
        return {**super().nothing(aim), "floor": 0.0}

    def clear(self, row: Mapping[str, Any]) -> bool:
        """Say whether the interval lies above what chance explains."""
        return bool(row["S1_low"] > row["floor"])

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say what would be known if the number were."""
        name, outcome = words.number[row["name"]], words.uncertainty(row)
        told = wording.chance(*(max(value, 0.0) for value in ends(row, "S1")))
        if not self.clear(row):
            return f"On its own “{name}” explains no clear part of {outcome}."
        return f"On its own “{name}” explains {told} of {outcome}."
