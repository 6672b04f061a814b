"""What the heads of columns mean in tables of measured values, as people write them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from logicmodel.files.logframes.dates import date_in
from logicmodel.files.published.calendar import Span

ALIASES: Final = {
    "indicator": ("indicator", "indicators", "indicator id", "indicator name", "indicator title", "kpi", "metric", "performance indicator", "key performance indicator"),
    "node": ("node", "node id", "result", "results", "result id", "outcome", "output", "objective", "goal", "expected result"),
    "period": ("period", "year", "quarter", "month", "fiscal year", "financial year", "reporting period", "reporting year", "fy"),
    "value": ("value", "actual", "actuals", "actual value", "achieved", "achieved value", "achievement", "measured", "measured value", "current value", "result value", "figure", "observed", "actual result", "accepted actual", "reported value"),
    "date": ("date", "measured on", "date measured", "measurement date", "as of", "reporting date"),
    "sd": ("sd", "s d", "standard deviation", "stdev", "std dev", "std"),
    "se": ("se", "s e", "standard error", "std error", "std err", "sem", "error"),
    "margin": ("margin", "margin of error", "moe", "plus minus", "plus or minus", "uncertainty"),
    "low": ("low", "lower", "lower bound", "lower limit", "low end", "lcl", "lower ci", "ci lower", "ci low", "low ci"),
    "high": ("high", "upper", "upper bound", "upper limit", "high end", "ucl", "upper ci", "ci upper", "ci high", "high ci"),
    "interval": ("ci", "confidence interval", "interval"),
    "n": ("n", "sample", "sample size", "respondents", "number of respondents", "observations"),
    "source": ("source", "data source", "source of data", "means of verification", "sources", "mov"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "explanation", "flag"),
    "plan": ("plan", "plan id", "activity"),
    "group": ("group", "groups", "subgroup", "sub group", "disaggregate", "population group", "breakdown"),
    "line": ("line",),
    "level": ("level", "result level", "results level", "type of result", "result type", "type", "category"),
    "unit": ("unit", "units", "unit of measure", "unit of measurement", "measurement unit"),
    "direction": ("direction", "desired direction", "polarity", "trend wanted", "better", "desired trend"),
    "baseline": ("baseline", "baseline value", "base value"),
    "baseline_date": ("baseline year", "baseline date", "base year"),
    "target": ("target", "target value", "planned", "final target", "end target", "goal value", "milestone", "life of project target", "lop target"),
    "target_date": ("target year", "target date", "due", "due date", "by", "deadline"),
    "definition": ("definition", "description", "indicator definition"),
    "method": ("method", "collection method", "methodology", "data collection method"),
    "frequency": ("frequency", "reporting frequency", "frequency of collection"),
    "responsible": ("responsible", "responsibility", "responsible party", "responsible person", "owner"),
    "disaggregation": ("disaggregation", "disaggregated by"),
}
"""What people call each column, without capitals, signs and brackets."""
NAMES: Final = {alias: column for column, aliases in ALIASES.items() for alias in aliases}
SHARES: Final = re.compile(r"\b([5-9]\d(?:\.\d+)?)\b\s*%?")
"""How many in a hundred lie between the ends of an interval."""
ERRORS: Final = frozenset({"sd", "se", "margin"})
PLAIN: Final = re.compile(r"plus\s*/\s*minus|\+\s*/\s*-|±")
SLASHED: Final = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})", re.ASCII)
MONTHS: Final = 12
WIDEST: Final = 2_000
"""Columns that a table may have."""
STATED: Final = frozenset({"value", "target", "baseline"})
"""What may stand beside a period in the head of a column: Target 2027."""


@dataclasses.dataclass(frozen=True)
class Head:
    """What one column holds."""

    key: str
    """Name of the column in a table of actuals; empty for one that means nothing here."""
    span: Span | None = None
    """The time that the column is about, where its head says so."""
    text: str = ""
    """The head as it was written."""
    share: float = 95
    """Of ends of an interval: how many in a hundred lie between them."""


def header(cell: str) -> str:
    """Return a head without capitals, signs and spaces that do not matter.

    >>> header(" Indicator (id)*"), header("Standard_deviation"), header("+/-")
    ('indicator id', 'standard deviation', 'plus minus')
    """
    return " ".join(re.sub(r"[\W_]+", " ", PLAIN.sub(" plus minus ", cell)).split()).casefold()


def head_of(cell: Any) -> Head:
    """Return what the head of a column means.

    >>> [head_of(text).key for text in ("Actual value", "95% CI low", "2027", "Target 2027", "Weather")]
    ['value', 'low', 'value', 'target', '']
    """
    text = "" if cell is None else str(cell).strip()
    share = SHARES.search(text)
    if share is not None and (name := NAMES.get(header(text[: share.start()] + " " + text[share.end() :]))) in {"low", "high", "interval", "margin"}:
        return Head(name or "", text=text, share=float(share[1]))
    name = _name(text)
    if name is not None:
        return Head(name, text=text)
    dated = date_in(cell if isinstance(cell, dt.date) else text)
    if dated is None:
        return Head("", text=text)
    rest = header(re.sub(r"\bFY\b", " ", dated[1], flags=re.IGNORECASE))
    key = "value" if not rest else NAMES.get(rest, "")
    return Head(key, dated[0], text) if key in STATED else Head("", text=text)


def _name(text: str) -> str | None:
    """Return the name of a column; what stands in brackets matters where it says which error is meant: ``± (SE)``."""
    name = NAMES.get(header(text)) or NAMES.get(header(re.sub(r"\([^)]*\)", " ", text)))
    inner = [NAMES.get(header(part)) for part in re.findall(r"\(([^)]*)\)", text)]
    inner += [NAMES.get(header(text).removeprefix("plus minus "))]
    return next((key for key in inner if key in ERRORS), name) if name is None or name in ERRORS else name


def heads_of(first: Sequence[Any], second: Sequence[Any] = ()) -> list[Head]:
    """Return what each column means, from one row of heads or from two: years above, target and actual below.

    A row with more cells than any table has columns says nothing.
    """
    if max(len(first), len(second)) > WIDEST:
        return []
    found = [head_of(cell) for cell in first]
    below = [head_of(cell) for cell in second]
    if not _second(found, below):
        return found
    last: Head | None = None
    joined = []
    for place in range(max(len(found), len(below))):
        upper = found[place] if place < len(found) and found[place].text else Head("")
        under = below[place] if place < len(below) else Head("")
        last = upper if upper.text else last  # merged heads stand in their first cell only
        if under.key in STATED and last is not None and last.key == "value" and last.span is not None:
            joined.append(Head(under.key, last.span, f"{last.text} {under.text}"))
        else:
            joined.append(upper)
    return joined


def _second(first: Sequence[Head], second: Sequence[Head]) -> bool:
    """Say whether the second row holds heads too: targets and actuals below years, and nothing else."""
    words = [head for head in second if head.text]
    return any(head.span for head in first) and bool(words) and all(head.key in STATED and head.span is None for head in words)


def two_rows(first: Sequence[Any], second: Sequence[Any]) -> bool:
    """Say whether a table has its heads in two rows."""
    return _second([head_of(cell) for cell in first], [head_of(cell) for cell in second])


def is_long(heads: Sequence[Head]) -> bool:
    """Say whether heads are those of a table with one row for each value."""
    keys = {head.key for head in heads if head.span is None}
    return {"indicator", "value"} <= keys and bool({"period", "date"} & keys)


def is_wide(heads: Sequence[Head]) -> bool:
    """Say whether heads are those of a table with one row for each indicator, and its periods in columns."""
    keys = {head.key for head in heads if head.span is None}
    return "indicator" in keys and any(head.key == "value" and head.span is not None for head in heads)


def period_text(cell: Any, *, month_first: bool = False) -> str:
    """Return a period or a day in the words of plans; any other text as it is. ``month_first`` reads 01/02/2021 as January 2.

    >>> period_text("FY 2021"), period_text("Q1 2021"), period_text("March 2021"), period_text("2020/21"), period_text("31.12.2021")
    ('2021', '2021-Q1', '2021-03', '2021', '2021-12-31')
    """
    text = re.sub(r"^(\d{4})\.0+$", r"\1", str(cell).strip())  # as programs write years that they took for numbers
    if re.fullmatch(r"\d{4}(?:-Q[1-4]|-\d\d(?:-\d\d)?)?", text, re.ASCII) and not re.fullmatch(r"\d{4}-(?:1[3-9]|[2-9]\d)", text):
        return text
    found = date_in(_day_first(text, month_first=month_first))
    if found is None or header(found[1]) not in {"", "fy"}:
        return text
    return span_text(found[0])


def _day_first(text: str, *, month_first: bool) -> str:
    """Return a date whose month stands before its day in the order of days; any other text as it is."""
    match = SLASHED.fullmatch(text)
    return f"{match[2]}/{match[1]}/{match[3]}" if match and int(match[1]) <= MONTHS and (month_first or int(match[2]) > MONTHS) else text


def months_first(texts: Iterable[str]) -> bool:
    """Say whether dates have the month before the day: some can only be read so, and none only the other way round.

    >>> months_first(["01/02/2021", "03/31/2021"]), months_first(["01/02/2021"]), months_first(["31/03/2021", "03/31/2021"])
    (True, False, False)
    """
    parts = [(int(match[1]), int(match[2])) for text in texts if (match := SLASHED.fullmatch(text.strip()))]
    return any(second > MONTHS for _, second in parts) and all(first <= MONTHS for first, _ in parts)


def span_text(span: Span) -> str:
    """Return the name of a year, quarter or month, else the last day.

    >>> span_text(Span(dt.date(2027, 4, 1), dt.date(2027, 6, 30)))
    '2027-Q2'
    """
    end, months = span.end, round(span.days / 30.4)
    if months == 12 and end.month == 12:
        return str(end.year)
    if months == 3 and end.month % 3 == 0:
        return f"{end.year}-Q{end.month // 3}"
    return f"{end:%Y-%m}" if months == 1 else end.isoformat()
