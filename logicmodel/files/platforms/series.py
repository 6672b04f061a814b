"""A table of yearly values -> its series: one for each series, unit and group."""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from logicmodel.errors import Problem
from logicmodel.files.published.figures import figure, missing
from logicmodel.files.source import Source

PLAIN: Final = frozenset({"year", "value", "units", "series", "geocode", "observation status", "unit multiplier", "unit measure"})
"""Columns that tell no groups apart."""
LINE: Final = "\n"
"""Key of the line of a row, which no column can have."""


@dataclasses.dataclass(frozen=True)
class Series:
    """Values by year of one series in one unit, for everybody or for a group."""

    name: str
    unit: str
    groups: tuple[tuple[str, str], ...]
    """Column and group, in small letters; empty for the whole."""
    values: Mapping[int, float]
    lines: Mapping[int, int]
    """Line of each value by its year."""

    @property
    def last(self) -> int:
        """The last year with a value."""
        return max(self.values)

    def is_of(self, name: str, unit: str, groups: Iterable[tuple[str, str]]) -> bool:
        """Say whether this is the series of a name, a unit and groups; an empty name or unit is any."""
        same = {(column.casefold(), group.casefold()) for column, group in groups} == {(column, group.casefold()) for column, group in self.groups}
        return same and name.casefold() in {"", self.name.casefold()} and unit.casefold() in {"", self.unit.casefold()}


def series_of(source: Source, rows: Sequence[Mapping[str, str]], losses: list[Problem]) -> list[Series]:
    """Return the series of a table that have values, those of the whole first; rows that cannot be read are noted as lost."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[int, float]] = collections.defaultdict(dict)
    lines: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[int, int]] = collections.defaultdict(dict)
    for row in rows:
        groups = tuple((name, text.strip()) for name, text in row.items() if name not in PLAIN | {LINE} and text.strip())
        year, value = row.get("year", "").strip(), row.get("value", "")
        number, line = figure(value), int(row[LINE])
        key = (row.get("series", "").strip(), (row.get("units") or row.get("unit measure") or "").strip(), groups)
        if not re.fullmatch(r"\d{4}", year, re.ASCII):
            losses.append(Problem("Year", f"'{year}' is no year; the row was left out", "write four digits", source=source.name, line=line))
        elif number is None:
            if not missing(value):
                losses.append(Problem("Value", f"'{value}' is not a number; the row was left out", "write a number", source=source.name, line=line))
        elif int(year) in found[key]:
            losses.append(Problem("Year", f"a second value of {year}, {number:g}, was left out", "tell the series apart", source=source.name, line=line))
        else:
            found[key][int(year)], lines[key][int(year)] = number, line
    return [Series(*key, values, lines[key]) for key, values in sorted(found.items(), key=lambda entry: bool(entry[0][2])) if values]
