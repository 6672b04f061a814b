"""Cases with a box planted in them, or none."""

from __future__ import annotations

import numpy as np

from logicmodel.analysis.discovery.cases import Cases
from logicmodel.analysis.discovery.driver import Driver
from logicmodel.analysis.discovery.grid import grid_of
from logicmodel.analysis.discovery.hunt import Hunt
from logicmodel.analysis.discovery.resampling import halves
from logicmodel.analysis.discovery.search import Settings


def hunt_of(x: np.ndarray, hit: np.ndarray, *, most: int = 4, resamples: int = 10) -> Hunt:
    """Return a search over numbers called x0, x1, ... in 16 replicates."""
    found = []
    for place, row in enumerate(x):
        known = tuple(map(float, np.unique(row)))
        few = known if len(known) <= 12 else ()
        found.append(Driver(f"x{place}", f"x{place}", "", "learn", "few" if few else "many", percent=False, places=3, known=few, ends=(0.0, 1.0)))
    finding, measuring = halves(16, 1)
    return Hunt(Cases(tuple(found), x, hit, 16), grid_of(x), Settings(most=most), finding, measuring, resamples=resamples, seed=1)


def planted(cuts: list[float], *, inside: float = 0.85, outside: float = 0.1, seed: int = 1, numbers: int = 30, draws: int = 8192) -> tuple[np.ndarray, np.ndarray]:
    """Return numbers and hits: these are frequent where the first ones are above their cuts, odd ones below one less theirs."""
    rng = np.random.default_rng(seed)
    x = rng.random((numbers + len(cuts), draws))
    box = np.ones(draws, dtype=bool)
    for place, cut in enumerate(cuts):
        box &= x[place] > cut if place % 2 == 0 else x[place] < 1 - cut
    return x, rng.random(draws) < np.where(box, inside, outside)
