"""What separates the draws that meet a target from those that miss it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np
from scipy import special

from logicmodel import wording
from logicmodel.analysis.sensitivity.first_order import FirstOrder
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model, Values
from logicmodel.analysis.sensitivity.ranks import summary
from logicmodel.analysis.sensitivity.shares import ends, spread
from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.intervals import conditional_interval, ratio_interval


class Target(Method):
    """How different each number is in the draws that meet a target and in those that miss it.

    ``share`` is the part of the variance of "met or missed" that the number explains on its own, as in the
    method ``given``. ``distance`` is the largest difference between the distributions of the number among
    the draws that meet it and among those that miss it (Kolmogorov-Smirnov), ``p_value`` the chance of such a
    distance if there were none; of a number drawn in each period they are those of its mean. ``met_mean`` and
    ``missed_mean`` are the mean values of the number in both. A number is ``clear`` where its p value would
    be below 5 % even as the smallest of all numbers (Bonferroni).

    Sources: Hornberger and Spear (1981); Raguet and Marrel (2018) for targets as indicators.
    """

    kind: Literal["target"] = "target"
    question: ClassVar[str] = "What separates success from failure?"
    draws: ClassVar[int] = 8192
    least: ClassVar[int] = 512
    key: ClassVar[str] = "distance"
    from_runs: ClassVar[bool] = True
    only_met: ClassVar[bool] = True

    def from_draws(self, model: Model, aims: Sequence[Aim], values: Values, outcomes: Array) -> Found:
        """Return share, distance and p value of every driver; ``outcomes`` are (readings, draws)."""
        rows: list[list[Row]] = []
        for aim in aims:
            mine = outcomes[aim.place]
            met: Booleans = mine > 0.5
            shares = FirstOrder(model, mine)
            rows.append([])
            for driver in model.drivers:
                found = shares.of(driver, values)
                x = summary(values, driver)
                distance, p = kolmogorov_smirnov(x[met], x[~met])
                rows[-1].append({
                    "share": found["share"], "share_low": found["low"], "share_high": found["high"], "floor": found["floor"],
                    "distance": distance, "p_value": p, "tests": len(model.drivers),
                    **_mean(model, "met_mean", x, met), **_mean(model, "missed_mean", x, ~met),
                })
        whole = [spread(aim, model.by_replicate(outcomes[aim.place])) for aim in aims]
        return Found(rows, whole)

    def nothing(self, aim: Aim) -> Row:  # noqa: ARG002 - of the contract
        """Return a distance of 0."""
        return {"share": 0.0, "share_low": 0.0, "share_high": 0.0, "distance": 0.0, "p_value": 1.0}

    def clear(self, row: Mapping[str, Any]) -> bool:
        """Say whether the distance is surely not chance."""
        return bool(row["p_value"] * row["tests"] < 0.05)

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say where the number stands when the target is met, and when it is missed."""
        name, decided = words.number[row["name"]], words.decided[row["target"]]
        if not self.clear(row):
            return f"“{name}” is about the same whichever way it goes with {decided}."
        told = wording.chance(*(max(value, 0.0) for value in ends(row, "share")))
        if row["name"] in words.categories:
            return f"“{name}” differs between the draws that go well and the others; it explains {told} of {words.uncertainty(row)}."
        told_of = f"it explains {told} of {words.uncertainty(row)}."
        if row["name"].endswith((".holds", ".works")) and (row["name"].startswith("assumptions.") or name.endswith(": whether it works")):
            verb = "holds" if row["name"].endswith(".holds") else "works"
            met, missed = (wording.chance(*(min(max(end, 0.0), 1.0) for end in ends(row, one))) for one in ("met_mean", "missed_mean"))
            return f"“{name.removesuffix(': whether it works')}” {verb} in {met} of the draws that go well and in {missed} of the others; {told_of}"
        met, missed = (wording.interval(*ends(row, one), most=4) for one in ("met_mean", "missed_mean"))
        return f"“{name}” is {met} on average where it goes well and {missed} where not; {told_of}"


def _mean(model: Model, name: str, x: Array, here: Booleans) -> Row:
    """Return the mean of a number in some of the draws, with its interval over replicates."""
    share = here.astype(float)
    part, whole = (model.by_replicate(one).mean(axis=-1) for one in (x * share, share))
    yes_or_no = bool(np.isin(x, (0.0, 1.0)).all())
    found = conditional_interval(part, whole, int(here.sum())) if yes_or_no else ratio_interval(part, whole)
    return {f"{name}{end}": float(value) for end, value in zip(("", "_low", "_high"), found, strict=True)}


def kolmogorov_smirnov(one: Array, other: Array) -> tuple[float, float]:
    """Return the largest distance of two distribution functions and its p value, by the limit law.

    With ties, and with points more even than chance, the p value is too large rather than too small.
    """
    joined = np.concatenate([one, other])
    found = [np.searchsorted(np.sort(side), joined, side="right") / len(side) for side in (one, other)]
    distance = float(np.abs(found[0] - found[1]).max())
    size = len(one) * len(other) / len(joined)
    return distance, float(special.kolmogorov(np.sqrt(size) * distance))
