"""How much each uncertain number matters: shares of the spread, correlations or effects, with intervals."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.importance import (
    CHANCE,
    LEVEL,
    Measure,
    Row,
    asked,
    clear,
    measures_of,
    quoted,
    rows_of,
    targets_of,
    title_of,
    unit_of,
)
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.lines import Canvas, Item, Lines, Part
from logicmodel.views.plotting.panels import Key, mark_key
from logicmodel.views.plotting.scale import Scale, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

APART = 3.4
"""Points above and below the middle of a line, where two measures share it."""


class Indices(Chart):
    """Bars with intervals, the most important number first; a second measure stands below the first."""

    questions: ClassVar = ("sensitivity",)
    place: ClassVar = 20
    example: ClassVar = {}

    kind: Literal["indices"] = "indices"
    targets: tuple[str, ...] | None = None
    """What is shown, of that which the answer is about; all where it is left out."""
    top: int = 15
    """Most numbers for each target."""

    def title(self, answer: Answer) -> str:
        """Name the number that the first target hangs on most."""
        target = self._targets(answer)[0]
        measure, (row, *_) = _measures(answer, target)[0], self._rows(answer, target)
        what = asked(answer, target, measure)
        if not clear(row, measure):
            return f"No number stands out in what {what} hangs on"
        return f"{what[:1].upper()}{what[1:]} hangs most on {quoted(answer, row)}, which {measure.phrase.format(measure.brief(row))}"

    def caption(self, answer: Answer) -> str:
        """Tell the two most important numbers."""
        target = self._targets(answer)[0]
        measure = _measures(answer, target)[0]
        rows = rows_of(answer, target, measure)
        told = [f"“{title_of(answer, row)}” {measure.told(row)}" for row in rows[:2]]
        first = f"Why {asked(answer, target, measure)} is uncertain: {measure.meaning}"
        return f"{first}, {_sure(rows, measure)}; {naming.joined(told)}."

    def words(self, answer: Answer) -> str:
        """Tell every number that is shown."""
        return "\n".join(
            str(row.get("sentence") or _told(answer, target, row))
            for target in self._targets(answer)
            for row in self._rows(answer, target)
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the numbers."""
        return self._lines(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the bars."""
        return self._lines(answer).draw(axes)

    def _targets(self, answer: Answer) -> list[str]:
        return naming.chosen(self.targets, targets_of(answer), "target called")

    def _rows(self, answer: Answer, target: str) -> list[Row]:
        measure = _measures(answer, target)[0]
        rows = rows_of(answer, target, measure)
        return [row for row in rows if measure.value(row) != 0.0][: self.top] or rows[:1]

    def _lines(self, answer: Answer) -> Lines:
        targets = self._targets(answer)
        every = [row for target in targets for row in self._rows(answer, target)]
        first = _measures(answer, targets[0])[0]
        left = sum(len(rows_of(answer, one, _measures(answer, one)[0])) for one in targets) - len(
            every
        )
        meaning = f"{first.meaning[:1].upper()}{first.meaning[1:]}, {_sure(every, first)}"
        note = (
            f"Sorted by the first mark, {_sure(every, first)}"
            if len(_measures(answer, targets[0])) > 1
            else meaning
        )
        if any(not clear(row, first) for row in every):
            note += "; grey: cannot be told from nothing"
        if left:
            note += f"; {left} that matter{'s' if left == 1 else ''} less {'is' if left == 1 else 'are'} left out"
        return Lines(
            self.title(answer),
            note,
            _keys(answer, targets[0]),
            tuple(self._part(answer, one) for one in targets),
        )

    def _part(self, answer: Answer, target: str) -> Part:
        measures, rows = _measures(answer, target), self._rows(answer, target)
        unit = unit_of(answer, target) if measures[0].form in {"amount", "change"} else ""
        items = tuple(
            Item(
                title_of(answer, row),
                measures[0].told(row).replace(" points", ""),
                functools.partial(_draw, row, measures),
                quiet=not clear(row, measures[0]),
            )
            for row in rows
        )
        what = asked(answer, target, measures[0])
        return Part(
            f"{what[:1].upper()}{what[1:]}",
            f"({unit})" if unit else "",
            items,
            _scale(rows, measures),
        )


def _measures(answer: Answer, target: str) -> tuple[Measure, ...]:
    """Return the one or two measures that are shown of a target; of swings only one."""
    found = [one for one in measures_of(answer) if rows_of(answer, target, one)]
    return tuple(found[:1] if found[0] in {CHANCE, LEVEL} else found[:2])


def _told(answer: Answer, target: str, row: Row) -> str:
    told = [f"{one.title} {one.told(row)}" for one in _measures(answer, target)]
    return f"{title_of(answer, row)}: {', '.join(told)}."


def _keys(answer: Answer, target: str) -> tuple[Key, ...]:
    """Return what the marks mean, where there are two on a line."""
    measures = _measures(answer, target)
    keys = []
    if len(measures) > 1:
        first, second = measures
        keys = [
            mark_key(f"{first.title}: {first.meaning}", theme.hue(0), theme.mark(0)),
            mark_key(
                f"{second.title}: {second.meaning}",
                theme.hue(1),
                theme.mark(1),
                markerfacecolor=theme.PAPER,
            ),
        ]
    if any(row.get("floor") is not None for row in answer.rows):
        keys.append(
            mark_key("what a number without any influence would get by chance", theme.INK, "|")
        )
    return tuple(keys)


def _scale(rows: list[Row], measures: tuple[Measure, ...]) -> Scale:
    """Return a scale that holds every interval, in percent where shares or chances are shown."""
    percent = measures[0].form in {"share", "points"}
    factor = 100.0 if percent else 1.0
    ends = [
        factor * end
        for one in measures
        for row in rows
        if one.value(row) is not None
        for end in one.ends(row)
    ]
    ends = [max(end, 0.0) if measures[0].form == "share" else end for end in ends]
    found = scale_of(ends, zero=True)
    unit = " %" if measures[0].form == "share" else ""
    marks = tuple((value / factor, f"{words}{unit}") for value, words in found.ticks)
    return Scale(found.low / factor, found.high / factor, marks, zero=0.0)


def _draw(row: Row, measures: tuple[Measure, ...], canvas: Canvas, y: float) -> None:
    """Draw a bar, an interval and a mark for each measure, and the floor where there is one."""
    both, size, panel = len(measures) > 1, canvas.stage.scale, canvas.panel
    for place, one in enumerate(measures):
        value, ends = one.value(row), one.ends(row)
        if value is None:
            continue
        low = max(canvas.scale.low, 0.0) if one.form == "share" else canvas.scale.low
        ends = (max(ends[0], low), max(ends[1], low))
        middle = y + (APART * (2 * place - 1) if both else 0.0)
        quiet = not clear(row, one)
        colour = theme.MUTED if quiet else theme.hue(place)
        panel.barh(
            middle,
            max(value, low),
            left=0.0,
            height=5.0 if both else 8.0,
            color=theme.light(colour, 0.3),
            zorder=3,
        )
        panel.hlines(middle, *ends, colors=colour, linewidth=2.2 * size, zorder=4, clip_on=False)
        face = theme.PAPER if place or quiet else colour
        panel.plot(
            [max(value, low)], [middle], marker=theme.mark(place), markersize=(4.2 if both else 5.0) * size, color=colour,
            markerfacecolor=face, markeredgewidth=1.1 * size, zorder=5, clip_on=False,
        )  # fmt: skip
    if row.get("floor") is not None:
        panel.vlines(
            float(row["floor"]), y - 6.0, y + 6.0, colors=theme.INK, linewidth=1.4 * size, zorder=6
        )


def _sure(rows: list[Row], measure: Measure) -> str:
    exact = all(low == high for low, high in map(measure.ends, rows))
    return "without intervals" if exact else "with 95 % intervals"
