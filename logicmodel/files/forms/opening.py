"""A workbook's cells, taken in only after its size is known to be sane; nothing in it is ever executed."""

from __future__ import annotations

import dataclasses
import html
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from logicmodel.errors import FileError, Problem
from logicmodel.files.forms.cells import DOUBTFUL, Percent, Typed
from logicmodel.files.forms.unpacking import BROKEN, unpacked
from logicmodel.files.source import Source

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL: Final = "an Excel workbook (.xlsx)"
MOST_BYTES: Final = 60_000_000
"""Bytes of all parts together when they are unpacked."""
MOST_PARTS: Final = 2_000
MOST_RATIO: Final = 200
"""A part of more than a million bytes may be so many times larger than it is packed."""
MOST_CELLS: Final = 600_000
RANGES: Final = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=(["'])(.*?)\1""", re.DOTALL)
CORNERS: Final = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
CELLS: Final = re.compile(rb"<(?:\w+:)?c[\s>/]")
MOST_TAKEN: Final = 900_000
"""Cells of all sheets together, empty ones and those of other sheets included, that are taken in at all."""
NAMES: Final = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"')


@dataclasses.dataclass(frozen=True)
class Page:
    """One sheet as it was found."""

    name: str
    cells: dict[tuple[int, int], Any]
    """What stands in each cell that is not empty, by row and column from 1 on."""
    wide: dict[tuple[int, int], int] = dataclasses.field(default_factory=dict)
    """The last column of cells that are merged beside each other, by row and first column."""
    hidden: set[str] = dataclasses.field(default_factory=set)
    """What nobody sees: rows and columns by their names (``row 7``, ``column C``), and ``sheet`` for the whole."""
    remarks: dict[tuple[int, int], str] = dataclasses.field(default_factory=dict)
    """Comments on cells, by row and column."""

    def place(self, row: int, column: int) -> str:
        """Return the name of a cell: ``Links!C7``; of the only sheet of a file without sheets ``C7``."""
        return f"{self.name}!{letters(column)}{row}" if self.name else f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Return the letters of a column.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def names_in(source: Source) -> list[str]:
    """Return the names of the sheets without opening them; none where the file is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package, package.open("xl/workbook.xml") as part:
            head = part.read(1_000_000)
    except BROKEN:
        return []
    return [html.unescape(name.decode("utf-8", "replace")) for name in NAMES.findall(head)]


def pages_of(source: Source, wanted: set[str], problems: list[Problem]) -> list[Page]:
    """Return the sheets of a workbook that are wanted; cells that cannot be read are added to ``problems``.

    Raises FileError for what is no workbook, and for one that grows out of bounds when it is unpacked.
    """
    check(source)
    book = _opened(source, values=False)
    sheets = [sheet for sheet in book.worksheets if sheet.title in wanted]
    if sum(len(_cells(sheet)) for sheet in sheets) > MOST_CELLS:
        raise source.refusal("holds more cells than any plan", "delete the sheets and rows that are no part of the plan")
    computed = _opened(source, values=True) if any(_formulas(sheet) for sheet in sheets) else None
    return [_page(sheet, None if computed is None else computed[sheet.title], source.name, problems) for sheet in sheets]


def check(source: Source, what: str = EXCEL) -> None:
    """Refuse packages that are broken, encrypted or larger than any plan, and parts with a document type."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            parts = package.infolist()
            large = [part for part in parts if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * part.compress_size]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or large:
                raise source.refusal("is far larger unpacked than any plan", "check where the file comes from")
        cells = 0
        for part in parts:
            content = unpacked(source.data, part)
            if part.filename.endswith((".xml", ".rels", ".vml")):
                _check_part(source, content)
                cells += len(CELLS.findall(content))
            if cells > MOST_TAKEN:
                raise source.refusal("holds more cells than any plan", "delete the sheets and rows that are no part of the plan")
    except BROKEN:
        raise _no_workbook(source, what) from None


def _check_part(source: Source, data: bytes) -> None:
    """Refuse a document type, and ranges that would become a cell for each of their places."""
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise source.refusal("has a document type inside, which no workbook needs", "check where the file comes from")
    area = 0
    for match in RANGES.finditer(data):
        found = CORNERS.fullmatch(match[2])
        area += MOST_CELLS + 1 if found is None else _size(*found.groups())
    if area > MOST_CELLS:
        raise source.refusal("has merged cells or links over more cells than any plan", "take the merging of cells away")


def _size(left: bytes, top: bytes, right: bytes | None, bottom: bytes | None) -> int:
    """Return how many cells lie between two corners."""
    columns = 1 if right is None else abs(_number(right) - _number(left)) + 1
    return columns * (1 if bottom is None else abs(int(bottom) - int(top)) + 1)


def _number(text: bytes) -> int:
    found = 0
    for letter in text.upper():
        found = found * 26 + letter - 64
    return found


def _no_workbook(source: Source, what: str = EXCEL) -> FileError:
    suffix = what.rpartition("(")[2].rstrip(")")
    return source.refusal(f"is not {what}", f"open it in a spreadsheet program and save it as {suffix}, without a password")


def _opened(source: Source, *, values: bool) -> Workbook:
    """Return the workbook with its formulas, or with the values that were computed last."""
    import warnings  # noqa: PLC0415 - with openpyxl

    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it cannot draw
            return load_workbook(io.BytesIO(source.data), data_only=values, keep_links=False)
    except Exception:  # noqa: BLE001 - a broken file may break it anywhere
        raise _no_workbook(source) from None


def _cells(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """Return the cells that are there; its own iteration makes one for every place up to the last."""
    cells: dict[tuple[int, int], Any] = sheet._cells  # noqa: SLF001 - there is no other way
    return cells


def _formulas(sheet: Worksheet) -> bool:
    return any(cell.data_type == "f" for cell in _cells(sheet).values())


def _page(sheet: Worksheet, computed: Worksheet | None, source: str, problems: list[Problem]) -> Page:
    page = Page(sheet.title, {})
    for (row, column), cell in sorted(_cells(sheet).items()):
        value = cell.value
        place = page.place(row, column)
        if cell.data_type == "f" and computed is not None:
            value = computed.cell(row, column).value
            if value is None:
                problems.append(Problem(place, "holds a formula whose result was not saved", "open and save the file in a spreadsheet program, or write the value", source=source))
        if isinstance(value, str) and (cell.data_type == "e" or (cell.data_type == "f" and value.startswith("#"))):
            problems.append(Problem(place, f"holds the error {value}", "mend the formula, or write the value", source=source))
            continue
        if isinstance(value, float | int) and not isinstance(value, bool) and "%" in str(cell.number_format):
            value = Percent(value)
        if value is not None and value != "":
            page.cells[row, column] = Typed(value) if isinstance(value, str) and DOUBTFUL.fullmatch(value) else value
        if cell.comment is not None and cell.comment.text.strip():
            page.remarks[row, column] = " ".join(cell.comment.text.split())
    _spread(sheet, page)
    _conceal(sheet, page)
    return page


def _conceal(sheet: Worksheet, page: Page) -> None:
    """Note which rows and columns with something in them are hidden."""
    rows, columns = {row for row, _ in page.cells}, {column for _, column in page.cells}
    page.hidden.update(f"row {row}" for row in sorted(rows) if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden)
    for known in sheet.column_dimensions.values():
        if known.hidden:
            page.hidden.update(f"column {letters(column)}" for column in columns if (known.min or 0) <= column <= (known.max or 0))
    if sheet.sheet_state != "visible":
        page.hidden.add("sheet")


def _spread(sheet: Worksheet, page: Page) -> None:
    """Let the value of cells merged below each other stand in every one of them."""
    for merged in sheet.merged_cells.ranges:
        value = page.cells.get((merged.min_row, merged.min_col))
        if value is not None and merged.max_row - merged.min_row < MOST_PARTS:
            for row in range(merged.min_row, merged.max_row + 1):
                page.cells[row, merged.min_col] = value
                page.wide[row, merged.min_col] = merged.max_col
