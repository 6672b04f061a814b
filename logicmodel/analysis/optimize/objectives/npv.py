"""Net present value."""

from __future__ import annotations

from typing import Literal

import numpy as np

from logicmodel.analysis.optimize.frozen import Group, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.results import Results
from logicmodel.errors import RequestError


class Npv(Objective):
    """Maximise the expected net present value: the discounted worth of the net change less the discounted cost."""

    kind: Literal["npv"] = "npv"

    def check(self, program: Program) -> None:
        """Refuse a plan in which no outcome has a value."""
        if all(step.value is None for step in program.values):
            raise RequestError("no outcome has a value, so there is no net present value", remedy="add value: to an outcome")

    def value(self, seen: Seen | Group) -> float:
        """Return the mean net present value."""
        return float(seen.net.mean())

    def climb(self, seen: Seen, softness: float) -> tuple[float, Pull]:  # noqa: ARG002 - it is smooth already
        """Return the same with its derivatives."""
        return self.value(seen), {"net": np.full(seen.draws, 1.0 / seen.draws)}

    def by_replicate(self, results: Results, allocation: str) -> Array:
        """Return the mean net present value in every replicate."""
        place = results.allocation(allocation)
        return results.estimates["benefit"][:, place] - results.estimates["spent"][:, place]
