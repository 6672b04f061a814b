"""Where climbs begin: the plan's own allocations, an even split, most on one input, and chance."""

from __future__ import annotations

import numpy as np

from logicmodel.analysis.optimize.feasibility import extreme, feasible_point
from logicmodel.analysis.optimize.space import Space
from logicmodel.engine.arrays import Array

MOST_CORNERS = 8
MOST = 0.7
"""Share of what is possible that goes to one input; with nothing on the others no direction might lead up."""


def starts(space: Space, *, seed: int, chance: int = 3) -> list[tuple[str, Array]]:
    """Return named amounts to begin with; they need not keep all limits yet.

    Most on one input escapes the saddle at which all inputs look alike; chance breaks ties.
    """
    found = [("an even split", even(space))]
    if len(space.levers) == 1:  # else all starts spend everything on it
        found.append(("the least", space.low.copy()))
    periods = space.plan.periods.count
    for name, allocation in space.plan.allocations.items():
        given = {key: np.broadcast_to(np.asarray(value, float), (periods,)) for key, value in allocation.amounts.items()}
        found.append((f"the allocation {name}", space.point(given)))
    inputs = list(dict.fromkeys(lever.input for lever in space.levers))
    for name in inputs if len(inputs) <= MOST_CORNERS else ():
        mine = np.array([lever.input == name for lever in space.levers])
        corner = extreme(space, np.where(mine, np.maximum(space.money, 1e-9), 0.0))
        if corner is not None:
            found.append((f"most on {name}", MOST * corner + (1.0 - MOST) * even(space)))
    spread = np.random.default_rng(seed)
    top = even(space, whole=True)
    for number in range(chance):
        shares = spread.dirichlet(np.ones(len(inputs)))
        by_input = dict(zip(inputs, shares * len(inputs), strict=True))
        found.append((f"chance {number + 1}", top * np.array([by_input[lever.input] for lever in space.levers])))
    return found


def even(space: Space, *, whole: bool = False) -> Array:
    """Return amounts that share the free money evenly among the inputs, above their floors.

    With ``whole`` nothing is cut back to the ceilings.
    """
    base = space.low.copy()
    total = min((rule.high - float(rule.row @ base) for rule in space.rules if rule.name.startswith("budget.total")), default=np.inf)
    if not np.isfinite(total):
        per_period = [rule.high - float(rule.row @ base) for rule in space.rules if rule.name.startswith("budget.per_period")]
        total = sum(per_period) if len(per_period) > 1 else space.plan.periods.count * min(per_period, default=np.inf)
    if not np.isfinite(total):
        point = feasible_point(space)
        middle = np.where(np.isfinite(space.high), (space.low + space.high) / 2, space.low + 1.0)
        return middle if point is None else np.maximum(point, middle)
    paid = space.money > 0
    share = max(total, 0.0) / max(1, int(paid.sum()))
    with np.errstate(divide="ignore", invalid="ignore"):
        more = np.where(paid, share / np.where(paid, space.money, 1.0), np.where(np.isfinite(space.high), space.high - space.low, 0.0))
    found = base + more
    return found if whole else np.minimum(found, space.high)
