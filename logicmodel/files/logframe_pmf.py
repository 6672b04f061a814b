"""Logframes in the layout of the Performance measurement framework, as Excel sheets."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class LogframePmf(Format):
    """The framework of Global Affairs Canada, as USAID partners use it too: indicators with how, how often and by whom they are collected."""

    kind: ClassVar[str] = "logframe_pmf"
    title: ClassVar[str] = "Performance measurement framework"
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx",)

    def recognises(self, source: Source) -> bool:
        """Say whether the headers in the workbook are those of this layout."""
        from logicmodel.files.logframes.headers import layout_of  # noqa: PLC0415 - only for workbooks

        return layout_of(source) == self.kind

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; links are proposed by level, and what has no place in a plan is lost."""
        from logicmodel.files.logframes.reading import read_logframe  # noqa: PLC0415 - only for workbooks

        return read_logframe(source, losses)

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the sheet."""
        from logicmodel.files.logframes.content import Content  # noqa: PLC0415
        from logicmodel.files.logframes.drawing import draw_matrix  # noqa: PLC0415 - only for workbooks
        from logicmodel.files.logframes.layouts import PMF  # noqa: PLC0415
        from logicmodel.files.workbooks.package import packed  # noqa: PLC0415

        write_bytes(path, packed(draw_matrix(Content(plan, PMF, losses))))
