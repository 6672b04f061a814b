"""Plans as folders of CSV files: one file for each sheet, for tables under version control and for scripts."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.files.source import SHEETS, Source
from logicmodel.plan.plan import Plan


class CsvFolder(Format):
    """A folder with a CSV file for each sheet of the workbook, in UTF-8, with the fields as headers."""

    kind: ClassVar[str] = "csv_folder"
    title: ClassVar[str] = "folder of CSV files"
    suffixes: ClassVar[tuple[str, ...]] = (SHEETS,)

    def recognises(self, source: Source) -> bool:
        """Say whether it is a folder with the sheets of a plan."""
        return bool(source.parts)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; problems carry the sheet and the cell."""
        from logicmodel.files.forms.folder import read_folder  # noqa: PLC0415 - only for folders

        return read_folder(source, losses)

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan; actuals in a folder that stands there already are kept."""
        from logicmodel.files.forms.folder import write_plan  # noqa: PLC0415

        write_plan(plan, path, losses)
