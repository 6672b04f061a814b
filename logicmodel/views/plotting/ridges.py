"""Densities one below the other on a common scale, each with its median and intervals."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from logicmodel.views.diagrams.lettering import Weight, width_of
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.rows import Group, heading, put_heading
from logicmodel.views.plotting.scale import EASE, Scale, scale_of, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, HIGH, FOOT, GAP, PARTING = 31.0, 20.0, 18.0, 12.0, 5.0
"""Height of a row, of the highest density in it, of the axis, between panels, before the pools."""
SLIGHT = 0.004
"""A density is drawn where it is above this share of its highest."""


@dataclasses.dataclass(frozen=True)
class Ridge:
    """One density with its marks."""

    label: str
    note: str
    """A word behind the label, in small letters."""
    told: str
    marks: tuple[float, ...]
    """The 5th, 25th, 50th, 75th and 95th percentile."""
    x: tuple[float, ...]
    density: tuple[float, ...]
    """Empty where single values carry probability; then only the marks are drawn."""
    place: int
    """Which colour it has; ink where it is negative."""
    quiet: bool = False
    """Whether it stands back."""


@dataclasses.dataclass(frozen=True)
class Panel:
    """Densities of the same number."""

    title: str
    note: str
    unit: str
    ridges: tuple[Ridge, ...]


@dataclasses.dataclass(frozen=True)
class Ridges:
    """Panels under a title."""

    title: str
    note: str
    panels: tuple[Panel, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Return the size in inches."""
        width = 72 * WIDTH
        high = head_height(self.title, self.note, width) + MARGIN
        return WIDTH, (high + sum(_height(panel, width) for panel in self.panels)) / 72

    def draw(self, axes: Axes) -> Axes:
        """Draw into the area of the axes and return them."""
        stage = Stage(axes, self.size)
        y = put_head(stage, self.title, self.note)
        every = [ridge for panel in self.panels for ridge in panel.ridges]
        left = MARGIN + min(max(_label_width(ridge) for ridge in every), 0.32 * stage.width) + 12.0
        told = max(_width(ridge.told, ridge) for ridge in every)
        right = stage.width - MARGIN - min(told, 0.34 * stage.width) - 12.0
        for panel in self.panels:
            _put_panel(stage, y, panel, left, right)
            y += _height(panel, stage.width)
        return axes


def _weight(ridge: Ridge) -> Weight:
    return "strong" if ridge.place < 0 and not ridge.quiet else "regular"


def _width(words: str, ridge: Ridge) -> float:
    return EASE * width_of(words, theme.BODY, weight=_weight(ridge)) + 1.0


def _label_width(ridge: Ridge) -> float:
    return _width(ridge.label, ridge) + 8.0 + widest([ridge.note], theme.SMALL)


def _height(panel: Panel, width: float) -> float:
    head = len(heading(Group(panel.title, panel.note, ()), width - 2 * MARGIN)) * LINE * theme.HEAD
    return head + 3.0 + ROW * len(panel.ridges) + PARTING + FOOT + GAP


def _put_panel(stage: Stage, y: float, panel: Panel, left: float, right: float) -> None:
    y = (
        put_heading(stage, y, heading(Group(panel.title, panel.note, ()), stage.width - 2 * MARGIN))
        + 3.0
    )
    ends = [
        value for ridge in panel.ridges for value in (*ridge.marks, *ridge.x[:1], *ridge.x[-1:])
    ]
    scale = scale_of(ends, pad=0.02, zero=False)
    bottom = y + ROW * len(panel.ridges) + PARTING
    made = stage.panel(left, y, right - left, bottom - y)
    made.set(xlim=(scale.low, scale.high), ylim=(bottom, y))
    for value, _ in scale.ticks:
        made.axvline(value, color=theme.RULE, linewidth=0.6 * stage.scale, zorder=0.5)
    highest = max((max(ridge.density) for ridge in panel.ridges if ridge.density), default=1.0)
    parted = False
    for ridge in panel.ridges:
        if ridge.place < 0 and not parted:
            parted = True
            stage.rule((MARGIN, stage.width - MARGIN), (y + PARTING - 1.0,) * 2)
            y += PARTING
        _put_ridge(stage, made, ridge, y + ROW - 7.0, HIGH / highest)
        _put_words(stage, ridge, y + ROW - 7.0, left, right)
        y += ROW
    _put_axis(stage, scale, bottom, left, right)
    stage.text(
        MARGIN,
        bottom + 11.0,
        panel.unit,
        size=theme.SMALL,
        colour=theme.MUTED,
        room=left - 30.0 - MARGIN,
    )


def _put_ridge(stage: Stage, axes: Any, ridge: Ridge, base: float, factor: float) -> None:
    colour = _colour(ridge)
    size = stage.scale
    if ridge.density:
        least = SLIGHT * max(ridge.density)
        shown = [
            (x, base - factor * y) for x, y in zip(ridge.x, ridge.density, strict=True) if y > least
        ]
        x, top = [at for at, _ in shown], [y for _, y in shown]
        face = "none" if ridge.quiet else theme.light(colour, 0.22)
        axes.fill_between(x, top, base, facecolor=face, linewidth=0, zorder=2)
        style = (0, (3, 2)) if ridge.quiet else "-"
        axes.plot(x, top, color=colour, linewidth=1.1 * size, linestyle=style, zorder=3)
    low, first, middle, third, high = ridge.marks
    axes.hlines(base, low, high, colors=colour, linewidth=1.2 * size, zorder=4)
    axes.hlines(base, first, third, colors=colour, linewidth=3.4 * size, zorder=4)
    axes.plot(
        [middle], [base], marker="o", markersize=5.4 * size, color=colour, zorder=5,
        markerfacecolor=theme.PAPER, markeredgewidth=1.4 * size,
    )  # fmt: skip


def _put_words(stage: Stage, ridge: Ridge, base: float, left: float, right: float) -> None:
    line = base + 0.1 * theme.BODY
    room = left - 12.0 - MARGIN
    small = widest([ridge.note], theme.SMALL) if ridge.note else 0.0
    weight = _weight(ridge)
    stage.text(
        MARGIN, line, ridge.label, colour=_colour(ridge), weight=weight, room=room - small - 6.0
    )
    stage.text(left - 12.0, line, ridge.note, size=theme.SMALL, colour=theme.MUTED, align="right")
    told = theme.MUTED if ridge.quiet else theme.INK
    stage.text(
        right + 12.0,
        line,
        ridge.told,
        colour=told,
        weight=weight,
        room=stage.width - MARGIN - right - 12.0,
    )


def _colour(ridge: Ridge) -> str:
    if ridge.place < 0:
        return theme.MUTED if ridge.quiet else theme.INK
    return theme.hue(ridge.place)


def _put_axis(stage: Stage, scale: Scale, y: float, left: float, right: float) -> None:
    after = -1e9
    for value, words in scale.ticks:
        x = left + (value - scale.low) / (scale.high - scale.low) * (right - left)
        half = width_of(words, theme.SMALL) / 2
        if x - half > after + 6.0:
            stage.text(x, y + 11.0, words, size=theme.SMALL, colour=theme.MUTED, align="center")
            after = x + half
