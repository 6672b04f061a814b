"""Regret over futures on fresh draws: of what was found, of what is best in one future alone, of the plan's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from logicmodel.analysis.optimize.frozen import Amounts, Frozen
from logicmodel.analysis.optimize.objectives.objective import Objective
from logicmodel.analysis.optimize.optimum import Estimate
from logicmodel.analysis.optimize.verification import OWN, difference, estimate
from logicmodel.engine.results import Results

ALONE = "best-in-future:"
"""Stands before the name of a future: what is best in it alone."""
PLANNED = "as planned"
Z = 1.959964


def in_each(objective: Objective, runs: Mapping[str, Results], name: str) -> tuple[dict[str, Any], ...]:
    """Return one row for each future: the value of an allocation and how far the best there is ahead."""
    return tuple(_row(objective, run, future, name) for future, run in runs.items())


def others(objective: Objective, runs: Mapping[str, Results], own: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Return the same for what is best in one future alone and for the plan's own allocations.

    ``kind`` is "alone" or "own", ``name`` the future or the allocation; ``worst`` marks where it loses most.
    """
    rows: list[dict[str, Any]] = []
    for kind, before, names in (("alone", ALONE, list(runs)), ("own", OWN, own)):
        for name in names:
            mine = [_row(objective, run, future, before + name) for future, run in runs.items()]
            worst = max(mine, key=lambda row: float(row["regret"]))
            rows += [{"kind": kind, "name": name or PLANNED, **row, "worst": row is worst} for row in mine]
    return tuple(rows)


def verified(objective: Objective, runs: Mapping[str, Results], name: str) -> Estimate:
    """Return the largest regret, as a value that is the better the larger it is: its negative."""
    found = [difference(objective, run, name, ALONE + future) for future, run in runs.items()]
    return min(found, key=lambda one: one.value)


def searched(objective: Objective, samples: Mapping[str, Frozen], amounts: Amounts, alone: Mapping[str, Amounts]) -> Estimate:
    """Return the same on the draws that were searched on; the interval comes from 16 groups of them."""
    found = []
    for future, sample in samples.items():
        (mine, parts), (best, others) = (_by_group(objective, sample, given) for given in (amounts, alone[future]))
        apart = np.array(parts) - np.array(others)
        error = float(apart.std(ddof=1) / np.sqrt(len(apart))) if len(apart) > 1 else 0.0
        found.append(Estimate(mine - best, mine - best - Z * error, mine - best + Z * error))
    return min(found, key=lambda one: one.value)


def _by_group(objective: Objective, sample: Frozen, amounts: Amounts) -> tuple[float, list[float]]:
    seen = sample.see(amounts)
    return objective.value(seen), [objective.value(group) for group in seen.groups()]


def _row(objective: Objective, run: Results, future: str, name: str) -> dict[str, Any]:
    apart = difference(objective, run, name, ALONE + future)
    return {
        "future": future or PLANNED, **estimate(objective, run, name).to_dict(),
        "regret": -apart.value, "regret_low": -apart.high, "regret_high": -apart.low,
    }
