"""The sheet Plan: the fields of the plan below each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from logicmodel.files.forms.layout import NESTED_IN_PLAN, Sheet
from logicmodel.files.forms.tables import Found, Line, Losses, Row
from logicmodel.plan.periods import Periods

VALUE = "value"
"""The key of the column in which the values stand."""


def front_line(document: dict[str, Any], sheet: Sheet, losses: Losses) -> Line:
    """Return the values of the plan's own fields, by field."""
    return losses.line("plan", sheet.columns, document)


def gather_front(rows: Sequence[tuple[str, Row]], sheet: Sheet, found: Found) -> None:
    """Read the plan's own fields, each in its row; the length of a period first, as dates depend on it."""
    found.document["logicmodel"] = 1
    known: dict[str, Row] = {}
    for key, row in rows:
        if known.setdefault(key, row).cells.get(VALUE) is None:
            known[key] = row
        elif known[key] is not row and row.cells.get(VALUE) is not None:
            found.problem(row.place(VALUE), f"{sheet.column(key).title} is given twice", "keep one of the rows")
    for column in sorted(sheet.columns, key=lambda one: one.key != "periods.step"):
        outer, dot, inner = column.key.partition(".")
        loc = (outer, inner) if dot else (outer,)
        if column.key not in known:
            continue
        row = known[column.key]
        own = Row({column.key: row.cells.get(VALUE)}, lambda _, row=row: row.place(VALUE))  # type: ignore[misc]
        if dot:
            found.places.setdefault((outer,), own.place(VALUE))
        value = found.value(own, column, loc)
        if column.key == "periods.step" and value in {"year", "quarter", "month"}:
            found.step = str(value)
        if value is not None:
            (found.document.setdefault(outer, {}) if outer in NESTED_IN_PLAN else found.document)[inner or outer] = value
    found.labels = _labels(found.document.get("periods"))


def _labels(periods: Any) -> tuple[str, ...]:
    try:
        return Periods.model_validate(periods).labels
    except ValueError:
        return ()
