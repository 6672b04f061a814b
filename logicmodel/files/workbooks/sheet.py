"""One answer on one sheet: a table that can be sorted and filtered at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.columns import Column, Measure, columns_of
from logicmodel.files.plain import plain_text
from logicmodel.files.workbooks.names import header_names, legal

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NARROWEST, WIDEST = 9, 48
FORMATS: dict[Measure, str] = {"chance": "0.00%", "part": "0.0%", "points": "+0.00%;-0.00%;0.00%", "money": "#,##0"}
STEPS = ((1000.0, "#,##0"), (10.0, "#,##0.0"), (0.1, "#,##0.000"), (0.0, "0.000000"))
"""Least size of an amount, and the format that shows about four digits of it."""
FONT, INK, PAPER = "Calibri", "FFFFFFFF", "FF2F4B6E"
PRINTED = 14
"""Columns that fit on a printed page."""
NOTHING = "This answer has no rows."
RISKY = ("=", "+", "-", "@", "\t", "\r")


def fill(sheet: Worksheet, answer: Answer, table_name: str) -> None:
    """Write the table of an answer from the first cell on, with headers that stay in sight."""
    if not answer.columns:
        write(sheet.cell(1, 1), NOTHING)
        sheet.column_dimensions["A"].width = 30
        return
    columns = columns_of(answer)
    heads = header_names(column.name for column in columns)
    for place, head in enumerate(heads, 1):
        cell = sheet.cell(1, place)
        write(cell, head)
        _dress(cell, right=columns[place - 1].measure != "words")
    for place, column in enumerate(columns, 1):
        _fill_column(sheet, answer, column, place)
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = _width(heads[place - 1], answer, column)
    sheet.freeze_panes = sheet.cell(2, 1 + _naming(columns)).coordinate
    _mark_table(sheet, table_name, len(answer.rows) + 1, len(columns))
    set_page(sheet, pages=-(-len(columns) // PRINTED))
    sheet.print_title_rows = "1:1"


def _fill_column(sheet: Worksheet, answer: Answer, column: Column, place: int) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for number, row in enumerate(answer.rows, 2):
        value = row.get(column.name)
        cell = sheet.cell(number, place)
        write(cell, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            cell.number_format = FORMATS.get(column.measured(row)) or _amount_format(value)
        elif value is not None:
            cell.alignment = Alignment(horizontal="left", vertical="top", indent=1, wrap_text="\n" in str(value))


def write(cell: Cell, value: Any) -> None:
    """Put a value into a cell; text stays text, whatever it begins with."""
    match value:
        case None:
            return
        case float() if not math.isfinite(value):
            text = "" if math.isnan(value) else "∞" if value > 0 else "-∞"
        case bool() | int() | float():
            cell.value = value
            return
        case _:
            text = legal(plain_text(value))
    if not text:
        return
    cell.value = text
    cell.data_type = "s"  # openpyxl would take "=..." for a formula
    if text.startswith(RISKY):
        cell.quotePrefix = True  # nor does it become one when somebody edits the cell


def _amount_format(value: float) -> str:
    if not math.isfinite(value) or value == int(value):
        return "#,##0"
    return next(form for least, form in STEPS if abs(value) >= least)


def _width(head: str, answer: Answer, column: Column) -> float:
    """Return the width that shows most of a column: of words all, of numbers the headers."""
    values = [row.get(column.name) for row in answer.rows]
    texts = [plain_text(value) for value in values if isinstance(value, str | list | tuple)]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    numbers = [f"{value:,.0f}" for value in values if isinstance(value, int | float)]
    longest = max([longest, *(len(text) + 3 for text in numbers if len(text) < WIDEST)])
    return float(min(max(longest + 3, len(head) + 5, NARROWEST), WIDEST))


def _naming(columns: Sequence[Column]) -> int:
    """Return how many columns stay in sight: what the rows are about, two at most."""
    first = next((place for place, column in enumerate(columns) if column.measure != "words"), len(columns))
    return min(first, 2, len(columns) - 1)


def _dress(cell: Cell, *, right: bool) -> None:
    """Give a header its look, as not every program draws the styles of tables."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cell.font = Font(name=FONT, bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=PAPER)
    cell.alignment = Alignment(horizontal="right" if right else "left", vertical="center", indent=0 if right else 1)


def _mark_table(sheet: Worksheet, name: str, rows: int, columns: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

    table = Table(displayName=name, ref=f"A1:{get_column_letter(columns)}{rows}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)


def set_page(sheet: Worksheet, *, pages: int = 1) -> None:
    """Print a sheet landscape on A4, so many pages wide, with its name above and the number of the page below."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddHeader.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
