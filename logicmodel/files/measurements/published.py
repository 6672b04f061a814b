"""Measured values in published XML files: IATI activities, StratML reports, Miradi projects."""

from __future__ import annotations

from typing import Any

from logicmodel.errors import Problem
from logicmodel.files.elements import root_of, stream
from logicmodel.files.source import Source, take


def published_rows(name: str, top: str, lost: list[Problem]) -> list[dict[str, Any]] | None:
    """Return the measured values of a file by its top element; None where none is known to be in such a file."""
    if top in {"PerformancePlanOrReport", "StrategicPlan"}:
        from logicmodel.files.strategies.reading import Reading  # noqa: PLC0415 - only for its files

        aside: list[Problem] = []
        reading = Reading(root_of(take(name)), name, aside)
        reading.plan()
        lost += [one for one in aside if "actual result" in one.message and one.where != "actuals"]
        return reading.actuals
    if top == "ConservationProject":
        return project_rows(take(name), lost)
    return _activities(name, lost)


def project_rows(source: Source, lost: list[Problem]) -> list[dict[str, Any]]:
    """Return the measurements of a Miradi project."""
    from logicmodel.files.conservation.reading import Reading  # noqa: PLC0415 - only for its files

    reading = Reading(root_of(source), source, [])
    reading.plan()
    lost += reading.unread
    return reading.actuals


def _activities(name: str, lost: list[Problem]) -> list[dict[str, Any]] | None:
    """Return the actual values of every activity in a file; None where there is no activity."""
    from logicmodel.files.published.reading import Activity  # noqa: PLC0415 - only for its files

    rows: list[dict[str, Any]] = []
    seen = False
    for element in stream(name, "iati-activity"):
        seen = True
        aside: list[Problem] = []
        activity = Activity(element, name, aside)
        activity.document()
        rows += [{"group": "", **row, "n": None, "note": ""} for row in activity.actuals]
        lost += [one for one in aside if one.where.endswith(".actual")]
    return rows if seen else None
