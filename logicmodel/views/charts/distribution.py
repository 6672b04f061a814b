"""How the possible levels are spread around a target."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.panels import Band, Gallery, Panel, box_key, columns_for, line_key
from logicmodel.views.plotting.scale import Scale, ticks
from logicmodel.views.plotting.stage import Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FACES = {"yes": 0.75, "partly": 0.4}
PLOT, MANY = 78.0, 8


class Distribution(Chart):
    """Histograms of the level at a target, one for each allocation; full bars meet it, open ones miss it."""

    questions: ClassVar = ("distribution",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["distribution"] = "distribution"
    targets: tuple[str, ...] | None = None
    """Ids of the targets that are shown; all in the answer where it is left out."""

    def title(self, answer: Answer) -> str:
        """Say how likely the target is met at best."""
        names, groups = Names(answer), self._groups(answer)
        targets = list(dict.fromkeys(target for target, _ in groups))
        if len(targets) > 1:
            return f"How the possible levels lie around {len(targets)} targets"
        best = max(groups.values(), key=lambda rows: float(rows[0]["probability"]))[0]
        who = names.allocation(best["allocation"])
        if len(groups) == 1:
            return f"{names.target(targets[0])}: the target is met with a chance of {_chance(best)}"
        return f"{names.target(targets[0])}: {who} comes closest, with a chance of {_chance(best)}"

    def caption(self, answer: Answer) -> str:
        """Tell the chance under each allocation, or of how many cases more than half are met."""
        names, groups = Names(answer), self._groups(answer)
        targets = list(dict.fromkeys(target for target, _ in groups))
        first = "Share of the draws by level at the due period"
        if len(targets) > 1:
            likely = sum(rows[0]["probability"] > 0.5 for rows in groups.values())
            return f"{first}, for {len(targets)} targets: in {likely} of {len(groups)} panels more than half of the draws meet the target."
        told = [
            f"{_chance(rows[0])} under {names.allocation(name)}"
            for (_, name), rows in groups.items()
        ]
        return f"{first}; {names.whole_target(targets[0])} is met with a chance of {naming.joined(told)}."

    def words(self, answer: Answer) -> str:
        """Tell where the draws lie, and how many of them meet the target."""
        names = Names(answer)
        lines = []
        for (target, name), rows in self._groups(answer).items():
            full = [row for row in rows if row["share"] > 0]
            peak = max(full, key=lambda row: float(row["share"]))
            unit = f" {peak['unit']}" if peak["unit"] else ""
            ends = f"{_level(full[0]['low'])} to {_level(full[-1]['high'])}{unit}"
            most = f"{_level(peak['low'])} to {_level(peak['high'])}{unit}"
            share = wording.chance(peak["share"], peak["share_low"], peak["share_high"])
            lines.append(
                f"{names.whole_target(target)}, {names.allocation(name)}: met with {_chance(rows[0])}; "
                f"nearly all draws lie at {ends}, the fullest bin is {most} with {share}."
            )
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with targets and allocations."""
        return self._gallery(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a histogram for each target and allocation."""
        return self._gallery(answer).draw(axes)

    def _groups(self, answer: Answer) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
        return Names(answer).by_target(self.targets)

    def _gallery(self, answer: Answer) -> Gallery:
        names, groups = Names(answer), self._groups(answer)
        places = names.shown()
        bands = []
        for target in dict.fromkeys(target for target, _ in groups):
            mine = {name: rows for (at, name), rows in groups.items() if at == target}
            first = next(iter(mine.values()))
            panels = tuple(
                Panel(
                    names.allocation(name), f"met: {_chance(rows[0])}", places[name],
                    functools.partial(_draw, rows, theme.hue(places[name])),
                )
                for name, rows in mine.items()
            )  # fmt: skip
            highest = max(row["share"] for rows in mine.values() for row in rows)
            up = Scale(
                0.0,
                1.06 * highest,
                tuple((value, _percent(value)) for value, _ in ticks(0.0, highest, most=3)),
            )
            low, high = first[0]["low"], first[-1]["high"]
            note = names.rule(target, unit=first[0]["unit"])
            bands.append(
                Band(
                    names.target(target),
                    note,
                    panels,
                    Scale(low, high, ticks(low, high, most=5)),
                    up,
                )
            )
        slate = theme.MUTED
        keys = [
            box_key("draws that meet the target", theme.light(slate, FACES["yes"]), edge=slate),
            box_key("draws that miss it", theme.PAPER, edge=slate),
        ]
        if any(row["met"] == "partly" for rows in groups.values() for row in rows):
            keys.append(
                box_key("some of them meet it", theme.light(slate, FACES["partly"]), edge=slate)
            )
        if any(rows[0]["value"] is not None for rows in groups.values()):
            keys.append(line_key("target", theme.TARGET, width=1.6))
        sure = naming.intervals(
            (rows[0] for rows in groups.values()), low="probability_low", high="probability_high"
        )
        note = (
            f"Share of the draws by level at the due period; chance that the target is met, {sure}"
        )
        plot = PLOT if len(bands) < MANY else 0.65 * PLOT
        return Gallery(
            self.title(answer), note, tuple(keys), tuple(bands), columns_for(len(places)), plot=plot
        )


def _draw(rows: Sequence[Mapping[str, Any]], colour: str, stage: Stage, axes: Any) -> None:
    from matplotlib.collections import PolyCollection  # noqa: PLC0415 - slow to load

    size = stage.scale
    for met in ("no", "partly", "yes"):
        mine = [row for row in rows if row["met"] == met and row["share"] > 0]
        if mine:
            face = theme.light(colour, FACES[met]) if met in FACES else theme.PAPER
            boxes = [
                [(row["low"], 0.0), (row["low"], row["share"]), (row["high"], row["share"]), (row["high"], 0.0)]
                for row in mine
            ]  # fmt: skip
            made = PolyCollection(
                boxes,
                facecolors=face,
                edgecolors=colour,
                linewidths=0.8 * size,
                zorder=3,
                clip_on=False,
            )
            axes.add_collection(made, autolim=False)
    low, high = axes.get_xlim()
    value = rows[0]["value"]
    for goal in [] if value is None else value if isinstance(value, list | tuple) else [value]:
        if low <= goal <= high:
            axes.axvline(goal, color=theme.TARGET, linewidth=1.6 * size, zorder=4, ymax=1.0)
        else:
            _put_pointer(stage, axes, right=goal > high)


def _put_pointer(stage: Stage, axes: Any, *, right: bool) -> None:
    """Point to a target that lies outside of the panel."""
    x = 1.0 if right else 0.0
    axes.plot(
        [x],
        [0.5],
        marker=">" if right else "<",
        color=theme.TARGET,
        markersize=6.0 * stage.scale,
        transform=axes.transAxes,
        clip_on=False,
        zorder=5,
    )


def _chance(row: Mapping[str, Any]) -> str:
    return wording.chance(row["probability"], row["probability_low"], row["probability_high"])


def _percent(value: float) -> str:
    return f"{100 * value:.4g} %"


def _level(value: float) -> str:
    size = abs(value)
    return wording.amount(value, digits=3 if size < 1 or not math.isfinite(size) else 4)
