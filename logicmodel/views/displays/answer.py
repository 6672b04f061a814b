"""An answer in a notebook: its table, and its chart where one can be drawn."""

from __future__ import annotations

from typing import Literal

from logicmodel.analysis.answer import Answer
from logicmodel.display import Display
from logicmodel.views.tables.charted import chart_of
from logicmodel.views.tables.markup import folded, html_of
from logicmodel.views.tables.shape import table_of
from logicmodel.views.tables.terminal import text_of

MOST_OPEN = 24
"""A longer table says less at a glance than its chart."""


class AnswerDisplay(Display):
    """The table with intervals in the cells of their numbers; in a notebook with the default chart."""

    kind: Literal["answer"] = "answer"

    def html(self, value: Answer) -> str:
        """Return the table under the titles of things, and the chart; behind the chart where it is long."""
        table, chart = html_of(table_of(value), notes=value.notes), chart_of(value)
        if chart and len(value.rows) > MOST_OPEN:
            return chart + folded(table, len(value.rows))
        return table + chart

    def plain(self, value: Answer) -> str:
        """Return the table under the ids of things, by which ``where`` finds its rows."""
        return text_of(table_of(value, ids=True), notes=value.notes)
