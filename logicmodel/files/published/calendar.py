"""From dates to the periods of a plan, and back."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import functools
from collections.abc import Sequence
from typing import Literal, TypeAlias

from logicmodel.plan.periods import MOST_PERIODS, Periods

Step: TypeAlias = Literal["year", "quarter", "month"]
MONTHS: dict[Step, int] = {"year": 12, "quarter": 3, "month": 1}


@dataclasses.dataclass(frozen=True)
class Span:
    """From the first to the last day, both included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1


def periods_of(spans: Sequence[Span]) -> Periods:
    """Return the time axis that holds some spans: years, or quarters or months where they are shorter.

    Where there are no spans it is the present year alone.
    """
    if not spans:
        return Periods(first=str(dt.datetime.now(dt.UTC).year), count=1)
    shortest = min(span.days for span in spans)
    step: Step = "year" if shortest > 100 else "quarter" if shortest > 45 else "month"
    first, last = (place(day, step) for day in (min(one.start for one in spans), max(one.end for one in spans)))
    while last - first + 1 > MOST_PERIODS and step != "year":
        step = "year" if step == "quarter" else "quarter"
        first, last = (place(day, step) for day in (min(one.start for one in spans), max(one.end for one in spans)))
    return Periods(first=label(first, step), count=min(last - first + 1, MOST_PERIODS), step=step)


def place(day: dt.date, step: Step) -> int:
    """Return the number of the period that a day lies in, counted from the year 0."""
    return (day.year * 12 + day.month - 1) // MONTHS[step]


@functools.lru_cache(maxsize=1024)
def label(number: int, step: Step) -> str:
    """Return the label of a period by its number."""
    year, rest = divmod(number * MONTHS[step], 12)
    if step == "year":
        return f"{year:04d}"
    return f"{year:04d}-Q{rest // 3 + 1}" if step == "quarter" else f"{year:04d}-{rest + 1:02d}"


def span_of(periods: Periods, name: str) -> Span:
    """Return the first and the last day of a period by its label."""
    year, month = int(name[:4]), 1
    if periods.step == "quarter":
        month = 3 * int(name[-1]) - 2
    elif periods.step == "month":
        month = int(name[-2:])
    last = month + MONTHS[periods.step] - 1
    return Span(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def shared(span: Span, periods: Periods) -> list[float]:
    """Return which share of a span lies in each period, by days."""
    found = []
    for name in periods.labels:
        other = span_of(periods, name)
        common = (min(span.end, other.end) - max(span.start, other.start)).days + 1
        found.append(max(common, 0) / span.days)
    return found
