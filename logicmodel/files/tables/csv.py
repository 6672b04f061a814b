"""Tables as CSV: plain text that everything reads."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.tables import TableFormat
from logicmodel.files.plain import plain_text

FORMULA = re.compile(r"[\s]*[=+\-@]\S")
"""What spreadsheets would take for a formula when they open the file."""


class Csv(TableFormat):
    """RFC 4180 in UTF-8 with a byte-order mark, numbers in full precision, nothing where nothing is known.

    Without the mark Excel takes the file for the letters of its own country and garbles every accent and
    currency sign; readers of data (pandas, polars, R's readr, DuckDB) skip it. Text that a spreadsheet
    would run as a formula gets an apostrophe before it. CSV has no place for settings and notes: choose
    xlsx, parquet or json where they shall travel along.
    """

    kind: Literal["csv"] = "csv"
    several: ClassVar[bool] = False

    def content(self, answers: Mapping[str, Answer]) -> bytes:
        """Return the one answer as a header and a line for each row."""
        (answer,) = answers.values()
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        columns = answer.columns
        if columns:
            writer.writerow([_guarded(name) for name in columns])
        for row in answer.rows:
            writer.writerow([_cell(row.get(name)) for name in columns])
        return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if math.isnan(value):
            return ""
        case int() | float():
            return repr(value)
        case str():
            return _guarded(value)
    return plain_text(value)


def _guarded(text: str) -> str:
    clean = plain_text(text)
    return f"'{clean}" if FORMULA.match(clean) else clean
