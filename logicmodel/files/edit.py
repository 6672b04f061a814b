"""Values set in a plan's file by their paths."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from logicmodel.files.format import read, write
from logicmodel.plan.override import override
from logicmodel.plan.plan import Plan


def edit(path: str | os.PathLike[str], changes: Mapping[str, Any]) -> Plan:
    """Set values in a plan's file by their paths, as in ``--set``, and return the plan as it is then.

    ``edit("plan.yaml", {"allocations.current.caseworkers": [4, 5, 6, 6]})`` keeps all comments.
    Raises what ``read``, ``override`` and ``write`` raise; then the file stays as it is.
    """
    plan = override(read(path), changes)
    write(plan, path)
    return plan
