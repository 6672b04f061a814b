"""The look of a plan's workbook: headers in sight and out of harm's way, lists to choose from, help."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from logicmodel.files.forms.cells import Cell
from logicmodel.files.forms.choices import add_choices, add_lists
from logicmodel.files.forms.columns import Column
from logicmodel.files.forms.layout import ACTUALS, LISTS, PLAN, README, Sheet, sheets
from logicmodel.files.forms.putting import put
from logicmodel.files.forms.tables import PERIOD, Line, Table
from logicmodel.files.forms.welcome import fill_readme
from logicmodel.files.workbooks.names import CODES
from logicmodel.files.workbooks.sheet import FONT, INK, PAPER, set_page

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from logicmodel.plan.plan import Plan

HEAD, FIELDS, EXAMPLE, FIRST = 1, 2, 3, 4
"""Rows of the titles, of the fields (hidden), of the example (hidden once there are rows), of the first entry."""
MINOR, LINE, PALE, GREY = "FF7A8CA6", "FFD5DCE6", "FFF3F6FA", "FF7A7A7A"
NARROW, ONE_LINE, WIDEST = 11, 18, 46
"""Letters in columns."""
FRONT: Final = (34, 60, 70)
"""The same of the sheet Plan."""
PRINTED: Final = 200
"""Letters beside each other on a printed page."""
LETTER, TALLEST = 15, 200
"""Points of one line, and of a row at most."""
LAST_COLUMN: Final = 16_384
TABS: Final = {
    PLAN: "FF2F4B6E", "Inputs": "FF4E79A7", "Activities": "FF4E79A7", "Outputs": "FF4E79A7", "Outcomes": "FF4E79A7", "Factors": "FF9AA7B8",
    "Assumptions": "FF9AA7B8", "Links": "FF2F4B6E", "Indicators": "FF59A14F", "Targets": "FF59A14F", "Groups": "FF59A14F", "Allocations": "FFB07AA1", "Budget": "FFB07AA1",
    ACTUALS: "FF59A14F",
}
"""Colours of tabs: the chain, what acts from outside, what is measured, money."""


def book_of(plan: Plan, tables: dict[str, Table]) -> Workbook:
    """Return the workbook of a plan's tables."""
    from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second

    book = Workbook()
    readme = book.active
    readme.title = README
    fill_readme(readme, plan)
    known = sheets()
    for name, table in tables.items():
        page = book.create_sheet(name)
        page.sheet_properties.tabColor = TABS.get(name, "FFC8CFD9")
        if name == PLAN:
            _fill_front(page, table)
        else:
            _fill(page, known[name], table)
            add_choices(page, table.columns, FIRST)
    add_lists(book, book.create_sheet(LISTS), plan, FIRST)
    book.properties.title = CODES.sub("_x005F_", plan.title)[:200] if plan.title.isprintable() else ""
    book.properties.creator = "logicmodel"
    return book


def _fill(page: Worksheet, sheet: Sheet, table: Table) -> None:
    """Write a sheet with a column for each field."""
    wardrobe = Wardrobe()
    _head(page, sheet, table, wardrobe)
    widths = [page.column_dimensions[page.cell(HEAD, place).column_letter].width for place in range(1, len(table.columns) + 1)]
    for row, line in enumerate(table.lines, FIRST):
        for place, column in enumerate(table.columns, 1):
            cell = page.cell(row, place)
            wardrobe.dress(cell, _look(column))
            put(cell, line.get(column.key), grouped=column.kind not in {"period", "text"})
        page.row_dimensions[row].height = _height([(line.get(column.key), width) for column, width in zip(table.columns, widths, strict=True)])
    page.freeze_panes = page.cell(FIRST, 3 if sheet.section in {"links", "indicators", "groups"} else 2)
    page.auto_filter.ref = f"A{HEAD}:{page.cell(HEAD, len(table.columns)).column_letter}{max(FIRST, FIRST + len(table.lines) - 1)}"
    _guard(page, len(table.columns) + 1, wardrobe)
    shown = 1 + max((place for place, column in enumerate(table.columns) if not column.minor or any(line.get(column.key) is not None for line in table.lines)), default=0)
    set_page(page, pages=max(1, round(sum(widths[:shown]) / PRINTED)))
    page.print_area = f"A{HEAD}:{page.cell(HEAD, shown).column_letter}{max(EXAMPLE, FIRST + len(table.lines) - 1)}"
    page.print_title_rows = f"{HEAD}:{HEAD}"
    page.print_title_cols = "A:A"


def _head(page: Worksheet, sheet: Sheet, table: Table, wardrobe: Wardrobe) -> None:
    """Write the titles, the fields and the example."""
    for place, column in enumerate(table.columns, 1):
        head, field, example = (page.cell(row, place) for row in (HEAD, FIELDS, EXAMPLE))
        wardrobe.dress(head, ("minor" if column.minor else "head") + (" right" if column.measured else ""))
        put(head, column.title + (" *" if column.required else ""))
        _remark(head, column)
        put(field, column.key.removeprefix(PERIOD))
        shown = sheet.example.get(column.key)
        wardrobe.dress(example, "example")
        put(example, f"example: {shown}" if place == 1 and shown is not None else shown)
        known = page.column_dimensions[head.column_letter]
        wardrobe.dress(known, _look(column))
        known.width = _width(column, table, "" if table.lines or shown is None else str(example.value))
    page.row_dimensions[HEAD].height = 32
    page.row_dimensions[FIELDS].hidden = True
    page.row_dimensions[EXAMPLE].hidden = bool(table.lines) or not sheet.example


