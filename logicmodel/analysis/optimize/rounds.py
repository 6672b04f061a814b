"""The rounds of one search: scouts everywhere on few draws, climbs at promising places on more, a last polish on most."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from logicmodel.analysis.optimize.climbing import (
    BRIEF,
    EXACT,
    FINE,
    ONCE,
    ROUGH,
    SCOUT,
    Climb,
    Effort,
    Found,
    Slope,
    same,
    scouted,
    sharpened,
)
from logicmodel.analysis.optimize.frozen import Amounts, Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.space import Space
from logicmodel.analysis.optimize.thrift import thrifty
from logicmodel.analysis.optimize.whole import in_steps
from logicmodel.engine.arrays import Array

Tick: TypeAlias = Callable[[], None]
"""Called after every piece of work."""
Draws: TypeAlias = Mapping[str, Frozen]
MEASURED = 0.05
"""Width of a target's edge with which searches are compared: narrower than climbs could use, so that it shifts next to nothing."""
BEHIND = 0.03
"""How far behind the best a place may be, as a share of what there is to win, and still be looked at again."""
HILL = 0.05
"""Two places are equally high when they differ by less than this share of that."""
NEIGHBOURS = 0.2
"""And near each other when less than this share of the money is moved."""


@dataclasses.dataclass(frozen=True)
class Reach:
    """How far and wide a search looks."""

    starts: str
    """``all``, ``few`` (given ones and an even split), or ``given`` ones alone."""
    followed: int
    """Places from which climbs go on with more draws."""
    polished: int
    """Places from which climbs go on with most draws; one is looked at in any case."""
    polish: Effort
    """How hard these climbs try."""

    @property
    def work(self) -> int:
        """Climbs after those of the scouts."""
        return self.followed + self.polished


WIDE, LIGHT, NEAR = Reach("all", 4, 2, FINE), Reach("few", 2, 1, BRIEF), Reach("given", 1, 0, ONCE)
"""Nothing known yet; a good start known; a very good one."""


@dataclasses.dataclass(frozen=True)
class Place:
    """A climb in its space, with how good it looked on the draws it was left at."""

    space: Space
    climb: Climb

    @property
    def smooth(self) -> float:
        """The smooth value."""
        return self.climb.smooth


