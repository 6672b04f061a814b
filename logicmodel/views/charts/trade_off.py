"""What peeling gave up and gained: coverage against density, box by box."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, line_key, mark_key
from logicmodel.views.plotting.scale import SHARES
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT = 190.0
BASE = (0, (4, 2))
MOST = 3
"""Panels side by side."""


class TradeOff(Chart):
    """The trajectory of each peeling: how much smaller boxes are denser, and what they leave outside."""

    questions: ClassVar = ("discovery",)
    place: ClassVar = 20
    example: ClassVar = {}

    kind: Literal["trade_off"] = "trade_off"

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer holds the trajectories of peelings."""
        return bool(getattr(answer, "trajectory", ()))

    def title(self, answer: Answer) -> str:
        """Say what the chosen box trades for what."""
        first = _steps(answer)[0]
        box = next(row for row in first if row["chosen"])
        subject, verb = (cleaned(str(getattr(answer, name, ""))) for name in ("subject", "verb"))
        which = "the first box" if len(_steps(answer)) > 1 else "the box"
        before, density = (wording.percent(row["density"]) for row in (first[0], box))
        return f"{subject} {verb} in {before} of all futures, in {density} of those in {which}"

    def caption(self, answer: Answer) -> str:
        """Say what one sees, and where the boxes that are told lie."""
        told = [
            f"box {row['box']} has density {wording.percent(row['density'])} and coverage {wording.percent(row['coverage'])}"
            for steps in _steps(answer)
            for row in steps
            if row["chosen"]
        ]
        return (
            "Density against coverage of every box that peeling went through, measured on draws that the search did not see, "
            f"outside the boxes told before: {', '.join(told)}."
        )

    def words(self, answer: Answer) -> str:
        """Tell every box on the way."""
        return "\n".join(
            f"Box {row['box']}, {'told' if row['chosen'] else 'on the way'}: density {wording.percent(row['density'])}, "
            f"coverage {wording.percent(row['coverage'])}, {_numbers(row['numbers'])}."
            for steps in _steps(answer)
            for row in steps
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the boxes."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a panel for each box."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        every = _steps(answer)
        panels = tuple(
            Panel(
                f"Box {steps[0]['box']}" if len(every) > 1 else "",
                "",
                -1,
                functools.partial(_draw, steps),
            )
            for steps in every
        )
        verb = str(getattr(answer, "verb", "")) or "it happens"
        band = Band(
            f"How often it {verb} inside",
            "up; across: share of all such futures that the box holds",
            panels,
            SHARES,
            SHARES,
        )
        note = "Every dot is a box on the way of peeling, measured on draws that the search did not see; the first is the whole space"
        if len(every) > 1:
            note += ", later boxes are looked for outside the earlier ones"
        return Gallery(
            self.title(answer), note, _keys(every), (band,), min(len(every), MOST), plot=PLOT
        )


def _steps(answer: Answer) -> list[list[Mapping[str, Any]]]:
    """Return the trajectory of every box."""
    rows: Sequence[Mapping[str, Any]] = getattr(answer, "trajectory", ())
    return [
        [row for row in rows if row["box"] == box]
        for box in dict.fromkeys(row["box"] for row in rows)
    ]


def _numbers(count: int) -> str:
    return "no condition" if not count else f"{count} number{'' if count == 1 else 's'} restricted"


def _colour(numbers: int) -> str:
    """Return the colour of boxes that restrict so many numbers: the darker, the more."""
    return theme.light(theme.HUES[0], min(0.25 + 0.25 * numbers, 1.0))


def _keys(every: Sequence[Sequence[Mapping[str, Any]]]) -> tuple[Key, ...]:
    counts = sorted({row["numbers"] for steps in every for row in steps})
    keys = [mark_key(_numbers(count), _colour(count), "o") for count in counts]
    return (
        *keys,
        mark_key("the box that is told", theme.HUES[1], "D"),
        line_key("all futures", theme.MUTED, width=1.0, linestyle=BASE),
    )


def _draw(steps: Sequence[Mapping[str, Any]], stage: Stage, axes: Any) -> None:
    """Draw one trajectory."""
    size = stage.scale
    way = [row for row in steps if not row["chosen"]]
    axes.axhline(
        way[0]["density"], color=theme.MUTED, linewidth=1.0 * size, linestyle=BASE, zorder=1
    )
    x, y = ([row[name] for row in way] for name in ("coverage", "density"))
    axes.plot(x, y, color=theme.RULE, linewidth=1.2 * size, zorder=2, clip_on=False)
    for row in steps:
        told = row["chosen"]
        axes.plot(
            [row["coverage"]], [row["density"]], marker="D" if told else "o", markersize=(6.4 if told else 4.6) * size,
            color=theme.HUES[1] if told else _colour(row["numbers"]), zorder=4 if told else 3, clip_on=False,
        )  # fmt: skip
