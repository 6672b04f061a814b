"""A plan's workbook read and written as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from logicmodel.errors import FileError, PlanError, Problem
from logicmodel.files.forms.dressing import book_of
from logicmodel.files.forms.front import gather_front
from logicmodel.files.forms.layout import ACTUALS, LISTS, PLAN, README, sheets
from logicmodel.files.forms.opening import Page, check, names_in, pages_of
from logicmodel.files.forms.plans import plan_of, tables_of
from logicmodel.files.forms.reading import front_rows, rows_of, sheet_named
from logicmodel.files.forms.tables import Found, Row, Table
from logicmodel.files.source import Source
from logicmodel.files.workbooks.package import packed
from logicmodel.plan.plan import Plan

ALLOCATIONS = "Allocations"
"""The sheet whose columns depend on the periods."""


def read_workbook(source: Source, losses: list[Problem]) -> Plan:
    """Return the plan in a workbook, or raise all problems with their cells."""
    problems: list[Problem] = []
    pages = _pages(source, problems, losses)
    return plan_in_pages(pages, source, problems, losses)


def plan_in_pages(pages: dict[str, Any], source: Source, problems: list[Problem], losses: list[Problem]) -> Plan:
    """Return the plan that pages of cells say, by the names of their sheets."""
    found = Found(source.name)
    front = front_rows(pages[PLAN], losses, source.name) if PLAN in pages else []
    probe = Found(source.name)
    gather_front(front, sheets()[PLAN], probe)
    rows: dict[str, list[Row]] = {}
    known = len(problems)
    for name, sheet in sheets().items():
        if name in pages and name != PLAN and (probe.labels or name != ALLOCATIONS):
            lost = losses if name != ACTUALS else []
            rows[name] = rows_of(pages[name], sheet, probe.labels, problems, lost, source.name)
    if len(problems) > known and probe.labels:
        raise FileError(problems)  # without headers, all that names their rows would be wrong too
    if measured := len(rows.pop(ACTUALS, [])):
        message = f"{measured} measured figure{'s are' if measured > 1 else ' is'} no part of a plan and stay{'' if measured > 1 else 's'} where {'they are' if measured > 1 else 'it is'}"
        losses.append(Problem(ACTUALS, message, "lm.read_actuals reads them", source=source.name))
    found.problems = problems
    found.places["periods",] = found.places["logicmodel",] = PLAN
    try:
        return plan_of(front, rows, found)
    except (PlanError, FileError) as error:
        raise type(error)(_told(error.problems)) from None


def _told(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems; where the periods are missing, with the remedy for it."""
    remedy = "write the first period and the number of periods on a sheet Plan; 'logicmodel new plan.xlsx' makes a workbook to start from"
    return [dataclasses.replace(one, remedy=remedy) if one.where.endswith("periods") and one.message == "is missing" else one for one in problems]


def _pages(source: Source, problems: list[Problem], losses: list[Problem]) -> dict[str, Page]:
    """Return the pages of a plan's sheets; others are lost, and said to be."""
    check(source)
    meant: dict[str, str] = {}
    for name in names_in(source):
        known = sheet_named(name)
        if known is None or known in meant.values():
            what = "is no part of a plan and was left out" if known is None else f"was left out: there is a sheet {known} already"
            losses.append(Problem(name, f"the sheet {what}", source=source.name))
        elif known not in {README, LISTS}:
            meant[name] = known
    if {README, LISTS} & {sheet_named(name) for name in names_in(source)}:
        gone = [name for name in sheets() if name not in meant.values()]
        losses += [Problem(name, "the sheet is not there any more; the plan was read without it", "undo that, or write the plan into a new workbook", source=source.name) for name in gone if name != PLAN]
    if not meant:
        raise source.refusal("has no sheet of a plan, such as Plan, Inputs or Links", "'logicmodel new plan.xlsx' makes a workbook to start from")
    return {meant[page.name]: page for page in pages_of(source, set(meant), problems)}


def workbook_bytes(plan: Plan, losses: list[Problem], actuals: list[dict[str, Any]]) -> bytes:
    """Return the workbook of a plan; the same plan gives the same bytes."""
    tables = tables_of(plan, losses)
    tables[ACTUALS] = Table(tables[ACTUALS].columns, tuple(actuals))
    return packed(book_of(plan, tables))


def actuals_in(source: Source, losses: list[Problem]) -> list[dict[str, Any]]:
    """Return the rows of measured figures in a workbook that is about to be replaced.

    Its sheets that are no part of a plan are lost, and said to be.
    """
    lost: list[Problem] = []
    pages = _pages(source, [], lost)
    losses += [Problem(one.where, "the sheet stood in the workbook that was replaced, and was not kept", source=source.name) for one in lost]
    if ACTUALS not in pages:
        return []
    return [dict(row.cells) for row in rows_of(pages[ACTUALS], sheets()[ACTUALS], (), [], losses, source.name)]

