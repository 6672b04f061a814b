"""The figures that a saved run shows to whoever opens its record."""

from __future__ import annotations

from typing import Any

from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import mean_interval, probability_interval
from logicmodel.engine.results import Results


def headline(results: Results) -> dict[str, Any]:
    """Return cost, success and the probability of every target by allocation, with intervals."""
    return {name: _allocation(results, place) for place, name in enumerate(results.allocations)}


def _allocation(results: Results, place: int) -> dict[str, Any]:
    estimates = results.estimates
    found: dict[str, Any] = {
        "cost": float(estimates["cost"][:, place].mean()),
        "targets": {
            target: _chance(results, "met", place, number)
            | _mean(results, "level", place, number)
            for number, target in enumerate(results.targets)
        },
    }
    for what in ("success", "outputs_met", "outcomes_met"):
        found[what] = _chance(results, what, place) if what in estimates else None
    return found


def _chance(results: Results, what: str, *place: int) -> dict[str, float]:
    found = probability_interval(_values(results, what, place), results.count, exact=results.exact)
    return dict(zip(("probability", "low", "high"), map(float, found), strict=True))


def _mean(results: Results, what: str, *place: int) -> dict[str, float]:
    found = mean_interval(_values(results, what, place))
    return dict(zip(("mean", "mean_low", "mean_high"), map(float, found), strict=True))


def _values(results: Results, what: str, place: tuple[int, ...]) -> Array:
    """Return one estimate in every replicate."""
    values = results.estimates[what]
    for number in place:
        values = values[:, number]
    return values
