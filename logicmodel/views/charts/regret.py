"""How much is lost by each allocation, whatever the future turns out to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming
from logicmodel.views.plotting.ladder import Ladder
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, Row
from logicmodel.views.plotting.scale import Scale, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORST = "Whatever the future"
PLANNED = "as planned"


class Regret(Chart):
    """What the best allocation of a future has over each, future by future, and the largest of these."""

    questions: ClassVar = ("regret",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["regret"] = "regret"
    futures: tuple[str, ...] | None = None
    """Names of the futures that are shown; all where it is left out."""

    def title(self, answer: Answer) -> str:
        """Name the allocation whose largest regret is the smallest."""
        names, worst = Names(answer), _worst(answer)
        safe = [name for name, row in worst.items() if row["minimax"]]
        if len(safe) == len(worst):
            return "No allocation is safer than the others, as far as can be told"
        told = naming.joined(names.allocation(name) for name in safe)
        most = max((worst[name] for name in safe), key=lambda row: float(row["regret"]))
        if most["regret_high"] <= 0:
            return f"{told} {_is(safe)} best in every future"
        return (
            f"{told} {_lose(safe)} least in the worst case: {_brief(answer, most)} behind the best"
        )

    def caption(self, answer: Answer) -> str:
        """Tell the largest regret of every allocation and the future in which it comes."""
        names, worst = Names(answer), _worst(answer)
        told = [
            f"{names.allocation(name)} {_told(answer, row)}{_when(row)}"
            for name, row in worst.items()
        ]
        first = f"How far each allocation is behind the best one in the same future, {naming.intervals(answer.rows, low='regret_low', high='regret_high')}"
        return f"{first}; at worst: {naming.joined(told)}."

    def words(self, answer: Answer) -> str:
        """Tell value and regret in every future."""
        measure, names = Measure.of(answer), Names(answer)
        lines = []
        for future in self._futures(answer):
            told = [
                f"{names.allocation(row['allocation'])} {measure.told(row)}, {_told(answer, row)} behind"
                for row in answer.rows if row["future"] == future
            ]  # fmt: skip
            lines.append(f"{_future(future)}: {'; '.join(told)}.")
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with futures and allocations."""
        return self._ladder(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw rows of bars, or the board."""
        return self._ladder(answer).draw(axes)

    def _futures(self, answer: Answer) -> list[str]:
        return naming.chosen(self.futures, Names(answer).ids("future"), "future")

    def _ladder(self, answer: Answer) -> Ladder:
        measure, shown = Measure.of(answer), self._futures(answer)
        groups = [self._group(answer, future) for future in shown]
        if len(shown) > 1:
            groups.append(_last(answer))
        ends = [row[end] for row in answer.rows for end in ("regret", "regret_low", "regret_high")]
        factor = 100.0 if measure.probability else 1.0
        found = scale_of([factor * end for end in ends], zero=True)
        scale = Scale(
            found.low / factor,
            found.high / factor,
            tuple((value / factor, words) for value, words in found.ticks),
            zero=0.0,
        )
        unit = " in percentage points" if measure.probability else ""
        sure = naming.intervals(answer.rows, low="regret_low", high="regret_high")
        note = f"{measure.name}: how far each allocation is behind the best one in the same future{unit}, {sure}"
        return Ladder(self.title(answer), note, tuple(groups), scale)

    def _group(self, answer: Answer, future: str) -> Group:
        measure, names, places = Measure.of(answer), Names(answer), Names(answer).places()
        mine = [row for row in answer.rows if row["future"] == future]
        rows = tuple(
            Row(
                names.allocation(row["allocation"]), row["regret"], row["regret_low"], row["regret_high"],
                f"{_words(answer, row)}; {measure.brief(row)}", _brief(answer, row), places[row["allocation"]],
            )
            for row in mine
        )  # fmt: skip
        best = max(mine, key=lambda row: float(row["value"]))
        return Group(_future(future), f"highest: {measure.told(best)}", rows)


def _last(answer: Answer) -> Group:
    """Return the largest regret of every allocation."""
    names, places = Names(answer), Names(answer).places()
    rows = tuple(
        Row(
            names.allocation(name), row["regret"], row["regret_low"], row["regret_high"],
            f"at most {_brief(answer, row)}{', the least' if row['minimax'] else ''}", _brief(answer, row), places[name],
        )
        for name, row in _worst(answer).items()
    )  # fmt: skip
    return Group(WORST, "the largest of these", rows)


def _worst(answer: Answer) -> dict[str, Mapping[str, Any]]:
    """Return the row of each allocation in which it loses most."""
    return {row["allocation"]: row for row in answer.rows if row["worst"]}


def _told(answer: Answer, row: Mapping[str, Any]) -> str:
    told = Measure.of(answer).apart(row["regret"], row["regret_low"], row["regret_high"])
    return told.replace("+", "")


def _words(answer: Answer, row: Mapping[str, Any]) -> str:
    return "the best" if row["regret_high"] <= 0 else f"{_told(answer, row)} behind"


def _brief(answer: Answer, row: Mapping[str, Any]) -> str:
    number = _told(answer, row).partition(" (")[0]
    return (
        f"{number} points" if Measure.of(answer).probability and "point" not in number else number
    )


def _when(row: Mapping[str, Any]) -> str:
    if row["regret_high"] <= 0:
        return ""
    name = str(row["future"]).replace("_", " ")
    return f" {name}" if name == PLANNED else f" with {name}"


def _future(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _lose(names: list[str]) -> str:
    return "loses" if len(names) == 1 else "lose"
