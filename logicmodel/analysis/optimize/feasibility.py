"""Can the limits be kept at all, and if not, which of them conflict?"""

from __future__ import annotations

import dataclasses

import numpy as np

from logicmodel.analysis.optimize.space import Rule, Space
from logicmodel.engine.arrays import Array


@dataclasses.dataclass(frozen=True)
class Bound:
    """One limit of a space, by name, as ``rows . x <= most``."""

    name: str
    rows: Array
    most: Array


def feasible_point(space: Space) -> Array | None:
    """Return amounts that keep all limits, or None where there are none."""
    return _solve(_limits(space), len(space.levers))


def conflict(space: Space) -> list[str]:
    """Return the names of limits that cannot all be kept, none of which could be left out.

    The deletion filter of Chinneck and Dravnieks (1991): a limit whose removal leaves the rest
    impossible is not needed to explain the conflict.
    """
    kept = _limits(space)
    if _solve(kept, len(space.levers)) is not None:
        return []
    # What is tried first is left out where it can be: floors and money explain a conflict better than other limits.
    for limit in sorted(kept, key=lambda one: not one.name.startswith("budget.limits.")):
        rest = [one for one in kept if one is not limit]
        if _solve(rest, len(space.levers)) is None:
            kept = rest
    return [limit.name for limit in kept]


def extreme(space: Space, direction: Array) -> Array | None:
    """Return the amounts that keep all limits and go furthest in a direction."""
    return _solve(_limits(space), len(space.levers), objective=-direction)


def least_cost(space: Space) -> float | None:
    """Return the least budget with which the floors, fixed inputs, packages and funds can be kept.

    Money of a fund that nothing may be bought with counts, as it is part of the budget. None where limits
    conflict whatever the budget is.
    """
    moving = [rule for rule in space.rules if of_budget(rule)]
    others = [limit for limit in _limits(space) if not limit.name.startswith("budget.") or limit.name.startswith("budget.limits")]
    if not moving:
        x = _solve(others, len(space.levers), objective=space.money)
        return None if x is None else space.cost(x)
    # One more variable: how much the budget changes, which every rule about it gains as room.
    count = len(space.levers)
    wider = [Bound(limit.name, np.hstack([limit.rows, np.zeros((len(limit.rows), 1))]), limit.most) for limit in others]
    wider += [Bound(rule.name, np.append(rule.row, -1.0)[None, :], np.array([rule.high])) for rule in moving]
    x = _solve(wider, count + 1, objective=np.append(np.zeros(count), 1.0))
    total = space.budget
    return None if x is None or total is None else total + float(x[-1])


def of_budget(rule: Rule) -> bool:
    """Say whether a rule gains room when there is more money in all."""
    return rule.name.startswith(("budget.total", "budget.funds"))


def needed(space: Space, x: Array) -> float:
    """Return the least budget that these amounts fit into, funds being what they are."""
    room = min((rule.room(x)[1] for rule in space.rules if of_budget(rule)), default=0.0)
    return (space.cost(x) if space.budget is None else space.budget) - room


def _limits(space: Space) -> list[Bound]:
    return [*_bounds(space), *(_rule(rule) for rule in space.rules)]


def _rule(rule: Rule) -> Bound:
    rows, most = [], []
    if np.isfinite(rule.high):
        rows.append(rule.row)
        most.append(rule.high)
    if np.isfinite(rule.low):
        rows.append(-rule.row)
        most.append(-rule.low)
    return Bound(rule.name, np.array(rows).reshape(len(rows), len(rule.row)), np.array(most))


def _bounds(space: Space) -> list[Bound]:
    """Return the floor and the ceiling of every input as limits."""
    found = []
    count = len(space.levers)
    for name in dict.fromkeys(lever.input for lever in space.levers):
        mine = [place for place, lever in enumerate(space.levers) if lever.input == name]
        unit = np.eye(count)[mine]
        floors = space.low[mine]
        found.append(Bound(f"the least of {name}" if floors.any() else f"{name} from 0 up", -unit, -floors))
        if np.isfinite(space.high[mine]).all():
            found.append(Bound(f"the most of {name}", unit, space.high[mine]))
    return found


def _solve(limits: list[Bound], count: int, objective: Array | None = None) -> Array | None:
    """Solve a linear programme over the limits, or return None where they conflict."""
    from scipy.optimize import linprog  # noqa: PLC0415 - half a second that only searches need

    if count == 0:
        fine = all((limit.most >= -1e-9 * (1 + np.abs(limit.most))).all() for limit in limits)
        return np.zeros(0) if fine else None
    rows = [limit.rows for limit in limits if len(limit.most)]
    most = [limit.most for limit in limits if len(limit.most)]
    target = np.zeros(count) if objective is None else objective
    scale = float(np.abs(target).max(initial=0.0)) or 1.0
    done = linprog(
        target / scale, A_ub=np.concatenate(rows) if rows else None, b_ub=np.concatenate(most) if most else None,
        bounds=[(None, None)] * count, method="highs",
    )
    return np.asarray(done.x, float) if done.status == 0 else None
