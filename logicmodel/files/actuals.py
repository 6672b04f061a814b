"""Measured values read from where they are kept: a table, a spreadsheet, a logframe, a published file, a data frame."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from logicmodel.analysis.monitoring.actuals import Actuals
from logicmodel.errors import FileError, Problem
from logicmodel.files.conservation.archive import project_in
from logicmodel.files.elements import opened, top_name
from logicmodel.files.losses import tell
from logicmodel.files.measurements.frames import NAME, frame_table, is_table
from logicmodel.files.measurements.published import project_rows, published_rows
from logicmodel.files.measurements.sheets import sheet_rows
from logicmodel.files.measurements.table import Table, lines_told
from logicmodel.files.measurements.texts import csv_rows, series_rows
from logicmodel.files.source import Source, take

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

HEAD: Final = 65_536
"""Bytes by which a format is told."""
BLANK: Final = b"\xef\xbb\xbf \t\r\n"
"""What may stand before the first sign of a text."""
PROJECTS: Final = (".xmpz2", ".xmpz")


def read_actuals(
    path: str | os.PathLike[str] | pd.DataFrame | Mapping[str, Iterable[Any]], *, losses: list[Problem] | None = None
) -> Actuals:
    """Return the measured values in a file or data frame, one row for each indicator and period.

    A table has one row for each value, with columns called indicator, period (or year, quarter, date), value (or
    actual, achieved) and, if known, node, date, source, note and the error; or one row for each indicator with its
    periods in columns. It may be a CSV file, Actuals.csv in a folder, a sheet of an Excel workbook or OpenDocument
    spreadsheet (the sheet Actuals, else the first that is such a table), a pandas data frame, or a mapping
    from names of columns to their values. Also read: what logframes say was achieved, IATI activities (whose values
    keep the identifier of their activity in ``plan``), StratML reports, measurements in Miradi projects, and Open SDG data.

    The error ``sd`` is the standard deviation of the measured value around the true one: a column sd or
    se as it stands, ``5%`` of the value, a ± or margin of error divided by 1.96, the width of a
    95 % interval (ci, or low and high) divided by 3.92, of 80, 90 or 99 % intervals accordingly; beside a number of
    observations n, an sd is divided by its root. Where there is only n, the plan decides (see ``Actuals.placed``).

    Empty cells and n/a are left out, and a note counts them. Figures such as ``<5``, columns without a meaning here
    and the like are added to ``losses``; without a list to take it, a LossWarning counts it. Raises FileError with
    every cell that cannot be read, by line.
    """
    lost: list[Problem] = []
    name = NAME if is_table(path) else _named(os.fsdecode(path))  # type: ignore[arg-type]
    found = frame_table(path) if is_table(path) else _taken(name, lost)
    notes: tuple[str, ...] = ()
    if isinstance(found, Table):
        rows = found.rows()
        lost += found.lost
        notes = (lines_told(found.empty),) if found.empty else ()
    else:
        rows = found
    tell(lost, losses, f"{name}: ", "lm.read_actuals(path, losses=[])")
    return Actuals("actuals", "What was measured?", tuple(rows), {"file": name}, notes)


def _taken(name: str, lost: list[Problem]) -> Table | list[dict[str, Any]]:
    """Return the table in a file, or the rows of a file that is no table."""
    with opened(name) as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        if Path(name).suffix.lower() in PROJECTS:
            return project_rows(project_in(take(name)), lost)
        return sheet_rows(take(name), lost)
    top = top_name(Source(name, head))
    if head.lstrip(BLANK).startswith(b"<") or top:
        rows = published_rows(name, top, lost)
        if rows is None:
            raise FileError(Problem("", "holds no activity", "check that this is a file of IATI activities", source=name))
        return rows
    source = take(name)
    series = series_rows(source, lost)
    return csv_rows(source, lost) if series is None else series


def _named(name: str) -> str:
    """Return the name of a file; of a folder of sheets that of the one with the measured values."""
    folder = Path(name)
    try:
        inside = [place for place in folder.iterdir() if place.name.casefold() == "actuals.csv"] if folder.is_dir() else []
    except (OSError, ValueError):
        inside = []
    return next((str(place) for place in inside if place.is_file()), name)
