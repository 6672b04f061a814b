"""Climbing on frozen draws: sequential quadratic programming on a target edge that sharpens."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.problem import Slope as Derivatives
from logicmodel.analysis.optimize.space import Space
from logicmodel.engine.arrays import Array

HOPELESS = 0.02
"""Below this smooth probability a climb first makes the shortfall of the targets small."""
FIRST = 0.5
"""The first step tried: this share of the money where the objective rises most."""


MOST_MORE = 32
"""Most further steps that many levers may give a climb; each costs as much as the cube of their number."""


@dataclasses.dataclass(frozen=True)
class Effort:
    """How hard one round of climbs tries."""

    widths: tuple[float, ...]
    """Widths of a target's blurred edge, in spreads of its margin, from the first to the last."""
    steps: int
    """Most steps for each width, a few levers given."""
    precision: float
    """A step that gains less, as a share of the objective's size, is the last."""
    more: float = 0.0
    """Further steps for each lever: curvature is learnt from one step to the next."""

    def most(self, levers: int) -> int:
        """Return how many steps may be taken with so many levers."""
        return self.steps + min(round(self.more * levers), MOST_MORE)


SCOUT = Effort((1.0, 0.3), 8, 1e-3, 0.1)
WARM = Effort((0.3,), 8, 1e-3, 0.1)
"""The same for amounts that are known to be good elsewhere: blurring more would only lead away."""
ROUGH = Effort((0.15,), 16, 1e-4, 0.5)
FINE = Effort((0.1,), 16, 5e-6, 1.0)
BRIEF = Effort((0.1,), 12, 5e-5, 0.5)
"""For one of many budgets, beside a neighbour's best."""
ONCE = Effort((0.1,), 0, 0.0)
"""No climb: what rough draws have found loses next to nothing on finer ones."""
EXACT = Effort((0.15, 0.1), 80, 1e-13)
"""Where no draw differs from any other, so that an evaluation costs next to nothing."""


@dataclasses.dataclass(frozen=True)
class Climb:
    """Where one climb has ended."""

    name: str
    """What it began with."""
    start: Array
    x: Array
    value: float
    """The objective itself: on the finest draws for the best; the others' distance to it is that on the draws they were left at."""
    smooth: float
    began: float
    """The objective itself at the start."""
    moved: bool


@dataclasses.dataclass(frozen=True)
class Found:
    """The best of one search, before it is told."""

    space: Space
    x: Array
    value: float
    climbs: tuple[Climb, ...]
    evaluations: int
    smooth: float = 0.0
    """The same with a slightly blurred edge: it moves smoothly with money, so searches are compared by it."""
    flat: bool = False
    """Whether all allocations that were tried are equally good."""


class Slope:
    """A space in units in which a step of 1 in any direction costs about the same."""

    def __init__(self, space: Space) -> None:
        """Scale every lever by its price, or by its range where it costs nothing."""
        self.space = space
        budget = float(max((rule.high for rule in space.rules if rule.name == "budget.total" and rule.high > 0), default=0.0))
        ranges = np.where(np.isfinite(space.high), space.high - space.low, 1.0)
        if not budget:
            budget = float((space.money * ranges).sum()) or 1.0
        with np.errstate(divide="ignore"):
            unit = np.where(space.money > 0, budget / space.money, np.where(ranges > 0, ranges, 1.0))
        self.unit = unit
        self.bounds = list(zip(space.low / unit, space.high / unit, strict=True))
        rows, most = [], []
        for rule in space.rules:
            for sign, end in ((1.0, rule.high), (-1.0, -rule.low)):
                if np.isfinite(end):
                    row = sign * rule.row * unit
                    size = float(np.abs(row).max(initial=0.0)) or 1.0
                    rows.append(row / size)
                    most.append(end / size)
        self.rows = np.array(rows).reshape(len(rows), len(unit))
        self.most = np.array(most)

    def climb(
        self, x: Array, look: Callable[[Array], tuple[float, Derivatives]], *, steps: int, precision: float, least: float = 1e-300
    ) -> tuple[Array, float]:
        """Return amounts at which what is looked at is locally largest within the limits, and its value there.

        ``precision`` is relative to the value at the start, or to ``least`` where that is smaller. What
        is returned is never worse than the start.
        """
        from scipy.optimize import minimize  # noqa: PLC0415 - half a second that only searches need

        began, derivatives = look(x)
        first = derivatives() * self.unit
        size = float(np.abs(first).max(initial=0.0))
        if not (np.isfinite(size) and size > 0):
            return x, began
        scale = FIRST / size
        view = _View(look, self.unit, scale)
        view.keep(x / self.unit, began, lambda: first / self.unit)
        constraints = []
        if len(self.most):
            constraints = [{"type": "ineq", "fun": lambda z: self.most - self.rows @ z, "jac": lambda _: -self.rows}]
        done = minimize(  # type: ignore[call-overload] # the stubs know no constraints in dictionaries
            view.lost, x / self.unit, jac=view.slope, method="SLSQP", bounds=self.bounds, constraints=constraints,
            options={"maxiter": steps, "ftol": precision * max(abs(began), least) * scale},
        )
        found = self.inside(np.clip(done.x * self.unit, self.space.low, self.space.high))
        ended = view.value(found / self.unit)
        return (found, ended) if ended > began else (x, began)

    def inside(self, x: Array) -> Array:
        """Return amounts within the limits: the same mix with less of everything, else the nearest ones.

        The nearest ones alone may do without a single input, on which all else may hang.
        """
        if self.space.fits(x) or not len(self.most):
            return x
        low = self.space.low
        if not self.space.fits(low):
            return nearest(self, x)
        ends = self.rows @ ((x - low) / self.unit)
        rooms = self.most - self.rows @ (low / self.unit)
        rising = ends > 0
        share = float(np.min(np.maximum(rooms[rising], 0.0) / ends[rising], initial=1.0))
        drawn = low + share * (1.0 - 1e-12) * (x - low)
        return drawn if share > 0 and self.space.fits(drawn) else nearest(self, x)


