"""What a study is worth over its size."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned
from logicmodel.views.plotting import gains, theme
from logicmodel.views.plotting.curves import PLOT, put_curve
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, line_key, mark_key
from logicmodel.views.plotting.scale import Scale, scale_of
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LIMIT, COST = (0, (4, 2)), (0, (1.2, 1.6))


class StudyChart(Chart):
    """A rising line of what the sample is worth, its limit, and its cost where both are money."""

    questions: ClassVar = ("study",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["study"] = "study"

    def title(self, answer: Answer) -> str:
        """Say whether to do the study, and how large."""
        name = f"“{cleaned(answer.settings['title'])}”"
        if not answer.settings["clear"]:
            return f"A study of {name} is not worth doing for this choice"
        if not _priced(answer):
            largest = answer.rows[-1]
            return f"A study of {name} can add up to {gains.brief(answer, largest)}"
        best = _best(answer)
        if best is None:
            return f"A study of {name} costs more than it can gain, at every size"
        return f"Study {name} with a sample of about {best['size']:,}"

    def caption(self, answer: Answer) -> str:
        """Tell the largest and the best size."""
        last, best = answer.rows[-1], _best(answer)
        text = f"Expected gain from a study before choosing, with 95 % intervals: a sample of {last['size']:,} adds {gains.told(answer, last)} to the {gains.goal(answer)}"
        if best is None:
            return f"{text}."
        return f"{text}; the largest net gain, {wording.money(best['net'], gains.currency(answer))}, is at {best['size']:,}."

    def words(self, answer: Answer) -> str:
        """Tell every size."""
        return "\n".join(str(row["sentence"]) for row in answer.rows)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the lines."""
        return self._gallery(answer).draw(axes)

    def _gallery(self, answer: Answer) -> Gallery:
        rows, most = _rows(answer), _most(answer)
        ends = [row["high"] for row in rows] + [most]
        if _priced(answer):
            ends += [row["cost"] for row in rows if row["cost"] <= 1.6 * max(ends)]
            up, unit = scale_of([0.0, *ends], zero=True), gains.currency(answer) or "money"
        else:
            up, unit = gains.scale(answer, ends), gains.unit(answer)
        across = _across(answer)
        panel = Panel("", "", -1, functools.partial(_draw, answer))
        band = Band(
            f"Worth of the study, in {unit}",
            "over the size of the sample (each step to the right multiplies it)",
            (panel,),
            across,
            up,
        )
        times = answer.settings["decisions"]
        many = (
            f", for {wording.amount(times)} decisions like this one"
            if _priced(answer) and times != 1
            else ""
        )
        note = f"What choosing after the study adds to the {gains.goal(answer)}, with 95 % intervals{many}"
        return Gallery(self.title(answer), note, self._keys(answer), (band,), 1, plot=PLOT)

    def _keys(self, answer: Answer) -> tuple[Key, ...]:
        keys = [
            line_key("worth of the study", theme.HUES[0], width=1.8),
            line_key(
                "limit: knowing the number perfectly", theme.MUTED, width=1.0, linestyle=LIMIT
            ),
        ]
        if _priced(answer):
            keys.append(line_key("cost of the study", theme.HUES[1], width=1.6, linestyle=COST))
        if _best(answer) is not None:
            keys.append(mark_key("best size", theme.INK, "D"))
        return tuple(keys)


def _draw(answer: Answer, stage: Stage, axes: Any) -> None:
    """Draw the limit, the worth with its interval, and the cost."""
    rows, size, best = _rows(answer), stage.scale, _best(answer)
    axes.axhline(_most(answer), color=theme.MUTED, linewidth=1.0 * size, linestyle=LIMIT, zorder=3)
    put_curve(stage, axes, rows, "place")
    if not _priced(answer):
        return
    top = axes.get_ylim()[1]
    places = [
        _place(rows[0]["size"] + (rows[-1]["size"] - rows[0]["size"]) * (step / 60) ** 3)
        for step in range(61)
    ]
    costs = [_cost(answer, 10.0**place) for place in places]
    shown = [(place, cost) for place, cost in zip(places, costs, strict=True) if cost <= top]
    if shown:
        axes.plot(
            *zip(*shown, strict=True),
            color=theme.HUES[1],
            linewidth=1.6 * size,
            linestyle=COST,
            zorder=3,
        )
    if best is not None:
        axes.vlines(
            _place(best["size"]),
            best["cost"],
            best["benefit"],
            colors=theme.INK,
            linewidth=1.2 * size,
            zorder=5,
        )
        axes.plot(
            [_place(best["size"])],
            [best["benefit"]],
            marker="D",
            markersize=6.4 * size,
            color=theme.INK,
            zorder=7,
            clip_on=False,
        )


def _rows(answer: Answer) -> list[Mapping[str, Any]]:
    """Return every size with its place and what it is worth, in money where gains have a price."""
    found: list[Mapping[str, Any]] = []
    for row in answer.rows:
        factor = row["benefit"] / row["value"] if _priced(answer) and row["value"] else 1.0
        ends = {
            name: factor * row[key]
            for name, key in (("value", "value"), ("low", "value_low"), ("high", "value_high"))
        }
        found.append(
            {"place": _place(row["size"]), "size": row["size"], "cost": row["cost"], **ends}
        )
    return found


def _most(answer: Answer) -> float:
    """Return what perfect knowledge is worth, in the unit of the axis."""
    paid = next((row for row in answer.rows if row["value"] and _priced(answer)), None)
    factor = paid["benefit"] / paid["value"] if paid is not None else 1.0
    return float(factor * answer.settings["evppi"])


def _cost(answer: Answer, size: float) -> float:
    return float(answer.settings["fixed_cost"] + answer.settings["cost_per_unit"] * size)


def _place(size: float) -> float:
    return math.log10(size)


def _across(answer: Answer) -> Scale:
    """Return the scale over sizes, by powers."""
    sizes: Sequence[int] = [row["size"] for row in answer.rows]
    first, last = _place(sizes[0]), _place(sizes[-1])
    room = 0.04 * (last - first) or 0.2
    return Scale(first - room, last + room, tuple((_place(size), f"{size:,}") for size in sizes))


def _priced(answer: Answer) -> bool:
    return all(row["benefit"] is not None for row in answer.rows)


def _best(answer: Answer) -> Mapping[str, Any] | None:
    return next((row for row in answer.rows if row["best"]), None)
