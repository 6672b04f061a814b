"""The level of a node over time, with its spread, its target and what was measured."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import (
    PLOT,
    Band,
    Gallery,
    Key,
    Panel,
    box_key,
    columns_for,
    line_key,
    mark_key,
    period_scale,
)
from logicmodel.views.plotting.scale import scale_of
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OUTER, INNER = 0.16, 0.38
MANY = 8
"""From so many nodes on the panels are lower."""
ARROWS: dict[str, Any] = {"at_least": "^", "at_most": "v", "between": "d"}


class Fan(Chart):
    """Bands that hold half and nine tenths of the draws, one panel for each allocation."""

    questions: ClassVar = ("levels",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["fan"] = "fan"
    nodes: tuple[str, ...] | None = None
    """Ids of the nodes that are shown; all in the answer where it is left out."""

    def title(self, answer: Answer) -> str:
        """Say where the nodes end up, or which of them is expected to reach its target."""
        names, series = Names(answer), self._series(answer)
        nodes = list(dict.fromkeys(node for node, _ in series))
        if len(nodes) > 1:
            return f"How {len(nodes)} levels develop, and how sure that is"
        rows = {allocation: rows for (_, allocation), rows in series.items()}
        due = {name: _target_row(found) for name, found in rows.items()}
        title = names.of("node", nodes[0])
        if any(row is None for row in due.values()):
            return f"{title}: how it develops, and how sure that is"
        met = [name for name, row in due.items() if row is not None and _holds(row)]
        told = naming.joined(names.allocation(name) for name in met)
        if not met:
            return f"{title}: no allocation is expected to reach the target"
        if len(met) == len(due):
            return f"{title}: {'every allocation is' if len(due) > 1 else f'{told} is'} expected to reach the target"
        return f"{title}: {told} {'is' if len(met) == 1 else 'are'} expected to reach the target"

    def caption(self, answer: Answer) -> str:
        """Tell the last level of every node under each allocation, with its range."""
        names, series = Names(answer), self._series(answer)
        nodes = list(dict.fromkeys(node for node, _ in series))
        if len(nodes) > 1:
            due = [row for rows in series.values() if (row := _target_row(rows)) is not None]
            met = sum(map(_holds, due))
            tail = f": the median meets the target in {met} of {len(due)} panels" if due else ""
            return f"Median level of {len(nodes)} nodes over time, with the ranges of half and nine tenths of the draws{tail}."
        (node,) = nodes
        ends = [
            f"{_range(rows[-1])} under {names.allocation(name)}"
            for (_, name), rows in series.items()
        ]
        period = _last(series, node)["period"]
        return (
            f"{names.of('node', node)} over time, with the ranges of half and nine tenths of the draws: "
            f"in {period} the median (and nine tenths) is {naming.joined(ends)}."
        )

    def words(self, answer: Answer) -> str:
        """Tell the level in every period."""
        names, lines = Names(answer), []
        for (node, allocation), rows in self._series(answer).items():
            told = ", ".join(f"{row['period']} {_range(row, unit=False)}" for row in rows)
            rest = f"; with nothing allocated {wording.amount(rows[-1]['reference'])} in {rows[-1]['period']}"
            goal = "".join(f"; target {names.rule(row['target'])}" for row in rows if row["target"])
            seen = [
                f"{row['period']} {_measured(row)}" for row in rows if row["actual"] is not None
            ]
            unit = f" in {rows[0]['unit']}" if rows[0]["unit"] else ""
            measured = f"; measured: {', '.join(seen)}" if seen else ""
            lines.append(
                f"{names.of('node', node)}{unit}, {names.allocation(allocation)}: {told}{rest}{goal}{measured}."
            )
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with nodes and allocations."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a panel for each node and allocation."""
        return self._gallery(answer).draw(axes)

    def _series(self, answer: Answer) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
        """Return the rows of every node and allocation, in the order of the periods."""
        nodes = naming.chosen(self.nodes, Names(answer).ids("node"), "node")
        found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for node in nodes:
            for row in answer.rows:
                if row["node"] == node:
                    found.setdefault((node, row["allocation"]), []).append(row)
        return found

    def _gallery(self, answer: Answer) -> Gallery:
        names, series = Names(answer), self._series(answer)
        places = names.shown()
        bands = []
        for node in dict.fromkeys(node for node, _ in series):
            mine = {name: rows for (at, name), rows in series.items() if at == node}
            panels = tuple(
                Panel(
                    names.allocation(name), f"{rows[-1]['period']}: {_range(rows[-1], unit=False)}", places[name],
                    functools.partial(_draw, rows, theme.hue(places[name])),
                )
                for name, rows in mine.items()
            )  # fmt: skip
            across, labels = period_scale([row["period"] for row in next(iter(mine.values()))])
            goals = [
                names.rule(row["target"]) for row in next(iter(mine.values())) if row["target"]
            ]
            note = f"target {' and '.join(goals)}" if goals else ""
            unit = next(iter(mine.values()))[0]["unit"]
            note = note if unit in note else "; ".join(part for part in (unit, note) if part)
            up = scale_of(
                (value for rows in mine.values() for row in rows for value in _extent(row)), most=5
            )
            bands.append(Band(names.of("node", node), note, panels, across, up, labels))
        every = [row for rows in series.values() for row in rows]
        note = "Level in each period; in brackets, the range of nine tenths of the draws"
        return Gallery(
            self.title(answer),
            note,
            _keys(every),
            tuple(bands),
            columns_for(len(places)),
            plot=PLOT if len(bands) < MANY else 0.7 * PLOT,
        )


