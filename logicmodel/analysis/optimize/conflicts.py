"""Limits that cannot all be kept, told in the words of the plan, with what has eaten the room."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from logicmodel.analysis.optimize.feasibility import conflict, least_cost
from logicmodel.analysis.optimize.space import Rule, Space
from logicmodel.errors import Problem
from logicmodel.wording import amount, enough, money

LEVER = re.compile(r"the (?P<end>least|most) of (?P<input>\S+)")
MOST_LOOKED = 64
"""Choices of packages of which it is found out why they are impossible."""
MOST_TOLD = 3
"""Different conflicts that are told; more would not be read."""
Limits = tuple[str, ...]


def impossible(spaces: Sequence[Space]) -> list[Problem]:
    """Say which limits conflict, and under which choice of packages where that makes a difference."""
    found: dict[Limits, list[Space]] = {}
    for space in spaces[:MOST_LOOKED]:
        found.setdefault(tuple(conflict(space)), []).append(space)
    told = list(found.items())[:MOST_TOLD]
    remedy = _remedy([name for names, _ in told for name in names], spaces[:MOST_LOOKED])
    return [
        Problem(
            "budget",
            f"the limits cannot all be kept{_chosen(mine, len(found), len(spaces))}: {'; '.join(_sentences(mine[0], names))}",
            remedy if number == len(told) - 1 else "",
        )
        for number, (names, mine) in enumerate(told)
    ]


def _remedy(names: Sequence[str], spaces: Sequence[Space]) -> str:
    """Say what would help: how much money would be enough, where money is what is missing."""
    costs = [cost for cost in map(least_cost, spaces) if cost is not None]
    moving = "budget.total" in names or any(name.startswith("budget.funds") for name in names)
    if not (moving and costs):
        return "loosen one of these"
    return f"raise the budget to {enough(min(costs), spaces[0].plan.currency)} or more, or loosen one of the others"


def _chosen(mine: Sequence[Space], conflicts: int, count: int) -> str:
    """Say for which of so many choices of packages this one of so many conflicts holds."""
    plan, packages = mine[0].plan, mine[0].packages
    names = " and ".join(plan.budget.packages[name].title or name for name in packages)
    if count == 1:
        return f" with {names}" if names else ""
    if conflicts == 1:
        return f", whichever packages are chosen (told here {'with ' + names if names else 'without any'})"
    more = f" and {len(mine) - 1} other choice{'s' if len(mine) > 2 else ''} of packages" if len(mine) > 1 else ""
    return f" {'with ' + names if names else 'without any package'}{more}"


def _sentences(space: Space, names: Limits) -> list[str]:
    """Return one clause for each limit; that amounts are not negative goes without saying."""
    rules = {rule.name: rule for rule in space.rules}
    said = [name for name in names if not name.endswith("from 0 up")] or list(names)
    paid = next((rules[name] for name in said if name in rules and not name.startswith("budget.limits.")), None)
    clauses = [_of_rule(space, rules[name]) for name in said if name in rules]
    return clauses + [_of_input(space, name, paid) for name in said if name not in rules]


def _of_input(space: Space, name: str, paid: Rule | None) -> str:
    """Say what an input must or may be; where money is short, what its floor costs."""
    plan, match = space.plan, LEVER.fullmatch(name)
    if match is None:
        return name
    mine = [place for place, lever in enumerate(space.levers) if lever.input == match["input"]]
    least = match["end"] == "least"
    end = float((space.low if least else space.high)[mine].max())
    words = "must be at least" if least else "may be at most"
    told = f"{plan.title_of(match['input'])} {words} {amount(end, plan.inputs[match['input']].unit, digits=6)}"
    cost = float(paid.row[mine] @ space.low[mine]) if paid is not None and least else 0.0
    return f"{told} ({money(cost, plan.currency)})" if cost > 0 else told


def _of_rule(space: Space, rule: Rule) -> str:
    """Say what a rule allows in all, and what fixed inputs and packages take of that."""
    plan, taken = space.plan, _taken(space, rule)
    low, high = (end + sum(taken.values()) for end in (rule.low, rule.high))
    label = "" if rule.period is None else f" in {plan.periods.labels[rule.period]}"
    same = all(lever.period is None for lever in space.levers)
    when = f" in a {plan.periods.step}" if label and same else label
    if rule.name.startswith("budget.limits."):
        key = rule.name.removeprefix("budget.limits.").removesuffix(label)
        ends = [(f"asks for at least {amount(low, digits=6)}", low), (f"allows at most {amount(high, digits=6)}", high)]
        limit = " and ".join(words for words, end in ends if np.isfinite(end))
        return f"{plan.budget.limits[key].title or key} {limit}{when}{_eaten(taken, lambda value: amount(value, digits=6))}"
    total, eaten = money(high, plan.currency), _eaten(taken, lambda value: money(value, plan.currency))
    if rule.name.startswith("budget.funds"):
        funds = [plan.budget.funds[name].title or name for name in rule.name.split(" + ")[1:]]
        purse = " and ".join(["the money that is not earmarked", *funds])
        return f"{purse} must pay for {_payers(space, rule)} and is {total}{eaten}"
    what = f"{total} may be spent{when}" if rule.period is not None else f"the budget is {total}"
    return f"{what}{eaten}"


def _payers(space: Space, rule: Rule) -> str:
    """Name what a purse pays for, or, where that is shorter, what it need not."""
    plan = space.plan
    inside, outside = [name for name in plan.inputs if name in rule.of], [name for name in plan.inputs if name not in rule.of]
    if len(inside) <= len(outside):
        return ", ".join(map(plan.title_of, inside))
    return f"everything but {', '.join(map(plan.title_of, outside))}" if outside else "everything"


def _taken(space: Space, rule: Rule) -> dict[str, float]:
    """Return what fixed inputs and chosen packages count for in a rule, by what people call them."""
    plan, periods = space.plan, space.plan.periods.count
    rest = {name: value.copy() for name, value in space.base.items()}
    found: dict[str, float] = {}

    def counted(name: str, value: np.ndarray) -> float:
        return rule.of.get(name, 0.0) * float(value.sum() if rule.period is None else value[rule.period])

    for package in space.packages:
        given = plan.budget.packages[package]
        mine = {name: np.broadcast_to(np.asarray(value, float), (periods,)) for name, value in given.amounts.items()}
        rest = {name: value - mine.get(name, 0.0) for name, value in rest.items()}
        found[f"the package {given.title or package}"] = sum(counted(name, value) for name, value in mine.items())
    found |= {f"{plan.title_of(name)} (fixed)": counted(name, value) for name, value in rest.items()}
    return {name: value for name, value in found.items() if abs(value) > 1e-9}


def _eaten(taken: dict[str, float], write: Callable[[float], str]) -> str:
    """Write what is taken already, the most first."""
    if not taken:
        return ""
    written = [f"{name} takes {write(value)}" for name, value in sorted(taken.items(), key=lambda one: -one[1])]
    return f", of which {', '.join(written[:-1]) + ' and ' if len(written) > 1 else ''}{written[-1]}"
