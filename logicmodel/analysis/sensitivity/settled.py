"""Before anything is measured: can the question be answered from these draws?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from logicmodel import wording
from logicmodel.analysis.sensitivity.methods.method import Aim
from logicmodel.engine.arrays import Array
from logicmodel.errors import Problem, RequestError, listed

FEWEST = 32
"""Fewest draws on either side of a yes/no outcome from which shares of its variance can be told."""
LEVEL = "look at another target, or at its level with of='level'"


def settled(
    aims: Sequence[Aim], outcomes: Array, *, stated: bool, open_: Callable[[], Sequence[str]]
) -> tuple[tuple[Aim, ...], tuple[str, ...]]:
    """Return the aims that vary in the draws, (readings, draws), with notes on those that were left out.

    An aim that is always or never met is looked at by its level, where that is read too and the chance
    was not asked for by name (``stated``). ``open_`` finds the targets that are sometimes met.

    Raises RequestError where no aim is left.
    """
    kept, notes, problems = [], [], []
    for aim in aims:
        problem = _problem(aim, outcomes[aim.place])
        if problem is None:
            kept.append(aim)
        elif aim.of == "met" and aim.level is not None and not stated and _problem_of_level(outcomes[aim.level]) is None:
            kept.append(dataclasses.replace(aim, of="level"))
            notes.append(f"{problem.where}: {problem.message}; its level is looked at instead")
        else:
            problems.append(problem)
            notes.append(f"{problem.where}: {problem.message}; left out")
    if not kept:
        others = listed([name for name in open_() if name not in {aim.target for aim in aims}])
        raise RequestError([
            dataclasses.replace(one, remedy=f"{one.remedy}; sometimes met: {others}" if others else one.remedy) for one in problems
        ])
    return tuple(kept), tuple(notes)


def _problem(aim: Aim, draws: Array) -> Problem | None:
    if aim.of == "level":
        found = _problem_of_level(draws)
        return Problem(aim.target, *found) if found else None
    share, count = float(draws.mean()), len(draws)
    success = aim.target == "success"
    remedy = "look at a single target, or at the level of one with of='level'" if success else LEVEL
    if share in {0.0, 1.0}:
        word = "never" if share == 0.0 else "always"
        what = f"the plan {word} succeeds" if success else f"it is {word} met"
        return Problem(aim.target, f"{what} in {count:,} draws, so no number can be said to decide it", remedy)
    rare = min(share, 1.0 - share)
    if rare * count < FEWEST:
        enough = 1 << (int(FEWEST / rare) - 1).bit_length()
        told = wording.percent(share, 2)
        what = "the plan succeeds" if success else "it is met"
        message = f"{what} in {told} of {count:,} draws, which are too few to tell what decides it"
        return Problem(aim.target, message, f"take at least {enough:,} draws, or {remedy}")
    return None


def _problem_of_level(draws: Array) -> tuple[str, str] | None:
    size = float(abs(draws).max())
    if float(draws.max() - draws.min()) > 1e-12 * size:
        return None
    return "the level is the same in all draws, so no number moves it", "look at another target or node"