def _keys(rows: Sequence[Mapping[str, Any]]) -> tuple[Key, ...]:
    slate = theme.MUTED
    keys = [
        line_key("median", slate, width=2.0),
        box_key("half of the draws", theme.light(slate, INNER)),
        box_key("nine tenths", theme.light(slate, OUTER)),
        line_key("expected with nothing allocated", slate, width=1.3, linestyle=(0, (3, 2))),
    ]
    rules = {row["rule"] for row in rows if row["target"] and row["value"] is not None}
    marks = {
        "at_least": "target: reach or exceed",
        "at_most": "target: stay at or below",
        "between": "target: between",
    }
    keys += [
        mark_key(words, theme.TARGET, ARROWS[rule])
        for rule, words in marks.items()
        if rule in rules
    ]
    if any(row["actual"] is not None for row in rows):
        error = any(row["actual_error"] for row in rows)
        words = "measured, with 1.96 standard errors either way" if error else "measured"
        keys.append(mark_key(words, theme.TARGET, "o", markerfacecolor=theme.PAPER))
    return tuple(keys)


def _draw(rows: Sequence[Mapping[str, Any]], colour: str, stage: Stage, axes: Any) -> None:
    """Draw the spread, what comes with nothing allocated, targets and what was measured."""
    if len(rows) == 1:
        _draw_column(rows[0], colour, stage.scale, axes)
    else:
        _draw_bands(rows, colour, stage.scale, axes)
    half = 0.022 * len(rows) + 0.14
    size = stage.scale
    ink = {"color": theme.TARGET, "clip_on": False}
    for place, row in enumerate(rows):
        for value in _goals(row):
            axes.plot(
                [place - half, place + half], [value] * 2, linewidth=1.4 * size, zorder=5, **ink
            )
            axes.plot(
                [place], [value], marker=ARROWS[row["rule"]], markersize=6.0 * size, zorder=6, **ink
            )
        if row["actual"] is not None:
            spread = 1.96 * (row["actual_error"] or 0.0)
            ends = [row["actual"] - spread, row["actual"] + spread]
            axes.plot([place, place], ends, linewidth=1.4 * size, zorder=6, **ink)
            open_mark = {"markerfacecolor": theme.PAPER, "markeredgewidth": 1.3 * size}
            axes.plot(
                [place],
                [row["actual"]],
                marker="o",
                markersize=5.0 * size,
                zorder=7,
                **open_mark,
                **ink,
            )


def _draw_bands(rows: Sequence[Mapping[str, Any]], colour: str, size: float, axes: Any) -> None:
    x = list(range(len(rows)))
    column = {
        name: [row[name] for row in rows]
        for name in ("p5", "p25", "p50", "p75", "p95", "reference")
    }
    outer, inner = theme.light(colour, OUTER), theme.light(colour, INNER)
    axes.fill_between(x, column["p5"], column["p95"], color=outer, linewidth=0, zorder=2)
    axes.fill_between(x, column["p25"], column["p75"], color=inner, linewidth=0, zorder=3)
    dashed = {"linewidth": 1.3 * size, "linestyle": (0, (3, 2))}
    axes.plot(x, column["reference"], color=theme.MUTED, zorder=3.5, **dashed)
    axes.plot(x, column["p50"], color=colour, linewidth=2.0 * size, zorder=4, solid_capstyle="butt")


def _draw_column(row: Mapping[str, Any], colour: str, size: float, axes: Any) -> None:
    """Draw the only period there is."""
    for low, high, share, order in (("p5", "p95", OUTER, 2), ("p25", "p75", INNER, 3)):
        face = theme.light(colour, share)
        axes.bar(
            [0], [row[high] - row[low]], bottom=[row[low]], width=0.3, color=face, zorder=order
        )
    axes.hlines(row["p50"], -0.15, 0.15, colors=colour, linewidth=2.0 * size, zorder=4)
    dashed = {"linewidth": 1.3 * size, "linestyles": [(0, (3, 2))]}
    axes.hlines(row["reference"], -0.3, 0.3, colors=theme.MUTED, zorder=3, **dashed)


def _extent(row: Mapping[str, Any]) -> list[float]:
    """Return everything that a panel has to hold of one period."""
    spread = 1.96 * (row["actual_error"] or 0.0)
    actual = [] if row["actual"] is None else [row["actual"] - spread, row["actual"] + spread]
    return [row["p5"], row["p95"], row["reference"], *_goals(row), *actual]


def _goals(row: Mapping[str, Any]) -> list[float]:
    value = row["value"] if row["target"] else None
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]


def _target_row(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the last row in which a target with a known level is due."""
    return next((row for row in reversed(rows) if _goals(row)), None)


def _holds(row: Mapping[str, Any]) -> bool:
    """Say whether the median meets the target."""
    goals = _goals(row)
    low = goals[0] if row["rule"] != "at_most" else -float("inf")
    high = goals[-1] if row["rule"] != "at_least" else float("inf")
    return bool(low <= row["p50"] <= high)


def _range(row: Mapping[str, Any], *, unit: bool = True) -> str:
    return wording.spread(row["p50"], row["p5"], row["p95"], row["unit"] if unit else "")


def _measured(row: Mapping[str, Any]) -> str:
    error = row["actual_error"]
    return wording.amount(row["actual"]) + (f" ± {wording.amount(1.96 * error)}" if error else "")


def _last(
    series: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], node: str
) -> Mapping[str, Any]:
    return next(rows[-1] for (at, _), rows in series.items() if at == node)
