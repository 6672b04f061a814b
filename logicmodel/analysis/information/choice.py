"""Which allocation is best at each value of a number, others at their distribution."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from logicmodel import wording
from logicmodel.analysis.information.binning import Binned
from logicmodel.analysis.information.gain import Stakes, fits, tables
from logicmodel.engine.arrays import Array

if TYPE_CHECKING:
    from logicmodel.analysis.information.decision import Decision


@dataclasses.dataclass(frozen=True)
class Choice:
    """How knowing a number changes the choice."""

    changes: float
    """Share of the cases in which another allocation is taken than now."""
    instead: int | None
    """Place of the one that is then taken most often."""
    when: str
    """Where that is, in words: ``where it is above 112``."""

    @classmethod
    def same(cls) -> Choice:
        """Return that nothing changes."""
        return cls(0.0, None, "")


def expected(number: Binned, stakes: Stakes) -> Array:
    """Return the expected utility of every allocation above the first, by bin: (allocations, bins)."""
    counts, sums = tables(number, stakes)
    squares = (stakes.differences**2).sum(axis=(1, 2))
    found = fits(number, counts.sum(axis=0)[None], sums.sum(axis=0)[None], squares[None])[0]
    return np.concatenate([np.zeros_like(found[:1]), found])


def choice_of(decision: Decision, name: str, number: Binned, theories: Sequence[str] = ()) -> Choice:
    """Return how knowing a number changes the choice; ``theories`` are told by name where it says which one holds."""
    best = np.argmax(expected(number, decision.stakes), axis=0)
    shares, other = number.shares, best != decision.chosen
    if not other.any():
        return Choice.same()
    instead = int(np.argmax(np.bincount(best[other], weights=shares[other], minlength=len(decision.names))))
    if theories:
        names = [f"“{theories[int(value)]}”" for value in number.centres[other]]
        return Choice(float(shares[other].sum()), instead, f"under {' or '.join(names)}")
    return Choice(float(shares[other].sum()), instead, _where(name, number, other))


def _where(name: str, number: Binned, other: Array) -> str:
    """Say where another allocation is taken, where that is one range up to an end; else nothing."""
    places = np.flatnonzero(other)
    if len(places) != places[-1] - places[0] + 1 or len(places) == len(other):
        return ""
    if len(number.centres) == 2 and set(number.centres) == {0.0, 1.0}:
        return f"where it {wording.event(name, places[0] != 0)}"
    if places[0] == 0:
        return f"where it is below {wording.amount((number.centres[places[-1]] + number.centres[places[-1] + 1]) / 2)}"
    if places[-1] == len(other) - 1:
        return f"where it is above {wording.amount((number.centres[places[0] - 1] + number.centres[places[0]]) / 2)}"
    return ""