class _View:
    """What a solver sees: values to make small; derivatives are only computed where it asks for them."""

    def __init__(self, look: Callable[[Array], tuple[float, Derivatives]], unit: Array, scale: float) -> None:
        self.look, self.unit, self.scale = look, unit, scale
        self.at: Array | None = None
        self.found: tuple[float, Derivatives]

    def keep(self, z: Array, value: float, derivatives: Derivatives) -> None:
        """Remember what is known about a point."""
        self.at, self.found = z.copy(), (value, derivatives)

    def value(self, z: Array) -> float:
        """Return the value at a point, looking only where it is not the last one."""
        if self.at is None or not np.array_equal(z, self.at):
            self.keep(z, *self.look(z * self.unit))
        return self.found[0]

    def lost(self, z: Array) -> float:
        """Return what is to become small."""
        return -self.value(z) * self.scale

    def slope(self, z: Array) -> Array:
        """Return its derivatives."""
        self.value(z)
        return -self.found[1]() * self.unit * self.scale


def nearest(slope: Slope, x: Array) -> Array:
    """Return the amounts within all limits that are nearest to given ones, by what they cost.

    Solved as a linear programme (least sum of absolute changes), so that the answer keeps the limits to rounding.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - as above

    count = len(x)
    z = x / slope.unit
    # Variables: z itself, and the absolute change of each.
    eye = np.eye(count)
    rows = np.block([[slope.rows, np.zeros_like(slope.rows)], [eye, -eye], [-eye, -eye]])
    most = np.concatenate([slope.most, z, -z])
    bounds = [*slope.bounds, *([(0.0, None)] * count)]
    done = linprog(np.concatenate([np.zeros(count), np.ones(count)]), A_ub=rows, b_ub=most, bounds=bounds, method="highs")
    if done.status != 0 or done.x is None:
        return x
    return np.clip(np.asarray(done.x[:count]) * slope.unit, slope.space.low, slope.space.high)


def scouted(problem: Problem, name: str, x: Array, effort: Effort) -> Climb:
    """Climb from one start, by the shortfall of the targets first where these are hopelessly far."""
    slope = Slope(problem.space)
    start = slope.inside(np.clip(x, problem.space.low, problem.space.high))
    began = problem.value(start)
    end = start
    if problem.objective.probability and problem.smooth(start, effort.widths[0]) < HOPELESS:
        end, _ = slope.climb(start, problem.approach, steps=2 * effort.steps, precision=effort.precision)
    end, smooth = sharpened(problem, slope, end, effort)
    return Climb(name, start, end, problem.value(end), smooth, began, moved=not same(slope, start, end))


def sharpened(problem: Problem, slope: Slope, x: Array, effort: Effort) -> tuple[Array, float]:
    """Climb on while the edge of the targets sharpens; return where that ends and the smooth value there."""
    if not effort.steps:
        return x, problem.smooth(x, effort.widths[-1])
    smooth = -np.inf
    for softness in effort.widths:
        x, smooth = slope.climb(
            x, lambda here, width=softness: problem.look(here, width), steps=effort.most(len(x)), precision=effort.precision,  # type: ignore[misc]
            least=1e-3 if problem.objective.probability else 1e-300,
        )
    return x, smooth


def same(slope: Slope, one: Array, other: Array, *, share: float = 0.005) -> bool:
    """Say whether two allocations are the same for all purposes: within half a per cent of the money."""
    return bool(np.abs((one - other) / slope.unit).sum() <= share)
