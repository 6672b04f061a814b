"""Tables of measured values as people write them: headers, cells and numbers that are not always tidy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from logicmodel.errors import FileError, Problem, did_you_mean
from logicmodel.files.forms.opening import letters
from logicmodel.files.published.figures import figure, missing

ALIASES: Final = {
    "indicator": ("indicator", "indicator id"), "node": ("node", "node id"), "period": ("period", "year"),
    "value": ("value", "actual"), "date": ("date", "measured on"),
    "sd": ("sd", "standard deviation", "standard error", "error"), "source": ("source",), "plan": ("plan",), "line": ("line",),
}
NAMES: Final = {alias: column for column, aliases in ALIASES.items() for alias in aliases}
FIRST: Final = 20
"""Rows among which the headers must be."""
DECIMAL_COMMA: Final = re.compile(r"([-+]?(?:\d{1,3}(?:\.\d{3})+|\d+)),(\d+)")
EITHER: Final = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+")


@dataclasses.dataclass
class Table:
    """The cells of a table, line by line, and what is found in them."""

    name: str
    """Name of the file."""
    lines: Iterable[tuple[int, Sequence[str]]]
    """Number and cells of each line."""
    sheet: str = ""
    """Name of the sheet, for messages."""
    comma: bool = False
    """Whether the cells are set apart by semicolons, as where a comma is the decimal sign."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    unread: list[str] = dataclasses.field(default_factory=list)
    """Headers of columns that have no meaning here."""
    empty: list[int] = dataclasses.field(default_factory=list)
    """Numbers of the lines that have no value."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of a table of actuals; raises FileError with everything that cannot be read."""
        lines = iter(self.lines)
        columns = self._header(lines)
        found = [row for number, cells in lines if (row := self._row(number, cells, columns)) is not None]
        if self.problems:
            raise FileError(self.problems)
        return found

    def _header(self, lines: Iterator[tuple[int, Sequence[str]]]) -> dict[str, int]:
        """Return the place of each column."""
        best: list[str] = []
        for number, cells in lines:
            names = [NAMES.get(header(cell), "") for cell in cells]
            if {"indicator", "value"} <= set(names) and {"period", "date"} & set(names):
                self.unread += [cell for cell, known in zip(cells, names, strict=True) if cell.strip() and not known]
                return {known: place for place, known in reversed(list(enumerate(names))) if known}
            best = best or [cell for cell in cells if cell.strip()]
            if number >= FIRST:
                break
        missed = [name for name in ("indicator", "period", "value") if name not in {NAMES.get(header(cell)) for cell in best}]
        hint = did_you_mean(missed[0], [header(cell) for cell in best]) if best else ""
        remedy = hint if hint.startswith("did") else "write a first line with: indicator,period,value,date,sd,source"
        message = f"has no column called {' or '.join(missed)}" if best else "holds no table of actuals"
        raise FileError(Problem(self.sheet, message, remedy, source=self.name))

    def _row(self, number: int, cells: Sequence[str], columns: dict[str, int]) -> dict[str, Any] | None:
        """Return one row, None where nothing was measured; what is wrong with it is noted."""
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        if not any(said.values()) or NAMES.get(header(said["value"])) == "value":
            return None  # a blank line, or the names of the fields below the headers
        if missing(said["value"]):
            self.empty.append(number)
            return None
        period = said.get("period") or said.get("date", "")
        for name, text in (("indicator", said["indicator"]), ("period", period)):
            if not text:
                self._fault(number, columns.get(name, 0), f"a value without {'an indicator' if name == 'indicator' else 'a period'}", "fill the cell in")
        value = self._number(number, columns["value"], said["value"])
        sd = self._sd(number, columns.get("sd", 0), said.get("sd", ""), value)
        return {
            "indicator": said["indicator"], "node": said.get("node", ""), "period": period, "value": value, "date": said.get("date", ""),
            "sd": sd, "source": said.get("source", ""), "line": number, "plan": said.get("plan", ""),
        }

    def _sd(self, number: int, place: int, text: str, value: float) -> float | None:
        if missing(text):
            return None
        sd = self._number(number, place, text)
        if sd < 0:
            self._fault(number, place, f"the standard deviation {text} is negative", "write 0 or more, or 5% for a share of the value")
        return sd / 100 * abs(value) if text.endswith("%") else sd

    def _number(self, number: int, place: int, text: str) -> float:
        """Return a number; 0 where it is none, which is noted."""
        found = figure(text)
        if self.comma and EITHER.fullmatch(text):
            self._fault(number, place, f"'{text}' can be read in two ways", "write thousands without a comma, and fractions with a point")
        elif self.comma and found is None and (match := DECIMAL_COMMA.fullmatch(text)):
            found = float(f"{match[1].replace('.', '')}.{match[2]}")
        elif found is None:
            self._fault(number, place, f"'{text[:40]}' is not a number", "write the figure alone; its unit belongs to the indicator")
        return found if found is not None else 0.0

    def _fault(self, number: int, place: int, message: str, remedy: str) -> None:
        cell = f"{self.sheet}!{letters(place + 1)}{number}" if self.sheet else ""
        self.problems.append(Problem(cell, message, remedy, source=self.name, line=None if cell else number))


def header(cell: str) -> str:
    """Return a header without capitals, signs and spaces that do not matter.

    >>> header(" Indicator (id)*"), header("Standard_deviation")
    ('indicator id', 'standard deviation')
    """
    return " ".join(re.sub(r"[\W_]+", " ", cell).split()).casefold()
