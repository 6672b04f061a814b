"""How far a target is missed in the worst draws."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import Objective, target_place
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results


class Shortfall(Objective):
    """Make the expected shortfall in the worst draws small: the conditional value at risk of missing.

    The value is less or equal 0: minus the mean distance to the target in the worst ``tail`` of all
    draws, a target that is met counting as 0. Source: Rockafellar and Uryasev (2000).
    """

    positional: ClassVar[tuple[str, ...]] = ("of", "tail")

    needs_draws: ClassVar[bool] = True

    kind: Literal["shortfall"] = "shortfall"
    of: str
    """Id of the target, or of its node."""
    tail: Annotated[float, Field(gt=0, le=1)] = 0.1
    """Share of draws that count as the worst."""

    def check(self, program: Program) -> None:
        """Refuse a target that does not exist."""
        target_place(program, self.of)

    def value(self, seen: Seen | Group) -> float:
        """Return minus the mean shortfall of the worst draws."""
        margin = seen.margin[target_place(seen.program, self.of)]
        return float(np.minimum(margin[self._worst(margin)], 0.0).mean())

    def _worst(self, margin: Array) -> np.ndarray[Any, np.dtype[np.intp]]:
        """Return the places of the worst draws."""
        count = max(1, round(self.tail * len(margin)))
        return np.argpartition(margin, count - 1)[:count]

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:  # noqa: ARG002 - means are smooth
        """Return the same with its derivatives."""
        place = target_place(seen.program, self.of)
        margin = seen.margin[place]
        worst = self._worst(margin)
        pull = np.zeros_like(seen.margin)
        pull[place, worst] = np.where(margin[worst] < 0, 1.0 / len(worst), 0.0)
        return self.value(seen), {"margin": pull}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return minus the mean shortfall of the worst draws in every replicate."""
        gaps = results.draws["gap"][results.allocation(allocation), results.target(self.of)]
        ordered = np.sort(gaps.reshape(results.replicates, -1), axis=1)
        count = max(1, round(self.tail * ordered.shape[1]))
        return np.asarray(-ordered[:, -count:].mean(axis=1))
