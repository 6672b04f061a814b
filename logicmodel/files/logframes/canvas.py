"""The sheet that a logframe is drawn on: styles, merged cells, heights of rows, print setup."""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import TYPE_CHECKING, Any, Final

from logicmodel.files.logframes.layouts import Layout
from logicmodel.files.workbooks.sheet import FONT, write

if TYPE_CHECKING:
    from openpyxl import Workbook

LINE, PADDING, TALLEST = 13.0, 8.0, 400.0
"""Points of a line, around the text of a cell, and of the tallest row that spreadsheets take."""
SIZE: Final = 10
PAPER: Final = (10.89, 7.02)
"""Inches of A4, landscape, within the margins."""
GREY, MUTED = "FFBFC6CF", "FF5A6470"


@dataclasses.dataclass(frozen=True)
class Style:
    """How a cell looks; colours are those of the layout by name."""

    bold: bool = False
    size: int = SIZE
    color: str = ""
    fill: str = ""
    center: bool = False
    border: bool = True


STYLES: Final = {
    "title": Style(bold=True, size=16, color="paper", border=False),
    "label": Style(bold=True, color="muted", border=False),
    "front": Style(border=False),
    "head": Style(bold=True, color="white", fill="paper", center=True),
    "head_left": Style(bold=True, color="white", fill="paper"),
    "level": Style(bold=True, fill="tint"),
    "result": Style(bold=True),
    "cell": Style(),
    "figure": Style(center=True),
}


class Canvas:
    """One sheet in the making."""

    def __init__(self, layout: Layout, widths: list[float]) -> None:
        """Start a sheet with columns of these widths, in letters."""
        from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second

        self.layout, self.widths = layout, widths
        self.book: Workbook = Workbook()
        self.sheet = self.book.worksheets[0]
        self.sheet.title = layout.sheet
        self.sheet.sheet_view.showGridLines = False
        self.needs: list[tuple[int, int, float]] = []
        self.looks: dict[str, dict[str, Any]] = {}
        self.levels: list[tuple[int, int, str]] = []
        """First and last rows of the names of levels that stand beside several rows, and the names."""
        self.starts: list[int] = []
        """Rows before which a page may end."""
        for place, width in enumerate(widths, 1):
            self.sheet.column_dimensions[self.sheet.cell(1, place).column_letter].width = width

    def put(self, row: int, column: int, value: Any, style: str, *, rows: int = 1, columns: int = 1, percent: bool = False) -> None:
        """Write a value into a cell, or into several merged ones; numbers of percentages are given as such."""
        cell = self.sheet.cell(row, column)
        number = isinstance(value, int | float)
        write(cell, value / 100 if number and percent else value)
        if number:
            digits = min(max(len(f"{value:.6f}".rstrip("0").partition(".")[2]), 0), 4)
            cell.number_format = (f"0.{'0' * digits}%" if digits else "0%") if percent else (f"#,##0.{'0' * digits}" if digits else "#,##0")
        for down in range(rows):
            for right in range(columns):
                self._dress(row + down, column + right, style)
        if rows > 1 and style == "level":
            self.levels.append((row, row + rows - 1, str(value)))
        if rows > 1 or columns > 1:
            self.sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)
        width = sum(self.widths[column - 1 : column - 1 + columns])
        bold = 1.12 if STYLES[style].bold else 1.0
        size = STYLES[style].size
        self.needs.append((row, rows, _lines("" if value is None else str(value), width, bold * size / SIZE) * LINE * size / SIZE + PADDING))

    def _dress(self, row: int, column: int, name: str) -> None:
        if name not in self.looks:
            self.looks[name] = self._look(name)
        cell = self.sheet.cell(row, column)
        for part, value in self.looks[name].items():
            setattr(cell, part, value)

    def _look(self, name: str) -> dict[str, Any]:
        """Return the parts of a cell's look by their names."""
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        style = STYLES[name]
        colours = {"paper": self.layout.paper, "tint": self.layout.tint, "white": "FFFFFFFF", "muted": MUTED}
        side = Side(style="thin", color=GREY)
        look: dict[str, Any] = {
            "font": Font(name=FONT, size=style.size, bold=style.bold, color=colours.get(style.color, "FF1B1F24")),
            "alignment": Alignment(
                horizontal="center" if style.center else "left", vertical="center" if name.startswith("head") else "top",
                wrap_text=name != "title", indent=0 if style.center or not style.border else 1,
            ),
        }
        look |= {"fill": PatternFill("solid", fgColor=colours[style.fill])} if style.fill else {}
        return look | ({"border": Border(left=side, right=side, top=side, bottom=side)} if style.border else {})

    def finish(self, *, head: int, repeat: bool, frozen: int = 1) -> Workbook:
        """Set the heights of rows and the print setup; ``head`` is the row of the headers."""
        heights: dict[int, float] = {}
        for row, rows, points in sorted(self.needs, key=lambda need: need[1]):
            have = sum(heights.get(one, LINE + PADDING) for one in range(row, row + rows))
            for one in range(row, row + rows):
                heights[one] = min(TALLEST, heights.get(one, LINE + PADDING) + max(points - have, 0) / rows)
        for row, points in heights.items():
            self.sheet.row_dimensions[row].height = math.ceil(points)
        sheet = self.sheet
        sheet.oddFooter.right.text = "Page &P of &N"
        sheet.oddFooter.left.text = self.layout.title
        if repeat:
            sheet.print_title_rows = f"{head}:{head}"
            sheet.freeze_panes = sheet.cell(head + 1, frozen + 1).coordinate
        self._page(heights, heights[head] if repeat else 0.0)
        return self.book

    def _page(self, heights: dict[int, float], repeated: float) -> None:
        """Fit the columns on the width of a page, and let pages end between results."""
        from openpyxl.worksheet.pagebreak import Break  # noqa: PLC0415

        sheet = self.sheet
        setup, margins = sheet.page_setup, sheet.page_margins
        setup.orientation, setup.paperSize = "landscape", 9
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.75, 0.3, 0.35
        sheet.print_options.horizontalCentered = True
        inches = sum(width * 7 + 5 for width in self.widths) / 96
        scale = min(1.0, PAPER[0] / inches * 0.98)
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        room = PAPER[1] * 72 / scale * 0.97
        used, last = 0.0, max(heights)
        for start, end in itertools.pairwise([1, *self.starts, last + 1]):
            tall = sum(heights.get(row, LINE) for row in range(start, end))
            if used and used + tall > room:
                sheet.row_breaks.append(Break(id=start - 1))
                self._continue(start)
                used = repeated
            used += tall


    def _continue(self, row: int) -> None:
        """Say the name of a level once more where a page begins in the midst of it."""
        for first, last, name in self.levels:
            if first < row <= last:
                self.sheet.unmerge_cells(start_row=first, start_column=1, end_row=last, end_column=1)
                self.levels.remove((first, last, name))
                told = name if name.endswith("(continued)") else f"{name}\n(continued)"
                for start, end, text in ((first, row - 1, name), (row, last, told)):
                    for one in range(start, end + 1):
                        self._dress(one, 1, "level")
                    write(self.sheet.cell(start, 1), text)
                    if end > start:
                        self.sheet.merge_cells(start_row=start, start_column=1, end_row=end, end_column=1)
                        self.levels.append((start, end, text))
                return


def _lines(text: str, width: float, scale: float) -> int:
    """Return how many lines a text takes in a column of a width in letters."""
    fit = max(width * 1.12 / scale - 2, 4)
    return sum(max(1, math.ceil(len(line) / fit)) for line in text.split("\n")) if text else 1
