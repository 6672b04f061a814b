"""One search over the draws of a run: where it looks, where it measures, and what it says about a box."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any

import numpy as np

from logicmodel.analysis.discovery import telling
from logicmodel.analysis.discovery.cases import Cases
from logicmodel.analysis.discovery.grid import Grid, Integers
from logicmodel.analysis.discovery.peeling import Box, Condition
from logicmodel.analysis.discovery.region import Limits, Region, share, value_of, within
from logicmodel.analysis.discovery.resampling import STABLE, Resampled
from logicmodel.analysis.discovery.search import Found, Settings, tail
from logicmodel.analysis.discovery.tree import Branch
from logicmodel.engine.arrays import Booleans

SURE = 0.01
"""Most of the probability that chance alone explains a box, on draws that the search did not see."""
ODDS = 1.5
"""The odds of a miss inside have to be so many times those outside, or a box is not worth telling."""


@dataclasses.dataclass(frozen=True, eq=False)
class Piece:
    """A box that stands, and where it came from."""

    region: Region
    box: Box
    free: Booleans
    """The draws among which it was looked for: those in no earlier box, told or not."""
    fresh: Booleans
    """The draws in no earlier box that is told."""
    resampled: Resampled
    sided: bool = True
    """Whether a condition has to come back on the same side."""
    dense: bool = True
    """Whether there are clearly more misses in it than in all futures."""
    found: Found | None = None
    tree: Branch | None = None


@dataclasses.dataclass(frozen=True, eq=False)
class Hunt:
    """The draws, cut into those on which boxes are found and those on which they are measured."""

    cases: Cases
    grid: Grid
    settings: Settings
    finding: Integers
    """Replicates on which boxes are looked for."""
    measuring: Integers
    resamples: int
    seed: int

    @cached_property
    def train(self) -> Integers:
        """Places of the draws on which boxes are looked for."""
        return self._draws(self.finding)

    @cached_property
    def held(self) -> Integers:
        """Places of the draws on which they are measured."""
        return self._draws(self.measuring)

    def _draws(self, replicates: Integers) -> Integers:
        return np.asarray(np.arange(self.cases.hit.size).reshape(self.cases.replicates, -1)[replicates].ravel())

    def stands(self, inside: Booleans, free: Booleans) -> bool:
        """Say whether a box is denser than what is outside it, on draws that the search did not see."""
        draws = self.held[free[self.held]]
        part, rest = draws[inside[draws]], draws[~inside[draws]]
        hits, hit = int(self.cases.hit[part].sum()), self.cases.hit
        if not len(part) or not len(rest):
            return False
        return dense(len(part), hits, float(hit[rest].mean())) and tail(len(part), hits, float(hit[draws].mean())) < SURE

    def facts(self, piece: Piece, number: int, base: float) -> dict[str, Any]:
        """Return density, coverage and support of a box with their intervals, and how much denser it is."""
        inside, hit = self.measured(within(self.cases, piece.region)), self.measured(self.cases.hit)
        new = self.measured(within(self.cases, piece.region) & piece.fresh)
        found: dict[str, Any] = {"box": number}
        shares = {
            "density": share(hit, inside), "coverage": share(inside, hit), "support": share(inside),
            "outside": share(hit, ~inside), "new": share(new, hit),
        }
        for name, ends in shares.items():
            found |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
        return {**found, "lift": found["density"] / base}

    def measured(self, values: Booleans) -> Booleans:
        """Return something of every draw in the measuring replicates: (replicates, draws of each)."""
        return self.cases.by_replicate(values)[self.measuring]

    def rows(self, piece: Piece) -> list[dict[str, Any]]:
        """Return a row for each number that a box restricts, the most telling first."""
        draws = self.held[piece.free[self.held]]
        hit = self.cases.hit[draws]
        inside = within(self.cases, piece.region)[draws]
        rows = []
        for limits in piece.region:
            rest = tuple(one for one in piece.region if one is not limits)
            around = within(self.cases, rest)[draws]
            density = float(hit[around].mean()) if around.any() else 1.0
            chance = tail(int(inside.sum()), int(hit[inside].sum()), density)
            if not piece.sided:  # an end of a tree may have fewer as well as more
                chance = min(2 * min(chance, tail(int(inside.sum()), int((~hit)[inside].sum()), 1 - density)), 1.0)
            rows.append((density, self._row(piece, limits, chance)))
        return [row for _, row in sorted(rows, key=lambda pair: pair[0])]

    def _row(self, piece: Piece, limits: Limits, chance: float) -> dict[str, Any]:
        driver = self.cases.drivers[limits.number]
        mine = [condition for condition in piece.box if condition.number == limits.number]
        sides = [piece.resampled.reproduced(limits.number, one.lower if piece.sided else None) for one in mine]
        ends = {"from_value": limits.from_value, "to_value": limits.to_value}
        spread: dict[str, Any] = {}
        for name, value in ends.items():
            side = next((one for one in mine if one.lower == (name == "from_value")), None)
            spread[name] = value
            spread |= dict(zip((f"{name}_p10", f"{name}_p90"), self._spread(piece, side), strict=True))
        return {
            "name": driver.name, "title": driver.title, "condition": telling.condition(driver, limits),
            "limit": telling.limit(driver, limits), **spread, "unit": "share" if driver.percent else driver.unit,
            "range_from": driver.ends[0], "range_to": driver.ends[1], "form": driver.form, "role": driver.role,
            "within": float(limits.holds(self.cases.x).mean()), "quasi_p": chance,
            "reproduced": min(sides), "stable": min(sides) >= STABLE,
        }

    def _spread(self, piece: Piece, side: Condition | None) -> tuple[float | None, float | None]:
        """Return between which values a limit falls in eight of ten halves that have it."""
        if side is None:
            return None, None
        found = [value_of(self.cases, self.grid, one) for one in piece.resampled.limits(side)]
        if not found:
            return None, None
        low, high = np.quantile(found, [0.1, 0.9], method="nearest")
        return float(low), float(high)


def dense(draws: int, hits: int, around: float) -> bool:
    """Say whether the odds inside are clearly larger than those around."""
    if not draws:
        return False
    share = hits / draws
    return share * (1 - around) >= ODDS * around * (1 - share) and share > around
