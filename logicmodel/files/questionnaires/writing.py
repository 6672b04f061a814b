"""The questions of a plan as a workbook that people fill in."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from logicmodel.analysis.questions import questions
from logicmodel.errors import FileError, Problem, RequestError
from logicmodel.files.questionnaires.columns import (
    ANSWERS,
    COLUMNS,
    GUIDE,
    HEAD,
    HIGH,
    HINTS,
    LIKELY,
    LOW,
    MEANING,
    NUMBER,
    QUESTION,
    QUESTIONS,
    UNIT,
    WHO,
)
from logicmodel.files.workbooks import package
from logicmodel.files.workbooks.names import legal
from logicmodel.files.workbooks.sheet import FONT, INK, PAPER, set_page, write
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIELDS = {QUESTION: "question", MEANING: "meaning", UNIT: "unit", NUMBER: "number"}
SHADE, LINES = "FFEEF2F6", "FFB7C3D0"
GREY = "FF6B7785"
LINE = 15.0
"""Height of a line in points."""


def write_questions(
    plan: Plan, path: str | os.PathLike[str], numbers: Sequence[str] | str | None = None, *, who: str = ""
) -> Path:
    """Write the questions about a plan's numbers to an Excel workbook, and return its path.

    One row for each question of ``questions(plan, numbers)``, with cells for low, likely and high, for an answer
    in other words, for who answered and for remarks; what is not to be changed is protected, without a
    password. ``who`` fills in the name. Raises RequestError where nothing is to be asked, and FileError
    where the file cannot be written or is no ``.xlsx``.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second

    found = Path(path)
    if found.suffix.lower() != ".xlsx":
        raise FileError(Problem("", "questions are written as an Excel workbook", "give it a name that ends in .xlsx", source=str(found)))
    rows = questions(plan, numbers, who=who or None).rows
    if not rows:
        raise RequestError("nothing is to be asked: the plan lacks no number", remedy="name numbers by their paths to ask about them again")
    book = Workbook()
    sheet = book.active
    sheet.title = QUESTIONS
    _top(sheet, plan, who)
    _heads(sheet)
    for place, row in enumerate(rows, HEAD + 2):
        _question(sheet, place, row)
    _validate(sheet, rows)
    _finish(sheet, HEAD + 1 + len(rows))
    book.properties.title = legal(plan.title)
    book.properties.creator = "logicmodel"
    write_bytes(found, package.packed(book))
    return found


def _top(sheet: Worksheet, plan: Plan, who: str) -> None:
    """Write what this is, how to fill it in, and the cell for the name."""
    from openpyxl.styles import Alignment, Font, Protection  # noqa: PLC0415

    write(sheet.cell(1, 1), plan.title or "A plan without a title")
    sheet.cell(1, 1).font = Font(name=FONT, size=16, bold=True)
    sheet.row_dimensions[1].height = 24.0
    for row, text in enumerate(GUIDE, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS) - 1)
        write(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = Font(name=FONT, color=GREY)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    name = sheet.cell(4, 1)
    write(name, WHO)
    name.font, name.alignment = Font(name=FONT, bold=True), Alignment(horizontal="right", vertical="center", indent=1)
    sheet.row_dimensions[3].height, sheet.row_dimensions[4].height = 1.5 * LINE, 1.5 * LINE
    write(sheet.cell(4, 2), who or None)
    sheet.cell(4, 2).border, sheet.cell(4, 2).protection = _box(), Protection(locked=False)
    sheet.cell(4, 2).font, sheet.cell(4, 2).alignment = Font(name=FONT), Alignment(vertical="center", indent=1)


def _heads(sheet: Worksheet) -> None:
    """Write the heads of the columns, and under those to be filled in what they ask for."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    for place, (head, width) in enumerate(COLUMNS.items(), 1):
        cell, below = sheet.cell(HEAD, place), sheet.cell(HEAD + 1, place)
        write(cell, head)
        write(below, HINTS.get(head))
        right = head in {LOW, LIKELY, HIGH}
        for each in (cell, below):
            each.fill = PatternFill("solid", fgColor=PAPER)
            each.alignment = Alignment(horizontal="right" if right else "left", vertical="center", wrap_text=True, indent=1)
        cell.font = Font(name=FONT, bold=True, color=INK)
        below.font = Font(name=FONT, size=9, italic=True, color="FFD5DEE8")
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[HEAD + 1].height = 2 * LINE


def _question(sheet: Worksheet, row: int, question: Mapping[str, Any]) -> None:
    """Write one question, and dress the cells for its answer."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection  # noqa: PLC0415

    chance = question["most"] == 1 and question["least"] == 0
    for place, head in enumerate(COLUMNS, 1):
        cell = sheet.cell(row, place)
        cell.border = _box()
        cell.font = Font(name=FONT, size=9 if head in {MEANING, NUMBER} else 11, color=GREY if head in {MEANING, NUMBER} else None)
        numeric = head in {LOW, LIKELY, HIGH}
        cell.alignment = Alignment(horizontal="right" if numeric else "left", vertical="top", wrap_text=not numeric, indent=1)
        if head in FIELDS:
            write(cell, question[FIELDS[head]])
            cell.fill = PatternFill("solid", fgColor=SHADE)
        if head in ANSWERS:
            cell.protection = Protection(locked=False)
            cell.number_format = "@" if not numeric else "0%" if chance else "General"  # @: 8-20 is no date
    letters = {QUESTION: question["question"], MEANING: question["meaning"], UNIT: question["unit"], NUMBER: question["number"]}
    lines = max(-(-len(text) * (0.85 if head in {MEANING, NUMBER} else 1.1) // COLUMNS[head]) for head, text in letters.items())
    sheet.row_dimensions[row].height = LINE * max(lines, 1) + 4


def _validate(sheet: Worksheet, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let numbers be numbers within the bounds of what is asked, and say so at the cell."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    first, end = (get_column_letter(list(COLUMNS).index(head) + 1) for head in (LOW, HIGH))
    found: dict[tuple[Any, Any], DataValidation] = {}
    for place, row in enumerate(rows, HEAD + 2):
        ends = row["least"], row["most"]
        if ends not in found:
            low, high = (f"{end:.15g}" if end is not None else wide for end, wide in zip(ends, ("-1E+300", "1E+300"), strict=True))
            rule = DataValidation(type="decimal", operator="between", formula1=low, formula2=high, allow_blank=True)
            within = {(None, None): "A number", (0, 1): "0% to 100%", (0, None): "0 or more"}.get(ends, f"{low} to {high}")
            rule.errorTitle, rule.error = "A number, please", f"{within}, please. Write anything else under “Or in other words”."
            rule.promptTitle, rule.prompt = "Low, likely, high", f"{within}. Leave it empty where you do not know."
            rule.showErrorMessage = rule.showInputMessage = True
            found[ends] = rule
            sheet.add_data_validation(rule)
        found[ends].add(f"{first}{place}:{end}{place}")


def _finish(sheet: Worksheet, last: int) -> None:
    """Keep heads in sight, and protect what is not to be changed."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    heads = list(COLUMNS)
    sheet.freeze_panes = sheet.cell(HEAD + 2, 2).coordinate
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "formatCells", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
    set_page(sheet)
    sheet.print_area = f"A1:{get_column_letter(len(heads) - 1)}{last}"  # without the paths
    sheet.print_title_rows = f"{HEAD}:{HEAD + 1}"


def _box() -> Any:
    from openpyxl.styles import Border, Side  # noqa: PLC0415

    line = Side(style="thin", color=LINES)
    return Border(left=line, right=line, top=line, bottom=line)
