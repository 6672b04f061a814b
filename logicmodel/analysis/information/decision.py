"""The decision that information could change: the allocations on the same draws, and what is known in each draw."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias, cast

import numpy as np

from logicmodel.analysis.information.binning import Binned, binned
from logicmodel.analysis.information.gain import Stakes, Worth, unknowing
from logicmodel.analysis.information.utility import Utility, utility_of
from logicmodel.analysis.numbers import number_titles
from logicmodel.analysis.optimize.optimum import Optimum
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.engine.intervals import mean_interval, probability_interval
from logicmodel.engine.program import Program
from logicmodel.engine.simulate import REPLICATES, chosen_amounts, points_for
from logicmodel.engine.trial import Arm, Trial, points
from logicmodel.errors import Problem, RequestError, did_you_mean
from logicmodel.plan.plan import Plan

Progress: TypeAlias = Callable[[int, int], None]
Amounts: TypeAlias = Mapping[str, float | Sequence[float]]
Allocations: TypeAlias = Sequence[str | Optimum] | Mapping[str, Amounts | Optimum]
BEST = "optimum"
"""What an optimum is called where it stands in a list, and its title."""
DRAWS = 32_768
LEAST = 4096
"""Fewer draws than this do not hold the curve of a number apart from noise."""
CHANCE = (".noise", ".measurement")
"""Ends of the names of what is chance: it comes to light after the decision, no study can find it before."""


@dataclasses.dataclass(frozen=True, eq=False)
class Decision:
    """A choice among allocations, with everything that is uncertain about it."""

    plan: Plan
    program: Program
    names: tuple[str, ...]
    arms: tuple[Arm, ...]
    utility: Utility
    utilities: Array
    """(allocations, replicates, draws of each)."""
    values: Mapping[str, Array]
    """Every uncertain number: (draws,), or (periods, draws) where it is drawn in each period."""
    seed: int

    @cached_property
    def stakes(self) -> Stakes:
        """Return by how much each allocation beats the first."""
        return Stakes.of(self.utilities)

    @cached_property
    def now(self) -> Worth:
        """Return what is attained without knowing anything more."""
        return unknowing(self.stakes)

    @cached_property
    def chosen(self) -> int:
        """Return the place of the allocation that is best in expectation."""
        return int(np.argmax(self.utilities.mean(axis=(1, 2))))

    @cached_property
    def tied(self) -> tuple[str, ...]:
        """Return the other allocations that cannot be told apart from the chosen one."""
        found = []
        for place, name in enumerate(self.names):
            apart = (self.utilities[self.chosen] - self.utilities[place]).mean(axis=1)
            if place != self.chosen and float(mean_interval(apart)[1]) <= 0.0:
                found.append(name)
        return tuple(found)

    @property
    def count(self) -> int:
        """Return the number of draws."""
        return int(self.utilities[0].size)

    def expected(self, place: int) -> tuple[float, float, float]:
        """Return what is expected of an allocation with its interval; a level with its own sign."""
        by_replicate = self.utilities[place].mean(axis=1)
        if self.utility.probability:
            told = probability_interval(by_replicate, self.count, exact=not self.values)
        else:
            told = mean_interval(by_replicate)
        middle, low, high = (float(end) for end in told)
        return (-middle, -high, -low) if self.utility.upside_down else (middle, low, high)

    def parts(self, name: str) -> list[Binned]:
        """Return a number on bins; several where it is drawn in each period."""
        return [part for part in map(binned, np.atleast_2d(self.values[name])) if len(part.scores) > 1]

    def title(self, name: str) -> str:
        """Return what an allocation is called."""
        form = self.plan.allocations.get(name)
        return " ".join((form.title if form is not None else "").split()) or name

    @property
    def titles(self) -> dict[str, Mapping[str, str]]:
        """Return what people call what the answer names."""
        nodes = {name: " ".join(self.plan.title_of(name).split()) for name in self.plan.nodes}
        return {
            "plan": {"title": self.plan.title, "currency": self.plan.currency},
            "allocation": {name: self.title(name) for name in dict.fromkeys([*self.plan.allocations, *self.names])},
            "node": nodes, "target": {target.name: nodes[target.node or ""] for target in self.plan.targets},
            "unit": {name: self.plan.nodes[name].unit for name in self.plan.nodes},
            "number": number_titles(self.plan, self.values),
        }

    @property
    def settings(self) -> dict[str, Any]:
        """Return what made the answer: run, utility, and the allocations with what is expected of them."""
        expected = [self.expected(place) for place in range(len(self.names))]
        found = {
            "plan": self.plan.title, "digest": self.plan.digest, "version": importlib.metadata.version("logicmodel"),
            "sampler": "sobol", "seed": self.seed, "draws": self.count, "replicates": self.stakes.replicates,
            "interval": "95 % t interval over independent replicates",
            "objective": self.utility.text, "probability": self.utility.probability, "unit": self.utility.unit,
            "allocations": [
                {"name": name, "title": self.title(name), "value": value, "low": low, "high": high}
                for name, (value, low, high) in zip(self.names, expected, strict=True)
            ],
            "chosen": self.names[self.chosen], "tied": list(self.tied),
        }
        return found | ({"currency": self.plan.currency} if self.plan.currency else {})


def decision_of(
    plan: Plan, allocations: Allocations | None, utility: str, *, draws: int | None, seed: int, progress: Progress | None = None
) -> Decision:
    """Return the decision, with the utilities of all allocations in the same draws.

    Raises RequestError where there is no decision, the utility cannot be read or there are too few draws.
    """
    program = compile_plan(plan)
    _check(draws, seed)
    names, amounts = chosen_amounts(plan, _amounts(plan, allocations))
    if len(names) < 2:
        raise RequestError(
            "there is no decision: information is worth something only where it may change which allocation is chosen",
            remedy="name two allocations or more",
        )
    part = utility_of(program, utility)
    arms = tuple(map(Arm, amounts))
    trial = Trial(program, part.readings)
    each = points_for(draws or DRAWS)
    utilities = np.empty((len(arms), REPLICATES, each))
    found: list[dict[str, Array]] = []
    for replicate in range(REPLICATES):
        values = trial.draw(points(program, count=each, seed=seed, replicate=replicate))
        utilities[:, replicate] = part.of(trial.read(values, arms, draws=each))
        found.append(values)
        if progress is not None:
            progress(replicate + 1, REPLICATES)
    joined = {name: np.concatenate([one[name] for one in found], axis=-1) for name in found[0]}
    return Decision(plan, program, names, arms, part, utilities, joined, seed)


def _amounts(plan: Plan, allocations: Allocations | None) -> Sequence[str] | Mapping[str, Amounts] | None:
    """Return the allocations with each optimum as its amounts."""
    if isinstance(allocations, Optimum):
        raise RequestError("there is no decision: an optimum alone is one allocation", remedy='write allocations=["NAME", best]')
    if allocations is None or isinstance(allocations, str):
        return allocations
    if isinstance(allocations, Mapping):
        return {name: one.allocation if isinstance(one, Optimum) else one for name, one in allocations.items()}
    if not any(isinstance(one, Optimum) for one in allocations):
        return cast("Sequence[str]", allocations)
    chosen_amounts(plan, [one for one in allocations if isinstance(one, str)])  # refuses unknown names
    found: dict[str, Amounts] = {}
    for one in allocations:
        if isinstance(one, Optimum):
            names = (BEST if number == 1 else f"{BEST}_{number}" for number in itertools.count(1))
            found[next(name for name in names if name not in found and name not in plan.allocations)] = one.allocation
        else:
            found[one] = plan.allocations[one].amounts
    return found


def _check(draws: int | None, seed: int) -> None:
    problems = []
    if draws is not None and draws < LEAST:
        problems.append(Problem(
            "draws", f"{draws:,} are too few: a curve through them could not be told from noise", f"take at least {LEAST:,}"
        ))
    if draws is not None and draws > 2**24:
        problems.append(Problem("draws", f"{draws:,} do not fit into memory", f"take at most {2**24:,}"))
    if seed < 0:
        problems.append(Problem("seed", f"{seed} is negative", "choose 0 or more"))
    if problems:
        raise RequestError(problems)


def known_number(decision: Decision, name: str) -> str:
    """Return the name of an uncertain number; raises RequestError where there is none of that name."""
    if name not in decision.values:
        raise RequestError(Problem(name, "is not an uncertain number of this plan", did_you_mean(name, decision.values)))
    return name


def learnable(name: str) -> bool:
    """Say whether a number can be found out before the decision; noise and errors of measurement cannot."""
    return not name.endswith(CHANCE)
