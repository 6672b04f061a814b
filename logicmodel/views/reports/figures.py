"""Charts of answers as figures; without the drawing package the table stands alone."""

from __future__ import annotations

import dataclasses
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.analysis.answer import Answer
from logicmodel.errors import MissingExtraError, RequestError
from logicmodel.views.picture import Picture
from logicmodel.views.reports.blocks import Block, Figure, Table


def figure(
    answer: Answer | None, *, kind: str | None = None, table: Table | None = None
) -> tuple[Block, ...]:
    """Return the chart of an answer with the table behind it; only the table where nothing can be drawn."""
    alone: tuple[Block, ...] = () if table is None else (table,)
    if answer is None or not answer.rows or not can_draw():
        return alone
    try:
        drawn = chart(answer, kind)
    except (MissingExtraError, RequestError):
        return alone
    return (Figure(drawn, table=table),)


def chart(answer: Answer, kind: str | None) -> Picture:
    """Draw the chart of an answer."""
    from logicmodel.views.charts.chart import picture  # noqa: PLC0415 - slow to load

    return picture(answer, kind=kind)


def can_draw() -> bool:
    """Say whether the package that draws charts is installed."""
    return importlib.util.find_spec("matplotlib") is not None


def only(answer: Answer | None, **wanted: Any) -> Answer | None:
    """Return an answer with only the rows whose columns have one of the given values."""
    if answer is None:
        return None
    rows = tuple(row for row in answer.rows if _fits(row, wanted))
    return dataclasses.replace(answer, rows=rows)


def in_order(answer: Answer | None, targets: Sequence[str]) -> Answer | None:
    """Return an answer about these targets, in their order, which charts keep."""
    if answer is None:
        return None
    rank = {name: place for place, name in enumerate(targets)}
    known = answer.titles.get("target", {})
    titles = {name: known.get(name, name) for name in targets}
    rows = sorted(
        (row for row in answer.rows if row.get("target") in rank),
        key=lambda row: rank[row["target"]],
    )
    return dataclasses.replace(answer, rows=tuple(rows), titles={**answer.titles, "target": titles})


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(row.get(name) in values for name, values in wanted.items())