def _fill_front(page: Worksheet, table: Table) -> None:
    """Write the sheet Plan, whose fields stand below each other."""
    wardrobe = Wardrobe()
    values: Line = table.lines[0]
    for place, words in enumerate(("Field", "Value", "What it means", "Key"), 1):
        wardrobe.dress(page.cell(HEAD, place), "head")
        put(page.cell(HEAD, place), words)
    for row, column in enumerate(table.columns, HEAD + 1):
        label = column.title + (" *" if column.required else "")
        for place, (look, value) in enumerate((("label", label), ("text", values.get(column.key)), ("help", column.help), ("help", column.key)), 1):
            wardrobe.dress(page.cell(row, place), look)
            put(page.cell(row, place), value, grouped=column.kind != "period")
        page.row_dimensions[row].height = _height([(values.get(column.key), FRONT[1]), (column.help, FRONT[2])])
        add_choices(page, (column,), row, column=2, last=row)
    for letter, width in zip("ABC", FRONT, strict=True):
        page.column_dimensions[letter].width = width
    page.column_dimensions["D"].hidden = True
    page.row_dimensions[HEAD].height = 22
    page.freeze_panes = "B2"
    _guard(page, None, wardrobe)
    set_page(page)


def _guard(page: Worksheet, beyond: int | None, wardrobe: Wardrobe) -> None:
    """Protect the headers, without a password; every other cell stays open, and rows come and go."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.dimensions import ColumnDimension  # noqa: PLC0415

    if beyond is not None:
        letter = get_column_letter(beyond)
        rest = ColumnDimension(page, index=letter, min=beyond, max=LAST_COLUMN, width=NARROW)
        wardrobe.dress(rest, "open")
        page.column_dimensions[letter] = rest
    page.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(page.protection, allowed, False)  # False: not forbidden
    page.sheet_view.showGridLines = False
    page.sheet_view.zoomScale = 100


def looks() -> dict[str, dict[str, Any]]:
    """Return the looks of cells, by what they are for."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415

    thin = Side("thin", color=LINE)
    ruled, open_, shut = Border(bottom=thin, right=thin), Protection(locked=False), Protection(locked=True)
    top = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
    plain = {"font": Font(name=FONT), "border": ruled, "protection": open_, "alignment": top}

    def header(colour: str, side: str) -> dict[str, Any]:
        return {
            "font": Font(name=FONT, bold=True, color=INK), "fill": PatternFill("solid", fgColor=colour), "protection": shut,
            "alignment": Alignment(vertical="center", horizontal=side, indent=1, wrap_text=True), "border": Border(right=Side("thin", color=INK)),
        }

    return {
        "head": header(PAPER, "left"),
        "head right": header(PAPER, "right"),
        "minor": header(MINOR, "left"),
        "minor right": header(MINOR, "right"),
        "label": {"font": Font(name=FONT, bold=True), "fill": PatternFill("solid", fgColor=PALE), "border": ruled, "protection": shut, "alignment": top},
        "help": {"font": Font(name=FONT, color=GREY), "border": ruled, "protection": shut, "alignment": top},
        "example": {"font": Font(name=FONT, italic=True, color=GREY), "fill": PatternFill("solid", fgColor=PALE), "border": ruled, "protection": open_, "alignment": top},
        # As text, so that no spreadsheet makes a date of 2027-01 or a formula of -3 to -1.
        "text": {**plain, "number_format": "@"},
        "number": {**plain, "number_format": "@", "alignment": Alignment(vertical="top", horizontal="right", indent=1, wrap_text=True)},
        "open": {"protection": open_},
    }


class Wardrobe:
    """The looks of cells, each put together once: a workbook of a large plan has a hundred thousand cells."""

    def __init__(self) -> None:
        """Begin with nothing worn yet."""
        self.looks = looks()
        self.worn: dict[str, Any] = {}

    def dress(self, cell: Any, look: str) -> None:
        """Give a cell or a column its look."""
        if look in self.worn:
            cell._style = copy.copy(self.worn[look])  # noqa: SLF001 - the library knows no shorter way
            return
        for name, value in self.looks[look].items():
            setattr(cell, name, copy.copy(value))
        self.worn[look] = copy.copy(cell._style)  # noqa: SLF001 - the same


def _look(column: Column) -> str:
    return "number" if column.measured else "text"


def _remark(cell: SheetCell, column: Column) -> None:
    """Hang the help on a header."""
    from openpyxl.comments import Comment  # noqa: PLC0415

    choices = f"\nOne of: {', '.join(column.choices)}." if column.choices else ""
    text = f"{column.help}{choices}\nField: {column.key.removeprefix('period ')}"
    cell.comment = Comment(text, "logicmodel", height=30 + 18 * (text.count("\n") + len(text) // 45), width=330)


def _height(cells: list[tuple[Cell, float]]) -> float:
    """Return the height that shows what stands in a row."""
    lines = 1
    for value, width in cells:
        if isinstance(value, str):
            lines = max(lines, sum(-(-max(1, len(part)) // int(width)) for part in value.rstrip().split("\n")))
    return float(min(LETTER * lines + 2, TALLEST))


def _width(column: Column, table: Table, example: str) -> float:
    """Return the width that shows most of what a column holds."""
    texts = [example, *(str(value) for line in table.lines if (value := line.get(column.key)) is not None)]
    longest = max((len(part) for text in texts for part in text.split("\n")), default=0)
    words = max(len(word) for word in column.title.split()) + 4
    title = len(column.title) if len(column.title) < ONE_LINE else len(column.title) // 2 + 4
    return float(min(max(longest + 4, words + 2, title + 6, NARROW), WIDEST))
