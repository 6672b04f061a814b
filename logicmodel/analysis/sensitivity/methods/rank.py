"""Rank correlations of each number with the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.sensitivity.methods.method import Aim, Found, Method, Row, Words
from logicmodel.analysis.sensitivity.model import Model, Values
from logicmodel.analysis.sensitivity.ranks import ranked, summary
from logicmodel.analysis.sensitivity.shares import ends, spread
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval
from logicmodel.errors import RequestError


class Rank(Method):
    """Rank correlations, plain (Spearman) and partial: with all other numbers held in mind (PRCC).

    Both lie between -1 and 1 and show direction and steadiness, not size. Numbers that do nothing but are
    correlated with one that matters have a plain correlation and hardly a partial one; of numbers that others
    determine there is no partial one. A number drawn in each period enters with its mean. Intervals are t intervals over replicates.

    Sources: Spearman (1904); Iman and Conover (1979), Marino and others (2008) for partial ones.
    """

    kind: Literal["rank"] = "rank"
    question: ClassVar[str] = "Which uncertain numbers go along with the outcome?"
    draws: ClassVar[int] = 8192
    least: ClassVar[int] = 1024
    key: ClassVar[str] = "rank"
    from_runs: ClassVar[bool] = True

    def from_draws(self, model: Model, aims: Sequence[Aim], values: Values, outcomes: Array) -> Found:
        """Return both correlations of every driver; ``outcomes`` are (readings, draws)."""
        count = len(model.drivers)
        if model.points < 2 * (count + 2):
            each = 1 << (2 * (count + 2) - 1).bit_length()
            raise RequestError(
                f"{model.points * model.replicates:,} draws are too few for correlations with {count} numbers",
                remedy=f"take at least {each * model.replicates:,} draws",
            )
        chosen = [aim.place for aim in aims]
        rows = np.array([summary(values, driver) for driver in model.drivers])
        blocks = model.by_replicate(np.concatenate([rows, outcomes[chosen]]))
        found = [_correlations(block, count) for block in blocks]
        told = {"rank": np.array([one[0] for one in found]), "partial": np.array([one[1] for one in found])}
        made: list[list[Row]] = []
        for place in range(len(aims)):
            made.append([])
            for number in range(count):
                row: Row = {}
                for name, one in told.items():
                    value, low, high = (float(end) for end in mean_interval(one[:, place, number]))
                    known = not np.isnan(value)
                    row |= {
                        name: value if known else None,
                        f"{name}_low": max(low, -1.0) if known else None, f"{name}_high": min(high, 1.0) if known else None,
                    }
                made[-1].append(row)
        whole = [spread(aim, model.by_replicate(outcomes[aim.place])) for aim in aims]
        return Found(made, whole)

    def nothing(self, aim: Aim) -> Row:
        """Return correlations of 0."""
        return {**super().nothing(aim), "partial": 0.0, "partial_low": 0.0, "partial_high": 0.0}

    def sentence(self, row: Mapping[str, Any], words: Words) -> str:
        """Say which way the outcome goes with the number."""
        name, outcome = words.number[row["name"]], words.outcome(row)
        told = _signed(row, "rank")
        if not self.clear(row):
            return f"“{name}” does not clearly go along with {outcome} (rank correlation {told})."
        if row["name"] in words.categories:
            return f"“{name}” goes along with {outcome} (rank correlation {told})."
        way = "the better" if row["of"] == "met" else "the higher"
        if row["rank"] < 0:
            way = "the worse" if row["of"] == "met" else "the lower"
        strength = "strongly" if abs(row["rank"]) >= 0.5 else "clearly" if abs(row["rank"]) >= 0.2 else "weakly"
        return f"The higher “{name}”, {way} {outcome}: they are {strength} related (rank correlation {told})."


def _correlations(rows: Array, count: int) -> tuple[Array, Array]:
    """Return rank correlations of outcomes with the first ``count`` rows, plain and partial, (outcomes, count)."""
    ranks = ranked(rows)
    ranks = ranks - ranks.mean(axis=1, keepdims=True)
    size = np.sqrt((ranks**2).sum(axis=1))
    scaled = np.divide(ranks, size[:, None], out=np.zeros_like(ranks), where=size[:, None] > 0)
    whole = scaled @ scaled.T
    plain = whole[count:, :count]
    partial = np.empty_like(plain)
    for place in range(len(plain)):
        chosen = [*range(count), count + place]
        inverse = np.linalg.pinv(whole[np.ix_(chosen, chosen)], hermitian=True)
        diagonal = np.diag(inverse)
        product = np.sqrt(np.maximum(diagonal[-1] * diagonal[:-1], 0.0))
        partial[place] = np.divide(-inverse[-1, :-1], product, out=np.zeros(count), where=product > 0)
    partial[:, _determined(whole[:count, :count])] = np.nan
    return plain, partial


def _determined(matrix: Array) -> Array:
    """Say which of some correlated numbers the others determine: nothing is left of them when those are held."""
    sizes, ways = np.linalg.eigh(matrix)
    return np.asarray((np.abs(ways[:, (sizes < 1e-9 * len(matrix))]) > 1e-6).any(axis=1) & (np.diag(matrix) > 0))


def _signed(row: Mapping[str, Any], name: str) -> str:
    value, low, high = (wording.amount(one, digits=2) for one in ends(row, name))
    return f"{value}, {low} to {high}"
