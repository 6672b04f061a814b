"""Measured values in spreadsheets: the sheet of actuals of a plan, a logframe, or any plain table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from logicmodel.errors import FileError, Problem
from logicmodel.files.forms.cells import Percent
from logicmodel.files.forms.opening import Page, names_in, pages_of
from logicmodel.files.measurements.heads import heads_of, is_long, is_wide
from logicmodel.files.measurements.table import FIRST, Table
from logicmodel.files.source import Source

SHEET: Final = "actuals"
MOST_PLACES: Final = 5_000_000
"""Cells and empty places before them, in all rows together."""


def sheet_rows(source: Source, lost: list[Problem]) -> Table | list[dict[str, Any]]:
    """Return the table of measured values in a workbook or spreadsheet, or the rows of a logframe.

    It is the sheet Actuals; else the first with columns for indicator, period and value; else what
    a logframe says was achieved; else the first with indicators in rows and periods in columns.
    """
    problems: list[Problem] = []
    aside: list[Problem] = []
    pages = _pages(source, problems)
    named = [page for page in pages if page.name.strip().casefold() == SHEET]
    page = next(iter(named), None) or _first(pages, long=True)
    if page is None and source.suffix != ".ods":
        found = _achieved(source, aside)
        page = None if found else _first(pages, long=False)
        if found or (found is not None and page is None):
            lost += aside
            return found
    page = page or _first(pages, long=False)
    if page is None:
        raise source.refusal(
            "has no sheet called Actuals, and none with columns for indicator, period and value",
            "give the sheet with the measured values this name, and a first line with: indicator, period, value",
        )
    lost += [Problem(other.name, "the sheet was left out", source=source.name) for other in pages if other is not page and not named and other.cells]
    return Table(source.name, lines_of(page), sheet=page.name, problems=[one for one in problems if one.where.startswith(f"{page.name}!")])


def _pages(source: Source, problems: list[Problem]) -> Sequence[Page]:
    if source.suffix == ".ods":
        from logicmodel.files.forms.opendocument import sheets_in  # noqa: PLC0415 - only for its files

        return sheets_in(source, problems)
    return pages_of(source, set(names_in(source)), problems)


def _first(pages: Sequence[Page], *, long: bool) -> Page | None:
    """Return the first sheet with the heads of a table; ``long`` for one row a value, else one row an indicator."""
    for page in pages:
        lines = [cells for number, cells in lines_of(page) if number <= FIRST]
        below = [*lines[1:], []]
        if any((is_long if long else is_wide)(heads_of(cells, after)) for cells, after in zip(lines, below, strict=True)):
            return page
    return None


def _achieved(source: Source, lost: list[Problem]) -> list[dict[str, Any]] | None:
    """Return what a logframe in the workbook says was achieved; None where there is no logframe."""
    from logicmodel.files.logframes.headers import layout_of  # noqa: PLC0415 - only for workbooks
    from logicmodel.files.logframes.reading import achieved  # noqa: PLC0415

    if not layout_of(source):
        return None
    try:
        return achieved(source, lost)
    except FileError:
        return None  # it only looks like one


def lines_of(page: Page) -> list[tuple[int, list[str]]]:
    """Return the rows of a sheet that hold something, every cell as the text that is seen in it.

    Raises FileError where cells stand so far apart that what is empty between them would fill the memory.
    """
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), value in sorted(page.cells.items()):
        rows.setdefault(row, {})[column] = value
    if sum(max(cells) for cells in rows.values()) > MOST_PLACES:
        raise FileError(Problem(page.name, "has cells far to the right of any table", "delete the columns that are no part of it"))
    return [(row, [cell_text(cells.get(column)) for column in range(1, max(cells) + 1)]) for row, cells in rows.items()]


def cell_text(value: Any) -> str:
    """Return what stands in a cell as text: a percentage as it is shown, a day as its date.

    >>> cell_text(2027.0), cell_text(Percent(0.85)), cell_text(dt.datetime(2027, 3, 31)), cell_text(float("nan"))
    ('2027', '85%', '2027-03-31', '')
    """
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(value, float) and not isinstance(value, Percent):
        return str(int(value)) if value.is_integer() else repr(float(value))
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)
