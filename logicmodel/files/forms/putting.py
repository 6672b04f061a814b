"""One value into one cell of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logicmodel.files.forms.cells import Cell, Percent
from logicmodel.files.workbooks.names import CODES
from logicmodel.files.workbooks.sheet import RISKY

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell


def put(cell: SheetCell, value: Cell, *, grouped: bool = True) -> None:
    """Write into a cell; a text stays a text, whatever it begins with; years are not ``grouped`` in thousands."""
    if isinstance(value, str):
        cell.value = CODES.sub("_x005F_", value)  # else spreadsheets read _x0041_ as a letter
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(RISKY)
        return
    cell.value = value
    if isinstance(value, Percent):
        cell.number_format = "0.####%"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cell.number_format = "#,##0" if float(value).is_integer() and grouped and abs(value) >= 1000 else "General"
