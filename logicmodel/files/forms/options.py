"""The sheets Allocations and Futures: several rows for one entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from logicmodel.files.forms.columns import Column
from logicmodel.files.forms.layout import Sheet
from logicmodel.files.forms.tables import PERIOD, Found, Line, Losses, Row

WORDS = ("title", "description")


def period_columns(labels: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of allocations in which every period has its own amount."""
    return tuple(Column(f"{PERIOD}{label}", label, f"Amount in {label}, where it is not the same in every period.", "data") for label in labels)


def allocation_lines(document: dict[str, Any], sheet: Sheet, labels: Sequence[str], losses: Losses) -> list[Line]:
    """Return a row for each option and input; the first of an option says what it is called."""
    columns = {column.key: column for column in (*sheet.columns, *period_columns(labels))}
    found: list[Line] = []
    for name, allocation in document.get(sheet.section, {}).items():
        words: dict[str, Any] = {key: allocation[key] for key in WORDS if key in allocation}
        amounts = {key: amount for key, amount in allocation.items() if key not in WORDS}
        for key, amount in amounts.items() or [(None, None)]:
            entry = {"allocation": name, "input": key, **words}
            if isinstance(amount, list) and len(amount) == len(labels):
                entry |= {f"{PERIOD}{label}": one for label, one in zip(labels, amount, strict=True)}
            else:
                entry["every"] = amount
            found.append(losses.line(f"allocations.{name}", tuple(columns[one] for one in entry), entry))
            words = {}
    return found


def gather_allocations(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read the options; rows of the same option belong together, wherever they stand."""
    section: dict[str, dict[str, Any]] = {}
    name_column, *words, input_column, every = sheet.columns
    for row in rows:
        place = row.place(name_column.key)
        name = found.value(row, name_column, ("allocations", "#", place))
        if name is None:
            found.problem(place, "the option that this row belongs to is missing", "write the same word in every row of an option")
            continue
        found.places.setdefault(("allocations", name), place)
        entry = section.setdefault(name, {})
        for column in words:
            _word(row, column, name, entry, found)
        key = found.value(row, input_column, ("allocations", name, "#", place))
        amount = _amount(row, every, found, ("allocations", name, str(key)))
        if key is None and amount is not None:
            found.problem(row.place(input_column.key), "the input of this amount is missing", "write its id")
        elif key in entry:
            found.problem(row.place(input_column.key), f"{key} is given twice for the option {name}", "keep one of the rows")
        elif key is not None:
            entry[key] = 0 if amount is None else amount
            if amount is None:
                found.problem(row.place(every.key), f"the amount of {key} is missing", "write a number; 0 for nothing")
    if section:
        found.document["allocations"] = section


def _word(row: Row, column: Column, name: str, entry: dict[str, Any], found: Found) -> None:
    loc = ("allocations", name, column.key)
    if row.cells.get(column.key) is None:
        return
    known = found.places.get(loc)
    value = found.value(row, column, loc)
    if entry.setdefault(column.key, value) != value:
        found.problem(row.place(column.key), f"the {column.title.lower()} of {name} is another one in {known}", "write it once")


def _amount(row: Row, every: Column, found: Found, loc: tuple[str, ...]) -> Any:
    """Return one amount for all periods, a list with one for each, or None."""
    columns = period_columns(found.labels)
    given = [column for column in columns if row.cells.get(column.key) is not None]
    amount = found.value(row, every, loc)
    if not given:
        return amount
    if amount is not None:
        found.problem(row.place(every.key), "an amount stands here and in the columns of the periods", "keep one of them")
        return amount
    amounts = []
    for place, column in enumerate(columns):
        value = found.value(row, column, (*loc, place))
        if row.cells.get(column.key) is None:
            found.problem(row.place(column.key), f"the amount for {column.title} is missing", "write a number; 0 for nothing")
        amounts.append(0 if value is None else value)
    found.places[loc] = row.place(columns[0].key)
    return amounts


def future_lines(document: dict[str, Any], sheet: Sheet, losses: Losses) -> list[Line]:
    """Return a row for each value that a future replaces."""
    return [
        losses.line(f"futures.{name}", sheet.columns if path is not None else sheet.columns[:1], {"future": name, "path": path, "value": value})
        if value is not None or path is None else {"future": name, "path": path, "value": "null"}
        for name, values in document.get(sheet.section, {}).items()
        for path, value in values.items() or [(None, None)]
    ]


def gather_futures(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Read the futures; rows of the same future belong together."""
    section: dict[str, dict[str, Any]] = {}
    name_column, path_column, value_column = sheet.columns
    for row in rows:
        place = row.place(name_column.key)
        name = found.value(row, name_column, ("futures", "#", place))
        if name is None:
            found.problem(place, "the future that this row belongs to is missing", "write the same word in every row of a future")
            continue
        found.places.setdefault(("futures", name), place)
        entry = section.setdefault(name, {})
        path = found.value(row, path_column, ("futures", name, "#", place))
        if path in entry:
            found.problem(row.place(path_column.key), f"{path} is given twice in the future {name}", "keep one of the rows")
        elif path is not None:
            entry[path] = found.value(row, value_column, ("futures", name, path))
            if row.cells.get(value_column.key) is None:
                found.problem(row.place(value_column.key), f"the value of {path} is missing", "write what it is in this future")
        elif row.cells.get(value_column.key) is not None:
            found.problem(row.place(path_column.key), "the path of this value is missing", "write it as factors.rent.value")
    if section:
        found.document["futures"] = section
