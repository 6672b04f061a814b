"""A table of measured values, long or wide: its rows, and everything in it that cannot be read."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from logicmodel.errors import FileError, Problem, did_you_mean
from logicmodel.files.forms.opening import letters
from logicmodel.files.measurements.errors import error_in
from logicmodel.files.measurements.figures import Signs, bound, empty
from logicmodel.files.measurements.heads import (
    WIDEST,
    Head,
    header,
    heads_of,
    is_long,
    is_wide,
    months_first,
    period_text,
    span_text,
    two_rows,
)

FIRST: Final = 20
"""Rows among which the heads must be."""
KEPT: Final = ("node", "date", "source", "note", "plan", "group")
"""Texts that a row keeps as they are."""
READ: Final = frozenset({"indicator", "period", "value", "sd", "se", "margin", "low", "high", "interval", "n", "line", *KEPT})
WHOLE: Final = frozenset({"", "all", "total", "overall", "whole"})
"""What people write for a group that is everybody."""
FIGURES: Final = ("value", "sd", "se", "margin", "low", "high", "interval", "n")
OTHERS: Final = ("target", "baseline")
"""Figures of which a wide table has columns that are no measured values."""
DOUBLE: Final = " can be read in two ways"
FEW: Final = 5
"""So many of one kind are named one by one."""
WRITE: Final = "write a first line with: indicator,period,value,date,sd,source"


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
    lost: list[Problem] = dataclasses.field(default_factory=list)
    """What the table says besides, and what was left out."""
    empty: list[str] = dataclasses.field(default_factory=list)
    """Lines, and in wide tables cells, that have no value."""
    signs: Signs = dataclasses.field(default_factory=Signs)
    shares: dict[str, float] = dataclasses.field(default_factory=dict)
    """Of columns with ends of intervals: how many in a hundred lie between them."""
    month_first: bool = False
    """Whether 01/02/2021 is January 2, as other dates of the table tell."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of a table of actuals; raises FileError with everything that cannot be read."""
        lines = list(self.lines)
        heads, rest = self.heads(lines)
        texts = (cells[place] for _, cells in rest for place, head in enumerate(heads) if head.key in FIGURES and place < len(cells))
        self.signs = Signs.seen_in(texts, comma=self.comma)
        self.shares = {head.key: head.share for head in reversed(heads)}
        dates = [place for place, head in enumerate(heads) if head.key in {"period", "date"} and head.span is None]
        self.month_first = months_first(cells[place] for _, cells in rest for place in dates if place < len(cells))
        self._unread(heads)
        make = self._row if is_long(heads) else self._wide
        found = [row for number, cells in rest for row in make(number, cells, heads)]
        if self.problems:
            raise FileError(gathered(self.problems))
        return found

    def heads(self, lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[list[Head], Sequence[tuple[int, Sequence[str]]]]:
        """Return what each column means, and the lines below the heads."""
        for place, (number, cells) in enumerate(lines):
            if number > FIRST:
                break
            after = lines[place + 1][1] if place + 1 < len(lines) else ()
            found = heads_of(cells, after)
            if is_long(found) or is_wide(found):
                return found, lines[place + 1 + two_rows(cells, after) :]
        raise FileError(self._no_heads(lines))

    def _no_heads(self, lines: Sequence[tuple[int, Sequence[str]]]) -> Problem:
        best = next((cells for number, cells in lines if number <= FIRST and any(cell.strip() for cell in cells)), ())
        if len(best) > WIDEST:
            return Problem(self.sheet, f"has {len(best):,} columns, more than any table of figures", "delete those that are no part of it", source=self.name)
        known = {head.key for head in heads_of(best)}
        known |= {"period"} if "date" in known else set()
        missed = [name for name in ("indicator", "period", "value") if name not in known]
        if not best or not missed:
            return Problem(self.sheet, "holds no table of actuals", WRITE, source=self.name)
        hint = did_you_mean(missed[0], [header(cell) for cell in best if cell.strip()])
        return Problem(self.sheet, f"has no column called {' or '.join(missed)}", hint if hint.startswith("did") else WRITE, source=self.name)

    def _unread(self, heads: Sequence[Head]) -> None:
        """Tell which columns have no meaning among measured values."""
        names = [head.text for head in heads if head.text and (head.key not in READ or (head.span is not None and head.key != "value"))]
        if names:
            told = f"the column {names[0]} was" if len(names) == 1 else f"the columns {', '.join(names)} were"
            self.lost.append(Problem(self.sheet, f"{told} left out", "the plan says what it wants to reach" if any(map(_wanted, heads)) else "", source=self.name))

    def _row(self, number: int, cells: Sequence[str], heads: Sequence[Head]) -> Iterator[dict[str, Any]]:
        """Give one row; nothing where nothing was measured; what is wrong with it is noted."""
        said, places = _said(cells, heads)
        if not any(said.values()) or header(said["value"]) == "value":
            return  # a blank line, or the names of the fields below the heads
        if self._nothing(number, places["value"], said["value"], str(number)):
            return
        period = said.get("period") or said.get("date", "")
        for name, text in (("indicator", said["indicator"]), ("period", period)):
            if not text:
                self.fault(number, places.get(name, 0), f"a value without {'an indicator' if name == 'indicator' else 'a period'}", "fill the cell in")
        yield self._value(number, said, places, said["value"], places["value"], period)

    def _wide(self, number: int, cells: Sequence[str], heads: Sequence[Head]) -> Iterator[dict[str, Any]]:
        """Give the values of one indicator, one for each column of a period."""
        said, places = _said(cells, [Head("") if head.span is not None else head for head in heads])
        if sum(bool(cell.strip()) for cell in cells) <= 1 and not any(cell.strip()[:1].isdecimal() for cell in cells):
            return  # a blank line, or one that names a result above its indicators
        measured = [(place, head.span) for place, head in enumerate(heads) if head.key == "value" and head.span is not None and place < len(cells)]
        if not said["indicator"]:
            if any(not empty(cells[place]) for place, _ in measured):
                self.fault(number, places["indicator"], "values without an indicator", "fill the cell in")
            return
        for place, span in measured:
            if not self._nothing(number, place, cells[place].strip(), f"{letters(place + 1)}{number}"):
                yield self._value(number, said, places, cells[place].strip(), place, span_text(span))

    def _nothing(self, number: int, place: int, text: str, told: str) -> bool:
        """Say whether a cell has no value, and note it; what is only known from one side is none either."""
        if empty(text):
            self.empty.append(told)
        elif bound(text):
            self._left(number, place, f"'{text}' says only what the value is below or above; it was left out", "write what it may be, and how far that may be off: 2.5 with the standard deviation 1.4 for <5")
        else:
            return False
        return True

    def _value(self, number: int, said: dict[str, str], places: dict[str, int], text: str, place: int, period: str) -> dict[str, Any]:
        """Return one row with its value and its error."""
        value = self.number(number, place, text)
        sd = error_in(self, number, said, places, value, percent=text.endswith("%"))
        kept = {name: said.get(name, "") for name in KEPT}
        count = None if empty(said.get("n", "")) else self.number(number, places["n"], said["n"])
        return {
            "indicator": said["indicator"], "node": kept["node"], "period": self._time(period), "value": value, "date": self._time(kept["date"]),
            "sd": sd, "source": kept["source"], "line": number, "plan": kept["plan"], "n": count, "note": kept["note"],
            "group": "" if kept["group"].casefold() in WHOLE else kept["group"],
        }

    def _time(self, text: str) -> str:
        return period_text(text, month_first=self.month_first) if text else ""

    def number(self, number: int, place: int, text: str) -> float:
        """Return a number; 0 where it is none, which is noted."""
        if self.signs.unsure(text):
            self.fault(number, place, f"'{text}'{DOUBLE}", "write thousands without a sign between them, and fractions with a point")
            return 0.0
        found = self.signs.number(text)
        if found is None:
            self.fault(number, place, f"'{text[:40]}' is not a number", "write the figure alone; its unit belongs to the indicator")
        return found if found is not None else 0.0

    def fault(self, number: int, place: int, message: str, remedy: str) -> None:
        """Note what makes the table unreadable."""
        self.problems.append(self._problem(number, place, message, remedy))

    def _left(self, number: int, place: int, message: str, remedy: str) -> None:
        self.lost.append(self._problem(number, place, message, remedy))

    def _problem(self, number: int, place: int, message: str, remedy: str) -> Problem:
        cell = f"{self.sheet}!{letters(place + 1)}{number}" if self.sheet else ""
        return Problem(cell, message, remedy, source=self.name, line=None if cell else number)


def _said(cells: Sequence[str], heads: Sequence[Head]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the texts of a line by the names of their columns, and where each stands; the first column of a name counts."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        if head.key:
            places.setdefault(head.key, place)
    return {key: cells[place].strip() if place < len(cells) else "" for key, place in places.items()}, places


def _wanted(head: Head) -> bool:
    return head.key in OTHERS


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with those about figures that can be read in two ways as one, where there are many: they have one cause."""
    double = [one for one in problems if one.message.endswith(DOUBLE)]
    if len(double) <= FEW:
        return list(problems)
    places = ", ".join(one.where.rpartition("!")[2] or str(one.line) for one in double[1:FEW])
    first = double[0].message.removesuffix(DOUBLE)
    told = f"{first} and {len(double) - 1:,} other figures{DOUBLE} (also {places}, ...)"
    return [dataclasses.replace(double[0], message=told), *(one for one in problems if not one.message.endswith(DOUBLE))]


def lines_told(empty_ones: Sequence[str], most: int = 8) -> str:
    """Say which lines or cells had no value.

    >>> lines_told(["4"]), lines_told(["4", "5"]), lines_told(["C4", "D4"])
    ('line 4 has no value and was left out', 'lines 4, 5 have no value and were left out', 'cells C4, D4 have no value and were left out')
    """
    what = "line" if empty_ones[0].isdecimal() else "cell"
    named = ", ".join(itertools.islice(empty_ones, most)) + (", ..." if len(empty_ones) > most else "")
    return f"{what}s {named} have no value and were left out" if len(empty_ones) > 1 else f"{what} {named} has no value and was left out"
