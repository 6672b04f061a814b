"""Tables as Excel workbooks, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.tables import TableFormat


class Xlsx(TableFormat):
    """A sheet for each answer and a sheet ``About`` with settings, notes and the meaning of columns.

    Each sheet is an Excel table from its first cell on: filters, headers that stay in sight, chances as
    percentages, thousands set apart; the cells hold sixteen digits. Text is never a formula. Infinity is
    the text ``∞``; letters that XML forbids are replaced, text beyond 32,767 letters is cut.
    """

    kind: Literal["xlsx"] = "xlsx"
    several: ClassVar[bool] = True
    needs: ClassVar[str] = "openpyxl"

    def content(self, answers: Mapping[str, Answer]) -> bytes:
        """Return the workbook; the same answers give the same bytes."""
        from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second

        from logicmodel.files.workbooks import about, names, package, sheet  # noqa: PLC0415

        book = Workbook()
        book.remove(book.active)
        titles = names.sheet_names(answers, taken=[about.NAME])
        for title, table, answer in zip(titles, names.table_names(titles), answers.values(), strict=True):
            sheet.fill(book.create_sheet(title), answer, table)
        about.fill_about(book.create_sheet(about.NAME), dict(zip(titles, answers.values(), strict=True)))
        book.properties.title = names.legal(next(iter(answers.values())).settings.get("plan", ""))
        book.properties.creator = "logicmodel"
        return package.packed(book)
