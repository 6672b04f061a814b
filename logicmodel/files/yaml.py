"""Plans as YAML: the format for people."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import ClassVar

from logicmodel.errors import FileError, Problem
from logicmodel.files.composition import compose
from logicmodel.files.format import Format
from logicmodel.files.merging import merged
from logicmodel.files.source import Source, take
from logicmodel.files.styling import page
from logicmodel.files.tree import Node, plan_in
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_text


class Yaml(Format):
    """YAML 1.2: indented keys and values, with comments."""

    kind: ClassVar[str] = "yaml"
    title: ClassVar[str] = "YAML"
    suffixes: ClassVar[tuple[str, ...]] = (".yaml", ".yml")

    def recognises(self, source: Source) -> bool:
        """Say whether the text begins with keys of a plan."""
        try:
            root, _ = compose(source.text(), source.name)
        except FileError:
            return False
        return root is not None and isinstance(root.data, dict) and "logicmodel" in root.data

    def read(self, source: Source, losses: list[Problem]) -> Plan:  # noqa: ARG002 - it holds everything
        """Return the plan; problems carry the line."""
        root, problems = compose(source.text(), source.name)
        return plan_in(root, problems, source)

    def tree(self, source: Source) -> Node | None:
        """Return where everything stands in the text."""
        return compose(source.text(), source.name)[0]

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:  # noqa: ARG002 - it holds everything
        """Write the plan; in a file that holds a plan already, only what differs is changed."""
        text = None
        if Path(path).is_file():
            with contextlib.suppress(FileError):
                text = merged(take(path).text(), plan)
        write_text(path, page(plan.to_document()) if text is None else text)
