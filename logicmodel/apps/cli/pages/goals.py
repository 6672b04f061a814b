"""What a search maximises, in people's words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import logicmodel as lm

FORM = re.compile(r"(?P<kind>\w+)\W?(?P<of>[^,()]*)(?:,\s*(?:\w+=)?(?P<number>[0-9.]+))?\W*")


@dataclasses.dataclass(frozen=True)
class Goal:
    """How values of an objective are told."""

    heading: str
    """Over a column of values."""
    probability: bool
    said: Callable[[float, float, float], str]
    """A value with its interval, as the rest of a sentence that begins with what was spent."""
    cell: Callable[[float, float, float], str]
    apart: Callable[[float, float, float], str]
    """A difference of two values with its interval."""


def goal_of(plan: lm.Plan, objective: str, *, probability: bool) -> Goal:
    """Return how an objective in its text form is told."""
    match = FORM.fullmatch(objective)
    kind, of, number = (match["kind"], match["of"].strip(), match["number"]) if match else (objective, "", None)
    if probability:
        return _chance(plan, of)
    if kind == "npv":
        return _money(plan)
    return _amount(plan, kind, of, float(number or 0.1))


def _chance(plan: lm.Plan, of: str) -> Goal:
    target = _target(plan, of)
    what, rest = "success is", ""
    if target is not None:
        node = target.node or ""
        level = None if target.rule == "between" else getattr(target, target.rule, None)
        title = target.title or plan.title_of(node)
        what, rest = f"“{title}” ({lm.wording.wanted(target, plan.nodes[node].unit, level)}) is", " to be met"
    return Goal(
        "chance (95 % interval)", True, lambda *three: f"{what} {lm.wording.in_words(*three)}{rest}", lm.wording.chance,
        lm.wording.points,
    )


def _target(plan: lm.Plan, of: str) -> Any:
    return next((target for target in plan.targets if of and of in (target.name, target.node)), None)


def _money(plan: lm.Plan) -> Goal:
    def cell(value: float, low: float, high: float) -> str:
        return str(lm.wording.money(value, plan.currency, low, high))

    return Goal(
        "net present value", False, lambda *three: f"the expected net present value is {cell(*three)}", cell, cell
    )


def _amount(plan: lm.Plan, kind: str, of: str, number: float) -> Goal:
    """Tell an amount; where a target wants less, values count downwards and levels are turned round again."""
    target = _target(plan, of)
    node = (target.node if target is not None else of) or ""
    unit, title = plan.nodes[node].unit, plan.title_of(node)
    down = target is not None and target.rule == "at_most"
    turned = kind == "shortfall" or (kind == "quantile" and down)

    def cell(value: float, low: float, high: float) -> str:
        three = (-value, -high, -low) if turned else (value, low, high)
        return str(lm.wording.interval(*three, unit))

    def apart(value: float, low: float, high: float) -> str:
        return str(lm.wording.interval(value, low, high, unit))

    part = lm.wording.percent(number)
    heading, words = {
        "effect": ("effect", f"the expected effect on “{title}” is"),
        "quantile": ("level", f"in all but {part} of draws “{title}” {'stays at or below' if down else 'reaches'}"),
        "shortfall": ("shortfall", f"in the worst {part} of draws “{title}” misses its target on average by"),
    }.get(kind, (kind, f"{kind} is"))
    return Goal(heading, False, lambda *three: f"{words} {cell(*three)}", cell, apart)
