"""Plans as StratML Part 2: goals, objectives and performance indicators of strategic plans."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.errors import Problem
from logicmodel.files.drafts.lettering import legible
from logicmodel.files.elements import root_of, top_name
from logicmodel.files.format import Format
from logicmodel.files.source import Source
from logicmodel.files.strategies.reading import Reading
from logicmodel.files.strategies.writing import Writing
from logicmodel.plan.plan import Plan
from logicmodel.writing import write_bytes


class Stratml(Format):
    """StratML Part 2 (ISO 17469-2 draft of 2016): performance plans and reports; Part 1 can be read too."""

    kind: ClassVar[str] = "stratml"
    title: ClassVar[str] = "StratML"
    suffixes: ClassVar[tuple[str, ...]] = (".stratml", ".xml")

    def recognises(self, source: Source) -> bool:
        """Say whether the top element is that of a StratML plan or report."""
        return top_name(source) in {"PerformancePlanOrReport", "StrategicPlan"}

    def read(self, source: Source, losses: list[Problem]) -> Plan:
        """Return the plan; goals are ultimate outcomes, objectives what their indicators say."""
        root = root_of(source)
        if not self.recognises(source):
            raise source.refusal("is no StratML: its top element is neither PerformancePlanOrReport nor StrategicPlan", "check the suffix")
        return Reading(root, source.name, losses).plan()

    def write(self, plan: Plan, path: str, losses: list[Problem]) -> None:
        """Write the plan as a performance plan."""
        with legible(path):
            data = Writing(plan, losses).document()
        write_bytes(path, data)
