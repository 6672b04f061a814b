"""A page of estimates with a title: as rows under headings, or on a board where they are many."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.plotting import board, rows, theme
from logicmodel.views.plotting.rows import Group
from logicmodel.views.plotting.scale import EASE, Scale
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 7.5
"""Width of charts, in inches."""
HEAD_GAP = 9.0


def head_height(title: str, note: str, width: float) -> float:
    """Return how much room a title and the note under it take, in points."""
    room = (width - 2 * MARGIN) / EASE
    titles = len(wrapped(title, room, theme.TITLE, weight="strong", most=3))
    notes = len(wrapped(note, room, theme.BODY, most=3))
    return MARGIN + LINE * (titles * theme.TITLE + notes * theme.BODY) + HEAD_GAP


def put_head(stage: Stage, title: str, note: str) -> float:
    """Write a title and the note under it; return where they end."""
    y = stage.paragraph(title, MARGIN, size=theme.TITLE, weight="strong")
    return stage.paragraph(note, y, size=theme.BODY, colour=theme.MUTED) + HEAD_GAP


@dataclasses.dataclass(frozen=True)
class Ladder:
    """Estimates in groups under a title."""

    title: str
    note: str
    groups: tuple[Group, ...]
    scale: Scale

    @property
    def many(self) -> bool:
        """Say whether a board is drawn; it needs the same rows in every group."""
        count = sum(len(group.rows) for group in self.groups)
        same = len({tuple(row.label for row in group.rows) for group in self.groups}) == 1
        return count >= rows.MANY and same

    @property
    def size(self) -> tuple[float, float]:
        """Return the size in inches."""
        width = board.width(self.groups, 72 * WIDTH) if self.many else 72 * WIDTH
        part = board if self.many else rows
        high = head_height(self.title, self.note, width) + part.height(self.groups, width) + MARGIN
        return width / 72, high / 72

    def draw(self, axes: Axes) -> Axes:
        """Draw into the area of the axes and return them."""
        stage = Stage(axes, self.size)
        y = put_head(stage, self.title, self.note)
        part = board if self.many else rows
        part.draw(stage, y, self.groups, self.scale)
        return axes
