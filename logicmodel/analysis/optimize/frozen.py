"""Draws that are made once: the same for every allocation, so that differences are those of the money."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import TypeAlias

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.gradient import Point, Sample
from logicmodel.engine.program import Program

Amounts: TypeAlias = Mapping[str, Array]
Pull: TypeAlias = Mapping[str, Array]
"""Derivatives of an objective by ``margin``, ``level``, ``effect`` or ``net``, in their shapes."""
REPLICATES = 16
"""Replicates that a run of ``simulate`` uses; frozen draws take later ones, so that verification is fresh."""


class Seen:
    """What frozen draws show of one allocation; arrays have the draws last."""

    def __init__(self, point: Point, spread: Array) -> None:
        """Read a point; ``spread`` is the usual size of each margin, fixed for a whole search."""
        self.point, self.spread = point, spread

    @property
    def program(self) -> Program:
        """The compiled plan."""
        return self.point.sample.program

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.point.sample.draws

    @cached_property
    def margin(self) -> Array:
        """(targets, draws): signed distance to the target in its unit, from 0 up where it is met."""
        return self.point.margins * self.point.sample.scales[:, None]

    @property
    def level(self) -> Array:
        """(targets, draws): level that is held against the target."""
        return self.point.levels

    @property
    def effect(self) -> Array:
        """(targets, draws): true level less the level with nothing allocated."""
        return self.point.effects

    @cached_property
    def net(self) -> Array:
        """(draws,): discounted worth of the net change less discounted cost."""
        return self.point.benefit - self.point.spent

    def groups(self) -> list[Group]:
        """Return the same for 16 groups of draws, or for fewer where there are few draws."""
        count = max(1, min(16, self.draws // 2))
        margin, level, effect, net = self.margin, self.level, self.effect, self.net
        return [
            Group(self.program, self.spread, margin[:, mine], level[:, mine], effect[:, mine], net[mine])
            for mine in (slice(number, None, count) for number in range(count))
        ]

    def pull(self, derivatives: Pull) -> dict[str, Array]:
        """Return the derivatives by input and period that those by margin and so on lead to."""
        margin, net = derivatives.get("margin"), derivatives.get("net")
        return self.point.pull(
            margins=None if margin is None else margin * self.point.sample.scales[:, None],
            levels=derivatives.get("level"),
            effects=derivatives.get("effect"),
            benefit=net,
            spent=None if net is None else -net,
        )


@dataclasses.dataclass(frozen=True)
class Group:
    """What some of the draws show; read as ``Seen`` is."""

    program: Program
    spread: Array
    margin: Array
    level: Array
    effect: Array
    net: Array

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.margin.shape[1])


class Frozen:
    """Draws of a plan that are asked many times."""

    def __init__(self, program: Program, *, draws: int, seed: int, replicate: int = 0) -> None:
        """Make the draws; ``replicate`` counts from the first that no run of ``simulate`` uses."""
        self.sample = Sample.of(program, draws=draws, seed=seed, replicate=REPLICATES + replicate)
        self.spread: Array | None = None
        self.last: tuple[bytes, Point] | None = None
        """What was looked at last: searches ask again and again for more of the same allocation."""

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.sample.draws

    def calibrate(self, amounts: Amounts) -> None:
        """Take the usual size of each margin from these amounts: how wide blurred edges are follows from it."""
        self.spread = spreads(self._at(amounts).margins * self.sample.scales[:, None])

    def see(self, amounts: Amounts) -> Seen:
        """Return what the draws show under these amounts; what was seen before can then no longer be asked."""
        point = self._at(amounts)
        if self.spread is None:
            self.spread = spreads(point.margins * self.sample.scales[:, None])
        return Seen(point, self.spread)

    def _at(self, amounts: Amounts) -> Point:
        """Evaluate the plan, unless these amounts are those that were evaluated last."""
        key = b"".join(name.encode() + np.asarray(amount, float).tobytes() for name, amount in amounts.items())
        if self.last is None or self.last[0] != key or self.sample.latest is not self.last[1]:
            self.last = key, self.sample.at(amounts)
        return self.last[1]


def spreads(margin: Array) -> Array:
    """Return the usual size of each target's margin: its standard deviation, or its size where it is certain."""
    spread = margin.std(axis=1)
    size = np.abs(margin).mean(axis=1)
    tiny = spread <= 1e-9 * np.maximum(size, 1e-300)
    return np.where(tiny, np.where(size > 0, size, 1.0), spread)
