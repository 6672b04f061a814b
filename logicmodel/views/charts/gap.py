"""Delivering everything and changing something: how far the two are apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import width_of, wrapped
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.scale import EASE, SHARES
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS = {"outputs_met": "outputs", "outcomes_met": "outcomes"}
SYMBOLS = {"outputs_met": "□", "outcomes_met": "●"}
LABELS = 150.0
ROW_GAP, AXIS = 10.0, 20.0


class Gap(Chart):
    """The chance that all outputs are met beside the chance that all outcomes are, by allocation."""

    questions: ClassVar = ("joint",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["gap"] = "gap"

    def title(self, answer: Answer) -> str:
        """Say where delivering and changing are furthest apart."""
        names, found = Names(answer), self._found(answer)
        gaps = {
            name: rows["output_outcome_gap"]
            for name, rows in found.items()
            if "output_outcome_gap" in rows
        }
        if not gaps:
            (what,) = {end for rows in found.values() for end in ENDS if end in rows}
            best = max(found, key=lambda name: float(found[name][what]["probability"]))
            told = _chance(found[best][what]).partition(" (")[0]
            return f"{names.allocation(best)} is likeliest to meet all {ENDS[what]}: {told}"
        name = max(gaps, key=lambda name: abs(float(gaps[name]["probability"])))
        size = gaps[name]["probability"]
        if gaps[name]["low"] <= 0 <= gaps[name]["high"]:
            return "Meeting all outputs is as likely as meeting all outcomes"
        first, second = ("outputs", "outcomes") if size > 0 else ("outcomes", "outputs")
        ends = sorted(abs(gaps[name][end]) for end in ("low", "high"))
        told = wording.points(abs(size), *ends).replace("+", "")
        return f"{names.allocation(name)}: meeting all {first} is likelier than meeting all {second}, by {told}"

    def caption(self, answer: Answer) -> str:
        """Tell both chances and the gap under each allocation."""
        told = [self._told(Names(answer), name, rows) for name, rows in self._found(answer).items()]
        note = self._note(answer).replace(" (□)", "").replace(" (●)", "")
        return f"{note}: {'; '.join(told)}."

    def words(self, answer: Answer) -> str:
        """Tell the same, a line for each allocation."""
        found = self._found(answer)
        return "\n".join(
            f"{self._told(Names(answer), name, rows)}." for name, rows in found.items()
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the allocations."""
        width = 72 * WIDTH
        high = (
            head_height(self.title(answer), self._note(answer), width)
            + self._rows_height(answer)
            + AXIS
            + MARGIN
        )
        return WIDTH, high / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw one line with two marks for each allocation."""
        stage = Stage(axes, self.size(answer))
        names, found = Names(answer), self._found(answer)
        top = put_head(stage, self.title(answer), self._note(answer))
        told = [
            _label(end, row) for rows in found.values() for end, row in rows.items() if end in ENDS
        ]
        left, right = (
            MARGIN + LABELS + 16.0,
            stage.width - MARGIN - EASE * max(width_of(words, theme.BODY) for words in told) - 16.0,
        )
        bottom = top + self._rows_height(answer)
        panel = stage.panel(left, top, right - left, bottom - top)
        panel.set(xlim=(0.0, 1.0), ylim=(bottom, top))
        for value, words in SHARES.ticks:
            panel.axvline(value, color=theme.RULE, linewidth=0.6 * stage.scale, zorder=1)
            x = left + value * (right - left)
            stage.text(
                x, bottom + 11.0, words, size=theme.SMALL, colour=theme.MUTED, align="center"
            )
        y = top
        places = names.places()
        for name, rows in found.items():
            lines = wrapped(
                names.allocation(name), LABELS / EASE, theme.HEAD, weight="strong", most=2
            )
            high = self._row_height(names, name)
            self._put_label(stage, y, lines, rows)
            self._put_ends(stage, panel, y + (high - ROW_GAP) / 2, rows, places[name])
            self._put_values(stage, right + 16.0, y, rows)
            y += high
        return axes

    def _put_label(
        self, stage: Stage, y: float, lines: tuple[str, ...], rows: Mapping[str, Any]
    ) -> None:
        for line in lines:
            stage.text(MARGIN, y + theme.HEAD, line, size=theme.HEAD, weight="strong")
            y += LINE * theme.HEAD
        if "output_outcome_gap" in rows:
            stage.text(
                MARGIN,
                y + theme.SMALL,
                _gap(rows),
                size=theme.SMALL,
                colour=theme.MUTED,
                room=LABELS,
            )

    def _put_ends(
        self, stage: Stage, panel: Any, y: float, rows: Mapping[str, Any], place: int
    ) -> None:
        colour = theme.hue(place)
        both = [(end, rows[end]) for end in ENDS if end in rows]
        if len(both) == 2:
            values = [row["probability"] for _, row in both]
            panel.plot(
                values,
                [y, y],
                color=theme.light(colour, 0.3),
                linewidth=4.5 * stage.scale,
                zorder=2,
                clip_on=False,
            )
        for end, row in both:
            face = theme.PAPER if end == "outputs_met" else colour
            panel.hlines(
                y,
                row["low"],
                row["high"],
                colors=colour,
                linewidth=2.4 * stage.scale,
                zorder=3,
                clip_on=False,
            )
            panel.plot(
                [row["probability"]], [y], marker="s" if end == "outputs_met" else "o", color=colour, markerfacecolor=face,
                markersize=(9.0 if end == "outputs_met" else 5.5) * stage.scale, markeredgewidth=1.4 * stage.scale, zorder=4 + (end != "outputs_met"), clip_on=False,
            )  # fmt: skip

    def _put_values(self, stage: Stage, x: float, y: float, rows: Mapping[str, Any]) -> None:
        for end in ENDS:
            if end in rows:
                stage.text(x, y + theme.BODY, _label(end, rows[end]))
                y += LINE * theme.BODY

    def _found(self, answer: Answer) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Return the rows by allocation and what they say."""
        found: dict[str, dict[str, Mapping[str, Any]]] = {}
        for row in answer.rows:
            if row["what"] in ENDS or row["what"] == "output_outcome_gap":
                found.setdefault(row["allocation"], {})[row["what"]] = row
        if not found:
            raise RequestError(
                "the plan has no targets, neither on outputs nor on outcomes",
                remedy="give it targets",
            )
        return found

    def _note(self, answer: Answer) -> str:
        kinds = {end for rows in self._found(answer).values() for end in ENDS if end in rows}
        if len(kinds) == 2:
            return f"Chance that all targets on activities and outputs are met (□), and that all outcome targets are (●), {self._sure(answer)}"
        words = (
            "outcomes; it has none on outputs"
            if kinds == {"outcomes_met"}
            else "activities and outputs; it has none on outcomes"
        )
        return f"Chance that all targets are met, {self._sure(answer)}; the plan has targets on {words}"

    def _sure(self, answer: Answer) -> str:
        return naming.intervals(
            row for rows in self._found(answer).values() for row in rows.values()
        )

    def _rows_height(self, answer: Answer) -> float:
        names = Names(answer)
        return sum(self._row_height(names, name) for name in self._found(answer))

    def _row_height(self, names: Names, name: str) -> float:
        lines = wrapped(names.allocation(name), LABELS / EASE, theme.HEAD, weight="strong", most=2)
        return max(LINE * (len(lines) * theme.HEAD + theme.SMALL), 2 * LINE * theme.BODY) + ROW_GAP

    def _told(self, names: Names, name: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
        parts = [f"{ENDS[end]} {_chance(rows[end])}" for end in ENDS if end in rows]
        tail = f", {_gap(rows)}" if "output_outcome_gap" in rows else ""
        return f"{names.allocation(name)}: {naming.joined(parts)}{tail}"


def _chance(row: Mapping[str, Any]) -> str:
    return wording.chance(row["probability"], row["low"], row["high"])


def _label(end: str, row: Mapping[str, Any]) -> str:
    return f"{SYMBOLS[end]} {ENDS[end]} {_chance(row)}"


def _gap(rows: Mapping[str, Mapping[str, Any]]) -> str:
    row = rows["output_outcome_gap"]
    return f"gap {wording.points(row['probability'], row['low'], row['high'])}"
