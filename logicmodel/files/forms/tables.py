"""Sheets between a plan and a file: rows by column, and where each cell stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from logicmodel.errors import Problem
from logicmodel.files.forms.cells import Cell, CellError, lost, read, written
from logicmodel.files.forms.columns import Column

Line: TypeAlias = dict[str, Cell]
"""One row to be written: cells by the key of their column."""
Loc: TypeAlias = tuple[str | int, ...]
PERIOD: Final = "period "
"""Before the label of a period in the key of its column."""


@dataclasses.dataclass(frozen=True)
class Table:
    """One sheet to be written."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True)
class Row:
    """One row that was read."""

    cells: Mapping[str, Any]
    """What stands in it, by the key of the column."""
    place: Callable[[str], str]
    """Where the cell of a column stands: ``Links!C7``."""


@dataclasses.dataclass
class Found:
    """What has been read so far: the plan's document, where each piece stands, and what is wrong."""

    source: str
    step: str = "year"
    """Length of a period, which tells what a date means."""
    labels: tuple[str, ...] = ()
    """Labels of the periods."""
    document: dict[str, Any] = dataclasses.field(default_factory=dict)
    places: dict[Loc, str] = dataclasses.field(default_factory=dict)
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def value(self, row: Row, column: Column, loc: Loc) -> Any:
        """Return what a cell stands for, and remember where it stands; None where it is empty or wrong."""
        place = row.place(column.key)
        self.places[loc] = place
        try:
            return read(column, row.cells.get(column.key), self.step)
        except CellError as error:
            self.problem(place, error.message, error.remedy)
        return None

    def problem(self, place: str, message: str, remedy: str = "") -> None:
        """Note what is wrong at a place."""
        self.problems.append(Problem(place, message, remedy, source=self.source))

    def record(self, row: Row, columns: Sequence[Column], loc: Loc) -> dict[str, Any]:
        """Return the entry that a row holds; fields inside others stand in mappings of their own."""
        first = next((column.key for column in columns if column.key in row.cells), columns[0].key)
        self.places.setdefault(loc, row.place(first))
        entry: dict[str, Any] = {}
        for column in columns:
            outer, dot, inner = column.key.partition(".")
            if row.cells.get(column.key) is None:
                self.places[(*loc, *column.key.split("."))] = row.place(column.key)
            elif dot and row.cells[column.key] == "{}":
                entry.setdefault(outer, {})
            else:
                value = self.value(row, column, (*loc, *column.key.split(".")))
                if value is not None:
                    (entry.setdefault(outer, {}) if dot else entry)[inner or outer] = value
        return entry

    def named(self, row: Row, column: Column, section: Loc, taken: Mapping[str, Any]) -> str | None:
        """Return the id in a cell, or note that it is missing or stands twice."""
        place = row.place(column.key)
        name = self.value(row, column, (*section, "#", place))
        if name is None:
            self.problem(place, f"the {column.title.lower().partition(' (')[0]} is missing", "write a word of letters, digits and _ that no other row has")
        elif name in taken:
            self.problem(place, f"{name} is given twice, first in {self.places.get((*section, name), 'a row above')}", "give one of them another id")
        else:
            self.places[*section, name] = place
            return str(name)
        return None

    def place_of(self, loc: Loc) -> str:
        """Return the cell in which a piece of the document stands, or the nearest thing around it."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.places:
                return self.places[loc[:length]]
        return ""


@dataclasses.dataclass
class Losses:
    """What did not fit into cells."""

    found: list[Problem]

    def line(self, name: str, columns: Sequence[Column], entry: Mapping[str, Any]) -> Line:
        """Return an entry as cells; ``name`` tells where it belongs."""
        cells: Line = {}
        for column in columns:
            outer, dot, inner = column.key.partition(".")
            value = entry.get(outer)
            if dot and isinstance(value, Mapping):
                if not value and not any(key.startswith(f"{outer}.") for key in cells):
                    cells[column.key] = "{}"
                value = value.get(inner)
            elif dot:
                value = None
            if value is not None:
                self.put(cells, column, value, f"{name}.{column.key}")
        return cells

    def put(self, cells: Line, column: Column, value: Any, where: str) -> None:
        """Write a value into its cell, or note that it does not fit."""
        cell = written(column, value)
        if lost(cell):
            self.found.append(Problem(where, "is longer than the 32,767 letters that a cell holds, and was left out", "shorten it"))
        elif cell is not None:
            cells[column.key] = cell
