"""How likely is the plan as a whole to succeed, and does delivering mean changing anything?"""

from __future__ import annotations

from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.engine.intervals import (
    difference_interval,
    probability_interval,
    ratio_interval,
    unseen,
)
from logicmodel.engine.results import NOTHING, Results

JOINT = {
    "success": "the plan succeeds by its own rule",
    "outcomes_met": "all outcome targets are met",
    "outputs_met": "all targets on activities and outputs are met",
    "all_met": "all targets are met",
}


def joint(results: Results, *, counterfactual: bool = False) -> Answer:
    """Return joint probabilities, one row per allocation and question.

    ``what`` is success, outcomes_met, outputs_met, all_met, at_least_1, at_least_2 ..., or
    output_outcome_gap (outputs_met less outcomes_met) and missed_given_delivered (probability that the
    outcome targets are missed given that the output targets are met). Rows that the plan has no targets
    for are left out.
    """
    names = (*results.allocations, NOTHING) if counterfactual or not results.allocations else results.allocations
    rows: list[dict[str, Any]] = []
    for name in names:
        rows += _rows(results, name)
    return answer_of(results, "joint", "How likely is the plan as a whole to succeed?", rows)


def _rows(results: Results, name: str) -> list[dict[str, Any]]:
    place = results.allocation(name)
    estimates = results.estimates

    def row(what: str, label: str, found: tuple[Any, Any, Any]) -> dict[str, Any]:
        value, low, high = (number(part) for part in found)
        return {"allocation": name, "what": what, "label": label, "probability": value, "low": low, "high": high}

    def chance(values: Any) -> tuple[Any, Any, Any]:
        return probability_interval(values, results.count, exact=results.exact)

    rows = [
        row(what, label, chance(estimates[what][:, place]))
        for what, label in JOINT.items() if what in estimates
    ]
    number_met = estimates["number_met"][:, place]
    for k in range(1, number_met.shape[1]):
        label = f"at least {k} of {number_met.shape[1] - 1} targets are met"
        rows.append(row(f"at_least_{k}", label, chance(number_met[:, k:].sum(axis=1))))
    if "in_vain" in estimates:
        outputs, outcomes = estimates["outputs_met"][:, place], estimates["outcomes_met"][:, place]
        gap = difference_interval(outputs - outcomes, results.count, exact=results.exact)
        gap = (gap[0], np.maximum(gap[1], -1.0), np.minimum(gap[2], 1.0))
        rows.append(row("output_outcome_gap", "outputs met less outcomes met", gap))
        found = _given(estimates["in_vain"][:, place], outputs, results)
        rows.append(row("missed_given_delivered", "outcomes missed although outputs are met", found))
    return rows


def _given(part: np.ndarray, whole: np.ndarray, results: Results) -> tuple[Any, Any, Any]:
    """Return the share of the draws in ``whole`` that are in ``part`` too, with its interval inside 0..1.

    Where all or none of them are, the interval still allows for what so many draws may not have shown.
    """
    share, low, high = ratio_interval(part, whole)
    seen = round(float(whole.mean()) * results.count)
    if seen and not results.exact:
        low = low if share < 1 else np.asarray(1.0 - unseen(seen))
        high = high if share > 0 else np.asarray(unseen(seen))
    return share, np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
