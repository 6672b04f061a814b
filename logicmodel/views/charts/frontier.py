"""What each budget can buy: the best value against the money."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.curves import PLOT, put_curve, put_point
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, line_key, mark_key
from logicmodel.views.plotting.scale import scale_of
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEARCHED = (0, (1.2, 1.6))
LIMIT = (0, (4, 2))


class Frontier(Chart):
    """A rising line with its interval, the plan's own allocations beside it, its budget as a mark."""

    questions: ClassVar = ("frontier",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["frontier"] = "frontier"

    def title(self, answer: Answer) -> str:
        """Say from where on more money buys no more, or what the largest budget buys."""
        measure, rows = Measure.of(answer), answer.rows
        best = max(rows, key=lambda row: float(row["value"]))
        if measure.probability and best["high"] < 0.001:
            return (
                f"No budget up to {measure.money(rows[-1]['budget'])} gives a chance worth the name"
            )
        enough = next(row for row in rows if row["high"] >= best["low"])
        if enough["budget"] < rows[-1]["budget"]:
            top = f"the {measure.short} stays at {measure.brief(best)}"
            return f"More than {measure.money(_put_to_use(enough))} buys nothing more: {top}"
        first = next((row for row in rows if row["low"] > rows[0]["high"]), rows[0])
        least = measure.money(rows[max(rows.index(first) - 1, 0)]["budget"])
        tail = f"; up to {least} buys next to nothing" if rows.index(first) > 1 else ""
        return f"{measure.money(_put_to_use(rows[-1]))} buys {measure.brief(rows[-1])}{tail}"

    def caption(self, answer: Answer) -> str:
        """Tell the value at the plan's budget, or at both ends, and the best of the own allocations."""
        measure, names, rows = Measure.of(answer), Names(answer), answer.rows
        budget, own = _budget(answer), _own(answer)
        ends = [rows[0], rows[-1]] if budget is None else [_nearest(rows, budget)]
        told = [f"{measure.told(row)} with {measure.money(row['budget'])}" for row in ends]
        tail = ""
        if own:
            best = max(own, key=lambda row: float(row["value"]))
            tail = f"; the best of the plan’s own allocations, {names.allocation(best['allocation'])}, has {measure.told(best)} for {measure.money(best['cost'])}"
        return f"{measure.name} of the best allocation found for each budget, on fresh draws {naming.intervals(rows)}: {naming.joined(told)}{tail}."

    def words(self, answer: Answer) -> str:
        """Tell every budget and every own allocation."""
        measure, names = Measure.of(answer), Names(answer)
        lines = [
            f"{measure.money(row['budget'])}: {measure.told(row)}, spending {measure.money(row['cost'])}."
            for row in answer.rows
        ]
        lines += [
            f"{names.allocation(row['allocation'])}: {measure.told(row)} for {measure.money(row['cost'])}."
            for row in _own(answer)
        ]
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the own allocations."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the line and the marks."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        measure, rows, own, budget = Measure.of(answer), answer.rows, _own(answer), _budget(answer)
        ends = [row[end] for row in [*rows, *own] for end in ("low", "high", "value")]
        money = (
            [row["budget"] for row in rows]
            + [row["cost"] for row in own]
            + [budget or rows[-1]["budget"]]
        )
        note = f"against the budget{f', in {measure.currency}' if measure.currency else ''}"
        across = scale_of(money, most=6, pad=0.03)
        panel = Panel("", "", -1, functools.partial(_draw, answer))
        band = Band(measure.name, note, (panel,), across, measure.scale(ends))
        head = f"Best allocation found for each budget, asked again on fresh draws, {naming.intervals(rows)}"
        return Gallery(self.title(answer), head, _keys(answer), (band,), 1, plot=PLOT)


def _put_to_use(row: Mapping[str, Any]) -> float:
    """Return how much of a budget is needed for what it was found to buy."""
    return float(min(row["budget"], row.get("needs", row["budget"])))


def _keys(answer: Answer) -> tuple[Key, ...]:
    measure, names, places = Measure.of(answer), Names(answer), Names(answer).places()
    keys = [
        line_key("best found, on fresh draws", theme.INK, width=1.8),
        line_key("on the draws it was searched on", theme.MUTED, width=1.2, linestyle=SEARCHED),
    ]
    if _budget(answer) is not None:
        keys.append(line_key("the plan’s budget", theme.MUTED, width=1.0, linestyle=LIMIT))
    for row in _own(answer):
        place = places[row["allocation"]]
        words = f"{names.allocation(row['allocation'])} {measure.told(row)}"
        keys.append(mark_key(words, theme.hue(place), theme.mark(place)))
    return tuple(keys)


def _draw(answer: Answer, stage: Stage, axes: Any) -> None:
    """Draw the budget, what the search saw, what fresh draws say, and the own allocations."""
    rows, size, places = answer.rows, stage.scale, Names(answer).places()
    budget = _budget(answer)
    if budget is not None:
        axes.axvline(budget, color=theme.MUTED, linewidth=1.0 * size, linestyle=LIMIT, zorder=1)
    x = [row["budget"] for row in rows]
    axes.plot(
        x, [row["in_sample"] for row in rows], color=theme.MUTED, linewidth=1.2 * size, linestyle=SEARCHED, zorder=3, clip_on=False
    )  # fmt: skip
    put_curve(stage, axes, rows, "budget", colour=theme.INK)
    for row in _own(answer):
        place = places[row["allocation"]]
        put_point(stage, axes, row, "cost", marker=theme.mark(place), colour=theme.hue(place))


def _own(answer: Answer) -> Sequence[Mapping[str, Any]]:
    """Return the plan's own allocations as an answer carries them."""
    found: Sequence[Mapping[str, Any]] = getattr(answer, "against", ())
    return found


def _budget(answer: Answer) -> float | None:
    found = answer.settings.get("budget")
    return None if found is None else float(found)


def _nearest(rows: Sequence[Mapping[str, Any]], budget: float) -> Mapping[str, Any]:
    return min(rows, key=lambda row: abs(float(row["budget"]) - budget))
