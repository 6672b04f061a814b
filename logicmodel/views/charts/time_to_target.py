"""When each target is met for the first time."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Key, Panel, period_scale
from logicmodel.views.plotting.scale import EASE, SHARES, Scale, apart
from logicmodel.views.plotting.stage import LINE, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTER, PLOT, MOST = 14.0, 100.0, 280.0
UP = Scale(0.0, 1.0, SHARES.ticks[::2])


class TimeToTarget(Chart):
    """Steps that rise with each period, one line for each allocation, one panel for each target."""

    questions: ClassVar = ("time_to_target",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["time_to_target"] = "time_to_target"
    targets: tuple[str, ...] | None = None
    """Ids of the targets that are shown; all in the answer where it is left out."""

    def title(self, answer: Answer) -> str:
        """Say until when targets are more likely reached than not."""
        names, curves = Names(answer), self._curves(answer)
        targets, allocations = (list(dict.fromkeys(pair[n] for pair in curves)) for n in (0, 1))
        if len(targets) == 1:
            when = {name: _likely_by(curves[targets[0], name]) for name in allocations}
            reached = [
                f"{names.allocation(name)} by {period}" for name, period in when.items() if period
            ]
            if not reached:
                return f"{names.target(targets[0])}: more likely missed than met in every period"
            return f"{names.target(targets[0])}: more likely met than not under {naming.joined(reached)}"
        likely = {
            name: sum(_likely_by(curves[target, name]) is not None for target in targets)
            for name in allocations
        }
        best = max(allocations, key=lambda name: likely[name])
        if not likely[best]:
            return f"None of {len(targets)} targets becomes likelier met than missed"
        leaders = naming.joined(
            names.allocation(name) for name in allocations if likely[name] == likely[best]
        )
        return f"By the end, {likely[best]} of {len(targets)} targets have more likely been met than not under {leaders}"

    def caption(self, answer: Answer) -> str:
        """Name the earliest and the latest that more likely than not is reached."""
        names, curves = Names(answer), self._curves(answer)
        first = f"Chance that each target’s level has been reached in a period or before, {naming.intervals(answer.rows)}"
        reached = {pair: period for pair, rows in curves.items() if (period := _likely_by(rows))}
        if not reached:
            top = max(
                (rows[-1] for rows in curves.values()), key=lambda row: float(row["probability"])
            )
            return f"{first}: nowhere above one half; the highest is {_chance(top)} for {_where(names, top)}."
        pair = min(
            reached, key=lambda pair: (curves[pair][0]["period"] != reached[pair], reached[pair])
        )
        row = next(row for row in curves[pair] if row["period"] == reached[pair])
        return f"{first}: above one half in {len(reached)} of {len(curves)} cases, earliest for {_where(names, row)} with {_chance(row)} in {row['period']}."

    def words(self, answer: Answer) -> str:
        """Tell every chance by period."""
        names = Names(answer)
        return "\n".join(
            f"{names.whole_target(target)}, {names.allocation(name)}: "
            + ", ".join(f"{row['period']} {_chance(row)}" for row in rows) + "."
            for (target, name), rows in self._curves(answer).items()
        )  # fmt: skip

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the targets."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a panel for each target."""
        return self._gallery(answer).draw(axes)

    def _curves(self, answer: Answer) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
        return Names(answer).by_target(self.targets)

    def _gallery(self, answer: Answer) -> Gallery:
        names, curves = Names(answer), self._curves(answer)
        places = names.shown()
        targets = list(dict.fromkeys(target for target, _ in curves))
        panels, alone = [], len(targets) == 1
        for target in targets:
            lines = [
                (names.allocation(name), places[name], rows)
                for (at, name), rows in curves.items() if at == target
            ]  # fmt: skip
            panels.append(
                Panel(
                    names.target(target),
                    names.rule(target),
                    -1,
                    functools.partial(_draw, lines, alone=alone),
                )
            )
        periods = [row["period"] for row in next(iter(curves.values()))]
        across, labels = period_scale(periods)
        band = Band("", "", tuple(panels), across, UP, labels)
        note = f"Chance that the level has been reached in a period or before, {naming.intervals(answer.rows)}"
        plot = max(PLOT, 13.0 * len(places))
        told = (
            EASE
            * max(
                width_of(_chance(rows[-1]), theme.SMALL, weight="strong")
                for rows in curves.values()
            )
            + POINTER
        )
        if alone:
            named = (
                EASE * max(width_of(names.allocation(name), theme.SMALL) for name in places) + 8.0
            )
            return Gallery(
                self.title(answer), note, (), (band,), 1, min(told + named, MOST), 1.6 * plot
            )
        keys = tuple(_key(names.allocation(name), place) for name, place in places.items())
        return Gallery(self.title(answer), note, keys, (band,), 2, told, plot)


