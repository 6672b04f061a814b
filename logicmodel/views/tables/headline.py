"""The headline of a run as a table: targets by allocations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.attainment import attainment
from logicmodel.analysis.joint import joint
from logicmodel.engine.results import Results
from logicmodel.views.reports.blocks import Bar, Cell, Row, Span, Table
from logicmodel.views.reports.blocks import Column as Head
from logicmodel.views.tables.shape import INTERVALS, parted

GROUPS = {
    "delivered": "Targets on what is delivered",
    "changed": "Targets on what changes",
    "whole": "The plan as a whole",
}
WHOLE = {
    "success": "Success",
    "outputs_met": "All targets on activities and outputs",
    "outcomes_met": "All targets on outcomes",
}


def headline(results: Results, *, ids: bool = False) -> Table:
    """Return the chance of each target, and of the plan as a whole, under each allocation."""
    plan = results.plan
    chances, whole = attainment(results), joint(results)
    names = tuple(dict.fromkeys(row["allocation"] for row in (*chances.rows, *whole.rows)))
    titles = chances.titles
    rows = [
        Row(
            (
                _goal(titles, target.name, ids=ids),
                *_chances(chances.rows, names, target=target.name),
            ),
            GROUPS[group],
        )
        for group, outcome in (("delivered", False), ("changed", True))
        for target in plan.targets
        if (plan.target_kind(target) == "outcome") == outcome
    ]
    for what, words in WHOLE.items():
        found = _chances(whole.rows, names, what=what)
        if any(cell.text for cell in found):
            aside = wording.success(plan.success) if what == "success" else ""
            lines = ((Span(aside, tone="muted"),),) if aside else ()
            rows.append(
                Row(
                    (Cell(what if ids else words, header=True, lines=lines), *found),
                    GROUPS["whole"],
                )
            )
    heads = [Head("target")] + [
        Head(name if ids else titles["allocation"][name], "right") for name in names
    ]
    caption = f"{plan.title or 'A plan without a title'}: the chance of each target"
    return Table(caption, tuple(heads), tuple(rows), INTERVALS if rows else "")


def _goal(titles: Mapping[str, Mapping[str, str]], name: str, *, ids: bool) -> Cell:
    if ids:
        return Cell(name, header=True)
    return Cell(
        titles["target"][name], header=True, lines=((Span(titles["rule"][name], tone="muted"),),)
    )


def _chances(rows: Sequence[Mapping[str, Any]], names: Sequence[str], **wanted: str) -> list[Cell]:
    """Return the chance of one thing under each allocation; an empty cell where there is no such thing."""
    ((key, value),) = wanted.items()
    found = {row["allocation"]: row for row in rows if row[key] == value}
    return [_chance(found.get(name)) for name in names]


def _chance(row: Mapping[str, Any] | None) -> Cell:
    if row is None or row["probability"] is None:
        return Cell()
    numbers = row["probability"], row["low"], row["high"]
    return Cell(parted(wording.chance(*numbers)), bar=Bar(*numbers))
