"""What is changed where there are so many arrows that they would hide each other."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from logicmodel.views.diagrams.columns.geometry import Route

CROWD = 120
THINNEST, SHARPNESS = 0.34, 0.8


def thinness(count: int) -> float:
    """Return how wide arrows are drawn compared with a picture of few arrows.

    >>> thinness(60), thinness(450) < 0.4
    (1.0, True)
    """
    return max(THINNEST, math.pow(CROWD / max(CROWD, count), SHARPNESS))


def thinned(routes: Sequence[Route]) -> list[Route]:
    """Return the routes with thinner arrows where there are many."""
    share = thinness(len(routes))
    if share == 1.0:
        return list(routes)
    return [
        dataclasses.replace(
            route, arrow=dataclasses.replace(route.arrow, width=max(0.8, route.arrow.width * share))
        )
        for route in routes
    ]
