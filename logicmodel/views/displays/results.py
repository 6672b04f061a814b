"""A run in a notebook: the chance of each target under each allocation, and the diagram with them."""

from __future__ import annotations

from typing import Literal

from logicmodel import wording
from logicmodel.analysis.attainment import attainment
from logicmodel.display import Display
from logicmodel.engine.results import Results
from logicmodel.views.diagrams.diagram import diagram
from logicmodel.views.tables.charted import framed
from logicmodel.views.tables.headline import headline
from logicmodel.views.tables.markup import html_of
from logicmodel.views.tables.terminal import text_of

REST = "attainment(results) has all"


class ResultsDisplay(Display):
    """A row for each target and for the plan as a whole, a column for each allocation."""

    kind: Literal["results"] = "results"

    def html(self, value: Results) -> str:
        """Return the table of chances and the diagram that shows them at their targets."""
        table = html_of(headline(value), notes=[*value.notes, wording.provenance(value)], rest=REST)
        answer = attainment(value) if value.targets else None
        return table + framed(diagram(value.plan, answer=answer).svg)

    def plain(self, value: Results) -> str:
        """Return the table of chances under the ids of things."""
        table = headline(value, ids=True)
        return text_of(table, notes=[*value.notes, wording.provenance(value)], rest=REST)
