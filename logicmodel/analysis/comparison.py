"""Which allocation is better, and can they be told apart?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of
from logicmodel.engine.intervals import difference_interval, mean_interval
from logicmodel.engine.results import NOTHING, Results
from logicmodel.errors import RequestError

APART = "cannot tell apart at this precision"
SAME = "the same"
TWINS = {"difference": 0.0, "low": 0.0, "high": 0.0, "draws_needed": None, "verdict": SAME}
ALIKE = 0.005
"""Half a point: where two chances are known to differ by no more, neither is held to be worse."""


def compare(results: Results, *, baseline: str | None = None) -> Answer:
    """Return paired differences between each allocation and a baseline (the first one by default).

    One row per allocation and ``what``: each target's id, success, outputs_met, outcomes_met (differences
    of probabilities) and cost. All allocations use the same draws, so differences are far more precise
    than the probabilities themselves. ``verdict`` is better, worse or "cannot tell apart at this
    precision"; then ``draws_needed`` is the rough number of draws that would tell. Allocations with the
    same amounts are "the same", and so may be those of a plan without anything uncertain.
    """
    names = results.allocations
    if baseline is None:
        if len(names) < 2:
            raise RequestError("a comparison needs at least two allocations", remedy="name another one, or the baseline nothing: what comes with nothing allocated")
        baseline = names[0]
    base = results.allocation(baseline)
    rows: list[dict[str, Any]] = []
    for name in names:
        if name != baseline:
            rows += _rows(results, name, baseline, base)
    return answer_of(results, "comparison", f"How do the allocations differ from {baseline}?", rows)


def _rows(results: Results, name: str, baseline: str, base: int) -> list[dict[str, Any]]:
    here = results.allocation(name)
    estimates = results.estimates
    twins = spent(results, name) == spent(results, baseline)
    pairs = {
        target: estimates["met"][:, :, place] for place, target in enumerate(results.targets)
    } | {what: estimates[what] for what in ("success", "outputs_met", "outcomes_met") if what in estimates}
    rows = []
    for what, values in pairs.items():
        difference = values[:, here] - values[:, base]
        rows.append({"allocation": name, "baseline": baseline, "what": what,
                     "probability": float(values[:, here].mean()),
                     "against": float(values[:, base].mean()),
                     **(TWINS if twins else _verdict(results, difference))})
    cost = estimates["cost"][:, here] - estimates["cost"][:, base]
    mean, low, high = mean_interval(cost)
    rows.append({"allocation": name, "baseline": baseline, "what": "cost",
                 "difference": float(mean), "low": float(low), "high": float(high)})
    return rows


def _verdict(results: Results, difference: np.ndarray) -> dict[str, Any]:
    mean, low, high = map(float, difference_interval(difference, results.count, exact=results.exact))
    found: dict[str, Any] = {"difference": mean, "low": low, "high": high, "draws_needed": None}
    if low > 0 or high < 0:
        return found | {"verdict": "better" if mean > 0 else "worse"}
    found["verdict"] = SAME if results.exact else APART
    half = (high - low) / 2
    if mean != 0:
        needed = results.count * max((half / abs(mean)) ** 2, 2)
        if needed < 1e9:
            found["draws_needed"] = 16 * 2 ** math.ceil(math.log2(needed / 16))
    return found


def spent(results: Results, name: str) -> dict[str, tuple[float, ...]]:
    """Return the amounts of an allocation by input, those of nothing left out."""
    return {key: value for key, value in results.amounts.get(name, {}).items() if any(value)}


def dominance(results: Results) -> Answer:
    """Return for each pair of allocations whether one is at least as good in everything and not dearer.

    One row per ordered pair. ``verdict`` is dominates (told better in some target or cheaper, and worse
    in none), "is dominated", neither (each is told better, or cheaper, in something), "the same", or
    "cannot tell apart at this precision". A target in which the two are known to differ by half a point
    at most counts against neither. ``better``, ``worse`` and ``unclear`` count targets; ``cost`` is the
    expected difference in cost with its interval.
    """
    names = results.allocations
    if len(names) < 2:
        raise RequestError("dominance needs at least two allocations", remedy="add one to the plan")
    rows = [_pair(results, name, other) for name in names for other in names if name != other]
    return answer_of(results, "dominance", "Is one allocation at least as good in everything, and not dearer?", rows)


def _pair(results: Results, name: str, other: str) -> dict[str, Any]:
    found = _rows(results, name, other, results.allocation(other))
    *targets, cost = [row for row in found if row["what"] in (*results.targets, "cost")]
    better = sum(row["verdict"] == "better" for row in targets)
    worse = sum(row["verdict"] == "worse" and row["low"] < -ALIKE for row in targets)
    unclear = sum(row["verdict"] == APART and max(-row["low"], row["high"]) > ALIKE for row in targets)
    slack = 1e-9 * max(1.0, float(results.estimates["cost"].max()))
    cheaper, dearer = cost["high"] < -slack, cost["low"] > slack
    unclear_cost = not (cheaper or dearer) and cost["high"] - cost["low"] > 2 * slack
    return {
        "allocation": name, "against": other,
        "verdict": _standing(
            ahead=better > 0 or cheaper, behind=worse > 0 or dearer, unclear=unclear > 0 or unclear_cost,
            same=spent(results, name) == spent(results, other),
        ),
        "better": better, "worse": worse, "unclear": unclear,
        "cost": cost["difference"], "cost_low": cost["low"], "cost_high": cost["high"],
    }


def _standing(*, ahead: bool, behind: bool, unclear: bool, same: bool) -> str:
    """Return the verdict on a pair from what has been told."""
    if same:
        return SAME
    if ahead and behind:
        return "neither"
    if unclear or not (ahead or behind):
        return APART
    return "dominates" if ahead else "is dominated"


__all__ = ["APART", "NOTHING", "SAME", "compare", "dominance"]
