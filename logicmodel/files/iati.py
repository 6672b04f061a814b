"""Plans as IATI 2.03 activities: what aid organisations publish about their results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.errors import PlanError, Problem
from logicmodel.files.elements import local, root_of, stream, top_name
from logicmodel.files.format import Format
from logicmodel.files.losses import tell
from logicmodel.files.published.reading import Activity, identifier_of
from logicmodel.files.published.writing import Writing
from logicmodel.files.source import Source
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes

LISTED = 5
"""Identifiers that a refusal spells out."""


class Iati(Format):
    """IATI 2.03 activity XML: results with indicators, baselines, periods and targets; budgets as money."""

    kind: ClassVar[str] = "iati"
    title: ClassVar[str] = "IATI 2.03"
    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".iati")

    def recognises(self, source: Source) -> bool:
        """Say whether the top element is that of IATI activities."""
        return top_name(source) in {"iati-activities", "iati-activity"}

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan of the only activity in the file."""
        root = root_of(source)
        activities = [root] if local(root) == "iati-activity" else [one for one in root if local(one) == "iati-activity"]
        if not activities:
            raise source.refusal("holds no activity", "check that this is a file of IATI activities")
        if len(activities) > 1:
            names = [identifier_of(one) for one in activities]
            told = ", ".join(names[:LISTED]) + (", ..." if len(names) > LISTED else "")
            message = f"holds {len(names)} activities: {told}"
            raise source.refusal(message, "read them one after the other: lm.read_many(path), or logicmodel convert FILE FOLDER/")
        return _plan(Activity(activities[0], source.name, losses))

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan as one activity."""
        write_bytes(path, Writing(plan, losses).document())


def read_many(path: str | os.PathLike[str], *, losses: list[Problem] | None = None) -> Iterator[tuple[str, Plan]]:
    """Give every activity of an IATI file with its identifier, one after the other, as a plan.

    Memory does not grow with the file. What a plan cannot hold is added to ``losses`` before the plan is
    given; without a list to take it, a LossWarning counts it at the end. Raises FileError where the file cannot be read, PlanError for an activity that
    can never be a plan.
    """
    name = os.fsdecode(path)
    lost: list[Problem] = []
    for element in stream(name, "iati-activity"):
        plan = _plan(Activity(element, name, lost if losses is None else losses))
        yield identifier_of(element), plan
    tell(lost, losses, f"{name}: ", "lm.read_many(path, losses=[])")


def _plan(activity: Activity) -> Plan:
    try:
        return Plan.from_document(activity.document())
    except PlanError as error:
        problems = [Problem(f"{activity.identifier}: {one.where}", one.message, one.remedy, source=activity.name) for one in error.problems]
        raise PlanError(problems) from None
