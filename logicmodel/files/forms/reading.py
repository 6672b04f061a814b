"""From pages of cells to rows by column: headers are found, strange ones told."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from logicmodel.errors import Problem
from logicmodel.files.forms.columns import Column, plain
from logicmodel.files.forms.front import VALUE
from logicmodel.files.forms.layout import LISTS, PLAN, README, Sheet, sheets
from logicmodel.files.forms.options import period_columns
from logicmodel.files.forms.tables import PERIOD, Row

LOOKED_AT: Final = 12
"""Rows at the top in which headers are looked for."""
EXAMPLE: Final = re.compile(r"\s*example:\s", re.IGNORECASE)
"""How the first cell of a row begins that only shows what to write."""
KEY: Final = 4
"""The hidden column of the sheet Plan in which the fields stand."""


class Page(Protocol):
    """One sheet as it was found: in a workbook, or in a file of a folder."""

    @property
    def name(self) -> str: ...  # noqa: D102 - said above

    @property
    def cells(self) -> dict[tuple[int, int], Any]: ...  # noqa: D102

    def place(self, row: int, column: int) -> str: ...  # noqa: D102


@dataclasses.dataclass
class Headers:
    """Which column of a sheet stands where."""

    last: int
    """The last row of the headers."""
    columns: dict[int, str]
    """The field by place."""
    strange: dict[int, str]
    """Headers of columns that a plan has no field for."""


def sheet_named(name: str) -> str | None:
    """Return which of the plan's sheets a name means; None for none of them."""
    known = {plain(one): one for one in (*sheets(), README, LISTS)}
    word = plain(name)
    return known.get(word) or known.get(f"{word}s") or known.get(word.removesuffix("s"))


def front_rows(page: Page, losses: list[Problem], source: str) -> list[tuple[str, Row]]:
    """Return the rows of the sheet Plan by their fields; a row is known by its title or its field."""
    known: dict[str, str] = {}
    for column in sheets()[PLAN].columns:
        known |= {plain(column.title): column.key, plain(column.key): column.key}
    found: list[tuple[str, Row]] = []
    for row, inner in _by_row(page).items():
        named = [known[plain(value)] for place, value in inner.items() if plain(value) in known and place in {1, KEY}]
        if named:
            found.append((named[-1], Row({VALUE: inner.get(2)}, _placer(page, row, {VALUE: 2}))))
        elif 2 in inner and plain(inner[2]) != VALUE:
            losses.append(Problem(page.place(row, 2), f"{inner.get(1, 'this row')} is no field of a plan, and was left out", source=source))
    return found


def rows_of(page: Page, sheet: Sheet, labels: Sequence[str], problems: list[Problem], losses: list[Problem], source: str) -> list[Row]:
    """Return the rows of a sheet that hold something; what stands in columns without a field is lost."""
    columns = (*sheet.columns, *period_columns(labels)) if sheet.section == "allocations" else sheet.columns
    rows = _by_row(page)
    headers = _headers(rows, columns)
    if headers is None:
        if rows:
            needed = ", ".join(column.title for column in columns if column.required) or columns[0].title
            problems.append(Problem(page.place(min(rows), 1), f"no headers are found in the first {LOOKED_AT} rows", f"name the columns there: {needed}...", source=source))
        return []
    places = {key: place for place, key in headers.columns.items()}
    if absent := [column.title for column in columns if column.required and column.key not in places]:
        one = len(absent) == 1
        remedy = f"name {'the column' if one else 'the columns'} in the row of the headers again"
        problems.append(Problem(page.place(headers.last, min(headers.columns)), f"no column is called {' or '.join(absent)}", remedy, source=source))
        return []
    named = next((places[column.key] for column in columns if column.key in places), 1)
    found, strange = [], dict.fromkeys(headers.strange, 0)
    for row, inner in rows.items():
        if row <= headers.last or EXAMPLE.match(str(inner.get(named, ""))):
            continue
        cells = {key: value for place, key in headers.columns.items() if (value := inner.get(place)) is not None and str(value).strip()}
        if cells:
            found.append(Row(cells, _placer(page, row, places)))
        for place in inner.keys() - headers.columns.keys():
            strange[place] = strange.get(place, 0) + 1
    for place, count in sorted(strange.items()):
        if count:
            name = f"the column {headers.strange[place]}" if place in headers.strange else "this column"
            losses.append(Problem(page.place(headers.last, place), f"{name} is no part of a plan; {count} cell{'s' if count > 1 else ''} left out", source=source))
    return found


def _placer(page: Page, row: int, places: dict[str, int]) -> Any:
    return lambda key: page.place(row, places.get(key, 1))


def _by_row(page: Page) -> dict[int, dict[int, Any]]:
    found: dict[int, dict[int, Any]] = {}
    for (row, column), value in sorted(page.cells.items()):
        if str(value).strip():
            found.setdefault(row, {})[column] = value
    return found


def _headers(rows: dict[int, dict[int, Any]], columns: Iterable[Column]) -> Headers | None:
    """Find the row of titles and the row of fields, of which either may be missing."""
    known: dict[str, str] = {}
    for column in columns:
        known |= {plain(column.title): column.key, plain(column.key.removeprefix(PERIOD)): column.key}
    matched = {row: {place: known[plain(value)] for place, value in rows[row].items() if plain(value) in known} for row in rows if row <= LOOKED_AT}
    first = max(matched, key=lambda row: len(matched[row]), default=0)
    if not first or (len(matched[first]) < 2 and len(matched[first]) < len(rows[first])):
        return None
    both = [row for row in (first - 1, first, first + 1) if row == first or (matched.get(row) and len(matched[row]) == len(rows[row]) and _alike(matched[row], matched[first]))]
    found: dict[int, str] = {}
    for row in reversed(both):  # the row of fields stands below the titles, and counts more
        for place, key in matched[row].items():
            if place not in found and key not in found.values():
                found[place] = key
    heads = {place: str(value) for row in both for place, value in rows[row].items()}
    return Headers(max(both), found, {place: text for place, text in heads.items() if place not in found})



def _alike(one: dict[int, str], other: dict[int, str]) -> bool:
    """Say whether two rows name the same columns; else one is an entry whose words happen to be those of headers."""
    same = sum(other.get(place) == key for place, key in one.items())
    return 2 * same >= len(one) and (len(one) > 1 or len(other) == 1)
