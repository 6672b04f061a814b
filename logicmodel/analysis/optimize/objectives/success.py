"""The chance that the plan succeeds by its own rule."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import Objective, blurred
from logicmodel.engine.arrays import Array
from logicmodel.engine.measure import members, successes
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results
from logicmodel.errors import RequestError


class Success(Objective):
    """Maximise the probability of success: by default, that all targets on outcomes are met by their dates."""

    kind: Literal["success"] = "success"
    probability: ClassVar[bool] = True

    def check(self, program: Program) -> None:
        """Refuse a plan whose rule of success names no target."""
        if not members(program, program.plan.success.of):
            raise RequestError(
                "there is no target that success could hang on",
                remedy="add a target on an outcome, or say under success: which targets count",
            )

    def value(self, seen: Seen | Group) -> float:
        """Return the share of draws in which the plan succeeds."""
        found = successes(seen.program, seen.margin >= 0)
        return 0.0 if found is None else float(found.mean())

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:
        """Blur the margin of the target that decides: the weakest one where all must be met."""
        deciding = decisive(seen)
        draws = np.arange(deciding.shape[0])
        margin = (seen.margin / seen.spread[:, None])[deciding, draws]
        share, slope = blurred(margin, softness)
        pull = np.zeros_like(seen.margin)
        pull[deciding, draws] = slope / seen.spread[deciding] / len(draws)
        return float(share.mean()), {"margin": pull}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the share of successes in every replicate."""
        return np.asarray(results.estimates["success"][:, results.allocation(allocation)])


def decisive(seen: Seen) -> Array:
    """Return in each draw the place of the target whose margin decides about success.

    Success needs a number or a weight of targets; with margins from large to small, it hangs on the
    one with which that is reached.
    """
    program = seen.program
    rule = program.plan.success
    places = members(program, rule.of)
    margins = seen.margin[places] / seen.spread[places, None]
    order = np.argsort(-margins, axis=0, kind="stable")
    if rule.weight is not None:
        weights = np.array([program.targets[place].weight for place in places])
        reached = np.cumsum(weights[order], axis=0) / weights.sum() >= rule.weight - 1e-12
        rank = reached.argmax(axis=0)
    else:
        wanted = len(places) if rule.at_least is None else min(rule.at_least, len(places))
        rank = np.full(margins.shape[1], wanted - 1)
    chosen = np.take_along_axis(order, rank[None, :], axis=0)[0]
    return np.asarray(np.array(places)[chosen])
