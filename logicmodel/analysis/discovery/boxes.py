"""Boxes by peeling, one after the other: each is looked for where no earlier one is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.discovery.cases import Cases
from logicmodel.analysis.discovery.grid import Integers
from logicmodel.analysis.discovery.hunt import Hunt, Piece
from logicmodel.analysis.discovery.peeling import Box, Condition, inside
from logicmodel.analysis.discovery.region import Region, region_of, share, within
from logicmodel.analysis.discovery.resampling import resampled
from logicmodel.analysis.discovery.search import Found, search
from logicmodel.engine.arrays import Booleans

FEWEST = 25
"""Fewest hits among which another box is looked for."""
SPARE = 1
"""So many boxes may be looked for in vain."""
TWINS = 2
"""Least boxes that are looked for on each half-sample."""
LEAST = 0.5
"""A further box is told only where each of its conditions comes back in so many of the half-samples."""


def found(hunt: Hunt, most: int) -> tuple[Piece, ...]:
    """Return the boxes that stand out from chance, at most so many.

    The first box is told even where it does not come back under resampling; further ones only where they do.
    """
    tried = list(_covering(hunt, most + SPARE))
    if not tried:
        return ()
    depth = max(min(len(tried), most), TWINS)
    again = resampled(
        lambda half: _sides(hunt, half, depth), draws=hunt.cases.hit.size, replicates=hunt.cases.replicates, times=hunt.resamples, seed=hunt.seed
    )
    fresh = np.ones(hunt.cases.hit.size, dtype=bool)
    pieces: list[Piece] = []
    for one, region, free in tried:
        if len(pieces) == most or (pieces and min(again.reproduced(side.number, side.lower) for side in one.box) < LEAST):
            continue
        pieces.append(Piece(region, one.box, free, fresh, again, found=one))
        fresh = fresh & ~within(hunt.cases, region)
    return tuple(pieces)


def _covering(hunt: Hunt, most: int) -> Iterator[tuple[Found, Region, Booleans]]:
    """Yield boxes one after the other with the draws among which they were looked for."""
    cases, free = hunt.cases, np.ones(hunt.cases.hit.size, dtype=bool)
    regions: list[Region] = []
    while len(regions) < most:
        draws = hunt.train[free[hunt.train]]
        one = search(hunt.grid, cases.hit, draws, hunt.settings) if cases.hit[draws].sum() >= FEWEST else None
        if one is None:
            return
        region = region_of(cases, hunt.grid, one.box)
        inside = within(cases, region)
        if not hunt.stands(inside, free) or _wider(cases, regions, inside):
            return
        yield one, region, free
        regions.append(region)
        free = free & ~inside


def _sides(hunt: Hunt, draws: Integers, most: int) -> Box:
    """Return the conditions of all boxes that are found on some draws: two that are as good may come in any order."""
    sides: list[Condition] = []
    for _ in range(most):
        if hunt.cases.hit[draws].sum() < FEWEST:
            break
        one = search(hunt.grid, hunt.cases.hit, draws, hunt.settings)
        if one is None:
            break
        sides += one.box
        draws = draws[~inside(hunt.grid, one.box)[draws]]
    return tuple(sides)


def _wider(cases: Cases, regions: Sequence[Region], now: Booleans) -> bool:
    """Say whether a box only widens an earlier one: then it is no other set of circumstances."""
    return any(bool(now[within(cases, region)].all()) for region in regions)


def trajectory(hunt: Hunt, pieces: Sequence[Piece]) -> tuple[Mapping[str, Any], ...]:
    """Return every box that the peelings went through, measured on draws that they did not see.

    Shares are of the draws among which a box was looked for. The last row of each is the box that is told,
    whose sides have been pruned and widened after the peeling.
    """
    rows: list[Mapping[str, Any]] = []
    for number, piece in enumerate(pieces, 1):
        assert piece.found is not None
        one, hit = piece.found, hunt.cases.hit[hunt.held] & piece.free[hunt.held]
        part = hunt.grid.part(one.numbers)
        for step in range(len(one.peeled.draws)):
            small = one.peeled.box(step, part)
            box = tuple(dataclasses.replace(side, number=int(one.numbers[side.number])) for side in small)
            row = _measured(hunt, piece, region_of(hunt.cases, hunt.grid, box), hit)
            if row is None:
                break
            rows.append({"box": number, "step": step, **row, "chosen": False})
        told = _measured(hunt, piece, piece.region, hit)
        if told is not None:
            rows.append({"box": number, "step": None, **told, "chosen": True})
    return tuple(rows)


def _measured(hunt: Hunt, piece: Piece, region: Region, hit: Booleans) -> dict[str, Any] | None:
    """Return what is in a box among the draws in which its peeling looked; None where it is empty."""
    now = (within(hunt.cases, region) & piece.free)[hunt.held]
    if not now.any():
        return None
    return {
        "numbers": len(region), "density": float(hit[now].mean()), "coverage": float(now[hit].mean()),
        "support": float(now.sum() / piece.free[hunt.held].sum()),
    }


def together(hunt: Hunt, pieces: Sequence[Piece]) -> Mapping[str, Any]:
    """Return how much all boxes hold together, and how often the target is missed outside them."""
    if not pieces:
        return {}
    now = hunt.measured(np.logical_or.reduce([within(hunt.cases, piece.region) for piece in pieces]))
    hit = hunt.measured(hunt.cases.hit)
    shares = {"density": share(hit, now), "coverage": share(now, hit), "support": share(now), "outside": share(hit, ~now)}
    rows: dict[str, Any] = {}
    for name, ends in shares.items():
        rows |= dict(zip((name, f"{name}_low", f"{name}_high"), ends, strict=True))
    return rows
