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


def compare(results: Results, *, baseline: str | None = None) -> Answer:
    """Return paired differences between each allocation and a baseline (the first one by default).

    One row per allocation and ``what``: each target's id, success, outputs_met, outcomes_met (differences
    of probabilities) and cost. All allocations use the same draws, so differences are far more precise
    than the probabilities themselves. ``verdict`` is better, worse or "cannot tell apart at this
    precision"; then ``draws_needed`` is the rough number of draws that would tell. A plan without
    anything uncertain may also give "the same".
    """
    names = results.allocations
    if baseline is None:
        if len(names) < 2:
            raise RequestError("a comparison needs at least two allocations", remedy="or name a baseline, which may be nothing")
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
    pairs = {
        target: estimates["met"][:, :, place] for place, target in enumerate(results.targets)
    } | {what: estimates[what] for what in ("success", "outputs_met", "outcomes_met") if what in estimates}
    rows = []
    for what, values in pairs.items():
        difference = values[:, here] - values[:, base]
        rows.append({"allocation": name, "baseline": baseline, "what": what,
                     "probability": float(values[:, here].mean()),
                     "against": float(values[:, base].mean()),
                     **_verdict(results, difference)})
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
    found["verdict"] = "the same" if results.exact else APART
    half = (high - low) / 2
    if mean != 0:
        needed = results.count * max((half / abs(mean)) ** 2, 2)
        if needed < 1e9:
            found["draws_needed"] = 16 * 2 ** math.ceil(math.log2(needed / 16))
    return found


__all__ = ["APART", "NOTHING", "compare"]
