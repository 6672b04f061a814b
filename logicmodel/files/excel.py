"""Plans as Excel workbooks: sheets that people fill in, and that hold everything a plan says."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source, take
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class Excel(Format):
    """A workbook with a sheet for each part of a plan: one row for each entry, one column for each field."""

    kind: ClassVar[str] = "excel"
    title: ClassVar[str] = "Excel workbook"
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx",)
    explains: ClassVar[bool] = True

    def recognises(self, source: Source) -> bool:
        """Say whether the workbook has a sheet Plan and another one of a plan, or several of these."""
        from logicmodel.files.forms.opening import names_in  # noqa: PLC0415 - only for workbooks
        from logicmodel.files.forms.reading import sheet_named  # noqa: PLC0415

        names = {sheet_named(name) for name in names_in(source)}
        return len(names - {None}) > (1 if "Plan" in names else 2)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; problems carry the sheet and the cell."""
        from logicmodel.files.forms.workbook import read_workbook  # noqa: PLC0415

        return read_workbook(source, losses)

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan; actuals in a workbook that stands there already are kept."""
        from logicmodel.files.forms.workbook import actuals_in, workbook_bytes  # noqa: PLC0415

        kept: list[dict[str, object]] = []
        if Path(path).is_file():
            try:
                kept = actuals_in(take(path), losses)
            except FileError:
                kept = []
        write_bytes(path, workbook_bytes(plan, losses, kept))
