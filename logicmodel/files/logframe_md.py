"""Logframes as tables in Markdown, for wikis and repositories."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_text


class LogframeMd(Format):
    """A logframe in the columns of the EU matrix; it can only be written."""

    kind: ClassVar[str] = "logframe_md"
    title: ClassVar[str] = "Markdown logframe"
    suffixes: ClassVar[tuple[str, ...]] = (".md",)
    reads: ClassVar[bool] = False

    def read(self, source: Source, losses: list[Problem]) -> Plan:  # noqa: ARG002 - the contract
        """Refuse: the table leaves out what its cells cannot say."""
        raise source.refusal("is Markdown, in which logframes can only be written", "read the plan it was written from, or a logframe in Excel")

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the table."""
        from logicmodel.files.logframes.content import Content  # noqa: PLC0415 - only where it is needed
        from logicmodel.files.logframes.layouts import MARKDOWN  # noqa: PLC0415
        from logicmodel.files.logframes.markdown import markdown  # noqa: PLC0415

        write_text(path, markdown(Content(plan, MARKDOWN, losses)))
