"""Measured values in CSV files, whatever sets their cells apart."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator, Sequence
from typing import Any

from logicmodel.errors import FileError, Problem
from logicmodel.files.measurements.figures import empty
from logicmodel.files.measurements.row import measured
from logicmodel.files.measurements.table import Table
from logicmodel.files.source import Source


def csv_table(source: Source) -> Table:
    """Return the cells of a CSV file, set apart by commas, semicolons or tabs."""
    sign = separator(source.text())
    return Table(source.name, csv_lines(source), comma=sign == ";")


def csv_rows(source: Source, lost: list[Problem]) -> Table | list[dict[str, Any]]:
    """Return the table in a CSV file, or the rows of a logframe where it is one."""
    from logicmodel.files.logframe_csv import LogframeCsv  # noqa: PLC0415 - only for its files
    from logicmodel.files.logframes.reading import achieved  # noqa: PLC0415

    table = csv_table(source)
    lines = list(table.lines)
    try:
        table.heads(lines)
    except FileError:
        if LogframeCsv().recognises(source):
            return achieved(source, lost)
    return dataclasses.replace(table, lines=lines)


def separator(text: str) -> str:
    r"""Return the sign between cells: that which stands in most of the first lines, and most often in one.

    >>> separator("a;b;c"), separator("title, with a comma;;;"), separator("a;b\n1;2,5")
    (';', ';', ';')
    """
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return max("\t;,", key=lambda sign: (sum(sign in line for line in lines), max((line.count(sign) for line in lines), default=0)))


def csv_lines(source: Source) -> Iterator[tuple[int, Sequence[str]]]:
    """Give number and cells of each row; a row may go over several lines."""
    text = source.text()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise source.refusal(f"is no table ({error})", "save it as CSV once more", before + 1) from None


def series_rows(source: Source, lost: list[Problem]) -> list[dict[str, Any]] | None:
    """Return the yearly values of every series of an Open SDG indicator; None for any other file.

    Such a file names no indicators: they are those that ``read`` makes of it.
    """
    from logicmodel.files.open_sdg import OpenSdg  # noqa: PLC0415 - only for its files

    head = [cell.strip().casefold() for _, cells in _first(source) for cell in cells]
    if "year" not in head or "value" not in head or "indicator" in head or not OpenSdg().recognises(source):
        return None
    aside: list[Problem] = []
    found = OpenSdg().histories(source, aside)
    lost += [one for one in aside if one.line is not None and one.source == source.name]
    rows = [
        measured(indicator, str(year), value, node=node, group=", ".join(f"{name}: {of}" for name, of in series.groups), line=series.lines[year])
        for node, indicator, series in found for year, value in series.values.items()
    ]
    read = {row["line"] for row in rows} | {one.line for one in lost}
    left = [line for line, cells in list(csv_lines(source))[1:] if any(cells) and line not in read and not empty(dict(zip(head, cells, strict=False)).get("value", ""))]
    if left:
        told = "1 value of a group was left out" if len(left) == 1 else f"{len(left):,} values of groups were left out"
        lost.append(Problem("", told, "give groups a series of their own", source=source.name, line=left[0]))
    return rows


def _first(source: Source) -> list[tuple[int, Sequence[str]]]:
    """Return the first row; nothing where the file is no table."""
    try:
        return [next(csv_lines(source))]
    except (FileError, StopIteration):
        return []
