"""Values set in a plan's file by their paths."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from logicmodel.errors import FileError, Problem
from logicmodel.files.format import read, write
from logicmodel.files.merging import merged
from logicmodel.files.source import take
from logicmodel.plan.override import override
from logicmodel.plan.plan import Plan


def edit(path: str | os.PathLike[str], changes: Mapping[str, Any]) -> Plan:
    """Set values in a plan's file by their paths, as in ``--set``, and return the plan as it is then.

    ``edit("plan.yaml", {"allocations.current.caseworkers": [4, 5, 6, 6]})`` keeps all comments.
    Raises what ``read``, ``override`` and ``write`` raise, and FileError where comments could not be
    kept because the file is put together with anchors or merge keys; then the file stays as it is.
    """
    plan = override(read(path), changes)
    name = os.fsdecode(path)
    if name.lower().endswith((".yaml", ".yml")) and merged(take(name).text(), plan) is None:
        problem = Problem(
            "", "cannot be changed in place: it is put together with anchors (&) or merge keys (<<)",
            "write out what they stand for, or save the changed plan under another name", source=name,
        )
        raise FileError(problem)
    write(plan, path)
    return plan
