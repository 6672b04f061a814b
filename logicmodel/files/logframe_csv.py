"""Logframes saved as CSV, with commas, semicolons or tabs between the cells."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan


class LogframeCsv(Format):
    """A logframe as spreadsheet programs save it in a CSV file; only read."""

    kind: ClassVar[str] = "logframe_csv"
    title: ClassVar[str] = "Logframe as CSV"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    writes: ClassVar[bool] = False

    def recognises(self, source: Source) -> bool:
        """Say whether a row names indicators beside baselines, targets, sources or assumptions."""
        from logicmodel.files.logframes.pages import holds_logframe  # noqa: PLC0415 - only for tables

        return holds_logframe(source)

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; links are proposed by level, and what has no place in a plan is lost."""
        from logicmodel.files.logframes.reading import read_logframe  # noqa: PLC0415 - only for tables

        return read_logframe(source, losses)
