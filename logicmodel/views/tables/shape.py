"""From an answer to a table for people: intervals in the cell of their number, one heading for each allocation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.columns import Column, columns_of
from logicmodel.views.reports.blocks import Bar, Cell, Row, Span, Table, Text
from logicmodel.views.reports.blocks import Column as Head
from logicmodel.views.tables import words

HIDDEN = {
    "actuals": {"line"},
    "attainment": {"node", "kind", "period", "rule", "value", "weight"},
    "comparison": {"baseline", "probability", "against"},
    "contribution": {"idle", "interplay", "why", "sentence"},
    "contribution_table": {
        "from",
        "to",
        "mechanism",
        "source",
        "holds",
        "works",
        "objection",
        "concern",
    },
    "distribution": {"node", "period", "rule", "value", "probability"},
    "effects": {"kind"},
    "elicitation": {"what", "p25", "p75", "overlap", "between", "humps", "verdict"},
    "failure": {"node"},
    "joint": {"what"},
    "sensitivity": {"acts", "clear", "tests", "p_value", "floor"},
    "levels": {"kind", "rule", "value", "target", "actual_error"},
    "time_to_target": {"first"},
}
"""Columns that a table for people does without, by question: repeated ones, and chances without an interval."""
MOST_ROWS = 30
"""Rows that a table for people shows."""
EVERYWHERE = {"unit", "currency", "title", "allocation_title"}
NAMES = frozenset(
    {
        "allocation",
        "indicator",
        "label",
        "link",
        "name",
        "node",
        "outcome",
        "period",
        "stage",
        "target",
        "what",
    }
)
"""Columns that name a row."""
INTERVALS, RANGES = (
    "In brackets: 95 % interval of the computation.",
    "Behind {}: the range of nine in ten draws.",
)


def table_of(answer: Answer, *, ids: bool = False) -> Table:
    """Return the table of an answer; with ``ids`` things stand under their ids instead of titles.

    Rows beyond those that are shown are empty: they are counted only.
    """
    columns = columns_of(answer)
    names = answer.columns
    grouped = _grouped(answer)
    shown = [column for column in columns if _visible(answer, column) and column.name != grouped]
    shown.sort(key=lambda column: column.name not in NAMES)
    rows = tuple(
        Row(
            tuple(_cell(answer, column, row, names, ids=ids) for column in shown),
            _group(answer, row, grouped, ids=ids),
        )
        for row in answer.rows[:MOST_ROWS]
    )
    rows += (Row(()),) * (len(answer.rows) - len(rows))
    heads = tuple(
        Head(words.head(column), "left" if column.measure == "words" else "right")
        for column in shown
    )
    return Table(answer.title, heads, rows, _note(shown, names))


def _visible(answer: Answer, column: Column) -> bool:
    hidden = HIDDEN.get(answer.question, set()) | EVERYWHERE
    return (
        column.owner is None
        and column.name not in hidden
        and any(row.get(column.name) not in (None, "") for row in answer.rows)
    )


def _grouped(answer: Answer) -> str | None:
    """Return the column whose values become headings: the allocation, where it has several rows."""
    values = [row.get("allocation") for row in answer.rows]
    return "allocation" if None not in values and len(set(values)) < len(values) else None


def _group(answer: Answer, row: Mapping[str, Any], grouped: str | None, *, ids: bool) -> str:
    if grouped is None:
        return ""
    found = str(row[grouped])
    return found if ids else words.called(answer, grouped, found)


def _cell(
    answer: Answer, column: Column, row: Mapping[str, Any], names: Sequence[str], *, ids: bool
) -> Cell:
    found = row.get(column.name)
    naming = column.name in NAMES
    if naming and ids and isinstance(found, str):
        return Cell(found, header=True)
    text = words.value(answer, column, row, names)
    if naming:
        asked = (
            answer.titles.get("rule", {}).get(str(found), "")
            if column.name in {"target", "what"}
            else ""
        )
        return Cell(text, header=True, lines=((Span(asked, tone="muted"),),) if asked else ())
    return Cell(text if column.measure == "words" else parted(text), bar=_bar(column, row))


def parted(text: str) -> Text:
    """Return a number with its interval as an aside; a line is broken between them alone."""
    number, bracket, interval = text.partition(" (")
    return (Span(number), Span(bracket + interval, tone="muted")) if bracket else (Span(number),)


def _bar(column: Column, row: Mapping[str, Any]) -> Bar | None:
    if column.measured(row) != "chance" or column.low is None or column.high is None:
        return None
    ends = [row.get(name) for name in (column.name, column.low, column.high)]
    return None if None in ends else Bar(*(float(end or 0.0) for end in ends))


def _note(shown: Sequence[Column], names: Sequence[str]) -> str:
    spread = [words.head(column) for column in shown if words.quantiles(column, names)]
    plain = [
        column for column in shown if column.low is not None and words.head(column) not in spread
    ]
    ranges = RANGES.format(" and ".join(spread))
    return " ".join([INTERVALS] * bool(plain) + [ranges] * bool(spread))
