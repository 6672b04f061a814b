"""What is sought, on which draws; and the search for it, over every choice of packages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from logicmodel.analysis.optimize.climbing import WARM, Found
from logicmodel.analysis.optimize.conflicts import impossible
from logicmodel.analysis.optimize.feasibility import feasible_point
from logicmodel.analysis.optimize.frozen import Amounts, Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.problem import Problem
from logicmodel.analysis.optimize.rounds import WIDE, Place, Reach, Rounds
from logicmodel.analysis.optimize.space import Frame, Space, Terms, choices
from logicmodel.analysis.optimize.starts import even, starts
from logicmodel.engine.arrays import Array
from logicmodel.engine.compile import compile as compile_plan
from logicmodel.errors import RequestError
from logicmodel.plan.plan import Plan

SCOUTS = 512
"""Most draws on which scouts climb."""
MORE = (4, 16)
"""How many times more draws the last rounds use, at least and, where a plan is small, at most."""
SMALL = 256
"""Levels of all nodes and periods, divided by which this is how many times more."""
FULL = 4
"""Choices of packages that are searched from all starts, the most promising ones."""
QUICK = 24
"""Choices of packages that are searched from two starts, the most promising ones."""

Progress = Callable[[int, int], None]
Warm = Sequence[tuple[str, Mapping[str, Array]]]
"""Named amounts by input to begin with."""


@dataclasses.dataclass(frozen=True)
class Quest:
    """A question: a plan, perhaps in several futures, what is maximised, within which terms, on which draws."""

    plan: Plan
    objective: Objective
    terms: Terms
    scouts: Mapping[str, Frozen]
    """Few draws by future, on which climbs begin."""
    rough: Mapping[str, Frozen]
    """More draws, for promising places."""
    fine: Mapping[str, Frozen]
    """Most draws, for the last rounds and for what is told as in-sample."""
    seed: int
    rivals: Mapping[str, Amounts] = dataclasses.field(default_factory=dict)
    """With several futures: the best amounts in each on its own, for the regret."""

    @classmethod
    def of(cls, plan: Plan, plans: Mapping[str, Plan], objective: Objective, terms: Terms, *, draws: int, seed: int) -> Quest:
        """Return the question with its draws made; where nothing is uncertain two of them are enough."""
        programs = {name: compile_plan(one) for name, one in plans.items()}
        certain = all(not program.columns for program in programs.values())
        levels = max(len(program.nodes) * program.periods for program in programs.values())
        more = min(max(SMALL // levels, MORE[0]), MORE[1])
        sizes = (2,) if certain else (min(SCOUTS, draws), draws, more * draws)
        made = [
            {name: Frozen(program, draws=size, seed=seed, replicate=number) for name, program in programs.items()}
            for number, size in enumerate(sizes)
        ]
        return cls(plan, objective, terms, made[0], made[-2 if len(made) > 1 else 0], made[-1], seed)

    def at(self, **changes: object) -> Quest:
        """Return the question with other terms, on the same draws."""
        return dataclasses.replace(self, terms=dataclasses.replace(self.terms, **changes))  # type: ignore[arg-type]

    def alone(self, future: str) -> Quest:
        """Return the question in one future only."""
        scouts, rough, fine = ({future: draws[future]} for draws in (self.scouts, self.rough, self.fine))
        if self.scouts is self.fine:  # where nothing is uncertain
            rough = fine = scouts
        return dataclasses.replace(self, scouts=scouts, rough=rough, fine=fine, rivals={})


def search(quest: Quest, *, warm: Warm = (), reach: Reach = WIDE, progress: Progress | None = None) -> Found:
    """Search every choice of packages, the promising ones from all starts, and return the best.

    ``reach`` says from how many places besides ``warm``. Raises RequestError, which names the limits that
    conflict, where nothing keeps them all.
    """
    spaces = open_spaces(quest)
    rounds = Rounds(quest.objective, (quest.scouts, quest.rough, quest.fine), quest.rivals, lambda: None)
    rounds.calibrate(0, spaces[0], even(spaces[0]))
    if not len(spaces[0].levers):
        return _packages_alone(rounds, spaces)
    spaces = _promising(quest, rounds, spaces)
    work = len(spaces) * (len(warm) + len(_more(quest, spaces[0], reach))) + reach.work
    rounds.tick = ticking(progress, work)
    places: list[Place] = []
    for space in spaces:
        places += rounds.scout(space, [(name, space.point(amounts)) for name, amounts in warm], WARM)
    for space in rounds.worth(spaces, places):
        places += rounds.scout(space, _more(quest, space, reach))
    found = rounds.finish(places, reach)
    if progress is not None:
        progress(work, work)
    return found


def _more(quest: Quest, space: Space, reach: Reach) -> Sequence[tuple[str, Array]]:
    """Return what a search of this reach begins from, besides what it is given."""
    if reach.starts == "all":
        return starts(space, seed=quest.seed)
    return [("an even split", even(space))] if reach.starts == "few" else []


def open_spaces(quest: Quest) -> list[Space]:
    """Return the space of every choice of packages that the limits allow; RequestError where there is none."""
    frame = Frame(quest.plan, quest.terms)
    spaces = [frame.space(packages) for packages in choices(quest.plan)]
    found = [space for space in spaces if space.fits(even(space)) or feasible_point(space) is not None]
    if not found:
        raise RequestError(impossible(spaces))
    return found


def within(progress: Progress | None, low: float, high: float) -> Progress | None:
    """Return what tells of a part of the work as of that part of the whole, in thousandths."""
    if progress is None:
        return None
    return lambda done, total: progress(round(1000 * (low + (high - low) * done / max(total, 1))), 1000)


def ticking(progress: Progress | None, work: int) -> Callable[[], None]:
    """Return what counts pieces of work."""
    done = 0

    def tick() -> None:
        nonlocal done
        done = min(done + 1, work)
        if progress is not None:
            progress(done, work)

    return tick


def _packages_alone(rounds: Rounds, spaces: Sequence[Space]) -> Found:
    """Choose among packages where there are no amounts to seek: all are looked at."""
    x = np.zeros(0)
    kept = list(spaces)
    rounds.calibrate(1, kept[0], x)
    rounds.calibrate(2, kept[0], x, again=False)
    for size, most in enumerate((64, 16, 1)):
        if len(kept) > 1:
            values = [rounds.problems(space)[size].smooth(x, 0.1) for space in kept]
            rounds.evaluations += len(values)
            kept = [kept[place] for place in np.argsort(-np.array(values), kind="stable")[:most]]
    fine = rounds.problems(kept[0])[-1]
    return Found(kept[0], x, fine.value(x), (), rounds.evaluations + 1, fine.smooth(x, 0.1))


def _promising(quest: Quest, rounds: Rounds, spaces: Sequence[Space]) -> list[Space]:
    """Return the few choices of packages that look best: by an even split, then by short climbs."""
    kept = list(spaces)
    if len(kept) > QUICK:
        by_split = [_of_split(rounds, space) for space in kept]
        kept = [kept[place] for place in np.argsort(-np.array(by_split), kind="stable")[:QUICK]]
    if len(kept) > FULL:
        quick = [max(place.smooth for place in rounds.scout(space, starts(space, seed=quest.seed)[:2])) for space in kept]
        kept = [kept[place] for place in np.argsort(-np.array(quick), kind="stable")[:FULL]]
    return kept


def _of_split(rounds: Rounds, space: Space) -> float:
    """Return how good an even split of the money that packages leave is."""
    problem: Problem = rounds.problems(space)[0]
    rounds.evaluations += 1
    return problem.smooth(even(space), 1.0)
