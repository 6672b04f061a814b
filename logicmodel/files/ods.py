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
        """Return the plan, or that of the logframe in it; problems carry the sheet and the cell."""
        from logicmodel.files.forms.opendocument import pages_in  # noqa: PLC0415 - only for spreadsheets
        from logicmodel.files.forms.workbook import plan_in_pages  # noqa: PLC0415
        from logicmodel.files.logframes.pages import holds_logframe  # noqa: PLC0415
        from logicmodel.files.logframes.reading import read_logframe  # noqa: PLC0415

        problems: list[Problem] = []
        lost: list[Problem] = []
        try:
            pages = pages_in(source, problems, lost)
        except FileError:
            if holds_logframe(source):
                return read_logframe(source, losses)
            raise
        losses += lost
        return plan_in_pages(pages, source, problems, losses)

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan; actuals in a spreadsheet that stands there already are kept.

        It offers fewer lists to choose from than the Excel workbook.
        """
        from logicmodel.files.forms.opendocument import measured_in  # noqa: PLC0415
        from logicmodel.files.forms.plans import tables_of  # noqa: PLC0415
        from logicmodel.files.forms.spreadsheet import spreadsheet  # noqa: PLC0415

        tables = tables_of(plan, losses)
        if Path(path).is_file():
            with contextlib.suppress(FileError):
                tables = {**tables, **measured_in(take(path), tables, losses)}
        write_bytes(path, spreadsheet(tables))
