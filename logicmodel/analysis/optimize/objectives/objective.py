"""The contract of an objective: what is best, in a form that can be climbed and in the honest form."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from scipy.special import expit

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval, probability_interval
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.kinds import Family, Part


class Objective(Part):
    """What is maximised. Values are larger where they are better."""

    family: ClassVar[Family | None] = Family("objective", "logicmodel.analysis.optimize.objectives")
    probability: ClassVar[bool] = False
    """Whether the value is a probability, told in per cent."""
    needs_draws: ClassVar[bool] = False
    """Whether a run must keep its draws for the objective to be read from it."""

    def check(self, program: Program) -> None:
        """Raise RequestError where the plan has nothing that the objective could be about."""

    def value(self, seen: Seen | Group) -> float:
        """Return the objective itself, as a share of draws or a mean over them."""
        raise NotImplementedError

    def error(self, seen: Seen) -> tuple[float, float]:
        """Return the objective and its standard error, as if the draws were independent: by 16 groups of draws."""
        whole = self.value(seen)
        if self.probability:
            return whole, float(np.sqrt(max(whole * (1.0 - whole), 0.0) / seen.draws))
        groups = [self.value(group) for group in seen.groups()]
        return whole, float(np.std(groups, ddof=1) / np.sqrt(len(groups))) if len(groups) > 1 else 0.0

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:
        """Return a smooth stand-in and its derivatives.

        ``softness`` is the width of the blurred edge of a target, as a part of the margin's spread.
        """
        raise NotImplementedError

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the objective in every replicate of a run."""
        raise NotImplementedError

    def verified(self, results: Results, allocation: str) -> tuple[float, float, float]:
        """Return the objective in a run with its 95 % interval."""
        found = self.by_replicate(results, allocation)
        if self.probability:
            told = probability_interval(found, results.count, exact=results.exact)
        else:
            told = mean_interval(found)
        return float(told[0]), float(told[1]), float(told[2])


def target_place(program: Program, name: str) -> int:
    """Return the place of a target by its id, or by its node's where that has one target only."""
    ids = [step.id for step in program.targets]
    if name in ids:
        return ids.index(name)
    nodes = [program.nodes[step.node] for step in program.targets]
    if nodes.count(name) == 1:
        return nodes.index(name)
    if nodes.count(name) > 1:
        mine = [step.id for step in program.targets if program.nodes[step.node] == name]
        raise RequestError(f"{name} has several targets", remedy=f"name one of {', '.join(mine)}")
    raise RequestError(f"there is no target {name}", remedy=did_you_mean(name, ids) if ids else "add a target to the plan")


def wanted_direction(program: Program, place: int) -> float:
    """Return 1 where a target wants more, -1 where it wants less."""
    return -1.0 if program.targets[place].rule == "at_most" else 1.0


def blurred(margin: Array, width: Array | float) -> tuple[Array, Array]:
    """Return a soft step at 0 and its derivative.

    Two logistic steps of widths 1 and 2 are combined so that the blur neither shifts nor widens what is
    counted (Richardson extrapolation): the best allocation under it is nearer to that of the sharp
    step, by two orders in the width.
    """
    sharp, soft = expit(margin / width), expit(margin / (2.0 * width))
    slope = 4.0 * sharp * (1.0 - sharp) - 0.5 * soft * (1.0 - soft)
    return (4.0 * sharp - soft) / 3.0, slope / (3.0 * width)


def shortfall(seen: Seen) -> tuple[float, Pull]:
    """Return the mean of margins below 0 in units of their spread, and its derivatives.

    It has no plateau below the targets, so a climb can begin where nothing is met yet.
    """
    margin, spread = seen.margin, seen.spread[:, None]
    below = np.minimum(margin / spread, 0.0)
    return float(below.sum() / seen.draws), {"margin": np.where(below < 0, 1.0 / spread, 0.0) / seen.draws}
