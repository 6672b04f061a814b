"""Answers written into a plan's file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from logicmodel.analysis.estimates import Said, answer_changes
from logicmodel.errors import FileError, Problem
from logicmodel.files.edit import edit
from logicmodel.files.format import read
from logicmodel.plan.plan import Plan

KEEPING = (".yaml", ".yml", ".json")
"""Suffixes of files that hold every number of a plan."""


def record_answers(
    path: str | os.PathLike[str], answers: Mapping[str, Said | Mapping[str, Said]], *, remarks: Mapping[str, str] | None = None
) -> Plan:
    """Write answers into a plan's file as ``answered`` understands them, and return the plan as it is then.

    Comments stay; the file is written whole or not at all. Raises what ``answered`` and ``edit`` raise, and
    FileError for a format that cannot hold every number of a plan.
    """
    check_keeps(path)
    changes = answer_changes(read(path), answers, remarks=remarks)
    return edit(path, changes) if changes else read(path)


def check_keeps(path: str | os.PathLike[str]) -> None:
    """Refuse a file into which not every answer could be written."""
    found = Path(os.fsdecode(path))
    if found.suffix.lower() not in KEEPING:
        remedy = f"logicmodel convert {found} {found.stem}.yaml makes a file that can"
        raise FileError(Problem("", "cannot hold the numbers that are asked for", remedy, source=str(found)))
