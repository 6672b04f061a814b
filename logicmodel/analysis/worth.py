"""What may the plan claim, what is it worth, and what does a unit of it cost?"""

from __future__ import annotations

from typing import Any

import numpy as np

from logicmodel.analysis.answer import Answer, answer_of, number
from logicmodel.engine.intervals import mean_interval, probability_interval, ratio_interval
from logicmodel.engine.measure import STAGES
from logicmodel.engine.results import Results


def waterfall(results: Results) -> Answer:
    """Return each outcome's change from gross to net, in its unit and in money of today.

    One row per allocation, outcome and stage: gross (change against the level of the first period with
    no plan), deadweight (would have come anyway), displacement, attributed_to_others, net. ``amount``
    is summed over the periods; ``money`` is discounted and absent where the outcome has no value.
    """
    rows: list[dict[str, Any]] = []
    for name in results.allocations:
        here = results.allocation(name)
        for place, step in enumerate(results.program.values):
            for number_, stage in enumerate(STAGES):
                units = mean_interval(results.estimates["units"][:, here, place, number_])
                row = {
                    "allocation": name, "outcome": step.id, "stage": stage,
                    "unit": results.plan.nodes[step.id].unit,
                    "amount": float(units[0]), "low": float(units[1]), "high": float(units[2]),
                }
                if step.value is not None:
                    money = mean_interval(results.estimates["money"][:, here, place, number_])
                    row |= {"money": float(money[0]), "money_low": float(money[1]), "money_high": float(money[2])}
                rows.append(row)
    return answer_of(results, "waterfall", "How much of the change may the plan claim?", rows)


def social_return(results: Results) -> Answer:
    """Return net present value and social return on investment, one row per allocation.

    ``benefit`` is the discounted worth of the net change, ``cost`` the discounted cost, ``npv`` their
    difference with its quantiles, ``ratio`` the quotient of their expectations. Empty where no outcome
    has a value.
    """
    rows: list[dict[str, Any]] = []
    if any(step.value is not None for step in results.program.values):
        rows = [_social_row(results, name) for name in results.allocations]
    return answer_of(results, "social_return", "What is it worth?", rows)


def _social_row(results: Results, name: str) -> dict[str, Any]:
    here = results.allocation(name)
    estimates = results.estimates
    benefit, spent = estimates["benefit"][:, here], estimates["spent"][:, here]
    row: dict[str, Any] = {"allocation": name, "currency": results.plan.currency}
    for label, values in (("benefit", benefit), ("cost", spent), ("npv", benefit - spent)):
        mean, low, high = mean_interval(values)
        row |= {label: float(mean), f"{label}_low": float(low), f"{label}_high": float(high)}
    quantiles = estimates["net_quantiles"][:, here].mean(axis=0)
    row |= {f"npv_p{q}": float(value) for q, value in zip((5, 50, 95), quantiles[[0, 3, 6]], strict=True)}
    p, low, high = probability_interval(estimates["net_positive"][:, here], results.count, exact=results.exact)
    row |= {"positive": float(p), "positive_low": float(low), "positive_high": float(high)}
    ratio = ratio_interval(benefit, spent)
    return row | dict(zip(("ratio", "ratio_low", "ratio_high"), map(number, ratio), strict=True))


def costs(results: Results) -> Answer:
    """Return what each allocation costs, and what one unit of effect on each target's node costs.

    One row per allocation and target. ``per_unit`` is the expected cost for one unit of effect in the due
    period (in the wanted direction); it is absent, with the reason in ``refused``, where the effect is
    not told apart from zero or goes the wrong way.
    """
    rows: list[dict[str, Any]] = []
    for name in results.allocations:
        here = results.allocation(name)
        cost = results.estimates["cost"][:, here]
        mean, low, high = mean_interval(cost)
        total = {"allocation": name, "cost": float(mean), "cost_low": float(low), "cost_high": float(high)}
        if not results.targets:
            rows.append(total)
        for place, target in enumerate(results.targets):
            rows.append(total | {"target": target} | _per_unit(results, here, place, cost))
    return answer_of(results, "costs", "What does it cost, and what does a unit of effect cost?", rows)


def _per_unit(results: Results, here: int, place: int, cost: np.ndarray) -> dict[str, Any]:
    step = results.program.targets[place]
    node = results.program.nodes[step.node]
    wanted_sign = -1.0 if step.rule == "at_most" else 1.0
    effect = wanted_sign * results.estimates["effect"][:, here, place]
    mean, low, high = mean_interval(effect)
    found: dict[str, Any] = {"unit": results.plan.nodes[node].unit, "per_unit": None, "refused": None}
    if step.rule == "between":
        return found | {"refused": "a target between two levels has no better direction"}
    if low <= 0 <= high:
        return found | {"refused": "the effect cannot be told apart from zero"}
    if mean < 0:
        return found | {"refused": "the effect goes the wrong way"}
    ratio = ratio_interval(cost, effect)
    return found | dict(zip(("per_unit", "per_unit_low", "per_unit_high"), map(number, ratio), strict=True))
