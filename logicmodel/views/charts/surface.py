"""How the value moves with two inputs, all else as it is."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.curves import BEST, HERE, kept
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, box_key, line_key, mark_key
from logicmodel.views.plotting.scale import Scale, ticks
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT = 265.0
NOW, TOP, BUDGET = theme.INK, theme.HUES[1], theme.HUES[3]
DARK = theme.HUES[0]
LEVELS = 6


class Surface(Chart):
    """A map that grows darker with the value, with lines of equal value, the budget and where one stands."""

    questions: ClassVar = ("sweep",)
    place: ClassVar = 20
    example: ClassVar = {}

    kind: Literal["surface"] = "surface"

    def fits(self, answer: Answer) -> bool:
        """Say whether two inputs were moved."""
        return len(answer.settings["inputs"]) == 2

    def title(self, answer: Answer) -> str:
        """Say what the best point has over where the allocation stands."""
        measure, best, here = Measure.of(answer), _best(answer), _here(answer)
        what = naming.joined(Names(answer).of("node", name) for name in answer.settings["inputs"])
        if max(row["low"] for row in answer.rows) <= min(row["high"] for row in answer.rows):
            return f"{what} make no difference that can be told"
        if best is None or here["high"] >= best["low"]:
            return f"No other amounts of {what} within the limits do better than {measure.brief(here)}, as far as can be told"
        return f"Other amounts of {what} would reach {measure.brief(best)}, against {measure.brief(here)} now"

    def caption(self, answer: Answer) -> str:
        """Tell the value where the allocation stands, and the best that keeps the limits."""
        measure, best, here = Measure.of(answer), _best(answer), _here(answer)
        told = f"{measure.told(here)} nearest to the allocation ({_point(answer, here)})"
        where = "" if best is None else f"{measure.told(best)} ({_point(answer, best)})"
        top = f"the best that keeps the limits is {where}" if where else "no point keeps the limits"
        return f"{measure.name} for every pair of amounts, all else as it is, {naming.intervals(answer.rows)}: {told}; {top}."

    def words(self, answer: Answer) -> str:
        """Tell every point."""
        measure = Measure.of(answer)
        return "\n".join(
            f"{_point(answer, row)}: {measure.told(row)}{'' if inside else ', against the limits'}."
            for row, inside in zip(answer.rows, kept(answer), strict=True)
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return the inches it needs."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the map."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        measure, names = Measure.of(answer), Names(answer)
        first, second = answer.settings["inputs"]
        labels = [_labelled(names, answer, name) for name in (first, second)]
        panel = Panel("", "", -1, functools.partial(_draw, answer))
        band = Band(
            labels[1],
            f"upwards, against {labels[0]}, both in each period",
            (panel,),
            _span(answer, first),
            _span(answer, second),
        )
        head = f"{measure.name}, the darker the higher; all other inputs keep their amounts"
        return Gallery(self.title(answer), head, _keys(answer), (band,), 1, 14.0, PLOT)


def _keys(answer: Answer) -> tuple[Key, ...]:
    measure, best, here = Measure.of(answer), _best(answer), _here(answer)
    keys = [mark_key(f"nearest to the allocation: {measure.told(here)}", NOW, HERE)]
    if best is not None and best is not here:
        keys.append(
            mark_key(f"best point: {measure.told(best)}", TOP, BEST, markerfacecolor=theme.PAPER)
        )
    budget, costs = _budget(answer), [row["cost"] for row in answer.rows]
    if budget is not None and min(costs) < budget < max(costs):
        keys.append(
            line_key("the plan’s budget is used up", BUDGET, width=1.6, linestyle=(0, (5, 2)))
        )
    inside = kept(answer)
    if any(inside) and not all(inside):
        keys.append(_cross_key())
    low, high = (end(row["value"] for row in answer.rows) for end in (min, max))
    if high > low:
        for value in (low, high):
            words = measure.brief({"value": value, "low": value, "high": value})
            keys.append(box_key(words, _shade(value, low, high), edge=theme.RULE))
    return tuple(keys)


def _cross_key() -> Key:
    return mark_key("against the limits of the budget", theme.INK, "x")


def _draw(answer: Answer, stage: Stage, axes: Any) -> None:
    """Draw cells by value, lines of equal value, what the limits forbid, the budget, and two points."""
    first, second = answer.settings["inputs"]
    x, y = (sorted({float(row[name]) for row in answer.rows}) for name in (first, second))
    grid = {(float(row[first]), float(row[second])): row for row in answer.rows}
    values, costs = (
        np.array([[float(grid[a, b][what]) for a in x] for b in y]) for what in ("value", "cost")
    )
    low, high, size = float(values.min()), float(values.max()), stage.scale
    edges, outside = (_edges(x), _edges(y)), _outside(answer)
    for row, b in enumerate(y):
        for column, a in enumerate(x):
            _put_cell(axes, edges, (column, row), _shade(values[row, column], low, high))
            if (a, b) in outside:
                axes.plot(
                    [a],
                    [b],
                    marker="x",
                    color=theme.MUTED,
                    markersize=3.0 * size,
                    markeredgewidth=0.7 * size,
                    zorder=2,
                )
    if len(x) > 1 and len(y) > 1:
        if high > low:
            _put_lines(stage, axes, (x, y, values), Measure.of(answer))
        budget = _budget(answer)
        if budget is not None and costs.min() < budget < costs.max():
            axes.contour(
                x,
                y,
                costs,
                levels=[budget],
                colors=[BUDGET],
                linewidths=1.6 * size,
                linestyles=[(0, (5, 2))],
                zorder=5,
            )
    best, here = _best(answer), _here(answer)
    for row_, marker, colour in ((best, BEST, TOP), (here, HERE, NOW)):
        if row_ is not None and (row_ is here or best is not here):
            axes.plot(
                [row_[first]], [row_[second]], marker=marker, markersize=8.0 * size, color=colour, linestyle="none",
                markerfacecolor=theme.PAPER if row_ is best and best is not here else colour, markeredgewidth=2.0 * size,
                zorder=7, clip_on=False,
            )  # fmt: skip


def _put_cell(
    axes: Any, edges: tuple[list[float], list[float]], place: tuple[int, int], colour: str
) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow to load

    (x, y), (column, row) = edges, place
    box = Rectangle(
        (x[column], y[row]), x[column + 1] - x[column], y[row + 1] - y[row], facecolor=colour, edgecolor=colour, linewidth=0.3, zorder=1
    )  # fmt: skip
    axes.add_patch(box)


def _put_lines(stage: Stage, axes: Any, field: tuple[Any, Any, Any], measure: Measure) -> None:
    """Draw lines of equal value at round values, with what they stand for."""
    values = field[2]
    factor = 100.0 if measure.probability else 1.0
    marks = ticks(factor * values.min(), factor * values.max(), most=LEVELS)
    levels = [value / factor for value, _ in marks if values.min() < value / factor < values.max()]
    if not levels:
        return
    lines = axes.contour(
        *field, levels=levels, colors=[theme.INK], linewidths=0.8 * stage.scale, zorder=4
    )
    words = {value / factor: f"{text} %" if measure.probability else text for value, text in marks}
    axes.clabel(lines, fmt=words, fontsize=theme.SMALL * stage.scale, inline=True, inline_spacing=3)


def _shade(value: float, low: float, high: float) -> str:
    """Return a colour that grows darker with the value, in grey too."""
    share = (value - low) / (high - low) if high > low else 0.0
    return theme.light(DARK, 0.04 + 0.62 * float(share))


def _edges(places: list[float]) -> list[float]:
    """Return the edges of cells around places."""
    if len(places) == 1:
        return [places[0] - 0.5, places[0] + 0.5]
    middles = [(one + two) / 2 for one, two in itertools.pairwise(places)]
    return [2 * places[0] - middles[0], *middles, 2 * places[-1] - middles[-1]]


def _span(answer: Answer, name: str) -> Scale:
    edges = _edges(sorted({float(row[name]) for row in answer.rows}))
    return Scale(edges[0], edges[-1], ticks(edges[0], edges[-1], most=7))


def _labelled(names: Names, answer: Answer, name: str) -> str:
    unit = answer.titles.get("unit", {}).get(name, "")
    return f"{names.of('node', name)}{f' ({unit})' if unit else ''}"


def _point(answer: Answer, row: Mapping[str, Any]) -> str:
    units = answer.titles.get("unit", {})
    return " and ".join(
        f"{Names(answer).of('node', name)} {wording.amount(float(row[name]), units.get(name, ''))}"
        for name in answer.settings["inputs"]
    )


def _best(answer: Answer) -> Mapping[str, Any] | None:
    """Return the best point that keeps the limits; None where none does."""
    found = [row for row, inside in zip(answer.rows, kept(answer), strict=True) if inside]
    return max(found, key=lambda row: float(row["value"])) if found else None


def _outside(answer: Answer) -> set[tuple[float, float]]:
    """Return the points that break a limit; none of them where all do."""
    first, second = answer.settings["inputs"]
    inside = kept(answer)
    if not any(inside):
        return set()
    return {
        (float(row[first]), float(row[second]))
        for row, one in zip(answer.rows, inside, strict=True)
        if not one
    }


def _here(answer: Answer) -> Mapping[str, Any]:
    return next(row for row in answer.rows if row["here"])


def _budget(answer: Answer) -> float | None:
    found = answer.settings.get("budget")
    return None if found is None else float(found)
