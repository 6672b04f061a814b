"""Plans as OpenDocument spreadsheets: the sheets of the Excel workbook, for LibreOffice and its kin."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import ClassVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source, take
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class Ods(Format):
    """An OpenDocument spreadsheet with a sheet for each part of a plan."""

    kind: ClassVar[str] = "ods"
    title: ClassVar[str] = "OpenDocument spreadsheet"
    suffixes: ClassVar[tuple[str, ...]] = (".ods",)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; problems carry the sheet and the cell."""
        from logicmodel.files.forms.opendocument import pages_in  # noqa: PLC0415 - only for spreadsheets
        from logicmodel.files.forms.workbook import plan_in_pages  # noqa: PLC0415

        problems: list[Problem] = []
        return plan_in_pages(pages_in(source, problems, losses), source, problems, losses)

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan; actuals in a spreadsheet that stands there already are kept.

        It is a form without the help and the lists of choices that the Excel workbook has.
        """
        from logicmodel.files.forms.opendocument import measured_in, spreadsheet  # noqa: PLC0415
        from logicmodel.files.forms.plans import tables_of  # noqa: PLC0415

        tables = tables_of(plan, losses)
        if Path(path).is_file():
            with contextlib.suppress(FileError):
                tables = {**tables, **measured_in(take(path), tables, losses)}
        write_bytes(path, spreadsheet(tables))
