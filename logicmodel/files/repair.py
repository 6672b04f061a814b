"""A plan's file checked and mended in place."""

from __future__ import annotations

import os
from collections.abc import Sequence

from logicmodel.analysis.checking.finding import Finding
from logicmodel.analysis.checking.repair import repaired
from logicmodel.analysis.checking.settings import Settings
from logicmodel.analysis.checks.check import check
from logicmodel.errors import FileError, Problem
from logicmodel.files.format import read, write
from logicmodel.files.merging import merged
from logicmodel.files.source import take
from logicmodel.plan.plan import Plan

ROUNDS = 10
"""A repair may bring out another finding; after so many rounds the rest is left."""


def fix(
    path: str | os.PathLike[str], *, profile: str = "", settings: Settings | None = None
) -> tuple[Plan, Sequence[Finding]]:
    """Mend in a plan's file what checks find and a machine can mend; return the plan and what was mended.

    Comments, order and layout of a YAML file stay. ``profile`` and ``settings`` are those of ``check``.
    Raises what ``read``, ``check`` and ``write`` raise, and FileError where comments could not be kept.
    """
    plan = read(path)
    mended: list[Finding] = []
    for _ in range(ROUNDS):
        found = [finding for finding in check(plan, profile=profile, settings=settings) if finding.fix is not None]
        if not found:
            break
        plan = repaired(plan, found)
        mended += found
    if mended:
        name = os.fsdecode(path)
        if name.lower().endswith((".yaml", ".yml")) and merged(take(name).text(), plan) is None:
            message = "cannot be changed in place: it is put together with anchors (&) or merge keys (<<)"
            raise FileError(Problem("", message, "write out what they stand for", source=name))
        write(plan, path)
    return plan, mended
