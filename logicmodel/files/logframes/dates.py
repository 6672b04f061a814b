"""Dates in the cells and headers of logframes, in the many ways in which people write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, Final

from logicmodel.files.published.calendar import Span

MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    "jän": 1, "ene": 1, "fév": 2, "fev": 2, "mär": 3, "avr": 4, "abr": 4, "mai": 5, "maio": 5, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "ago": 8, "set": 9, "out": 10, "okt": 10, "dez": 12, "déc": 12, "dic": 12,
}
"""Months by how their names begin, in five languages."""
MONTH: Final = r"(jan|jän|ene|feb|fév|fev|mar|mär|apr|avr|abr|may|mai|juin|juil|jun|jul|aug|aoû|aou|ago|sep|set|oct|okt|out|nov|dec|dez|déc|dic)[a-zà-ÿ]*\.?(?: de)?(?: del)?"
YEAR: Final = r"((?:19|20)\d\d)"
PATTERNS: Final = (
    ("day", re.compile(rf"\b{YEAR}-(\d\d)-(\d\d)(?:[T ][\d:.]+)?\b")),
    ("day_first", re.compile(rf"\b(\d\d?)[./](\d\d?)[./]{YEAR}\b")),
    ("day_named", re.compile(rf"\b(\d\d?)(?:st|nd|rd|th|er|\.|º)?(?: de)?[ -]+{MONTH}[ ,-]*{YEAR}\b", re.IGNORECASE)),
    ("named_day", re.compile(rf"\b{MONTH} (\d\d?)(?:st|nd|rd|th)?,? {YEAR}\b", re.IGNORECASE)),
    ("month_named", re.compile(rf"\b{MONTH}[ ,-]*{YEAR}\b", re.IGNORECASE)),
    ("quarter", re.compile(rf"\b{YEAR}[ -/]?Q([1-4])\b", re.IGNORECASE)),
    ("quarter_first", re.compile(rf"\bQ([1-4])[ -/]?{YEAR}\b", re.IGNORECASE)),
    ("month", re.compile(rf"\b{YEAR}-(0[1-9]|1[0-2])\b(?!-)")),
    ("years", re.compile(rf"\b(?:FY ?)?{YEAR} ?[/–-] ?((?:20)?\d\d)\b", re.IGNORECASE)),
    ("year", re.compile(rf"(?<![\d.,])(?:FY ?)?{YEAR}(?![\d,.]*\d)", re.IGNORECASE)),
)
"""Ways to write a date, the most telling first."""


def date_in(value: Any) -> tuple[Span, str] | None:
    """Return the first date in a cell and the text without it; None where there is none.

    >>> date_in("Target (Dec 2027)")[0].end.isoformat(), date_in("2027-Q1")[0].start.isoformat(), date_in("1,000")
    ('2027-12-31', '2027-01-01', None)
    """
    if isinstance(value, dt.date):
        return Span(_day(value), _day(value)), ""
    text = str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
    for kind, pattern in PATTERNS:
        match = pattern.search(text)
        span = _span(kind, match.groups()) if match else None
        if match and span is not None:
            return span, (text[: match.start()] + text[match.end() :]).strip()
    return None


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _span(kind: str, parts: tuple[str, ...]) -> Span | None:
    """Return the time that the parts of a match stand for; None for a day that no calendar has."""
    try:
        match kind, parts:
            case "day", (year, month, number):
                return _one(int(year), int(month), int(number))
            case "day_first", (number, month, year):
                return _one(int(year), int(month), int(number))
            case ("day_named", (number, name, year)) | ("named_day", (name, number, year)):
                return _one(int(year), _month(name), int(number))
        return _longer(kind, parts)
    except ValueError:
        return None


def _longer(kind: str, parts: tuple[str, ...]) -> Span | None:
    """Return the month, quarter or year that the parts of a match stand for."""
    match kind, parts:
        case "month_named", (name, year):
            return _months(int(year), _month(name), 1)
        case "month", (year, month):
            return _months(int(year), int(month), 1)
        case ("quarter", (year, number)) | ("quarter_first", (number, year)):
            return _months(int(year), 3 * int(number) - 2, 3)
        case "years", (year, other):
            end = int(other) % 100 + int(year) // 100 * 100
            return _months(end, 1, 12) if end == int(year) + 1 else None
    return _months(int(parts[0]), 1, 12)


def _month(name: str) -> int:
    small = name.lower()
    return MONTHS[small] if small in MONTHS else MONTHS[small[:3]]


def _one(year: int, month: int, day: int) -> Span:
    return Span(dt.date(year, month, day), dt.date(year, month, day))


def _months(year: int, month: int, count: int) -> Span:
    """Return the time of some months of a year."""
    last = month + count - 1
    return Span(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))
