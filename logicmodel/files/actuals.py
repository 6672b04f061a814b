"""Measured values read from where they are kept: a CSV file, the sheet of a workbook, a published file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from logicmodel.analysis.monitoring.actuals import Actuals
from logicmodel.errors import FileError, Problem
from logicmodel.files.elements import opened, stream, top_name
from logicmodel.files.forms.cells import Percent
from logicmodel.files.forms.opening import names_in, pages_of
from logicmodel.files.losses import tell
from logicmodel.files.measured import Table
from logicmodel.files.published.reading import Activity
from logicmodel.files.source import Source, take

SHEET: Final = "actuals"
HEAD: Final = 65_536
"""Bytes by which a format is told."""
BLANK: Final = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first sign of a text."""
NAMED: Final = 8
"""Lines that a note names."""


def read_actuals(path: str | os.PathLike[str], *, losses: list[Problem] | None = None) -> Actuals:
    """Return the measured values in a file, one row for each indicator and period.

    The file is a table with the columns indicator, period (or date), value and, if known, date, sd, source
    and node: a CSV file, Actuals.csv in a folder, or the sheet Actuals of a workbook; or IATI activities, whose values keep the
    identifier of their activity in ``plan``. Rows without a value are left out, and a note counts them.
    ``sd`` may be a share of the value, such as ``5%``. What the file says besides is added to ``losses``;
    without a list to take it, a LossWarning counts it.

    Raises FileError with every cell that cannot be read.
    """
    name = os.fsdecode(path)
    if (inner := Path(name) / "Actuals.csv").is_file():  # the folder of CSV files of a plan
        name, path = str(inner), inner
    lost: list[Problem] = []
    with opened(name) as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        rows, notes = _from(_sheet(take(path)), lost)
    elif head.lstrip(BLANK).startswith(b"<") or top_name(Source(name, head)):
        rows, notes = _published(name, lost), []
    else:
        rows, notes = _from(_csv(take(path)), lost)
    tell(lost, losses, f"{name}: ", "lm.read_actuals(path, losses=[])")
    return Actuals("actuals", "What was measured?", tuple(rows), {"file": name}, tuple(notes))


def _from(table: Table, lost: list[Problem]) -> tuple[list[dict[str, Any]], list[str]]:
    rows = table.rows()
    lost += [Problem(table.sheet, f"the column {column.strip()} was left out", source=table.name) for column in table.unread]
    if not table.empty:
        return rows, []
    lines = ", ".join(str(line) for line in table.empty[:NAMED]) + (", ..." if len(table.empty) > NAMED else "")
    told = f"lines {lines} have" if len(table.empty) > 1 else f"line {lines} has"
    return rows, [f"{told} no value and {'were' if len(table.empty) > 1 else 'was'} left out"]


def _csv(source: Source) -> Table:
    """Return the cells of a CSV file, set apart by commas, semicolons or tabs."""
    text = source.text()
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)

    def lines() -> Iterator[tuple[int, Sequence[str]]]:
        before = 0
        try:
            for cells in reader:
                yield before + 1, cells
                before = reader.line_num
        except csv.Error as error:
            raise source.refusal(f"is no table ({error})", "save it as CSV once more", before + 1) from None

    return Table(source.name, lines(), comma=sign == ";")


def _sheet(source: Source) -> Table:
    """Return the cells of the sheet of actuals; formulas count as what they last gave."""
    problems: list[Problem] = []
    wanted = {name for name in names_in(source) if name.strip().casefold() == SHEET}
    pages = pages_of(source, wanted, problems)
    if not pages:
        raise source.refusal("has no sheet called Actuals", "give the sheet with the measured values this name")
    page = pages[0]
    last_row, last_column = (max((place[axis] for place in page.cells), default=0) for axis in (0, 1))
    lines = (
        (row, [_text(page.cells.get((row, column))) for column in range(1, last_column + 1)])
        for row in range(1, last_row + 1)
    )
    return Table(source.name, lines, sheet=page.name, problems=problems)


def _text(value: Any) -> str:
    """Return what stands in a cell as text: a percentage as it is shown, a day as its date."""
    if value is None:
        return ""
    if isinstance(value, float) and not isinstance(value, Percent):
        return str(int(value)) if value.is_integer() else repr(value)
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def _published(name: str, lost: list[Problem]) -> list[dict[str, Any]]:
    """Return the actual values of every activity in a published file."""
    rows: list[dict[str, Any]] = []
    seen = False
    for element in stream(name, "iati-activity"):
        seen = True
        aside: list[Problem] = []
        activity = Activity(element, name, aside)
        activity.document()
        rows += activity.actuals
        lost += [one for one in aside if one.where.endswith(".actual")]
    if not seen:
        raise FileError(Problem("", "holds no activity", "check that this is a file of IATI activities", source=name))
    return rows
