"""The futures parted by a short tree, each end measured on draws that the tree did not see."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.discovery import telling
from logicmodel.analysis.discovery.grid import Integers
from logicmodel.analysis.discovery.hunt import Hunt, Piece, dense
from logicmodel.analysis.discovery.peeling import Box, Condition
from logicmodel.analysis.discovery.region import region_of, share, within
from logicmodel.analysis.discovery.resampling import resampled
from logicmodel.analysis.discovery.tree import Branch, grow

LEAST = 0.05
"""Least share of the futures at an end of the tree, where no larger one is asked for."""
KEPT = 0.5
"""Rounding of the limits may take so much of that away."""


def found(hunt: Hunt) -> tuple[Piece, ...]:
    """Return the ends of the tree, the one with the most misses first; none where nothing can be parted."""
    cases, free = hunt.cases, np.ones(hunt.cases.hit.size, dtype=bool)
    tree = _told(hunt, _tree(hunt, hunt.train))
    halves = [within(cases, region_of(cases, hunt.grid, part.box)) for part in tree.parts]
    if not any(hunt.stands(half, free) for half in halves):
        return ()
    again = resampled(
        lambda half: _tree(hunt, half).splits, draws=cases.hit.size, replicates=cases.replicates, times=hunt.resamples,
        seed=hunt.seed,
    )
    hit, base = cases.hit[hunt.held], float(cases.hit[hunt.held].mean())
    pieces = []
    for end in tree.ends():
        region = region_of(cases, hunt.grid, end.box)
        inside = within(cases, region)[hunt.held]
        density = float(hit[inside].mean()) if inside.any() else 0.0
        clear = dense(int(inside.sum()), int(hit[inside].sum()), base)
        pieces.append((density, Piece(region, end.box, free, free, again, sided=False, dense=clear, tree=tree)))
    return tuple(piece for _, piece in sorted(pieces, key=lambda pair: -pair[0]))


def _told(hunt: Hunt, branch: Branch) -> Branch:
    """Return a tree without the questions that part nothing once their limits are rounded to what is told."""
    sizes = [int(within(hunt.cases, region_of(hunt.cases, hunt.grid, part.box))[hunt.train].sum()) for part in branch.parts]
    if sizes and min(sizes) < KEPT * LEAST * len(hunt.train):
        return Branch(branch.box)
    return dataclasses.replace(branch, parts=tuple(_told(hunt, part) for part in branch.parts))


def _tree(hunt: Hunt, draws: Integers) -> Branch:
    return grow(hunt.grid, hunt.cases.hit, draws, least=max(LEAST, hunt.settings.least) * len(draws))


def branches(hunt: Hunt, pieces: Sequence[Piece], base: Mapping[str, float]) -> tuple[Mapping[str, Any], ...]:
    """Return every branch of the tree from the root on: what leads to it, what is asked there, how dense it is."""
    if not pieces:
        return ()
    tree = pieces[0].tree
    assert tree is not None
    ends = {piece.box: number for number, piece in enumerate(pieces, 1)}
    hit = hunt.measured(hunt.cases.hit)
    every = list(tree.every())
    rows: list[Mapping[str, Any]] = []
    for place, branch in enumerate(every):
        inside = hunt.measured(within(hunt.cases, region_of(hunt.cases, hunt.grid, branch.box)))
        above = next((n for n, one in enumerate(every) if any(part is branch for part in one.parts)), None)
        row: dict[str, Any] = {"branch": place, "above": above, "box": ends.get(branch.box) if not branch.parts else None}
        row |= _asked(hunt, every[above], branch) if above is not None else {"name": None, "title": "", "limit": "", "condition": ""}
        for name, found_ in {"density": share(hit, inside), "support": share(inside)}.items():
            row |= dict(zip((name, f"{name}_low", f"{name}_high"), found_, strict=True))
        rows.append(row)
    rows[0] = {**rows[0], "density": base["value"], "density_low": base["low"], "density_high": base["high"]}
    return tuple(rows)


def _asked(hunt: Hunt, above: Branch, branch: Branch) -> dict[str, Any]:
    """Return which answer to the question above leads to a branch."""
    assert above.number is not None
    first = above.parts[0] is branch
    side: Box = (Condition(above.number, not first, above.step + (not first)),)
    (limits,) = region_of(hunt.cases, hunt.grid, side)
    driver = hunt.cases.drivers[above.number]
    title = driver.title if driver.form != "theory" else "Theory of change"
    return {"name": driver.name, "title": title, "limit": telling.limit(driver, limits), "condition": telling.condition(driver, limits)}
