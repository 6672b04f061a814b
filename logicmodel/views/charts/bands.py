"""Where the money goes as the budget grows: the share of each input."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import shortened
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.curves import PLOT
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Panel
from logicmodel.views.plotting.scale import EASE, Scale, apart, scale_of, widest
from logicmodel.views.plotting.stage import LINE, Stage
from logicmodel.views.plotting.tints import tint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COST = "cost:"
LEAST = 0.015
"""Inputs that never get a larger share of the budget are put together."""
NOTHING = 0.001
"""A chance below this is none."""
REST = "Other inputs"
GUTTER, POINTER = 190.0, 12.0
UP = Scale(0.0, 1.0, tuple((part / 4, f"{25 * part} %") for part in range(5)))


class Bands(Chart):
    """Areas that fill the budget, one for each input; what stays white is not spent."""

    questions: ClassVar = ("frontier",)
    place: ClassVar = 20
    example: ClassVar = {}

    kind: Literal["bands"] = "bands"

    def title(self, answer: Answer) -> str:
        """Say which inputs get most of the money that comes on top."""
        measure, shares, rows = Measure.of(answer), self._shares(answer), answer.rows
        first = _first(rows, measure)
        more = {
            name: values[-1] * rows[-1]["budget"] - values[first] * rows[first]["budget"]
            for name, values in shares.items()
        }
        whole = sum(more.values())
        if whole <= 0.01 * rows[-1]["budget"]:
            return "A larger budget is not spent"
        top = sorted(
            (name for name in more if more[name] >= 0.1 * whole), key=lambda name: -more[name]
        )[:2]
        start = measure.money(rows[first]["cost"])
        return f"What is spent beyond {start} goes mostly to {naming.joined(top)}"

    def caption(self, answer: Answer) -> str:
        """Name the largest shares of the largest budget."""
        measure, shares = Measure.of(answer), self._shares(answer)
        top = sorted(shares, key=lambda name: -shares[name][-1])[:3]
        told = ", ".join(f"{name} {_share(shares[name][-1])}" for name in top)
        left = 1 - sum(values[-1] for values in shares.values())
        rest = f"; {_share(left)} stay unspent" if left >= 0.005 else ""
        last = measure.money(answer.rows[-1]["budget"])
        return f"Shares of the budget that the best allocation found gives to each input: with {last}, {told}{rest}."

    def words(self, answer: Answer) -> str:
        """Tell all shares at every budget."""
        measure, shares = Measure.of(answer), self._shares(answer)
        return "\n".join(
            f"{measure.money(row['budget'])}: "
            + ", ".join(f"{name} {_share(values[place])}" for name, values in shares.items()) + "."
            for place, row in enumerate(answer.rows)
        )  # fmt: skip

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the inputs."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the areas with their names beside them."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        measure, shares = Measure.of(answer), self._shares(answer)
        note = f"by budget{f', in {measure.currency}' if measure.currency else ''}"
        budgets = [row["budget"] for row in answer.rows]
        across = scale_of(budgets, most=6, pad=0.0)
        across = Scale(
            budgets[0],
            budgets[-1],
            tuple(tick for tick in across.ticks if budgets[0] <= tick[0] <= budgets[-1]),
        )
        panel = Panel("", "", -1, functools.partial(_draw, budgets, shares))
        band = Band("Share of the budget", note, (panel,), across, UP)
        head = "What the best allocation found for each budget gives to each input over all periods; white is left unspent"
        names = widest(
            (f"{name} {_share(values[-1])}" for name, values in shares.items()), theme.SMALL
        )
        plot = max(PLOT, LINE * theme.SMALL * (len(shares) + 1))
        return Gallery(
            self.title(answer), head, (), (band,), 1, min(names + POINTER + 4.0, GUTTER), plot
        )

    def _shares(self, answer: Answer) -> dict[str, list[float]]:
        """Return the share of each input at every budget, under its title, small ones together."""
        names, found, rest = Names(answer), {}, [0.0] * len(answer.rows)
        for column in answer.columns:
            if not column.startswith(COST):
                continue
            values = [
                row[column] / row["budget"] if row["budget"] > 0 else 0.0 for row in answer.rows
            ]
            if max(values) >= LEAST:
                found[names.of("node", column.removeprefix(COST))] = values
            else:
                rest = [one + more for one, more in zip(rest, values, strict=True)]
        if max(rest) >= LEAST / 10:
            found[REST] = rest
        if not found:
            raise RequestError("no budget is spent on any input", remedy="there is nothing to draw")
        return found


def _draw(
    budgets: Sequence[float], shares: dict[str, list[float]], stage: Stage, axes: Any
) -> None:
    """Draw areas on each other; beside the last one write names in the same order."""
    base = [0.0] * len(budgets)
    middles = []
    for place, values in enumerate(shares.values()):
        top = [low + value for low, value in zip(base, values, strict=True)]
        axes.fill_between(
            budgets, base, top, facecolor=tint(place), edgecolor=theme.PAPER, linewidth=0.8 * stage.scale, zorder=2
        )  # fmt: skip
        middles.append((base[-1] + top[-1]) / 2)
        base = top
    _put_names(stage, axes, middles, shares)


def _put_names(
    stage: Stage, axes: Any, middles: Sequence[float], shares: dict[str, list[float]]
) -> None:
    inverse = stage.place.inverted()
    right, top = inverse.transform(axes.transAxes.transform((1.0, 1.0)))
    bottom = inverse.transform(axes.transAxes.transform((1.0, 0.0)))[1]
    wanted = [bottom + (top - bottom) * middle for middle in middles]
    heights = apart(wanted, LINE * theme.SMALL, top + 4.0, bottom - 4.0)
    # Places grow downwards while areas grow upwards: equal middles keep the order of the areas.
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], -place))
    for place, y in zip(order, sorted(heights), strict=True):
        name = list(shares)[place]
        stage.rule(
            (right + 1.0, right + POINTER - 2.0), (wanted[place], y), colour=theme.MUTED, width=0.6
        )
        room = GUTTER - POINTER - widest([f" {_share(1.0)}"], theme.SMALL)
        words = f"{shortened(name, room / EASE, theme.SMALL)} {_share(shares[name][-1])}"
        stage.text(right + POINTER, y + 0.36 * theme.SMALL, words, size=theme.SMALL)


def _first(rows: Sequence[Mapping[str, Any]], measure: Measure) -> int:
    """Return the first budget that counts: below it, where the money goes is all the same."""
    if not measure.probability or rows[0]["high"] >= NOTHING:
        return 0
    first = next((n for n, row in enumerate(rows) if row["low"] > rows[0]["high"]), 0)
    return first if first < len(rows) - 1 else 0


def _share(share: float) -> str:
    return wording.percent(share + 0.0)
