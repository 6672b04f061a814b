"""What is planned for the groups of indicators, and what was measured of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.monitoring.actuals import Actuals
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan

Key: TypeAlias = frozenset[str]
"""A group, however it is written: ``sex: Female`` and ``SEX:female`` are the same."""
Values: TypeAlias = dict[Key, dict[str, tuple[str, float]]]
"""Name of the group as it was written and value, by group, then by period."""


def groups(plan: Plan, actuals: Actuals | None = None) -> Answer:
    """Return what is planned for every group of every indicator, and what was measured of it; one row for each period.

    Columns: ``node``, ``indicator``, ``group`` (``sex: female``), ``period``, ``baseline``, ``rule`` (at_least or
    at_most) and ``wanted``, ``measured``, and ``met`` (whether what was measured is what is wanted). What is not
    known is None: a group may have only a baseline, and what was measured may have no target. Groups of
    ``actuals`` are found by their words, in any order and case; the value alone (``female``) will do.
    They are records: no chances stand beside them, since what is simulated is the whole.

    Raises RequestError with every measured value that has no place in the plan.
    """
    measured: dict[tuple[str, str], Values] = {}
    for one in actuals.placed_groups(plan) if actuals is not None else ():
        values = measured.setdefault((one["node"], one["indicator"]), {}).setdefault(_key(one["group"]), {})
        values[one["period"]] = one["group"], one["value"]
    rows = [
        row
        for node_id, node in plan.results.items()
        for name, indicator in node.indicators.items()
        for row in _rows(plan, node_id, name, indicator, measured.get((node_id, name), {}))
    ]
    titles = {
        "node": {name: plan.title_of(name) for name in plan.results},
        "indicator": {name: one.title or name for node in plan.results.values() for name, one in node.indicators.items()},
        "unit": {name: node.unit for name, node in plan.results.items()},
        "plan": {"title": plan.title, "currency": plan.currency},
    }
    settings = {"plan": plan.title, "digest": plan.digest, **({"file": actuals.name} if actuals is not None else {})}
    return Answer("groups", "How do the groups stand?", tuple(rows), settings, titles=titles)


def _rows(plan: Plan, node_id: str, name: str, indicator: Indicator, measured: Values) -> Iterator[dict[str, Any]]:
    """Give the rows of one indicator: each group with its dates in order, then groups that were only measured."""
    known = {_key(group.name): group.name for group in indicator.groups}
    short = {_key(", ".join(group.of.values())): _key(group.name) for group in indicator.groups}
    seen: Values = {}
    for key, values in measured.items():
        seen.setdefault(key if key in known else short.get(key, key), {}).update(values)
    for key in dict.fromkeys([*known, *seen]):
        values = seen.get(key, {})
        mine = [group for group in indicator.groups if _key(group.name) == key]
        targets = {group.by: group for group in mine if group.by is not None}
        baseline = next((group.baseline for group in mine if group.baseline is not None), None)
        dates = [label for label in plan.periods.labels if label in targets or label in values]
        for due in dates or [""]:
            group = targets.get(due)
            wanted, value = None if group is None else group.target, values[due][1] if due in values else None
            rule = None if group is None else "at_most" if group.at_least is None else "at_least"
            label = known.get(key) or next(iter(values.values()))[0]
            yield {
                "node": node_id, "indicator": name, "group": label, "period": due or None, "baseline": baseline, "rule": rule,
                "wanted": wanted, "measured": value, "met": _met(rule, wanted, value),
            }


def _met(rule: str | None, wanted: float | None, value: float | None) -> bool | None:
    if wanted is None or value is None:
        return None
    return value >= wanted if rule == "at_least" else value <= wanted


def _key(words: str) -> Key:
    """Return a group without the order, case and spaces of its words."""
    return frozenset(" ".join(part.replace(":", " : ").split()).casefold() for part in words.split(","))
