"""From a plan to the tables of its sheets, and back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from logicmodel.errors import FileError, PlanError, Problem
from logicmodel.files.forms import entries, limits, options
from logicmodel.files.forms.front import front_line, gather_front
from logicmodel.files.forms.layout import PLAN, Sheet, sheets
from logicmodel.files.forms.reading import sheet_named
from logicmodel.files.forms.tables import Found, Line, Losses, Row, Table
from logicmodel.plan.plan import Plan

Lines = Callable[[dict[str, Any], Sheet, Losses], list[Line]]
Gather = Callable[[Sequence[Row], Sheet, Found], None]
CELL: Final = re.compile(r"(.+?)!([A-Z]+)(\d+)")
SHAPES: Final[dict[str, tuple[Lines, Gather]]] = {
    **dict.fromkeys(
        ("inputs", "activities", "outputs", "outcomes", "factors", "assumptions", "stakeholders", "variants"),
        (entries.named_lines, entries.gather_named),
    ),
    **dict.fromkeys(("links", "targets", "correlations"), (entries.listed_lines, entries.gather_listed)),
    "numbers": (entries.number_lines, entries.gather_numbers),
    "indicators": (entries.indicator_lines, entries.gather_indicators),
    "groups": (entries.group_lines, entries.gather_groups),
    "futures": (options.future_lines, options.gather_futures),
    "budget": (limits.budget_lines, limits.gather_budget),
}
"""How the sheets are written and read, by the section of the plan."""


def tables_of(plan: Plan, lost: list[Problem]) -> dict[str, Table]:
    """Return the tables of a plan by the names of their sheets; what does not fit is added to ``lost``."""
    document, losses, labels = plan.to_document(), Losses(lost), plan.periods.labels
    found: dict[str, Table] = {}
    for name, sheet in sheets().items():
        if name == PLAN:
            found[name] = Table(sheet.columns, (front_line(document, sheet, losses),))
        elif sheet.section == "allocations":
            columns = (*sheet.columns, *options.period_columns(labels))
            found[name] = Table(columns, tuple(options.allocation_lines(document, sheet, labels, losses)))
        else:
            lines = SHAPES[sheet.section][0](document, sheet, losses) if sheet.section else []
            found[name] = Table(sheet.columns, tuple(lines))
    return found


def plan_of(front: Sequence[tuple[str, Row]], rows: Mapping[str, Sequence[Row]], found: Found) -> Plan:
    """Return the plan that the rows of its sheets say, or raise all problems with their cells.

    ``front`` are the rows of the sheet Plan by field, ``rows`` those of the others by sheet.
    """
    gather(front, rows, found)
    try:
        plan = Plan.from_document(found.document)
    except PlanError as error:
        told = {problem.where for problem in found.problems}
        unread = {match.group(1, 3) for where in told if (match := CELL.match(where))}
        others = [one for one in (_placed(problem, found) for problem in error.problems) if one.where.partition(": ")[0] not in told and not _follows(one, unread)]
        raise (FileError if found.problems else PlanError)(_in_order([*found.problems, *others])) from None
    if found.problems:
        raise FileError(_in_order(found.problems))
    return plan


def gather(front: Sequence[tuple[str, Row]], rows: Mapping[str, Sequence[Row]], found: Found) -> None:
    """Read all sheets into one document."""
    known = sheets()
    gather_front(front, known[PLAN], found)
    for name, sheet in known.items():
        if sheet.section == "allocations":
            options.gather_allocations(rows.get(name, ()), sheet, found)
        elif sheet.section:
            SHAPES[sheet.section][1](rows.get(name, ()), sheet, found)


def _placed(problem: Problem, found: Found) -> Problem:
    """Return a problem of the plan with the cell in which it stands."""
    place = found.place_of(problem.loc)
    where = f"{place}: {problem.where}" if place and problem.where else place or problem.where
    return dataclasses.replace(problem, where=where, source=found.source)


def _follows(problem: Problem, unread: set[tuple[str | Any, ...]]) -> bool:
    """Say whether a problem is only that an entry lacks what stands in a cell of its row that cannot be read."""
    cell = CELL.match(problem.where)
    return cell is not None and cell.group(1, 3) in unread and (problem.message == "is missing" or problem.remedy == "found none")


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems in the order in which people come upon their cells."""
    order = {name: place for place, name in enumerate(sheets())}

    def key(problem: Problem) -> tuple[int, int, int, str]:
        cell = CELL.match(problem.where)
        if cell is None:
            return order.get(problem.where.partition(": ")[0], -1), 0, 0, ""
        return order.get(sheet_named(cell[1]) or "", len(order)), int(cell[3]), len(cell[2]), cell[2]

    return sorted(problems, key=key)
