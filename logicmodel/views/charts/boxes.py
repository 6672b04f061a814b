"""Boxes of futures: what each asks of which number, and what is inside."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.diagrams.lettering import cleaned, width_of, wrapped
from logicmodel.views.plotting import theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.rows import Group, heading, put_heading
from logicmodel.views.plotting.scale import EASE
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LABEL, TOLD = 190.0, 150.0
"""Widths of the columns with the titles and with the limits."""
COUNTS = ("Two", "Three", "Four", "Five")
SHARES = ("density", "coverage", "support")
BAR, GAP, FOOT = 7.0, 15.0, 13.0
INSIDE, EDGE = theme.light(theme.HUES[0], 0.55), theme.HUES[0]


class Boxes(Chart):
    """For each box its density, coverage and support, and its limits inside the whole range of every number."""

    questions: ClassVar = ("discovery",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["boxes"] = "boxes"

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer holds boxes and no tree."""
        return not getattr(answer, "branches", ())

    def title(self, answer: Answer) -> str:
        """Say how much of all misses the boxes hold, and in how many futures."""
        every = _boxes(answer)
        whole = _whole(answer, every)
        what = (
            "One set of circumstances holds"
            if len(every) == 1
            else f"{_count(len(every))} sets of circumstances hold"
        )
        return f"{what} {_brief(whole, 'coverage')} of the {_cases(answer)}, in {_brief(whole, 'support')} of all futures"

    def caption(self, answer: Answer) -> str:
        """Tell how often it happens in all futures and in each box, and whether the boxes are stable."""
        overall = cleaned(str(getattr(answer, "overall", ""))).rstrip(".")
        told = [
            f"{_told(box, 'density')} in {_called(answer, box)}, {wording.percent(box['support'])} of all futures"
            for box in _boxes(answer)
        ]
        shaky = [str(box["box"]) for box in _boxes(answer) if not _stable(answer, box)]
        sure = (
            f"; not stable: box {', '.join(shaky)}"
            if shaky
            else "; all of it comes back on other draws"
        )
        return f"{overall or 'In each box'}: {'; '.join(told)}{sure}."

    def words(self, answer: Answer) -> str:
        """Tell every condition and how often it comes back."""
        return "\n".join(
            f"Box {row['box']}: {cleaned(str(row['condition']))}; comes back in {wording.percent(row['reproduced'])} of the half-samples."
            for row in answer.rows
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the boxes and their conditions."""
        width = 72 * WIDTH
        high = head_height(self.title(answer), _note(answer), width)
        return WIDTH, (high + sum(_height(answer, box) for box in _boxes(answer)) + MARGIN) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw the boxes below each other."""
        stage = Stage(axes, self.size(answer))
        y = put_head(stage, self.title(answer), _note(answer))
        for box in _boxes(answer):
            y = _put_box(stage, y, answer, box)
        return axes


def _boxes(answer: Answer) -> Sequence[Mapping[str, Any]]:
    """Return a row of each box; any of its rows knows all that is told of the whole box."""
    found: Sequence[Mapping[str, Any]] = getattr(answer, "boxes", ())
    return found or list({row["box"]: row for row in answer.rows}.values())


def _called(answer: Answer, box: Mapping[str, Any]) -> str:
    return f"box {box['box']}" if len(_boxes(answer)) > 1 else "the box"


def _stable(answer: Answer, box: Mapping[str, Any]) -> bool:
    return all(row["stable"] for row in _rows(answer, box))


def _count(number: int) -> str:
    return COUNTS[number - 2] if number - 2 < len(COUNTS) else str(number)


def _cases(answer: Answer) -> str:
    """Return what the futures are called that are looked for."""
    whole, met = answer.settings.get("target") == "success", answer.settings.get("when") == "met"
    if whole:
        return "successes" if met else "failures"
    return "futures that meet the target" if met else "misses"


def _whole(answer: Answer, every: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what all boxes hold together."""
    found: Mapping[str, Any] = getattr(answer, "together", {})
    return found if found and len(every) > 1 else every[0]


def _rows(answer: Answer, box: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in answer.rows if row["box"] == box["box"]]


def _brief(row: Mapping[str, Any], name: str) -> str:
    return _told(row, name).partition(" (")[0]


def _told(row: Mapping[str, Any], name: str) -> str:
    return wording.whole_chance(row[name], row[f"{name}_low"], row[f"{name}_high"])


def _note(answer: Answer) -> str:
    overall = cleaned(str(getattr(answer, "overall", "")))
    return f"{overall} Filled: the values inside the box, from the 1st to the 99th percentile of each number; thin line: where the limit falls in eight of ten half-samples.".strip()


def _head(answer: Answer, box: Mapping[str, Any]) -> Group:
    rows = _rows(answer, box)
    stable = _stable(answer, box)
    least = wording.percent(min(row["reproduced"] for row in rows))
    count = len(_boxes(answer))
    title = f"Box {box['box']}" if count > 1 else "The box"
    return Group(
        title,
        f"{'stable' if stable else 'not stable'}: comes back in {least} of the half-samples",
        (),
    )


def _height(answer: Answer, box: Mapping[str, Any]) -> float:
    inner = 72 * WIDTH - 2 * MARGIN
    head = LINE * theme.HEAD * len(heading(_head(answer, box), inner)) + 3.0
    return (
        head
        + LINE * (theme.SMALL + theme.BODY)
        + BAR
        + GAP
        + sum(_line(row) for row in _rows(answer, box))
        + 8.0
    )


def _lines(row: Mapping[str, Any]) -> Sequence[str]:
    return wrapped(cleaned(str(row["title"])), LABEL / EASE, theme.BODY, most=3)


def _limits(row: Mapping[str, Any]) -> Sequence[str]:
    return wrapped(cleaned(str(row["limit"])), TOLD / EASE, theme.BODY, weight="strong", most=2)


def _line(row: Mapping[str, Any]) -> float:
    return max(LINE * theme.BODY * max(len(_lines(row)), len(_limits(row))), BAR + FOOT) + 7.0


def _put_box(stage: Stage, y: float, answer: Answer, box: Mapping[str, Any]) -> float:
    """Draw one box from ``y`` down; return where it ends."""
    y = put_heading(stage, y, heading(_head(answer, box), stage.width - 2 * MARGIN)) + 3.0
    room = (stage.width - 2 * MARGIN + 14.0) / len(SHARES)
    base = getattr(answer, "base", {}).get("value")
    verb = str(getattr(answer, "verb", "") or "happens").removeprefix("is ")
    labels = {
        "density": f"{verb[:1].upper()}{verb[1:]} inside (tick: in all futures)",
        "coverage": f"Share of all {_cases(answer)}", "support": "Share of all futures",
    }  # fmt: skip
    for number, name in enumerate(SHARES):
        x = MARGIN + number * room
        stage.text(
            x, y + theme.SMALL, labels[name], size=theme.SMALL, colour=theme.MUTED, room=room - 14.0
        )
        _put_share(
            stage,
            (x, y + LINE * theme.SMALL),
            room - 14.0,
            box,
            name,
            base if name == "density" else None,
        )
    y += LINE * (theme.SMALL + theme.BODY) + BAR + GAP
    for row in _rows(answer, box):
        _put_row(stage, y, row)
        y += _line(row)
    return y + 8.0


def _put_share(
    stage: Stage,
    place: tuple[float, float],
    room: float,
    box: Mapping[str, Any],
    name: str,
    base: float | None,
) -> None:
    """Draw one share of a box as a bar under its number; a tick marks what it is over all futures."""
    x, y = place
    number, _, rest = _told(box, name).partition(" (")
    stage.text(x, y + theme.BODY, number, weight="strong")
    used = EASE * width_of(number, theme.BODY, weight="strong") + 6.0
    stage.text(x + used, y + theme.BODY, rest.rstrip(")"), colour=theme.MUTED, room=room - used)
    top = y + LINE * theme.BODY + 1.0
    stage.swatch(x, top, room, BAR, theme.TRACK)
    stage.swatch(x, top, room * float(box[name]), BAR, INSIDE)
    low, high = (x + room * float(box[f"{name}_{end}"]) for end in ("low", "high"))
    stage.rule(
        (low, high), (top + BAR / 2, top + BAR / 2), colour=EDGE, width=2.0, solid_capstyle="butt"
    )
    if base is not None:
        at = x + room * base
        stage.rule((at, at), (top - 2.0, top + BAR + 2.0), colour=theme.INK, width=1.4)


def _put_row(stage: Stage, y: float, row: Mapping[str, Any]) -> None:
    """Draw what a box asks of one number."""
    for number, line in enumerate(_lines(row)):
        stage.text(MARGIN, y + theme.BODY + number * LINE * theme.BODY, line)
    track = _Track(MARGIN + LABEL + 12.0, stage.width - MARGIN - TOLD - 12.0, y + 2.0, row)
    track.put(stage)
    for number, line in enumerate(_limits(row)):
        stage.text(
            track.right + 12.0,
            y + theme.BODY + number * LINE * theme.BODY,
            line,
            weight="strong",
            room=TOLD,
        )


@dataclasses.dataclass(frozen=True)
class _Track:
    """The range of one number with the part of it that is inside the box."""

    left: float
    right: float
    top: float
    row: Mapping[str, Any]

    def put(self, stage: Stage) -> None:
        """Draw it: two parts for what happens or not, else a scale."""
        wide = self.right - self.left
        stage.swatch(self.left, self.top, wide, BAR, theme.TRACK)
        if self.row["form"] in {"event", "theory"}:
            lower = self.row["from_value"] is None
            part = wide * float(self.row["within"])
            stage.swatch(self.left if lower else self.right - part, self.top, part, BAR, INSIDE)
            words = f"in {wording.percent(self.row['within'])} of all futures"
            self._under(
                stage, self.left if lower else self.right, words, "left" if lower else "right"
            )
            return
        start, end = (
            self._at(self.row[name], other)
            for name, other in (("from_value", self.left), ("to_value", self.right))
        )
        stage.swatch(start, self.top, max(end - start, 1.0), BAR, INSIDE)
        for name in ("from_value", "to_value"):
            if self.row[name] is not None:
                self._limit(stage, name)
        self._under(stage, self.left, self._amount(self.row["range_from"]), "left")
        self._under(stage, self.right, self._amount(self.row["range_to"]), "right")

    def _limit(self, stage: Stage, name: str) -> None:
        """Draw a limit, and where it falls in most of the half-samples."""
        at = self._at(self.row[name], self.left)
        stage.rule((at, at), (self.top - 2.0, self.top + BAR + 2.0), colour=EDGE, width=1.6)
        low, high = self.row[f"{name}_p10"], self.row[f"{name}_p90"]
        if low is not None and high is not None and high > low:
            middle = self.top + BAR / 2
            stage.rule(
                (self._at(low, at), self._at(high, at)), (middle, middle), colour=EDGE, width=1.2
            )

    def _at(self, value: float | None, other: float) -> float:
        """Return the place of a value on the track."""
        if value is None:
            return other
        low, high = float(self.row["range_from"]), float(self.row["range_to"])
        return self.left + min(max((value - low) / (high - low), 0.0), 1.0) * (
            self.right - self.left
        )

    def _amount(self, value: float) -> str:
        return wording.percent(value, 1) if self.row["unit"] == "share" else wording.amount(value)

    def _under(self, stage: Stage, x: float, words: str, align: str) -> None:
        stage.text(
            x, self.top + BAR + 10.0, words, size=theme.SMALL, colour=theme.MUTED, align=align
        )
