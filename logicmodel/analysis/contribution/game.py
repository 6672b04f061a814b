"""The game behind one target: what every coalition of players is worth, divided among them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from logicmodel.analysis.contribution import shapley
from logicmodel.analysis.contribution.circuit import Circuit, spread_out
from logicmodel.analysis.contribution.players import Player
from logicmodel.analysis.contribution.values import Values, ends_of
from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading

Method: TypeAlias = Literal["exact", "sampled"]
EXACT = 12
"""Most groups of players of which every coalition is evaluated, unless more is asked for."""
DIFFERENCES = frozenset({"effect", "change"})
"""Readings of which the same world with nothing allocated is taken off."""


@dataclasses.dataclass(frozen=True)
class Division:
    """What one game comes to; arrays hold replicates last."""

    shares: Array
    """(players, readings, replicates): Shapley values."""
    alone: Array
    """What each brings where all others are off."""
    without: Array
    """What is lost where it alone is off."""
    whole: Array
    """(readings, replicates): everybody on less everybody off."""
    rest: Array
    """Value with everybody off."""
    groups: tuple[tuple[int, ...], ...]
    """Players that do something, those together of whom each needs all others."""
    method: Method
    evaluated: int
    """Arms that were evaluated."""
    orders: int = 0
    """Orders that were sampled in all."""


class Game:
    """Players, and what is read when some of them are on."""

    def __init__(
        self, program: Program, readings: Sequence[Reading], amounts: Mapping[str, Array], players: Sequence[Player]
    ) -> None:
        """Find out which players do anything about the readings."""
        self.program, self.readings, self.amounts, self.players = program, tuple(readings), amounts, tuple(players)
        self.circuit = Circuit(program, amounts, players, ends_of(program, readings))
        self.groups = tuple(tuple(group) for group in self.circuit.groups())
        self.less = np.array([reading.what in DIFFERENCES for reading in readings])

    def arms(self) -> int:
        """Return how many arms an exact answer takes."""
        members = spread_out(self.groups, shapley.coalitions(len(self.groups)), len(self.players))
        return len(np.unique(self.circuit.alive(members), axis=0))

    def divide(
        self, values: Values, method: Method, *, replicates: int, orders: int = 0, tell: Callable[[int], None] | None = None
    ) -> Division:
        """Return the Shapley values; ``orders`` are those of one replicate, where they are sampled."""
        self.evaluated, self.tell = 0, tell
        every = list(range(replicates))
        chosen = shapley.coalitions(len(self.groups)) if method == "exact" else self._edges()
        found = self._worth(values, spread_out(self.groups, chosen, len(self.players)), every)
        nobody, everybody = found[0], found[-1]
        alone, without, shares = (np.zeros((len(self.players), *nobody.shape)) for _ in range(3))
        count = len(self.groups)
        first = [1 << place for place in range(count)] if method == "exact" else range(1, count + 1)
        last = [len(chosen) - 1 - (1 << place) for place in range(count)] if method == "exact" else range(count + 1, 2 * count + 1)
        for group, only, rest in zip(self.groups, first, last, strict=True):
            without[list(group)] = everybody - found[rest]
            if len(group) == 1:
                alone[list(group)] = found[only] - nobody
        by_group = (
            shapley.exact(found, [len(group) for group in self.groups]) if method == "exact" else self._sampled(values, every, orders)
        )
        for group, share in zip(self.groups, by_group, strict=True):
            shares[list(group)] = share
        taken = orders * replicates if method == "sampled" else 0
        return Division(shares, alone, without, everybody - nobody, nobody, self.groups, method, self.evaluated, taken)

    def _edges(self) -> Booleans:
        """Return nobody, each group alone, all but each group, and everybody."""
        one = np.eye(len(self.groups), dtype=bool)
        none = np.zeros((1, len(self.groups)), bool)
        return np.concatenate([none, one, ~one, ~none])

    def _sampled(self, values: Values, replicates: Sequence[int], orders: int) -> Array:
        """Return Shapley values of members of each group, with orders of its own in every replicate.

        So what the replicates differ by is the error of the draws and of the orders together.
        """
        active = [player for group in self.groups for player in group]
        found = []
        for replicate in replicates:
            rng = np.random.default_rng([values.seed, 5, replicate])
            order = shapley.orders(len(active), orders, rng)
            chosen = shapley.prefixes(order).reshape(-1, len(active))
            members = np.zeros((len(chosen), len(self.players)), bool)
            members[:, active] = chosen
            worth = self._worth(values, members, [replicate]).reshape(*order.shape[:1], len(active) + 1, len(self.readings))
            found.append(shapley.sampled(worth, order))
        each = np.stack(found, axis=-1)
        ends = np.cumsum([0, *(len(group) for group in self.groups)])
        return np.stack([each[start:stop].mean(axis=0) for start, stop in itertools.pairwise(ends)])

    def _worth(self, values: Values, members: Booleans, replicates: Sequence[int]) -> Array:
        """Return what coalitions are worth in some replicates, as (coalitions, readings, replicates)."""
        found = self._read(values, members, replicates, fed=True)
        if self.less.any():
            found[:, self.less] -= self._read(values, members, replicates, fed=False)[:, self.less]
        return found

    def _read(self, values: Values, members: Booleans, replicates: Sequence[int], *, fed: bool) -> Array:
        alive, back = np.unique(self.circuit.alive(members, fed=fed), axis=0, return_inverse=True)
        arms = [self.circuit.arm(row, fed=fed) for row in alive]
        self.evaluated += len(arms)
        return values.of(arms, replicates, self.tell)[back.reshape(-1)]
