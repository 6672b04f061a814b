"""What a check has found, and how a machine may mend it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from logicmodel.errors import Problem

Severity: TypeAlias = Literal["error", "warning", "hint"]
RANKS: tuple[Severity, ...] = ("error", "warning", "hint")


@dataclasses.dataclass(frozen=True)
class Fix:
    """A repair that needs no judgement: values to set and entries to take out."""

    title: str
    """What it does, in a few words: "delete the assumption peace"."""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """New values by path, as ``override`` takes them."""
    removes: tuple[tuple[str | int, ...], ...] = ()
    """Keys that lead to the entries in the document, such as ``("assumptions", "peace")``."""

    def to_dict(self) -> dict[str, Any]:
        """Return the repair as plain data."""
        return {"title": self.title, "changes": dict(self.changes), "removes": [list(keys) for keys in self.removes]}


@dataclasses.dataclass(frozen=True)
class Finding(Problem):
    """One thing that a check has found in a plan, with its place and the remedy."""

    code: str = ""
    """The rule: ``LM101``."""
    severity: Severity = "warning"
    fix: Fix | None = None
    """How a machine may mend it; None where that needs judgement."""

    def __str__(self) -> str:
        """Write ``file:line: where: severity code: what; remedy``."""
        told = dataclasses.replace(self, message=f"{self.severity} {self.code}: {self.message}")
        return Problem.__str__(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data; ``fix`` is there only where there is one."""
        keys = ("code", "severity", "where", "line", "message", "remedy")
        found = {key: getattr(self, key) for key in keys}
        return found if self.fix is None else {**found, "fix": self.fix.to_dict()}
