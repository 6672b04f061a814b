"""Findings mended by a machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from logicmodel.analysis.checking.finding import Finding
from logicmodel.plan.override import changed
from logicmodel.plan.plan import Plan


def repaired(plan: Plan, findings: Iterable[Finding]) -> Plan:
    """Return the plan with every repair applied that the findings offer, values first, then deletions.

    Raises PlanError where the repairs contradict each other, so that the plan would not be right any more.
    """
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    document = plan.to_document()
    changes = {path: value for fix in fixes for path, value in fix.changes.items()}
    if changes:
        document = changed(plan, document, changes).to_document()
    for keys in sorted({keys for fix in fixes for keys in fix.removes}, key=_order, reverse=True):
        _delete(document, keys)
    return Plan.from_document(document) if fixes else plan


def _order(keys: tuple[str | int, ...]) -> tuple[tuple[int, int | str], ...]:
    """Sort later entries of a list behind earlier ones, so that deleting from the end moves nothing."""
    return tuple((0, key) if isinstance(key, int) else (1, key) for key in keys)


def _delete(document: Any, keys: tuple[str | int, ...]) -> None:
    """Take an entry out of nested mappings and lists, and what it leaves empty."""
    place = document
    for key in keys[:-1]:
        place = place[key]
    del place[keys[-1]]
    if not place and len(keys) > 1:
        _delete(document, keys[:-1])
