"""How the value moves with one input, all else as it is."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.curves import BEST, HERE, PLOT, kept, put_curve, put_point
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, box_key, line_key, mark_key
from logicmodel.views.plotting.scale import scale_of
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE, NOW, TOP = theme.HUES[0], theme.INK, theme.HUES[1]


class Response(Chart):
    """A curve with its interval, where the allocation stands, and the best point."""

    questions: ClassVar = ("sweep",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["response"] = "response"

    def fits(self, answer: Answer) -> bool:
        """Say whether one input was moved."""
        return len(answer.settings["inputs"]) == 1

    def title(self, answer: Answer) -> str:
        """Say where it is best, or that it makes no difference that can be told."""
        measure, name = Measure.of(answer), _input(answer)
        best, here = _best(answer), _here(answer)
        title = Names(answer).of("node", name)
        if max(row["low"] for row in answer.rows) <= min(row["high"] for row in answer.rows):
            return f"The amount of {title} makes no difference that can be told"
        if best is here:
            return f"No amount of {title} does better than {_amount(answer, here)}, as far as can be told"
        told = [f"{measure.brief(row)} with {_amount(answer, row)}" for row in (best, here)]
        return f"{title}: {told[0]}, against {told[1]}"

    def caption(self, answer: Answer) -> str:
        """Tell the value where the allocation stands and at the best point."""
        measure, name = Measure.of(answer), _input(answer)
        best, here = _best(answer), _here(answer)
        told = [f"{measure.told(row)} with {_amount(answer, row)}" for row in (here, best)]
        what = f"{told[0]}, which is nearest to the allocation"
        end = "" if best is here else f"; best is {told[1]}"
        title = Names(answer).of("node", name)
        return f"{measure.name} against {title}, all else as it is, {naming.intervals(answer.rows)}: {what}{end}."

    def words(self, answer: Answer) -> str:
        """Tell every point."""
        measure = Measure.of(answer)
        return "\n".join(
            f"{_amount(answer, row)}: {measure.told(row)}, costing {measure.money(row['cost'])}"
            f"{'' if inside else ', against the limits'}." for row, inside in zip(answer.rows, kept(answer), strict=True)
        )  # fmt: skip

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return the inches it needs."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the curve and both marks."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        measure, name, names = Measure.of(answer), _input(answer), Names(answer)
        unit = names.of("unit", name) if answer.titles.get("unit", {}).get(name) else ""
        step = f", {unit}" if unit else ""
        across = scale_of([row[name] for row in answer.rows], most=8, pad=0.03)
        up = measure.scale(row[end] for row in answer.rows for end in ("low", "high", "value"))
        panel = Panel("", "", -1, functools.partial(_draw, answer))
        band = Band(
            measure.name, f"by {names.of('node', name)}{step} in each period", (panel,), across, up
        )
        head = f"All other inputs keep their amounts; nothing is searched here; {naming.intervals(answer.rows)}"
        return Gallery(self.title(answer), head, _keys(answer), (band,), 1, plot=PLOT)


def _keys(answer: Answer) -> tuple[Key, ...]:
    measure, best, here = Measure.of(answer), _best(answer), _here(answer)
    keys = [
        line_key(measure.name.partition(":")[0].lower(), LINE, width=1.8),
        mark_key(f"the allocation: {measure.told(here)}", NOW, HERE),
    ]
    if best is not here:
        keys.append(mark_key(f"best: {measure.told(best)}", TOP, BEST, markerfacecolor=theme.PAPER))
    inside = kept(answer)
    if any(inside) and not all(inside):
        keys.append(box_key("against the limits of the budget", theme.TRACK))
    return tuple(keys)


def _draw(answer: Answer, stage: Stage, axes: Any) -> None:
    """Draw what the limits forbid as a grey ground, the curve, and the two points."""
    name, rows = _input(answer), answer.rows
    if any(kept(answer)):
        for left, right in _forbidden(answer):
            axes.axvspan(left, right, color=theme.TRACK, linewidth=0, zorder=0)
    put_curve(stage, axes, rows, name, colour=LINE, dots=len(rows) <= 25)
    best, here = _best(answer), _here(answer)
    if best is not here:
        put_point(stage, axes, best, name, marker=BEST, colour=TOP, hollow=True)
    put_point(stage, axes, here, name, marker=HERE, colour=NOW)


def _forbidden(answer: Answer) -> list[tuple[float, float]]:
    """Return the spans around points that break a limit, half way to their neighbours."""
    name, rows = _input(answer), answer.rows
    x = [float(row[name]) for row in rows]
    edges = [x[0], *((one + two) / 2 for one, two in itertools.pairwise(x)), x[-1]]
    return [
        (edges[place], edges[place + 1]) for place, inside in enumerate(kept(answer)) if not inside
    ]


def _input(answer: Answer) -> str:
    return str(answer.settings["inputs"][0])


def _best(answer: Answer) -> Mapping[str, Any]:
    """Return the best point, among those that keep the limits where any does; where one stands if that is as good."""
    inside = kept(answer)
    found = [row for row, one in zip(answer.rows, inside, strict=True) if one or not any(inside)]
    best, here = max(found, key=lambda row: float(row["value"])), _here(answer)
    return best if best["low"] > here["high"] else here


def _here(answer: Answer) -> Mapping[str, Any]:
    return next(row for row in answer.rows if row["here"])


def _amount(answer: Answer, row: Mapping[str, Any]) -> str:
    name = _input(answer)
    return wording.amount(float(row[name]), answer.titles.get("unit", {}).get(name, ""))