class Rounds:
    """One search on draws of three sizes, all of one objective."""

    def __init__(self, objective: Objective, draws: Sequence[Draws], rivals: Mapping[str, Amounts], tick: Tick) -> None:
        """Take the draws from few to most; ``tick`` is told of every climb."""
        self.objective, self.draws, self.rivals, self.tick = objective, tuple(draws), rivals, tick
        self.exact = draws[0] is draws[-1]
        """Whether all draws are alike."""
        self.evaluations = 0

    def problems(self, space: Space) -> list[Problem]:
        """Return the search in one space, on few, more and most draws."""
        return [Problem(space, self.objective, draws, self.rivals) for draws in self.draws]

    def calibrate(self, size: int, space: Space, x: Array, *, again: bool = True) -> None:
        """Fit the width of blurred edges to what margins are like at these amounts."""
        for frozen in self.draws[size].values():
            if again or frozen.spread is None:
                frozen.calibrate(space.amounts(x))

    def scout(self, space: Space, starts: Sequence[tuple[str, Array]], effort: Effort = SCOUT) -> list[Place]:
        """Climb a little from every start."""
        problem = self.problems(space)[0]
        found = []
        for name, x in starts:
            found.append(Place(space, scouted(problem, name, x, effort)))
            self.tick()
        self.evaluations += problem.evaluations
        return found

    def finish(self, places: Sequence[Place], reach: Reach = WIDE) -> Found:
        """Follow the most promising places and return the best, with where all climbs ended."""
        ranked = sorted(places, key=lambda place: -place.smooth)
        followed = self.chosen(ranked, reach.followed)
        self.calibrate(1, followed[0].space, followed[0].climb.x)
        rough = sorted((self.followed(place) for place in followed), key=lambda place: -place.smooth)
        self.calibrate(2, rough[0].space, rough[0].climb.x, again=False)
        last = [self.stepped(place) for place in self.chosen(rough, max(reach.polished, 1))]
        best = max((self.polished(place, reach) for place in last), key=lambda place: place.smooth)
        fine = self.problems(best.space)[-1]
        spared = thrifty(fine, best.climb.x, FINE.widths[-1])
        best = Place(best.space, dataclasses.replace(best.climb, x=spared))
        value = fine.value(spared)
        self.evaluations += fine.evaluations
        climbs = told(ranked, followed, rough, best, value)
        flat = _flat(ranked, value)
        home = next(place.space for place in ranked if place.space.packages == best.space.packages)  # with no lever pinned
        return Found(home, best.climb.x, value, climbs, self.evaluations, fine.smooth(best.climb.x, MEASURED), flat)

    def worth(self, spaces: Sequence[Space], places: Sequence[Place]) -> list[Space]:
        """Return the spaces that are not far behind after the first climbs."""
        best = {space.packages: max((place.smooth for place in places if place.space is space), default=np.inf) for space in spaces}
        top, least = max(best.values()), min(best.values())
        if not places or top == least:
            return list(spaces)
        behind = 0.5 * abs(top) if self.objective.probability else BEHIND * max(abs(top), top - least)
        return [space for space in spaces if best[space.packages] >= top - behind]

    def chosen(self, ranked: Sequence[Place], most: int) -> list[Place]:
        """Return the best few places that differ from each other and are not far behind the first."""
        best, least = ranked[0].smooth, min(place.smooth for place in ranked)
        behind = BEHIND if self.objective.probability else BEHIND * max(abs(best), best - least)
        found: list[Place] = []
        for place in ranked:
            new = not any(like(other, place, behind) for other in found)
            if len(found) < most and new and (not found or place.smooth >= best - behind):
                found.append(place)
        return found

    def followed(self, place: Place) -> Place:
        """Climb on with more draws."""
        return self._on(place, 1, ROUGH)

    def stepped(self, place: Place) -> Place:
        """Turn to whole steps where amounts come in steps, and leave them there."""
        if not np.any(place.space.steps > 0):
            return place
        problems = self.problems(place.space)[2 if self.exact else 0 :]
        space, x = in_steps(problems, place.climb.x)
        self.evaluations += sum(problem.evaluations for problem in problems)
        return Place(space, dataclasses.replace(place.climb, x=x))

    def polished(self, place: Place, reach: Reach) -> Place:
        """Climb on with most draws, or look once on these."""
        return self._on(place, 2, EXACT if self.exact else reach.polish)

    def _on(self, place: Place, size: int, effort: Effort) -> Place:
        problem = self.problems(place.space)[size]
        x, smooth = sharpened(problem, Slope(place.space), place.climb.x, effort)
        self.evaluations += problem.evaluations
        self.tick()
        return Place(place.space, dataclasses.replace(place.climb, x=x, smooth=smooth))


def like(one: Place, other: Place, behind: float) -> bool:
    """Say whether two places are on one hill: the same, or near each other and equally high."""
    if one.space is not other.space:
        return False
    share = 0.005 if abs(one.smooth - other.smooth) > HILL * behind else NEIGHBOURS
    return same(Slope(one.space), one.climb.x, other.climb.x, share=share)


def told(
    ranked: Sequence[Place], followed: Sequence[Place], rough: Sequence[Place], best: Place, value: float
) -> tuple[Climb, ...]:
    """Return the climbs in the space of the best: how far behind it each was on the draws it was left at."""
    top = rough[0].smooth
    behind = {place.climb.name + repr(place.space.packages): max(top - place.smooth, 0.0) for place in rough}
    found = []
    for place in (place for place in ranked if place.space.packages == best.space.packages):
        slope = Slope(place.space)
        like = next((
            other for other in followed if other.space is place.space and same(slope, other.climb.x, place.climb.x)
        ), None)
        loss = ranked[0].smooth - place.smooth
        if like is not None:
            loss = behind[like.climb.name + repr(like.space.packages)]
        x = best.climb.x if loss == 0.0 else place.climb.x
        moved = place.climb.moved or (x is best.climb.x and not same(slope, place.climb.start, x))
        found.append(dataclasses.replace(place.climb, x=x, value=value - loss, moved=moved))
    return tuple(found)


def _flat(places: Sequence[Place], value: float) -> bool:
    """Say whether all that was tried is equally good, at the starts and where they led."""
    values = [one for place in places for one in (place.climb.value, place.climb.began)]
    tried = {tuple(np.round(x, 9)) for place in places for x in (place.climb.start, place.climb.x)}
    if not values or len(tried) < 2:
        return False
    size = 1e-9 * max(1.0, abs(value))
    return max(values) - min(values) <= size and abs(value - values[0]) <= max(size, 1e-3 * abs(value))
