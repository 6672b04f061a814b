"""From the change that is seen to the change that the plan may claim."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import wrapped
from logicmodel.views.plotting import naming, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, heading, put_heading
from logicmodel.views.plotting.scale import EASE, Scale, scale_of, widest
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORDS = {
    "gross": "Change seen",
    "deadweight": "would have come anyway",
    "displacement": "moved elsewhere",
    "attributed_to_others": "due to others",
    "net": "The plan’s own",
}
ENDS = ("gross", "net")
ROW, GAP, BAND_GAP, LEAST = 15.0, 14.0, 12.0, 90.0
Stages = Mapping[str, Mapping[str, Any]]


class Waterfall(Chart):
    """Bars that begin where the one before ends, for each outcome and allocation."""

    questions: ClassVar = ("waterfall",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["waterfall"] = "waterfall"
    outcomes: tuple[str, ...] | None = None
    """Ids of the outcomes that are shown; all in the answer where it is left out."""
    measure: Literal["amount", "money"] = "amount"
    """What is drawn: amounts in the outcome's unit, or their worth in money of today."""

    def title(self, answer: Answer) -> str:
        """Say what may be claimed."""
        names, found = Names(answer), self._found(answer)
        if len(found) > 1:
            return f"How much of the change in {len(found)} outcomes the plan may claim"
        ((outcome, options),) = found.items()
        best = max(options, key=lambda name: abs(float(options[name]["net"]["amount"])))
        return f"{names.of('node', outcome)}: {names.allocation(best)} may claim {_signed(options[best]['net'])}"

    def caption(self, answer: Answer) -> str:
        """Tell gross and net of the outcome in which most is lost on the way."""
        names, found = Names(answer), self._found(answer)
        worth = ", in money of today" if self.measure == "money" else ""
        first = f"Change summed over the periods{worth}, from what is seen to what the plan may claim, {naming.intervals(answer.rows)}"
        if len(found) == 1:
            ((outcome, options),) = found.items()
            told = [
                f"{_signed(rows['net'])} of {_signed(rows['gross'])} under {names.allocation(name)}"
                for name, rows in options.items()
            ]
            return f"{first}; {names.of('node', outcome)}: {naming.joined(told)}."
        pairs = [
            (outcome, name, rows)
            for outcome, options in found.items()
            for name, rows in options.items()
        ]
        outcome, name, rows = max(pairs, key=lambda item: _loss(item[2]))
        where = f"{names.of('node', outcome)} under {names.allocation(name)}"
        return f"{first}: they are furthest apart for {where}, {_signed(rows['net'])} of {_signed(rows['gross'])}."

    def words(self, answer: Answer) -> str:
        """Tell every stage."""
        names = Names(answer)
        return "\n".join(
            f"{names.of('node', outcome)}, {names.allocation(name)}: "
            + ", ".join(f"{_words(options)[stage].lower()} {_signed(row)}" for stage, row in rows.items()) + "."
            for outcome, options in self._found(answer).items() for name, rows in options.items()
        )  # fmt: skip

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with outcomes and allocations."""
        width = 72 * WIDTH
        bands = sum(self._height(answer, outcome, width) for outcome in self._found(answer))
        return WIDTH, (
            head_height(self.title(answer), self._note(answer), width) + bands + MARGIN
        ) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a waterfall for each outcome and allocation."""
        stage = Stage(axes, self.size(answer))
        names = Names(answer)
        y = put_head(stage, self.title(answer), self._note(answer))
        for outcome, options in self._found(answer).items():
            end = y + self._height(answer, outcome, stage.width)
            group = Group(names.of("node", outcome), _unit(options), ())
            self._draw_band(
                stage,
                put_heading(stage, y, heading(group, stage.width - 2 * MARGIN)) + 2.0,
                options,
                names,
            )
            y = end
        return axes

    def _draw_band(
        self, stage: Stage, y: float, options: Mapping[str, Stages], names: Names
    ) -> None:
        form = _form(options, names, stage.width)
        places = names.places()
        values = (
            value
            for rows in options.values()
            for pair in _steps(rows, form.stages)
            for value in pair
        )
        scale = scale_of(values, zero=True, pad=0.02)
        for number, (name, rows) in enumerate(options.items()):
            line, column = divmod(number, form.columns)
            top = y + line * form.height
            x = MARGIN + form.label + column * (form.cell + GAP)
            colour = theme.hue(places[name])
            for place, words in enumerate(
                wrapped(
                    names.allocation(name), form.cell / EASE, theme.BODY, weight="strong", most=2
                )
            ):
                stage.text(
                    x,
                    top + theme.BODY + place * LINE * theme.BODY,
                    words,
                    weight="strong",
                    colour=colour,
                )
            if column == 0:
                self._put_labels(stage, x - 8.0, top + form.head, form)
            self._draw_cell(stage, (x, top + form.head), rows, form, scale, colour)

    def _put_labels(self, stage: Stage, x: float, y: float, form: Form) -> None:
        for place, name in enumerate(form.stages):
            end = name in ENDS
            stage.text(
                x, y + ROW * (place + 0.5) + 0.36 * theme.SMALL, form.words[name], size=theme.SMALL, align="right",
                colour=theme.INK if end else theme.MUTED, weight="strong" if end else "regular",
            )  # fmt: skip

    def _draw_cell(
        self,
        stage: Stage,
        place: tuple[float, float],
        rows: Stages,
        form: Form,
        scale: Scale,
        colour: str,
    ) -> None:
        x, y = place
        stages, cell, told = form.stages, form.cell, form.told
        panel: Any = stage.panel(x, y, cell - told, ROW * len(stages))
        panel.set(xlim=(scale.low, scale.high), ylim=(len(stages), 0))
        panel.axvline(0.0, color=theme.MUTED, linewidth=0.9 * stage.scale, zorder=1)
        size = stage.scale
        steps = _steps(rows, stages)
        for number, (name, (start, end)) in enumerate(zip(stages, steps, strict=True)):
            share, edge = (0.75, "none") if name in ENDS else (0.0, colour)
            panel.barh(
                number + 0.5, end - start, left=start, height=0.56, facecolor=theme.light(colour, share), edgecolor=edge,
                linewidth=0.9 * size, zorder=2, clip_on=False,
            )  # fmt: skip
            half = (rows[name]["high"] - rows[name]["low"]) / 2
            panel.hlines(
                number + 0.5,
                end - half,
                end + half,
                colors=theme.INK,
                linewidth=1.4 * size,
                zorder=3,
                clip_on=False,
            )
            if number + 1 < len(stages):
                panel.vlines(
                    end,
                    number + 0.5,
                    number + 1.5,
                    colors=theme.MUTED,
                    linewidth=0.6 * size,
                    linestyles="dotted",
                    zorder=1,
                )
            stage.text(
                x + cell,
                y + ROW * (number + 0.5) + 0.36 * theme.SMALL,
                _told(rows[name]),
                size=theme.SMALL,
                align="right",
            )

    def _found(self, answer: Answer) -> dict[str, dict[str, dict[str, Mapping[str, Any]]]]:
        """Return the stages by outcome and allocation, in what is measured."""
        answer = _in_money(answer) if self.measure == "money" else answer
        kept = naming.chosen(self.outcomes, Names(answer).ids("outcome"), "outcome")
        found: dict[str, dict[str, dict[str, Mapping[str, Any]]]] = {
            outcome: {} for outcome in kept
        }
        for row in answer.rows:
            if row["outcome"] in found:
                found[row["outcome"]].setdefault(row["allocation"], {})[row["stage"]] = row
        return found

    def _note(self, answer: Answer) -> str:
        what = "Change" if self.measure == "amount" else "Worth in money of today of the change"
        bars = "open bars are what changes it on the way"
        return f"{what} against the first period, summed over all periods; {bars}; {naming.intervals(answer.rows)}"

    def _height(self, answer: Answer, outcome: str, width: float) -> float:
        names, options = Names(answer), self._found(answer)[outcome]
        form = _form(options, names, width)
        group = Group(names.of("node", outcome), _unit(options), ())
        top = len(heading(group, width - 2 * MARGIN)) * LINE * theme.HEAD + 2.0
        return top + -(-len(options) // form.columns) * form.height + BAND_GAP


@dataclasses.dataclass(frozen=True)
class Form:
    """How the waterfalls of one outcome are laid out, in points."""

    stages: tuple[str, ...]
    words: Mapping[str, str]
    columns: int
    label: float
    cell: float
    told: float
    head: float

    @property
    def height(self) -> float:
        """Height of one waterfall with its head."""
        return self.head + ROW * len(self.stages) + 6.0


def _form(options: Mapping[str, Stages], names: Names, width: float) -> Form:
    """Put all allocations side by side where their bars have room, else below each other."""
    stages, words = _stages(options), _words(options)
    label = widest((words[name] for name in stages), theme.SMALL) + 12.0
    told = (
        widest((_told(rows[name]) for rows in options.values() for name in stages), theme.SMALL)
        + 10.0
    )
    columns = len(options)
    cell = (width - 2 * MARGIN - label - (columns - 1) * GAP) / columns
    if cell - told < LEAST:
        columns, cell = 1, width - 2 * MARGIN - label
    lines = max(
        len(wrapped(names.allocation(name), cell / EASE, theme.BODY, weight="strong", most=2))
        for name in options
    )
    return Form(tuple(stages), words, columns, label, cell, told, LINE * theme.BODY * lines + 3.0)


def _words(options: Mapping[str, Stages]) -> dict[str, str]:
    """Return the words of the stages; what would have come the other way was avoided."""
    rows = max(options.values(), key=lambda rows: abs(float(rows["net"]["amount"])))
    anyway, own = (float(rows[stage]["amount"]) for stage in ("deadweight", "net"))
    if anyway * own >= 0:
        return WORDS
    words = (
        ("loss avoided", "gain missed")
        if "currency" in rows["net"]
        else ("fall avoided", "rise avoided")
    )
    return WORDS | {"deadweight": words[0] if anyway < 0 else words[1]}


def _in_money(answer: Answer) -> Answer:
    """Return the answer with the worth of every amount in its place, for outcomes that have a value."""
    currency = answer.titles.get("plan", {}).get("currency", "")
    rows = tuple(
        {**row, "amount": row["money"], "low": row["money_low"], "high": row["money_high"],
         "unit": f"in {currency}" if currency else "in money", "currency": currency}
        for row in answer.rows if row.get("money") is not None
    )  # fmt: skip
    if not rows:
        raise RequestError(
            "no outcome has a value in money",
            remedy="give one a value: in the plan, or show amounts",
        )
    return dataclasses.replace(answer, rows=rows)


def _unit(options: Mapping[str, Stages]) -> str:
    return str(next(iter(options.values()))["net"]["unit"])


def _stages(options: Mapping[str, Stages]) -> list[str]:
    """Return the stages that are not nothing everywhere."""
    return [
        name for name in WORDS
        if name in ENDS or any(rows[name][end] for rows in options.values() for end in ("amount", "low", "high"))
    ]  # fmt: skip


def _steps(rows: Stages, stages: Sequence[str]) -> list[tuple[float, float]]:
    """Return where each bar begins and ends."""
    found, level = [], 0.0
    for name in stages:
        amount = float(rows[name]["amount"])
        if name in ENDS:
            found.append((0.0, amount))
            level = amount
        else:
            found.append((level, level - amount))
            level -= amount
    return found


def _told(row: Mapping[str, Any]) -> str:
    """Write an amount as it acts: what is taken off has the opposite sign."""
    sign = 1.0 if row["stage"] in ENDS else -1.0
    low, high = sorted(sign * row[end] for end in ("low", "high"))
    value = sign * row["amount"] + 0.0
    told = wording.interval(value, low + 0.0, high + 0.0)
    return f"+{told}" if value > 0 and told.partition(" ")[0].strip("0.") else told


def _signed(row: Mapping[str, Any]) -> str:
    if "currency" in row:
        return f"{row['currency']} {_told(row)}".strip()
    unit = f" {row['unit']}" if row["unit"] else ""
    value, bracket, rest = _told(row).partition(" (")
    return f"{value}{unit}{bracket}{rest}"


def _loss(rows: Stages) -> float:
    gross, net = float(rows["gross"]["amount"]), float(rows["net"]["amount"])
    size = max(abs(gross), abs(net))
    return abs(gross - net) / size if size else 0.0
