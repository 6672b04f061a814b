"""Indicator tracking tables as plans: one row for each indicator, with baseline, target and its periods in columns."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan


class Indicators(Format):
    """An indicator tracking table, as CSV or as a sheet of a workbook; only read."""

    kind: ClassVar[str] = "indicators"
    title: ClassVar[str] = "Indicator tracking table"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".xlsx")
    writes: ClassVar[bool] = False

    def recognises(self, source: Source) -> bool:
        """Say whether there are columns for indicators and for what was measured in several periods."""
        from logicmodel.files.measurements.tracking import tracked  # noqa: PLC0415 - only for tables

        try:
            return tracked(source) is not None
        except FileError:
            return False

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; indicators below the same result share a node, and others have a node of their own."""
        from logicmodel.files.measurements.tracking import Tracking, tracked  # noqa: PLC0415 - only for tables

        table = tracked(source)
        if table is None:
            raise source.refusal("is no table of indicators", "name the columns Indicator, Baseline, Target, and a year for each column of values")
        return Tracking(table, losses).plan()
