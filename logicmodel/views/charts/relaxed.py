"""What the limits cost: the best allocation within them beside the best without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import limits, naming, rows, spending, theme
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.rows import Group, Row, put_heading
from logicmodel.views.plotting.scale import scale_of, widest
from logicmodel.views.plotting.spending import Line
from logicmodel.views.plotting.stage import LINE, MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WITHIN, WITHOUT = "Within the limits", "Without them"
PLACES = (0, 1)
STEP, AXIS, BAR = 22.0, 20.0, 6.0
LABELS = 0.34


class Relaxed(Chart):
    """Two bars for each input, and the value of both on the same fresh draws."""

    questions: ClassVar = ("optimization",)
    place: ClassVar = 20
    example: ClassVar = {}

    kind: Literal["relaxed"] = "relaxed"

    def fits(self, answer: Answer) -> bool:
        """Say whether limits other than money stood in the way."""
        return getattr(answer, "relaxed", None) is not None

    def title(self, answer: Answer) -> str:
        """Say what the limits cost."""
        measure, gain = Measure.of(answer), _gain(answer)
        if gain["low"] <= 0:
            return "The limits cost nothing that can be told"
        within, without = (measure.brief(row) for row in _both(answer))
        return f"Without the limits the same money would reach {without} instead of {within}"

    def caption(self, answer: Answer) -> str:
        """Tell both values and the difference, and which limits were left out."""
        measure, gain = Measure.of(answer), _gain(answer)
        within, without = (measure.told(row) for row in _both(answer))
        apart = measure.apart(gain["value"], gain["low"], gain["high"])
        dropped = naming.joined(
            limits.told(_relaxed(answer).dropped, answer.titles.get("node", {}))
        )
        tail = f"; left out: {dropped}" if dropped else ""
        return f"{measure.name} of the best allocation found within the limits, {within}, and without them, {without}; the difference is {apart}{tail}."

    def words(self, answer: Answer) -> str:
        """Tell both amounts of every input."""
        measure = Measure.of(answer)
        within, without = (measure.told(row) for row in _both(answer))
        told = [
            f"{one.title}: {one.told} within the limits, {other.told} without."
            for one, other in _pairs(answer)
        ]
        return "\n".join([f"{WITHIN}: {within}.", f"{WITHOUT}: {without}.", *told])

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the inputs."""
        width = 72 * WIDTH
        high = head_height(self.title(answer), self._note(answer), width) + rows.height(
            [_chances(answer)], width
        )
        return WIDTH, (
            high + LINE * theme.HEAD + 3.0 + STEP * len(_pairs(answer)) + AXIS + MARGIN
        ) / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw both values, then both amounts of each input."""
        stage = Stage(axes, self.size(answer))
        measure, chances = Measure.of(answer), _chances(answer)
        y = put_head(stage, self.title(answer), self._note(answer))
        ends = [end for row in chances.rows for end in (row.low, row.high, row.value)]
        y = rows.draw(stage, y, [chances], measure.scale([*ends, 0.0]))
        title = f"over all periods{f', in {measure.currency}' if measure.currency else ''}; amounts in each period"
        y = put_heading(stage, y, [("Where the money goes", title)]) + 3.0
        _put_pairs(stage, y, _pairs(answer))
        return axes

    def _note(self, answer: Answer) -> str:
        both = _both(answer)
        return f"Best allocations found for the same money, asked again on fresh draws, {naming.intervals(both)}; the open bars are without floors, ceilings, funds and other limits"


def _put_pairs(stage: Stage, y: float, pairs: Sequence[tuple[Line, Line]]) -> None:
    """Draw two bars for each input, with its amounts to the right."""
    told = [
        f"{one.told} → {other.told}" if one.told != other.told else one.told for one, other in pairs
    ]
    left = (
        MARGIN
        + min(widest((one.title for one, _ in pairs), theme.BODY), LABELS * stage.width)
        + 10.0
    )
    right = stage.width - MARGIN - min(widest(told, theme.SMALL), 0.36 * stage.width) - 10.0
    high = STEP * len(pairs)
    scale = scale_of([line.cost for pair in pairs for line in pair], zero=True, most=4)
    panel: Any = stage.panel(left, y, right - left, high)
    panel.set(xlim=(scale.low, scale.high), ylim=(high, 0.0))
    for value, words in scale.ticks:
        panel.axvline(value, color=theme.RULE, linewidth=0.6 * stage.scale, zorder=1)
        x = left + (value - scale.low) / (scale.high - scale.low) * (right - left)
        stage.text(x, y + high + 11.0, words, size=theme.SMALL, colour=theme.MUTED, align="center")
    for number, ((one, other), words) in enumerate(zip(pairs, told, strict=True)):
        middle = STEP * (number + 0.5)
        base = y + middle + 0.36 * theme.BODY
        stage.text(left - 10.0, base, one.title, align="right", room=left - 10.0 - MARGIN)
        stage.text(
            right + 10.0, base, words, size=theme.SMALL, room=stage.width - MARGIN - right - 10.0
        )
        _put_bars(stage, panel, middle, (one.cost, other.cost))
    panel.axvline(0.0, color=theme.MUTED, linewidth=1.0 * stage.scale, zorder=4)


def _put_bars(stage: Stage, panel: Any, middle: float, costs: tuple[float, float]) -> None:
    for cost, place, share, y in zip(
        costs, PLACES, (0.8, 0.0), (middle - BAR / 2 - 0.6, middle + BAR / 2 + 0.6), strict=True
    ):
        colour = theme.hue(place)
        panel.barh(
            y, cost, height=BAR, facecolor=theme.light(colour, share), edgecolor=colour, linewidth=0.9 * stage.scale, zorder=3
        )  # fmt: skip


def _chances(answer: Answer) -> Group:
    measure = Measure.of(answer)
    found = tuple(
        Row(label, row["value"], row["low"], row["high"], measure.told(row), measure.brief(row), place, quiet=place == 1)
        for label, row, place in zip((WITHIN, WITHOUT), _both(answer), PLACES, strict=True)
    )  # fmt: skip
    return Group(measure.name, "", found)


def _both(answer: Answer) -> tuple[Mapping[str, float], Mapping[str, float]]:
    verified: Any = answer.verified  # type: ignore[attr-defined]
    return verified.to_dict(), _relaxed(answer).value.to_dict()


def _gain(answer: Answer) -> Mapping[str, float]:
    found: Mapping[str, float] = _relaxed(answer).gain.to_dict()
    return found


def _relaxed(answer: Answer) -> Any:
    return answer.relaxed  # type: ignore[attr-defined]


def _pairs(answer: Answer) -> list[tuple[Line, Line]]:
    both = zip(
        spending.lines(answer), spending.others(answer, _relaxed(answer).allocation), strict=True
    )
    return [(one, other) for one, other in both if one.told != "none" or other.told != "none"]
