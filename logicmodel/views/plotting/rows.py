"""Rows of marks with intervals, in groups: one row for each allocation under each question."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from logicmodel.views.diagrams.lettering import width_of, wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.scale import EASE, Scale, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

ROW, GAP, AXIS = 15.5, 9.0, 20.0
LABEL_SHARE = 0.34
MANY = 40
"""From so many rows on a board is drawn instead: one line for each group, one column for each row of it."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One estimate with its interval."""

    label: str
    value: float
    low: float
    high: float
    told: str
    """The estimate with its interval, in words."""
    brief: str
    """The estimate alone, for where there is no room for more; the interval is drawn."""
    place: int
    """Which colour and mark it has."""
    quiet: bool = False
    """Whether it stands back, such as a difference that cannot be told apart."""


@dataclasses.dataclass(frozen=True)
class Group:
    """Rows that answer the same question."""

    title: str
    note: str
    rows: tuple[Row, ...]


def heading(group: Group, width: float) -> list[tuple[str, str]]:
    """Return the lines over a group as title and note; the note follows the title where it fits."""
    lines = [
        (line, "")
        for line in wrapped(group.title, width / EASE, theme.HEAD, weight="strong", most=2)
    ]
    if not group.note:
        return lines
    last = lines[-1][0] if lines else ""
    used = EASE * width_of(last, theme.HEAD, weight="strong") + 8.0
    if used + EASE * width_of(group.note, theme.BODY) <= width:
        return [*lines[:-1], (last, group.note)]
    return lines + [("", line) for line in wrapped(group.note, width / EASE, theme.BODY, most=2)]


def put_heading(
    stage: Stage,
    y: float,
    lines: Sequence[tuple[str, str]],
    *,
    x: float = MARGIN,
    room: float | None = None,
) -> float:
    """Write the lines over a group; return where they end."""
    space = stage.width - 2 * MARGIN if room is None else room
    for title, note in lines:
        base = y + theme.HEAD
        stage.text(x, base, title, size=theme.HEAD, weight="strong", room=space)
        used = EASE * width_of(title, theme.HEAD, weight="strong") + 8.0 if title else 0.0
        stage.text(x + used, base, note, colour=theme.MUTED, room=space - used)
        y += LINE * theme.HEAD
    return y


def height(groups: Sequence[Group], width: float) -> float:
    """Return how much room the rows take, in points."""
    inner = width - 2 * MARGIN
    heads = sum(len(heading(group, inner)) for group in groups)
    count = sum(len(group.rows) for group in groups)
    top = AXIS if count > 12 else 0.0
    return top + heads * LINE * theme.HEAD + count * ROW + len(groups) * (GAP + 3.0) + AXIS


def draw(stage: Stage, y: float, groups: Sequence[Group], scale: Scale) -> float:
    """Draw the rows from ``y`` down; return where they end."""
    every = [row for group in groups for row in group.rows]
    left = (
        MARGIN
        + min(widest((row.label for row in every), theme.BODY), LABEL_SHARE * stage.width)
        + 10.0
    )
    right = stage.width - MARGIN - widest((row.told for row in every), theme.BODY) - 10.0
    end = y + height(groups, stage.width)
    panel = stage.panel(left, y, right - left, end - y)
    panel.set(xlim=(scale.low, scale.high), ylim=(end, y))
    if len(every) > 12:
        _axis(stage, y + 9.0, (left, right), scale)
        y += AXIS
    for group in groups:
        y = put_heading(stage, y, heading(group, stage.width - 2 * MARGIN)) + 3.0
        bottom = y + ROW * len(group.rows)
        for value, _ in scale.ticks:
            panel.vlines(value, y, bottom, colors=theme.RULE, linewidth=0.6 * stage.scale, zorder=1)
        if scale.zero is not None:
            panel.vlines(
                scale.zero, y, bottom, colors=theme.MUTED, linewidth=1.0 * stage.scale, zorder=2
            )
        for row in group.rows:
            base = y + ROW / 2 + 0.36 * theme.BODY
            stage.text(left - 10.0, base, row.label, align="right", room=left - 10.0 - MARGIN)
            stage.text(right + 10.0, base, row.told, colour=theme.MUTED if row.quiet else theme.INK)
            put_mark(stage, panel, row, y + ROW / 2, scale, thick=5.0)
            y += ROW
        y += GAP
    _axis(stage, y, (left, right), scale)
    return y + AXIS


def put_mark(
    stage: Stage, panel: object, row: Row, y: float, scale: Scale, *, thick: float
) -> None:
    """Draw a bar from the scale's zero to the value, the interval over it and the mark."""
    colour = theme.hue(row.place)
    size = stage.scale
    start = scale.low if scale.zero is None else scale.zero
    barh, hlines, plot = (getattr(panel, name) for name in ("barh", "hlines", "plot"))
    barh(y, row.value - start, left=start, height=thick, color=theme.light(colour, 0.28), zorder=3)
    hlines(y, row.low, row.high, colors=colour, linewidth=2.4 * size, zorder=4, clip_on=False)
    face = theme.PAPER if row.quiet else colour
    plot(
        [row.value], [y], marker=theme.mark(row.place), markersize=4.8 * size, color=colour, markerfacecolor=face,
        markeredgewidth=1.1 * size, zorder=5, clip_on=False,
    )  # fmt: skip


def _axis(stage: Stage, y: float, ends: tuple[float, float], scale: Scale) -> None:
    """Write the words of the ticks, leaving out those that would touch the one before."""
    after = -1e9
    left, right = ends
    for value, words in scale.ticks:
        x = left + (value - scale.low) / (scale.high - scale.low) * (right - left)
        half = width_of(words, theme.SMALL) / 2
        if x - half > after + 6.0:
            stage.text(
                x,
                y + 0.5 * theme.SMALL,
                words,
                size=theme.SMALL,
                colour=theme.MUTED,
                align="center",
            )
            after = x + half
