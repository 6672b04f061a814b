"""Lines of marks with long names: the name on up to two lines, marks beside it, words behind them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.ladder import head_height, put_head
from logicmodel.views.plotting.panels import Key
from logicmodel.views.plotting.rows import Group, heading, put_heading
from logicmodel.views.plotting.scale import EASE, Scale, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 590.0
"""Width of the page, in points."""
LABELS, MOST, LEAST, GAP, AXIS, ROOM, KEY = 205.0, 3, 19.0, 10.0, 17.0, 12.0, 15.0
"""Width of the names, their most lines, least height of a line, room between groups, that of the axis and beside the panel."""


@dataclasses.dataclass(frozen=True)
class Item:
    """One line: what it is called, its marks, and its number in words."""

    label: str
    told: str
    draw: Callable[[Canvas, float], None]
    """Draws its marks around a height of the page."""
    quiet: bool = False
    """Whether it stands back, such as a number that does nothing."""
    before: tuple[float, float] | None = None
    """A value, and how much room words to the left of it take, in points."""
    after: tuple[float, float] | None = None
    """A value, and how much room words to the right of it take."""


@dataclasses.dataclass(frozen=True)
class Canvas:
    """The panel that the marks of a group are drawn into, with the page around it."""

    stage: Stage
    panel: Axes
    left: float
    width: float
    scale: Scale

    @property
    def per_point(self) -> float:
        """How much one point of the page stands for."""
        return (self.scale.high - self.scale.low) / self.width

    def place(self, value: float) -> float:
        """Return where on the page a value stands."""
        return self.left + self.width * (value - self.scale.low) / (
            self.scale.high - self.scale.low
        )


@dataclasses.dataclass(frozen=True)
class Part:
    """Lines that answer the same question, on a scale of their own."""

    title: str
    note: str
    items: tuple[Item, ...]
    scale: Scale


@dataclasses.dataclass(frozen=True)
class Lines:
    """Groups of lines under a title, with what the signs mean."""

    title: str
    note: str
    keys: tuple[Key, ...]
    parts: tuple[Part, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Return the size in inches."""
        high = head_height(self.title, self.note, WIDTH) + len(self._rows(WIDTH)) * KEY + MARGIN
        for part in self.parts:
            high += len(self._heads(part, WIDTH)) * LINE * theme.HEAD + 3.0 + AXIS + GAP
            high += sum(_height(item) for item in part.items)
        return WIDTH / 72, high / 72

    def draw(self, axes: Axes) -> Axes:
        """Draw into the area of the axes and return them."""
        stage = Stage(axes, self.size)
        y = put_head(stage, self.title, self.note)
        y = self._put_keys(stage, y)
        for part in self.parts:
            y = self._put_part(stage, y, part) + GAP
        return axes

    def _heads(self, part: Part, width: float) -> list[tuple[str, str]]:
        return heading(Group(part.title, part.note, ()), width - 2 * MARGIN) if part.title else []

    def _rows(self, width: float) -> list[list[tuple[float, Key]]]:
        """Return the keys by line, each with where it begins."""
        found: list[list[tuple[float, Key]]] = []
        x = width
        for key in self.keys:
            wide = 26.0 + widest([key.words], theme.SMALL) + 14.0
            if x + wide > width - MARGIN:
                found.append([])
                x = MARGIN
            found[-1].append((x, key))
            x += wide
        return found

    def _put_keys(self, stage: Stage, y: float) -> float:
        for row in self._rows(stage.width):
            for x, key in row:
                key.draw(stage, x, y + 3.0)
                stage.text(x + 26.0, y + 6.0, key.words, size=theme.SMALL, colour=theme.MUTED)
            y += KEY
        return y

    def _put_part(self, stage: Stage, y: float, part: Part) -> float:
        y = put_heading(stage, y, self._heads(part, stage.width)) + 3.0
        told = widest((item.told for item in part.items), theme.BODY)
        left = MARGIN + LABELS + ROOM
        before, after = _sides(part, stage.width - MARGIN - told - ROOM - left)
        width = stage.width - MARGIN - told - ROOM - left - before - after
        left += before
        bottom = y + sum(_height(item) for item in part.items)
        panel = stage.panel(left, y, width, bottom - y)
        panel.set(xlim=(part.scale.low, part.scale.high), ylim=(bottom, y))
        for value, _ in part.scale.ticks:
            panel.axvline(value, color=theme.TRACK, linewidth=0.9 * stage.scale, zorder=1)
        if part.scale.zero is not None:
            panel.axvline(part.scale.zero, color=theme.MUTED, linewidth=1.0 * stage.scale, zorder=2)
        canvas = Canvas(stage, panel, left, width, part.scale)
        for item in part.items:
            _put_item(canvas, y, item)
            y += _height(item)
        _put_axis(canvas, y)
        return y + AXIS


def _sides(part: Part, room: float) -> tuple[float, float]:
    """Return how much of the room words beside bars need to the left and to the right of the panel."""
    before = after = 0.0
    low, span = part.scale.low, part.scale.high - part.scale.low
    for _ in range(8):  # the less room for bars, the more for words: this settles soon
        width = room - before - after
        lefts = [
            wide - width * (value - low) / span
            for value, wide in _given(item.before for item in part.items)
        ]
        rights = [
            wide - width * (1 - (value - low) / span)
            for value, wide in _given(item.after for item in part.items)
        ]
        before, after = max(0.0, *lefts, 0.0), max(0.0, *rights, 0.0)
    return before, after


def _given(places: Iterable[tuple[float, float] | None]) -> list[tuple[float, float]]:
    return [place for place in places if place is not None]


def _labels(item: Item) -> Sequence[str]:
    return wrapped(item.label, LABELS / EASE, theme.BODY, most=MOST)


def _height(item: Item) -> float:
    return max(LEAST, LINE * theme.BODY * len(_labels(item)) + 5.0)


def _put_item(canvas: Canvas, y: float, item: Item) -> None:
    stage, high, lines = canvas.stage, _height(item), _labels(item)
    colour = theme.MUTED if item.quiet else theme.INK
    base = y + (high - LINE * theme.BODY * len(lines)) / 2
    for line in lines:
        stage.text(MARGIN, base + theme.BODY, line, colour=colour)
        base += LINE * theme.BODY
    middle = y + high / 2
    stage.text(
        stage.width - MARGIN, middle + 0.36 * theme.BODY, item.told, colour=colour, align="right"
    )
    item.draw(canvas, middle)


def _put_axis(canvas: Canvas, y: float) -> None:
    """Write the words of the ticks, leaving out those that would touch the one before."""
    after = -1e9
    for value, words in canvas.scale.ticks:
        x, half = canvas.place(value), widest([words], theme.SMALL) / 2
        if x - half > after + 6.0:
            canvas.stage.text(
                x, y + 11.0, words, size=theme.SMALL, colour=theme.MUTED, align="center"
            )
            after = x + half
