"""Lists to choose from in the cells of a workbook; those of ids grow as rows are added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from logicmodel.files.forms.columns import Column

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from logicmodel.plan.plan import Plan

LAST: Final = 2_000
"""The last row with lists to choose from."""
SPARE: Final = 200
"""Ids that can be added before the list of all nodes has to be made anew."""
NODES: Final = ("Inputs", "Activities", "Outputs", "Outcomes", "Factors", "Assumptions")
RESULTS: Final = ("Activities", "Outputs", "Outcomes")
SINGLE: Final = {"inputs": ("Inputs", "A"), "indicators": ("Indicators", "B")}
"""Lists that stand in one column of one sheet."""


def add_choices(page: Worksheet, columns: Sequence[Column], first: int, *, column: int | None = None, last: int = LAST) -> None:
    """Add the lists to choose from to the cells of columns; ``column`` is the place where it is not the order."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    for place, one in enumerate(columns, 1):
        if not one.choices and one.kind != "flag" and not one.refers:
            continue
        words = one.choices or ("yes", "no")
        listed = DataValidation(
            type="list", formula1=f"=known_{one.refers}" if one.refers else '"' + ",".join(words) + '"', allow_blank=True, showErrorMessage=True,
            errorStyle="warning" if one.refers else "stop", errorTitle="Not in the list",
            error="There is no such id yet. Add it on its own sheet too." if one.refers else "Choose one of the list.",
        )
        letter = get_column_letter(place if column is None else column)
        listed.add(f"{letter}{first}:{letter}{last}")
        page.add_data_validation(listed)


def add_lists(book: Workbook, page: Worksheet, plan: Plan, first: int) -> None:
    """Fill the hidden sheet from which the lists of ids come, and name the lists.

    Nodes stand on several sheets; formulas here bring them together while people type. They are for the
    spreadsheet program alone: reading a plan passes this sheet over.
    """
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415

    page.sheet_state = "hidden"
    names = {name: f"OFFSET({sheet}!${letter}${first},0,0,MAX(1,COUNTA({sheet}!${letter}${first}:${letter}${LAST})),1)" for name, (sheet, letter) in SINGLE.items()}
    for place, (name, parts) in enumerate((("nodes", NODES), ("results", RESULTS))):
        letter, counts = "AB"[place], "DE"[place]
        total = f"${counts}${len(parts) + 1}"
        for row, sheet in enumerate(parts, 2):
            page[f"{counts}{row}"] = f"=COUNTA({_ids(sheet, first)})" + (f"+{counts}{row - 1}" if row > 2 else "")
        known = len(plan.nodes if name == "nodes" else plan.results)
        for row in range(2, known + SPARE + 2):
            page[f"{letter}{row}"] = "=" + _nth(parts, counts, row - 1, first)
        names[name] = f"OFFSET(Lists!${letter}$2,0,0,MAX(1,MIN(Lists!{total},{known + SPARE})),1)"
    labels = plan.periods.labels
    for row, label in enumerate(labels, 2):
        page[f"C{row}"] = int(label) if label.isdecimal() else label
    names["periods"] = f"Lists!$C$2:$C${len(labels) + 1}"
    for name, formula in names.items():
        book.defined_names[f"known_{name}"] = DefinedName(f"known_{name}", attr_text=formula)


def _ids(sheet: str, first: int) -> str:
    return f"{sheet}!$A${first}:$A${LAST}"


def _nth(sheets: Sequence[str], counts: str, number: int, first: int) -> str:
    """Return the formula for the nth id of several sheets, one after the other."""
    text = '""'
    for row, sheet in reversed(list(enumerate(sheets, 2))):
        before = f"-${counts}${row - 1}" if row > 2 else ""
        text = f"IF({number}<=${counts}${row},INDEX({_ids(sheet, first)},{number}{before}),{text})"
    return text
