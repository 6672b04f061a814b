"""Small panels in bands: one band for each question, one panel for each allocation."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.rows import Group, heading, put_heading
from logicmodel.views.plotting.scale import EASE, Scale, thinned, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT, FOOT, GAP, BAND_GAP, EDGE = 104.0, 17.0, 16.0, 13.0, 5.5

Artist: TypeAlias = Callable[[Stage, "Axes"], None]
"""Draws into a panel whose limits are set."""


@dataclasses.dataclass(frozen=True)
class Panel:
    """One small chart."""

    title: str
    note: str
    place: int
    """Which colour its title has; ink where it is negative."""
    artist: Artist


@dataclasses.dataclass(frozen=True)
class Band:
    """Panels that answer the same question, on the same scales."""

    title: str
    note: str
    panels: tuple[Panel, ...]
    across: Scale
    up: Scale
    labels: tuple[tuple[float, str], ...] = ()
    """Words under the panel by their place, thinned to what fits; else the ticks of ``across``."""


@dataclasses.dataclass(frozen=True)
class Key:
    """One entry of the line that says what the signs mean."""

    words: str
    draw: Callable[[Stage, float, float], None]
    """Draws the sign, 20 points wide, from x around the height y."""


@dataclasses.dataclass(frozen=True)
class Gallery:
    """Bands of panels under a title."""

    title: str
    note: str
    keys: tuple[Key, ...]
    bands: tuple[Band, ...]
    columns: int
    """Panels side by side."""
    gutter: float = 0.0
    """Room to the right of each panel, for words beside its lines."""
    plot: float = PLOT
    """Height of the inside of a panel, in points."""

    @property
    def size(self) -> tuple[float, float]:
        """Return the size in inches."""
        width = 72 * WIDTH
        high = head_height(self.title, self.note, width) + self._keys_height(width) + MARGIN
        return WIDTH, (high + sum(self._height(band, width) for band in self.bands)) / 72

    def draw(self, axes: Axes) -> Axes:
        """Draw into the area of the axes and return them."""
        stage = Stage(axes, self.size)
        y = put_head(stage, self.title, self.note)
        y = self._put_keys(stage, y)
        for band in self.bands:
            self._draw_band(stage, y, band)
            y += self._height(band, stage.width)
        return axes

    def _draw_band(self, stage: Stage, y: float, band: Band) -> None:
        if band.title:
            y = (
                put_heading(
                    stage, y, heading(Group(band.title, band.note, ()), stage.width - 2 * MARGIN)
                )
                + 3.0
            )
        left, cell = self._left(band), self._cell(band, stage.width)
        top = self._top(band, stage.width)
        for number, panel in enumerate(band.panels):
            row, column = divmod(number, self.columns)
            x = left + column * (cell + self.gutter + GAP)
            start = y + row * (top + self.plot + FOOT + GAP / 2)
            self._put_title(stage, x, start, panel, cell + self.gutter)
            made = stage.panel(x, start + top, cell, self.plot)
            made.set(xlim=(band.across.low, band.across.high), ylim=(band.up.low, band.up.high))
            self._put_grid(stage, made, (x, start + top, cell), band, first=column == 0)
            panel.artist(stage, made)

    def _put_title(self, stage: Stage, x: float, y: float, panel: Panel, room: float) -> None:
        colour = theme.hue(panel.place) if panel.place >= 0 else theme.INK
        for line in wrapped(panel.title, room / EASE, theme.BODY, weight="strong", most=2):
            stage.text(x, y + theme.BODY, line, weight="strong", colour=colour)
            y += LINE * theme.BODY
        for line in wrapped(panel.note, room / EASE, theme.SMALL, most=2):
            stage.text(x, y + theme.SMALL, line, size=theme.SMALL, colour=theme.MUTED)
            y += LINE * theme.SMALL

    def _put_grid(
        self,
        stage: Stage,
        axes: Axes,
        place: tuple[float, float, float],
        band: Band,
        *,
        first: bool,
    ) -> None:
        x, y, cell = place
        bottom = y + self.plot
        axes.axhline(
            band.up.low, color=theme.MUTED, linewidth=1.0 * stage.scale, zorder=1, clip_on=False
        )
        for value, words in band.up.ticks:
            axes.axhline(value, color=theme.RULE, linewidth=0.6 * stage.scale, zorder=0.5)
            if first:
                height = bottom - (value - band.up.low) / (band.up.high - band.up.low) * self.plot
                stage.text(
                    x - 6.0,
                    height + 0.36 * theme.SMALL,
                    words,
                    size=theme.SMALL,
                    colour=theme.MUTED,
                    align="right",
                )
        span = band.across.high - band.across.low
        for value, words, half in _placed(band, cell):
            middle = x + (value - band.across.low) / span * cell
            middle = min(max(middle, x - EDGE + half), x + cell + EDGE - half)
            stage.text(
                middle, bottom + 11.0, words, size=theme.SMALL, colour=theme.MUTED, align="center"
            )

    def _left(self, band: Band) -> float:
        return (
            MARGIN
            + widest((words for _, words in band.up.ticks), theme.SMALL)
            + (7.0 if band.up.ticks else 0.0)
        )

    def _cell(self, band: Band, width: float) -> float:
        room = width - self._left(band) - MARGIN
        return (room - (self.columns - 1) * GAP) / self.columns - self.gutter

    def _top(self, band: Band, width: float) -> float:
        """Return the room for the titles of the panels of a band."""
        room = self._cell(band, width) + self.gutter
        return max(
            LINE * theme.BODY * len(wrapped(panel.title, room / EASE, theme.BODY, weight="strong", most=2))
            + LINE * theme.SMALL * len(wrapped(panel.note, room / EASE, theme.SMALL, most=2))
            for panel in band.panels
        ) + 5.0  # fmt: skip

    def _height(self, band: Band, width: float) -> float:
        head = 0.0
        if band.title:
            head = (
                len(heading(Group(band.title, band.note, ()), width - 2 * MARGIN))
                * LINE
                * theme.HEAD
                + 3.0
            )
        lines = -(-len(band.panels) // self.columns)
        return (
            head
            + lines * (self._top(band, width) + self.plot + FOOT)
            + (lines - 1) * GAP / 2
            + BAND_GAP
        )

    def _key_rows(self, width: float) -> list[list[tuple[float, Key]]]:
        rows: list[list[tuple[float, Key]]] = []
        x = MARGIN
        for key in self.keys:
            wide = 26.0 + widest([key.words], theme.SMALL) + 14.0
            if not rows or x + wide - 14.0 > width - MARGIN:
                rows.append([])
                x = MARGIN
            rows[-1].append((x, key))
            x += wide
        return rows

    def _keys_height(self, width: float) -> float:
        rows = len(self._key_rows(width))
        return 14.0 * rows + 8.0 if rows else 0.0

    def _put_keys(self, stage: Stage, y: float) -> float:
        for row in self._key_rows(stage.width):
            for x, key in row:
                key.draw(stage, x, y + 4.0)
                stage.text(
                    x + 26.0,
                    y + 4.0 + 0.36 * theme.SMALL,
                    key.words,
                    size=theme.SMALL,
                    colour=theme.MUTED,
                )
            y += 14.0
        return y + (8.0 if self.keys else 0.0)


def _placed(band: Band, cell: float) -> list[tuple[float, str, float]]:
    """Return the words under a panel that keep clear of each other and of the next panel: place, words, half width."""
    span = band.across.high - band.across.low
    chosen = band.across.ticks
    if band.labels:
        chosen = tuple(
            band.labels[place] for place in thinned([words for _, words in band.labels], cell)
        )
    found: list[tuple[float, str, float, float]] = []
    ends = (chosen[0], chosen[-1]) if chosen else ()
    for value, words in [*ends, *chosen[1:-1]]:
        half = widest([words], theme.SMALL) / 2
        middle = (value - band.across.low) / span * cell
        moved = min(max(middle, half - EDGE), cell + EDGE - half)
        clear = all(abs(moved - other) >= half + wide + 5.0 for _, _, wide, other in found)
        if clear and (band.labels or abs(moved - middle) < 0.5):
            found.append((value, words, half, moved))
    return [(value, words, half) for value, words, half, _ in found]


def columns_for(count: int) -> int:
    """Return how many panels stand side by side.

    >>> [columns_for(count) for count in (1, 2, 3, 4, 6)]
    [1, 2, 3, 2, 3]
    """
    return count if count <= 3 else 2 if count == 4 else 3


def period_scale(labels: Sequence[str]) -> tuple[Scale, tuple[tuple[float, str], ...]]:
    """Return the scale over the periods 0, 1, ..., with a little room at both ends, and their labels."""
    last = max(len(labels) - 1, 0)
    room = max(0.045 * last, 0.35)
    return Scale(-room, last + room), tuple(
        (float(place), label) for place, label in enumerate(labels)
    )


def line_key(words: str, colour: str, **style: Any) -> Key:
    """Return an entry with a line."""

    def put(stage: Stage, x: float, y: float) -> None:
        stage.rule((x, x + 20.0), (y, y), colour=colour, **style)

    return Key(words, put)


def box_key(words: str, face: str, *, edge: str = "none") -> Key:
    """Return an entry with a filled box."""

    def put(stage: Stage, x: float, y: float) -> None:
        stage.swatch(x + 3.0, y - 4.0, 14.0, 8.0, face, edge=edge)

    return Key(words, put)


def mark_key(words: str, colour: str, marker: Any, **style: Any) -> Key:
    """Return an entry with a mark."""

    def put(stage: Stage, x: float, y: float) -> None:
        stage.rule(
            (x + 10.0,),
            (y,),
            colour=colour,
            marker=marker,
            linestyle="none",
            markersize=6.0 * stage.scale,
            **style,
        )

    return Key(words, put)
