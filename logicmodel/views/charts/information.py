"""What it is worth to know each number before choosing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.plotting import gains, naming, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.scale import widest
from logicmodel.views.plotting.stage import MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ITEM, BAR, FOOT = 32.0, 8.0, 34.0
"""Height of one number with its title, of its bar, and of what stands below all of them, in points."""


class Information(Chart):
    """A bar for each number, with its interval and the floor below which nothing is believed."""

    questions: ClassVar = ("information",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["information"] = "information"
    most: int = 10
    """Most numbers that are shown."""

    def title(self, answer: Answer) -> str:
        """Name the number to find out first."""
        if not answer.settings["evpi"] or answer.settings["evpi_high"] <= 0:
            return "Nothing is to be gained from finding out more before choosing"
        sure = [row for row in answer.rows if row["clear"]]
        useful = [row for row in sure if row["learnable"]]
        if not useful:
            return "No single number is worth finding out before choosing"
        return f"Find out first: {cleaned(useful[0]['title'])}"

    def caption(self, answer: Answer) -> str:
        """Tell what knowing everything is worth, and the most valuable numbers."""
        sure = [row for row in answer.rows if row["clear"]][:3]
        listed = naming.joined(f"{cleaned(row['title'])} {gains.told(answer, row)}" for row in sure)
        first = f"What knowing one number before choosing would add to the {gains.goal(answer)}, with 95 % intervals"
        whole = gains.told(answer, answer.settings, "evpi")
        return f"{first}: {listed or 'nothing that can be told from chance'}. Knowing everything would add {whole}."

    def words(self, answer: Answer) -> str:
        """Tell every number."""
        return "\n".join(str(row["sentence"]) for row in answer.rows)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the numbers."""
        width = 72 * WIDTH
        high = head_height(self.title(answer), self._note(answer), width)
        return WIDTH, (high + ITEM * len(self._rows(answer)) + FOOT + MARGIN) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the bars, the best first."""
        stage = Stage(axes, self.size(answer))
        y = put_head(stage, self.title(answer), self._note(answer))
        rows = self._rows(answer)
        ends = [float(row[key]) for row in rows for key in ("value_high", "floor")]
        scale = gains.scale(answer, ends)
        right = (
            stage.width - MARGIN - widest([_told(answer, row) for row in rows], theme.BODY) - 12.0
        )
        panel = stage.panel(MARGIN, y, right - MARGIN, ITEM * len(rows))
        panel.set(xlim=(scale.low, scale.high), ylim=(y + ITEM * len(rows), y))
        for row in rows:
            self._item(stage, panel, answer, row, y, right)
            for value, _ in scale.ticks:
                panel.vlines(
                    value, y + 16.0, y + 29.0, colors=theme.RULE, linewidth=0.6 * stage.scale, zorder=0.5
                )  # fmt: skip
            y += ITEM
        for value, words in scale.ticks:
            x = MARGIN + (value - scale.low) / (scale.high - scale.low) * (right - MARGIN)
            stage.text(
                x, y + 10.0, words, size=theme.SMALL, colour=theme.MUTED, align="left" if value == 0 else "center"
            )  # fmt: skip
        stage.text(MARGIN, y + 26.0, self._left_out(answer), size=theme.SMALL, colour=theme.MUTED)
        return axes

    def _item(
        self,
        stage: Stage,
        panel: Any,
        answer: Answer,
        row: Mapping[str, Any],
        y: float,
        right: float,
    ) -> None:
        """Draw one number: its title over its bar, the gain to the right."""
        colour = theme.HUES[0] if row["learnable"] else theme.MUTED
        title = cleaned(row["title"]) + (
            "" if row["learnable"] else " (chance, not to be found out)"
        )
        room = stage.width - 2 * MARGIN
        stage.text(
            MARGIN, y + 12.5, title, room=room, colour=theme.INK if row["clear"] else theme.MUTED
        )
        middle, size = y + 22.0, stage.scale
        panel.barh(middle, row["floor"], height=BAR + 3.0, color=theme.TRACK, zorder=1)
        panel.barh(middle, row["value"], height=BAR, color=theme.light(colour, 0.45), zorder=2)
        panel.hlines(
            middle, row["value_low"], row["value_high"], colors=colour, linewidth=2.2 * size, zorder=3, clip_on=False
        )  # fmt: skip
        panel.plot(
            [row["value"]], [middle], marker="o", markersize=4.8 * size, color=colour, zorder=4, clip_on=False,
            markerfacecolor=colour if row["clear"] else theme.PAPER, markeredgewidth=1.1 * size,
        )  # fmt: skip
        stage.text(
            right + 12.0,
            middle + 3.0,
            _told(answer, row),
            colour=theme.INK if row["clear"] else theme.MUTED,
        )

    def _rows(self, answer: Answer) -> Sequence[Mapping[str, Any]]:
        """Return those that are clear of the floor, or the first few where none is."""
        sure = [row for row in answer.rows if row["clear"]]
        return (sure or list(answer.rows[:3]))[: self.most]

    def _note(self, answer: Answer) -> str:
        whole = gains.told(answer, answer.settings, "evpi")
        return (
            f"What knowing one number before choosing would add to the {gains.goal(answer)}, in {gains.unit(answer)}, "
            f"with 95 % intervals. Knowing everything, chance included, would add {whole}."
        )

    def _left_out(self, answer: Answer) -> str:
        rest = len(answer.rows) - len(self._rows(answer))
        floor = "Grey ground: what a number that tells nothing would seem to be worth."
        if not rest:
            return floor
        sure = sum(1 for row in answer.rows if row["clear"]) - len(self._rows(answer))
        why = "worth less" if sure > 0 else "from which nothing sure can be gained"
        return f"{floor} Not shown: {rest} more, {why}."


def _told(answer: Answer, row: Mapping[str, Any]) -> str:
    """Write what a number would add, where that can be told from nothing."""
    return gains.told(answer, row) if row["clear"] else "nothing sure"
