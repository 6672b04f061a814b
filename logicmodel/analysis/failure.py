"""Which targets stop the plan, and which of them alone?"""

from __future__ import annotations

from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.engine.arrays import Booleans
from logicmodel.engine.intervals import probability_interval, ratio_interval, unseen
from logicmodel.engine.measure import members, successes
from logicmodel.engine.results import Results
from logicmodel.errors import RequestError


def failure(results: Results) -> Answer:
    """Return how often each target that counts for success is missed, and how often it alone decides.

    One row per allocation and target. ``missed`` is the probability of missing the target, ``among``
    the share of the failing draws in which it is missed, ``alone`` the share of the failing draws in
    which meeting it as well would have made the plan succeed; each with ``_low`` and ``_high``. The
    shares are None where the plan never fails. Empty where no target counts.

    Raises RequestError where the draws were not kept.
    """
    program = results.program
    counted = members(program, program.plan.success.of)
    rows: list[dict[str, Any]] = []
    if counted and "met" not in results.draws:
        remedy = "simulate with keep= and the outcomes, or with fewer draws"
        raise RequestError("the draws of these results were not kept", remedy=remedy)
    for name in results.allocations if counted else ():
        met = results.draws["met"][results.allocation(name)] > 0.5
        failed = ~_succeeds(results, met)
        for place in counted:
            rescued = met.copy()
            rescued[place] = True
            alone = failed & _succeeds(results, rescued)
            rows.append(_row(results, name, place, ~met[place], failed, alone))
    return answer_of(results, "failure", "Which targets stop the plan?", rows)


def _succeeds(results: Results, met: Booleans) -> Booleans:
    found = successes(results.program, met)
    assert found is not None
    return found


def _row(
    results: Results, name: str, place: int, missed: Booleans, failed: Booleans, alone: Booleans
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "allocation": name, "target": results.targets[place],
        "node": results.program.nodes[results.program.targets[place].node],
    }
    shares = {
        "missed": probability_interval(_means(results, missed), results.count, exact=results.exact),
        "among": _share(results, missed & failed, failed),
        "alone": _share(results, alone, failed),
    }
    for key, ends in shares.items():
        row |= dict(zip((key, f"{key}_low", f"{key}_high"), map(number, ends), strict=True))
    return row


def _share(results: Results, part: Booleans, whole: Booleans) -> tuple[Any, Any, Any]:
    """Return the share of the draws in ``whole`` that are in ``part``, with room for what was not seen."""
    share, low, high = ratio_interval(_means(results, part), _means(results, whole))
    margin = 0.0 if results.exact or not whole.any() else unseen(int(whole.sum()))
    ends = (1.0 - margin if share >= 1.0 else low, margin if share <= 0.0 else high)
    return share, np.clip(ends[0], 0.0, 1.0), np.clip(ends[1], 0.0, 1.0)


def _means(results: Results, draws: Booleans) -> np.ndarray:
    """Return the share in every replicate: the draws of one replicate stand together."""
    return np.asarray(draws.reshape(results.replicates, results.points).mean(axis=1))
