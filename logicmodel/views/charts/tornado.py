"""How far the outcome moves when one number is low and when it is high."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar, Literal

from logicmodel import wording
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
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.lines import Canvas, Item, Lines, Part
from logicmodel.views.plotting.panels import mark_key
from logicmodel.views.plotting.scale import Scale, scale_of, widest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOW, HIGH = 1, 0
"""Places of the colours and marks of both ends."""
THICK = 9.0
AWAY = 8.0


class Tornado(Chart):
    """Bars from where a number is low to where it is high, the widest first, with the values of the number."""

    questions: ClassVar = ("sensitivity",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["tornado"] = "tornado"
    targets: tuple[str, ...] | None = None
    """What is shown, of that which the answer is about; all where it is left out."""
    of: Literal["met", "level"] | None = None
    """Whether the chance moves or the level; by default what the answer is ranked by."""
    top: int = 12
    """Most numbers for each target."""

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer holds swings."""
        return bool({CHANCE, LEVEL} & set(measures_of(answer)))

    def title(self, answer: Answer) -> str:
        """Name the number that moves the first target most, and from where to where."""
        target = self._targets(answer)[0]
        measure, (row, *_) = self._measure(answer, target), self._rows(answer, target)
        what = asked(answer, target, measure)
        if not clear(row, measure):
            return f"No number alone moves {what} so that it could be told"
        of = "met" if measure is CHANCE else "level"
        low, high = (_place(row, of, end) for end in ("p10", "p90"))
        return f"{what[:1].upper()}{what[1:]} moves most with {quoted(answer, row)}: from {low} to {high}"

    def caption(self, answer: Answer) -> str:
        """Tell the widest swings."""
        target = self._targets(answer)[0]
        measure = self._measure(answer, target)
        rows = rows_of(answer, target, measure)[:2]
        told = [
            f"{measure.told(row, unit_of(answer, target))} with “{title_of(answer, row)}” ({_values(row)})"
            for row in rows
        ]
        first = f"How {asked(answer, target, measure)} moves when one number is high instead of low, all others drawn"
        return f"{first}, {_sure(rows, measure)}: {naming.joined(told)}."

    def words(self, answer: Answer) -> str:
        """Tell every number that is shown."""
        return "\n".join(
            str(row.get("sentence") or self._told(answer, target, row))
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

    def _measure(self, answer: Answer, target: str) -> Measure:
        """Return what moves: what was asked for, or what the target has."""
        order = [one for one in measures_of(answer) if one in {CHANCE, LEVEL}]
        wanted = {"met": CHANCE, "level": LEVEL}.get(self.of or "")
        found = [one for one in order if rows_of(answer, target, one)]
        if wanted is not None and wanted not in found:
            remedy = f"leave of out, or take {'level' if self.of == 'met' else 'met'}"
            raise RequestError(
                f"the answer does not tell of {target} how its {self.of} moves", remedy=remedy
            )
        return wanted or found[0]

    def _rows(self, answer: Answer, target: str) -> list[Row]:
        measure = self._measure(answer, target)
        rows = rows_of(answer, target, measure)
        moving = [row for row in rows if clear(row, measure)]
        return (moving or rows)[: self.top]

    def _told(self, answer: Answer, target: str, row: Row) -> str:
        measure = self._measure(answer, target)
        return f"{title_of(answer, row)} ({_values(row)}): {measure.told(row, unit_of(answer, target))}."

    def _lines(self, answer: Answer) -> Lines:
        targets = self._targets(answer)
        keys = (
            mark_key("the number is low (10th percentile, or the least it can be)", theme.hue(LOW), theme.mark(LOW), markerfacecolor=theme.PAPER),
            mark_key("it is high (90th)", theme.hue(HIGH), theme.mark(HIGH)),
        )  # fmt: skip
        every = [row for target in targets for row in self._rows(answer, target)]
        left = sum(
            len(rows_of(answer, target, self._measure(answer, target))) for target in targets
        ) - len(every)
        first = self._measure(answer, targets[0])
        points = ", in points" if first is CHANCE else ""
        note = f"One number at a time, all others drawn; to the right the whole swing{points}, {_sure(every, first)}"
        if left:
            note += f"; {_counted(left)} that matter less are left out"
        return Lines(
            self.title(answer),
            note,
            keys,
            tuple(self._part(answer, one) for one in targets),
        )

    def _part(self, answer: Answer, target: str) -> Part:
        measure = self._measure(answer, target)
        rows, of = self._rows(answer, target), "met" if measure is CHANCE else "level"
        places = [end for row in rows for end in _span(row, of)]
        base = _base(answer, target, of)
        scale = _shares([*places, *base]) if of == "met" else scale_of([*places, *base], zero=False)
        if base:
            scale = Scale(scale.low, scale.high, scale.ticks, zero=base[0])
        unit = unit_of(answer, target)
        items = tuple(_item(answer, row, of, measure) for row in rows)
        what = asked(answer, target, measure)
        words = [unit] if unit and of == "level" else []
        if base:
            size = wording.percent(base[0]) if of == "met" else wording.amount(base[0], digits=4)
            words.append(f"{size} with all numbers drawn (line)")
        return Part(f"{what[:1].upper()}{what[1:]}", "; ".join(words), items, scale)


def _item(answer: Answer, row: Row, of: str, measure: Measure) -> Item:
    """Return the line of a number."""
    low, high = _span(row, of)
    rooms = [widest([words], theme.SMALL) + AWAY for words in _sides(row, of)]
    return Item(
        title_of(answer, row), _brief(measure.told(row)), functools.partial(_draw, row, of), not clear(row, measure),
        (low, rooms[0]), (high, rooms[1]),
    )  # fmt: skip


def _sides(row: Row, of: str) -> tuple[str, str]:
    """Return what stands to the left of a bar and to the right of it."""
    first, second = _ends(row)
    return (first, second) if row[f"{of}_at_p10"] <= row[f"{of}_at_p90"] else (second, first)


def _span(row: Row, of: str) -> tuple[float, float]:
    """Return from where to where marks reach, with their intervals."""
    every = [
        row.get(f"{of}_at_{end}{side}") for end in ("p10", "p90") for side in ("", "_low", "_high")
    ]
    places = [float(place) for place in every if place is not None]
    return min(places), max(places)


def _place(row: Row, of: str, end: str) -> str:
    """Write where the chance or the level stands at one end of a number."""
    value, low, high = (row.get(f"{of}_at_{end}{side}") for side in ("", "_low", "_high"))
    if of == "level":
        return wording.amount(value, digits=4)
    return wording.chance(value, low, high).partition(" (")[0]


def _counted(number: int) -> str:
    return "1 number" if number == 1 else f"{number} numbers"


def _base(answer: Answer, target: str, of: str) -> tuple[float, ...]:
    """Return what is expected while all numbers are drawn, where the answer holds it."""
    found = answer.settings.get("outcomes", {}).get(target, {}).get(of)
    return () if found is None else (float(found),)


def _shares(values: list[float]) -> Scale:
    """Return a scale of probabilities that ends at 0 and 100 %."""
    found = scale_of([100 * value for value in values], pad=0.04)
    low, high = max(found.low, 0.0), min(found.high, 100.0)
    marks = tuple(
        (value / 100, f"{words} %") for value, words in found.ticks if low <= value <= high
    )
    return Scale(low / 100, high / 100, marks)


def _draw(row: Row, of: str, canvas: Canvas, y: float) -> None:
    """Draw a bar between both ends, a mark at each, and the values of the number beside them."""
    low, high = float(row[f"{of}_at_p10"]), float(row[f"{of}_at_p90"])
    size, panel = canvas.stage.scale, canvas.panel
    colour = theme.light(theme.hue(HIGH), 0.3)
    panel.barh(y, high - low, left=low, height=THICK, color=colour, zorder=3)
    for value, place, end in ((low, LOW, "p10"), (high, HIGH, "p90")):
        ends = [row.get(f"{of}_at_{end}_{side}") for side in ("low", "high")]
        low_end, high_end = (value if one is None else float(one) for one in ends)
        panel.hlines(
            y,
            low_end,
            high_end,
            colors=theme.hue(place),
            linewidth=2.2 * size,
            zorder=4,
            clip_on=False,
        )
        face = theme.PAPER if place == LOW else theme.hue(place)
        panel.plot(
            [value], [y], marker=theme.mark(place), markersize=5.0 * size, color=theme.hue(place), markerfacecolor=face,
            markeredgewidth=1.3 * size, zorder=5, clip_on=False,
        )  # fmt: skip
    (left, right), (first, last) = _sides(row, of), _span(row, of)
    _put_words(canvas, y, canvas.place(first) - AWAY, left, side=-1)
    _put_words(canvas, y, canvas.place(last) + AWAY, right, side=1)


def _put_words(canvas: Canvas, y: float, x: float, words: str, *, side: int) -> None:
    """Write beside a bar, on a ground that hides the lines of the scale."""
    room = widest([words], theme.SMALL) * canvas.per_point
    start = canvas.scale.low + (x - canvas.left) * canvas.per_point
    canvas.panel.barh(y, side * room, left=start, height=10.0, color=theme.PAPER, zorder=1.5)
    canvas.stage.write(
        canvas.panel, x, y + 0.36 * theme.SMALL, words, size=theme.SMALL, colour=theme.MUTED, align="left" if side > 0 else "right"
    )  # fmt: skip


def _ends(row: Row) -> tuple[str, str]:
    """Write where a number stands at both ends."""
    if row.get("low_value") is None or row.get("high_value") is None:
        return "low", "high"
    event = row.get("low_chance") is not None or str(row["name"]).endswith((".holds", ".works"))
    if event and (row["low_value"], row["high_value"]) == (0.0, 1.0):
        return "no", "yes"
    return wording.amount(row["low_value"]), wording.amount(row["high_value"])


def _brief(told: str) -> str:
    """Leave out what the heading says."""
    return told.replace(" points", "")


def _values(row: Row) -> str:
    low, high = _ends(row)
    return f"{low} → {high}"


def _sure(rows: list[Row], measure: Measure) -> str:
    exact = all(low == high for low, high in map(measure.ends, rows))
    return "without intervals, as nothing else is uncertain" if exact else "with 95 % intervals"