def _key(title: str, place: int) -> Key:
    """Return the entry of an allocation: its line with its mark."""

    def put(stage: Stage, x: float, y: float) -> None:
        style = {
            "marker": theme.mark(place),
            "markersize": 4.2 * stage.scale,
            "linestyle": theme.dashes(place),
        }
        stage.rule(
            (x, x + 11.0, x + 22.0),
            (y, y, y),
            colour=theme.hue(place),
            width=1.5,
            markevery=[1],
            **style,
        )

    return Key(title, put)


def _draw(
    lines: Sequence[tuple[str, int, Sequence[Mapping[str, Any]]]],
    stage: Stage,
    axes: Any,
    *,
    alone: bool,
) -> None:
    size = stage.scale
    last = len(lines[0][2]) - 1
    for _, place, rows in lines:
        colour, x = theme.hue(place), list(range(len(rows)))
        chance, low, high = ([row[name] for row in rows] for name in ("probability", "low", "high"))
        style = {"color": colour, "zorder": 4, "clip_on": False}
        axes.vlines(x, low, high, colors=colour, linewidth=2.2 * size, zorder=3, clip_on=False)
        axes.plot(
            x, chance, marker=theme.mark(place), markersize=4.2 * size, linestyle="none", **style
        )
        if len(rows) > 1:
            axes.fill_between(
                x, low, high, step="post", color=theme.light(colour, 0.3), linewidth=0, zorder=2
            )
            axes.plot(
                x,
                chance,
                drawstyle="steps-post",
                linestyle=theme.dashes(place),
                linewidth=1.5 * size,
                **style,
            )
    inverse = stage.place.inverted()
    ends = [
        inverse.transform(axes.transData.transform((last, rows[-1]["probability"])))
        for _, _, rows in lines
    ]
    right, top = inverse.transform(axes.transAxes.transform((1.0, 1.0)))
    bottom = inverse.transform(axes.transAxes.transform((1.0, 0.0)))[1]
    heights = apart([end[1] for end in ends], LINE * theme.SMALL, top + 3.0, bottom - 1.0)
    for (title, place, rows), end, y in zip(lines, ends, heights, strict=True):
        colour, told, x = theme.hue(place), _chance(rows[-1]), right + 10.0
        stage.rule((end[0] + 4.0, right + 7.0), (end[1], y), colour=colour, width=0.6)
        stage.text(
            x, y + 0.36 * theme.SMALL, told, size=theme.SMALL, colour=colour, weight="strong"
        )
        if alone:
            used = EASE * width_of(told, theme.SMALL, weight="strong") + 6.0
            room = MOST - POINTER - used
            stage.text(
                x + used, y + 0.36 * theme.SMALL, title, size=theme.SMALL, colour=colour, room=room
            )


def _likely_by(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the first period by which the target is more likely met than not."""
    return next((str(row["period"]) for row in rows if row["probability"] > 0.5), None)


def _chance(row: Mapping[str, Any]) -> str:
    return wording.chance(row["probability"], row["low"], row["high"])


def _where(names: Names, row: Mapping[str, Any]) -> str:
    return f"{names.whole_target(row['target'])} under {names.allocation(row['allocation'])}"
