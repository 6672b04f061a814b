"""Lines with their intervals in a panel, and the marks on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel.analysis.answer import Answer
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.stage import Stage

PLOT = 215.0
"""Height of a panel that stands alone, in points."""
HERE, BEST = "D", "o"
"""Marks of where one is and of the best."""


def put_curve(
    stage: Stage,
    axes: Any,
    rows: Sequence[Mapping[str, Any]],
    across: str,
    *,
    colour: str = theme.HUES[0],
    dots: bool = True,
) -> None:
    """Draw values with their intervals over a column; single points of the line are seen as dots."""
    x = [row[across] for row in rows]
    low, high, value = ([row[end] for row in rows] for end in ("low", "high", "value"))
    size = stage.scale
    axes.fill_between(x, low, high, color=theme.light(colour, 0.3), linewidth=0, zorder=2)
    axes.plot(x, value, color=colour, linewidth=1.8 * size, zorder=4)
    if dots:
        axes.vlines(x, low, high, colors=colour, linewidth=2.0 * size, zorder=4, clip_on=False)
        axes.plot(
            x, value, marker="o", linestyle="none", markersize=3.6 * size, color=colour, zorder=5, clip_on=False
        )  # fmt: skip


def kept(answer: Answer) -> list[bool]:
    """Say for every point of a sweep whether it keeps the limits, the plan's budget among them."""
    budget = answer.settings.get("budget")
    return [
        bool(row["fits"]) and (budget is None or row["cost"] <= budget * (1 + 1e-9))
        for row in answer.rows
    ]


def put_point(
    stage: Stage,
    axes: Any,
    row: Mapping[str, Any],
    across: str,
    *,
    marker: str,
    colour: str,
    hollow: bool = False,
) -> None:
    """Draw one estimate with its interval."""
    x, size = row[across], stage.scale
    axes.vlines(
        x, row["low"], row["high"], colors=colour, linewidth=2.2 * size, zorder=6, clip_on=False
    )
    axes.plot(
        [x], [row["value"]], marker=marker, markersize=7.0 * size, color=colour, zorder=7, clip_on=False,
        markerfacecolor=theme.PAPER if hollow else colour, markeredgewidth=1.4 * size,
    )  # fmt: skip
