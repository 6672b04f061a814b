"""A short decision tree of futures, read from left to right."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned, width_of, wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.scale import EASE
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE = 9.5
"""Width in inches where all questions stand beside each other."""
BETWEEN, BELOW, BAR = 22.0, 13.0, 6.0
INSIDE, EDGE = theme.light(theme.HUES[0], 0.55), theme.HUES[0]


class Tree(Chart):
    """Every answer to a question with the share of its futures that miss the target, and how many these are."""

    questions: ClassVar = ("discovery",)
    place: ClassVar = 5
    example: ClassVar = {}

    kind: Literal["tree"] = "tree"

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer is a tree."""
        return bool(getattr(answer, "branches", ()))

    def title(self, answer: Answer) -> str:
        """Name the ends with the most and the least misses."""
        ends = [row for row in _rows(answer) if row["box"] is not None]
        high, low = (some(ends, key=lambda row: float(row["density"])) for some in (max, min))
        subject, verb = (str(getattr(answer, name, "")) for name in ("subject", "verb"))
        ends_ = (_told(end).partition(" (")[0] for end in (high, low))
        return "{} {} in {} of the futures at one end of the tree, in {} at another".format(
            cleaned(subject), verb, *ends_
        )

    def caption(self, answer: Answer) -> str:
        """Tell how often it happens in all futures and at each end, from the most to the least."""
        overall = cleaned(str(getattr(answer, "overall", ""))).rstrip(".")
        ends = sorted(
            (row for row in _rows(answer) if row["box"] is not None),
            key=lambda row: -float(row["density"]),
        )
        told = [f"{_told(row)} in {wording.percent(row['support'])} of all futures" for row in ends]
        return f"{overall or 'At the ends'}; at the ends of the tree, from the most to the least: {'; '.join(told)}."

    def words(self, answer: Answer) -> str:
        """Tell every branch."""
        depths = _depths(answer)
        return "\n".join(
            f"Level {depths[row['branch']]}: {cleaned(str(row['condition'])) or 'all futures'}: {_told(row)}, {wording.percent(row['support'])} of all futures."
            for row in _rows(answer)
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the ends of the tree."""
        width = _width(answer)
        layout = _Layout(answer, width)
        return width / 72, (
            head_height(self.title(answer), _note(answer), width) + layout.height + MARGIN
        ) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the branches in columns, joined by lines."""
        stage = Stage(axes, self.size(answer))
        y = put_head(stage, self.title(answer), _note(answer))
        _Layout(answer, _width(answer)).put(stage, y)
        return axes


def _rows(answer: Answer) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = getattr(answer, "branches", ())
    return found


def _depths(answer: Answer) -> dict[int, int]:
    depths: dict[int, int] = {}
    for row in _rows(answer):
        depths[row["branch"]] = 0 if row["above"] is None else depths[row["above"]] + 1
    return depths


def _told(row: Mapping[str, Any]) -> str:
    return wording.whole_chance(row["density"], row["density_low"], row["density_high"])


def _width(answer: Answer) -> float:
    return 72 * (WIDTH if max(_depths(answer).values()) < 3 else WIDE)


def _note(answer: Answer) -> str:
    verb = str(getattr(answer, "verb", "")) or "it happens"
    overall = cleaned(str(getattr(answer, "overall", "")))
    return f"{overall} Bars: in how many of the futures on a branch it {verb}, with 95 % intervals, on draws that the tree did not see.".strip()


@dataclasses.dataclass(frozen=True)
class _Layout:
    """Where each branch stands: columns by depth, ends one below the other."""

    answer: Answer
    width: float

    @property
    def cell(self) -> float:
        """Width of a column."""
        count = max(_depths(self.answer).values()) + 1
        return (self.width - 2 * MARGIN - (count - 1) * BETWEEN) / count

    def lines(self, row: Mapping[str, Any]) -> list[str]:
        """Return the condition of a branch, broken to its column."""
        if row["above"] is None:
            return ["All futures"]
        room = self.cell / EASE
        title = wrapped(cleaned(str(row["title"])), room, theme.SMALL, most=3)
        return [
            *title,
            *wrapped(cleaned(str(row["limit"])), room, theme.BODY, weight="strong", most=2),
        ]

    def titles(self, row: Mapping[str, Any]) -> int:
        """Return how many of the lines are the title."""
        return (
            0
            if row["above"] is None
            else len(wrapped(cleaned(str(row["title"])), self.cell / EASE, theme.SMALL, most=3))
        )

    def high(self, row: Mapping[str, Any]) -> float:
        """Return the height of a branch."""
        titles = self.titles(row)
        return (
            LINE
            * (theme.SMALL * titles + theme.BODY * (len(self.lines(row)) - titles) + theme.BODY)
            + BAR
            + 4.0
        )

    def tops(self) -> dict[int, float]:
        """Return the top of every branch below the head."""
        rows = _rows(self.answer)
        below = {
            row["branch"]: [one for one in rows if one["above"] == row["branch"]] for row in rows
        }
        middles: dict[int, float] = {}
        y = 0.0
        for row in rows:
            if not below[row["branch"]]:
                middles[row["branch"]] = y + self.high(row) / 2
                y += self.high(row) + BELOW
        for row in reversed(rows):
            parts = below[row["branch"]]
            if parts:
                middles[row["branch"]] = sum(middles[part["branch"]] for part in parts) / len(parts)
        return {row["branch"]: middles[row["branch"]] - self.high(row) / 2 for row in rows}

    @property
    def height(self) -> float:
        """Height of all that is drawn."""
        tops = self.tops()
        return max(tops[row["branch"]] + self.high(row) for row in _rows(self.answer)) - min(
            0.0, *tops.values()
        )

    def put(self, stage: Stage, y: float) -> None:
        """Draw all branches and the lines between them."""
        tops, depths = self.tops(), _depths(self.answer)
        shift = y - min(0.0, *tops.values())
        for row in _rows(self.answer):
            x, top = (
                MARGIN + depths[row["branch"]] * (self.cell + BETWEEN),
                shift + tops[row["branch"]],
            )
            bar = self._put(stage, x, top, row)
            if row["above"] is not None:
                above = next(one for one in _rows(self.answer) if one["branch"] == row["above"])
                from_y = shift + tops[above["branch"]] + self.high(above) - BAR / 2 - 4.0
                start, middle = x - BETWEEN, x - BETWEEN / 2
                stage.rule(
                    (start, middle, middle, x - 4.0),
                    (from_y, from_y, bar, bar),
                    colour=theme.RULE,
                    width=1.2,
                )

    def _put(self, stage: Stage, x: float, y: float, row: Mapping[str, Any]) -> float:
        """Draw one branch; return the height at which its line ends."""
        titles = self.titles(row)
        for number, line in enumerate(self.lines(row)):
            small = number < titles
            size = theme.SMALL if small else theme.BODY
            stage.text(
                x,
                y + size,
                line,
                size=size,
                colour=theme.MUTED if small else theme.INK,
                weight="regular" if small else "strong",
            )
            y += LINE * size
        number_, _, rest = _told(row).partition(" (")
        stage.text(x, y + theme.BODY, number_, weight="strong", colour=EDGE)
        used = EASE * width_of(number_, theme.BODY, weight="strong") + 5.0
        size_ = f"{rest.rstrip(')')}, " if rest else ""
        stage.text(
            x + used,
            y + theme.BODY,
            f"{size_}{wording.percent(row['support'])} of all",
            size=theme.SMALL,
            colour=theme.MUTED,
            room=self.cell - used,
        )
        y += LINE * theme.BODY
        stage.swatch(x, y, self.cell, BAR, theme.TRACK)
        stage.swatch(x, y, self.cell * float(row["density"]), BAR, INSIDE)
        low, high = (x + self.cell * float(row[f"density_{end}"]) for end in ("low", "high"))
        stage.rule(
            (low, high), (y + BAR / 2, y + BAR / 2), colour=EDGE, width=2.0, solid_capstyle="butt"
        )
        return y + BAR / 2
