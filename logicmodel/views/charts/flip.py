"""How far each number is from where another allocation becomes better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.scale import widest
from logicmodel.views.plotting.stage import MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ITEM, FOOT, EDGE = 34.0, 22.0, 6.0
NOTE = "Each line runs over its own values: the grey bar holds nine in ten of them, the tick is the middle, the diamond is where another allocation becomes better, all other numbers at their distribution."


class FlipChart(Chart):
    """A line for each number that can flip the choice: its range, its middle and where it flips."""

    questions: ClassVar = ("flip",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["flip"] = "flip"
    most: int = 10
    """Most numbers that are shown."""

    def title(self, answer: Answer) -> str:
        """Say how many numbers could overturn the choice."""
        likely = [
            row
            for row in answer.rows
            if row["flip"] is not None and (row["inside_90"] or row["event"])
        ]
        chosen = f"“{cleaned(answer.titles['allocation'][answer.settings['chosen']])}”"
        if not likely:
            return f"No single number overturns the choice of {chosen} within nine in ten of its values"
        many = "One number" if len(likely) == 1 else f"Any of {len(likely)} numbers"
        return f"{many} alone could overturn the choice of {chosen}"

    def caption(self, answer: Answer) -> str:
        """Tell the likeliest flips."""
        rows = self._flips(answer)[:3]
        told = naming.joined(f"{cleaned(row['title'])} ({_told(row)})" for row in rows)
        return f"Where one number alone makes another allocation better: {told or 'nowhere'}."

    def words(self, answer: Answer) -> str:
        """Tell every number."""
        return "\n".join(str(row["sentence"]) for row in answer.rows)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the numbers."""
        high = head_height(self.title(answer), NOTE, 72 * WIDTH)
        return WIDTH, (high + ITEM * len(self._flips(answer)) + FOOT + MARGIN) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the lines, the likeliest flip first."""
        rows = self._flips(answer)
        if not rows:
            raise RequestError("no number flips the choice", remedy="there is nothing to draw")
        stage = Stage(axes, self.size(answer))
        y = put_head(stage, self.title(answer), NOTE)
        words = [_told(row) for row in rows]
        right = stage.width - MARGIN - min(widest(words, theme.BODY), 0.45 * stage.width) - 14.0
        for row, told in zip(rows, words, strict=True):
            self._item(stage, row, told, y, right)
            y += ITEM
        rest = len(answer.rows) - len(rows)
        if rest:
            left = f"Not shown: {rest} more, which change the choice less likely or at no value that was looked at."
            stage.text(MARGIN, y + 12.0, left, size=theme.SMALL, colour=theme.MUTED)
        return axes

    def _item(
        self, stage: Stage, row: Mapping[str, Any], told: str, y: float, right: float
    ) -> None:
        """Draw one number: its title, and below it its range with the flip."""
        stage.text(MARGIN, y + 12.5, cleaned(row["title"]), room=stage.width - 2 * MARGIN)
        ends = [row[key] for key in ("middle", "flip", "p5", "p95")]
        low, high = min(ends), max(ends)
        span = (high - low) or 1.0
        panel = stage.panel(MARGIN + EDGE, y + 15.0, right - MARGIN - 2 * EDGE, 16.0)
        panel.set(xlim=(low - 0.02 * span, high + 0.02 * span), ylim=(16.0, 0.0))
        size, colour = stage.scale, theme.HUES[1] if row["inside"] else theme.MUTED
        panel.barh(
            8.0, row["p95"] - row["p5"], left=row["p5"], height=7.0, color=theme.TRACK, zorder=1
        )
        panel.hlines(
            8.0,
            row["middle"],
            row["flip"],
            colors=colour,
            linewidth=1.6 * size,
            zorder=2,
            clip_on=False,
        )
        panel.vlines(
            row["middle"],
            3.0,
            13.0,
            colors=theme.INK,
            linewidth=1.6 * size,
            zorder=3,
            clip_on=False,
        )
        panel.plot(
            [row["flip"]], [8.0], marker="D", markersize=5.6 * size, color=colour, zorder=4, clip_on=False,
            markerfacecolor=colour if row["inside_90"] or row["event"] else theme.PAPER, markeredgewidth=1.2 * size,
        )  # fmt: skip
        stage.text(right + 14.0, y + 26.0, told, room=stage.width - right - 14.0)

    def _flips(self, answer: Answer) -> Sequence[Mapping[str, Any]]:
        return [row for row in answer.rows if row["flip"] is not None][: self.most]


def _told(row: Mapping[str, Any]) -> str:
    """Say where it flips, and how likely that is."""
    chance = wording.percent(row["beyond"]) if row["beyond"] >= 0.01 else "< 1 %"
    if row["event"]:
        return f"{wording.event(row['name'], row['upward'])}: {chance}"
    side = "above" if row["upward"] else "below"
    where = f"{side} {wording.amount(row['flip'])}"
    return f"{where}: {chance}" if row["inside"] else f"{where}: never, as planned"
