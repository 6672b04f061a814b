"""A board of marks: one line for each question, one column for each allocation."""

from __future__ import annotations

from collections.abc import Sequence

from logicmodel.views.diagrams.lettering import width_of, wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.rows import Group, put_mark
from logicmodel.views.plotting.scale import EASE, Scale, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

TITLES = 205.0
"""Width of the column with the questions."""
CELL = 92.0
"""Least width of a column of marks."""
GAP = 14.0


def width(groups: Sequence[Group], least: float) -> float:
    """Return the width a board needs, in points."""
    return max(least, 2 * MARGIN + TITLES + _columns(groups) * (CELL + GAP))


def height(groups: Sequence[Group], room: float) -> float:
    """Return how much room a board takes, in points."""
    return _head(groups, room) + sum(_line(group) for group in groups) + 20.0


def draw(stage: Stage, y: float, groups: Sequence[Group], scale: Scale) -> float:
    """Draw the board from ``y`` down; return where it ends."""
    cell = _cell(groups, stage.width)
    told = widest((row.brief for group in groups for row in group.rows), theme.SMALL)
    lefts = [MARGIN + TITLES + GAP + n * (cell + GAP) for n in range(_columns(groups))]
    top = y + _head(groups, stage.width)
    bottom = top + sum(_line(group) for group in groups)
    panels = []
    for left, row in zip(lefts, groups[0].rows, strict=True):
        _put_head(stage, left, top - 6.0, row.label, cell, theme.hue(row.place))
        panel = stage.panel(left, top, cell - told - 8.0, bottom - top)
        panel.set(xlim=(scale.low, scale.high), ylim=(bottom, top))
        for value in _marked(scale):
            panel.axvline(value, color=theme.RULE, linewidth=0.6 * stage.scale, zorder=1)
        if scale.zero is not None:
            panel.axvline(scale.zero, color=theme.MUTED, linewidth=0.8 * stage.scale, zorder=1)
        _put_ticks(stage, left, cell - told - 8.0, bottom + 11.0, scale)
        panels.append(panel)
    for number, group in enumerate(groups):
        high = _line(group)
        if number:
            stage.rule((MARGIN, stage.width - MARGIN), (top, top), colour=theme.TRACK, width=0.6)
        base = (
            top + (high - LINE * (theme.BODY * _lines(group) + theme.SMALL * bool(group.note))) / 2
        )
        for line in wrapped(group.title, TITLES / EASE, theme.BODY, most=2):
            stage.text(MARGIN, base + theme.BODY, line)
            base += LINE * theme.BODY
        stage.text(
            MARGIN,
            base + theme.SMALL,
            group.note,
            size=theme.SMALL,
            colour=theme.MUTED,
            room=TITLES,
        )
        for panel, left, row in zip(panels, lefts, group.rows, strict=True):
            put_mark(stage, panel, row, top + high / 2, scale, thick=5.0)
            colour = theme.MUTED if row.quiet else theme.INK
            stage.text(
                left + cell,
                top + high / 2 + 0.36 * theme.SMALL,
                row.brief,
                size=theme.SMALL,
                align="right",
                colour=colour,
            )
        top += high
    return bottom + 20.0


def _columns(groups: Sequence[Group]) -> int:
    return max((len(group.rows) for group in groups), default=0)


def _cell(groups: Sequence[Group], room: float) -> float:
    return (room - 2 * MARGIN - TITLES) / max(_columns(groups), 1) - GAP


def _lines(group: Group) -> int:
    return len(wrapped(group.title, TITLES / EASE, theme.BODY, most=2))


def _line(group: Group) -> float:
    return LINE * (theme.BODY * _lines(group) + theme.SMALL * bool(group.note)) + 7.0


def _head(groups: Sequence[Group], room: float) -> float:
    cell = _cell(groups, room)
    labels = [row.label for row in groups[0].rows]
    return (
        max(
            len(wrapped(label, cell / EASE, theme.BODY, weight="strong", most=3))
            for label in labels
        )
        * LINE
        * theme.BODY
        + 8.0
    )


def _put_head(stage: Stage, x: float, bottom: float, label: str, room: float, colour: str) -> None:
    lines = wrapped(label, room / EASE, theme.BODY, weight="strong", most=3)
    for number, line in enumerate(reversed(lines)):
        stage.text(x, bottom - number * LINE * theme.BODY, line, weight="strong", colour=colour)


def _marked(scale: Scale) -> list[float]:
    """Return the ticks that a narrow column can hold: the first, the middle and the last."""
    values = [value for value, _ in scale.ticks]
    return values if len(values) <= 3 else [values[0], values[len(values) // 2], values[-1]]


def _put_ticks(stage: Stage, left: float, wide: float, y: float, scale: Scale) -> None:
    after = -1e9
    for value, words in scale.ticks:
        if value in _marked(scale):
            x = left + (value - scale.low) / (scale.high - scale.low) * wide
            half = width_of(words, theme.SMALL) / 2
            if x - half > after + 4.0:
                stage.text(x, y, words, size=theme.SMALL, colour=theme.MUTED, align="center")
                after = x + half
