"""A folder with a CSV file for each sheet of a plan."""

from __future__ import annotations

import csv
import io
import itertools
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.forms.cells import Cell
from logicmodel.files.forms.layout import ACTUALS, PLAN, sheets
from logicmodel.files.forms.opening import MOST_CELLS, Page
from logicmodel.files.forms.plans import tables_of
from logicmodel.files.forms.reading import sheet_named
from logicmodel.files.forms.tables import PERIOD, Table
from logicmodel.files.forms.workbook import plan_in_pages
from logicmodel.files.source import LARGEST, PLANS, Source
from logicmodel.kinds import number_text
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_folder

SUFFIX: Final = ".csv"
ENTRIES: Final = 1_000
"""Files that are looked at."""
OF_SYSTEMS: Final = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that systems leave in folders, and nobody misses."""
GUARDED: Final = re.compile(r"'*\s*[=+\-@\t\r]|'+\d[\d._]*%?(?: to .*)?$")
"""What spreadsheets would take for a formula, and what looks as if it had been kept from them: also numbers put in their place."""
PLAIN: Final = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
"""A number, which no spreadsheet takes for a formula."""
COMMA: Final = re.compile(r"[-+]?\d+,\d+%?")


def source_in(folder: str) -> Source | None:
    """Return the CSV files of a folder; None where they are no set of a plan's sheets, or stand beside a plan file.

    Raises FileError where they are too large or cannot be read.
    """
    source = Source(folder, b"")
    try:
        names = _names(folder)
        known = set(_sheets(names)) - {None}
        if PLAN not in known or len(known) == 1 or any(name.lower() in PLANS for name in names):
            return None
        parts: dict[str, bytes] = {}
        rest = LARGEST
        for name in names:
            if name.lower().endswith(SUFFIX):
                with (Path(folder) / name).open("rb") as file:
                    parts[name] = file.read(rest + 1)
                rest -= len(parts[name])
                if rest < 0:
                    raise source.refusal(f"is too large for a plan (the most is {LARGEST / 1e6:.0f} MB)", "check that this is the right folder")
    except OSError as error:
        raise source.refusal(f"cannot be read ({error.strerror})", "check your rights and the disk") from None
    return Source(folder, b"", parts)


def _names(folder: str) -> list[str]:
    """Return the names of the files in a folder; what else is there is named with a stroke behind it.

    Raises OSError.
    """
    entries = itertools.islice(Path(folder).iterdir(), ENTRIES)
    return sorted(entry.name if entry.is_file() else f"{entry.name}/" for entry in entries if entry.name not in OF_SYSTEMS)


def _sheets(names: Sequence[str]) -> list[str | None]:
    """Return which sheet each file is; None for what is none."""
    stems = [sheet_named(name[: -len(SUFFIX)]) if name.lower().endswith(SUFFIX) else None for name in names]
    return [stem if stem in sheets() else None for stem in stems]


def is_set(folder: str) -> bool:
    """Say whether a folder holds the sheets of a plan and nothing else."""
    try:
        found = _sheets(_names(folder))
    except (OSError, ValueError):
        return False
    return PLAN in found and None not in found and len(set(found)) == len(found)


def read_folder(source: Source, losses: list[Problem]) -> Plan:
    """Return the plan in a folder, or raise all problems with their sheets and cells."""
    problems: list[Problem] = []
    pages: dict[str, Page] = {}
    room = MOST_CELLS
    for name, data in source.parts.items():
        (sheet,) = _sheets([name])
        if sheet is None or sheet in pages:
            what = "is no part of a plan and was left out" if sheet is None else f"was left out: there is a sheet {sheet} already"
            losses.append(Problem(name, f"the file {what}", source=source.name))
            continue
        page = _page(sheet, Source(str(Path(source.name) / name), data), problems)
        room -= len(page.cells)
        if room < 0:
            raise source.refusal("holds more cells than any plan", "delete the files and rows that are no part of the plan")
        pages[sheet] = page
    return plan_in_pages(pages, source, problems, losses)


def _page(sheet: str, source: Source, problems: list[Problem]) -> Page:
    """Return the cells of a file; which sign stands between them is told by its first line."""
    text = source.text().removeprefix("\ufeff")
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    page = Page(sheet, {})
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True), 1):
            for column, cell in enumerate(cells, 1):
                if sign == ";" and COMMA.fullmatch(cell.strip()):
                    remedy = "write it with a point and without signs between thousands"
                    problems.append(Problem(page.place(row, column), f"{cell.strip()} may be a decimal comma", remedy, source=str(Path(source.name).parent)))
                elif cell.strip():
                    page.cells[row, column] = _bare(cell)
    except csv.Error as error:
        raise source.refusal(f"is no proper CSV ({error})", "open it in a spreadsheet program and save it as CSV UTF-8") from None
    return page


def _bare(text: str) -> str:
    """Return a text without the apostrophe that kept it from being a formula.

    >>> _bare("'=1"), _bare("'tis"), _bare("-3 to -1")
    ('=1', "'tis", '-3 to -1')
    """
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text


def _guarded(cell: Cell) -> str:
    """Return a cell as it stands in the file, with an apostrophe before what would run as a formula.

    >>> _guarded("=1+1"), _guarded("'=1"), _guarded("-3 to -1"), _guarded(-3), _guarded("-5%")
    ("'=1+1", "''=1", "'-3 to -1", '-3', '-5%')
    """
    if cell is None:
        return ""
    text = number_text(cell) if isinstance(cell, float) else str(cell)
    return f"'{text}" if GUARDED.match(text) and not PLAIN.fullmatch(text) else text


def write_plan(plan: Plan, path: str, losses: list[Problem]) -> None:
    """Write the folder of a plan, whole or not at all.

    Only a folder that is empty, or holds such a set and nothing else, is replaced; the measured figures in
    it are kept as they are.
    """
    parts = {f"{name}{SUFFIX}": _bytes(name, table) for name, table in tables_of(plan, losses).items()}
    parts |= _kept(path)
    write_folder(path, parts)


def _kept(path: str) -> dict[str, bytes]:
    """Return the file of measured figures in a folder that may be replaced, or raise why it may not be."""
    if not Path(path).is_dir():
        return {}
    if Path(path).samefile(Path.cwd()):
        raise Source(path, b"").refusal("is the folder you are in", "name a folder inside it")
    try:
        names = _names(path)
        if not names or is_set(path):
            return {f"{ACTUALS}{SUFFIX}": (Path(path) / name).read_bytes() for name in names if _sheets([name]) == [ACTUALS]}
    except OSError as error:
        raise Source(path, b"").refusal(f"cannot be read ({error.strerror})", "check your rights and the disk") from None
    strange = [name for name in names if _sheets([name]) == [None]] or names
    what = f"{', '.join(strange[:3])}{', ...' if len(strange) > 3 else ''}"
    raise Source(path, b"").refusal(f"is a folder with other things in it ({what}) and is not replaced", f"name a new folder, such as {path.rstrip(os.sep)}_csv")


def _bytes(name: str, table: Table) -> bytes:
    """Return the file of a sheet: the fields as headers, then a line for each entry.

    The mark at the beginning lets Excel see that it is UTF-8.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if name == PLAN:
        writer.writerow(("field", "value"))
        values: Mapping[str, Any] = table.lines[0]
        writer.writerows((column.key, _guarded(values.get(column.key))) for column in table.columns)
    else:
        writer.writerow([_guarded(column.key.removeprefix(PERIOD)) for column in table.columns])
        for line in table.lines:
            writer.writerow([_guarded(line.get(column.key)) for column in table.columns])
    return text.getvalue().encode("utf-8-sig")

