"""What a little more of each input buys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming
from logicmodel.views.plotting.ladder import Ladder
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, Row
from logicmodel.views.plotting.scale import Scale, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Marginal(Chart):
    """Bars for the same money more on each input, sorted, with intervals."""

    questions: ClassVar = ("marginal", "optimization")
    place: ClassVar = 30
    example: ClassVar = {}

    kind: Literal["marginal"] = "marginal"
    step: Literal["money", "units"] = "money"
    """Whether the same money more is spent on each input, or some units of each are added."""

    def fits(self, answer: Answer) -> bool:
        """Say whether the answer tells what more would buy."""
        return answer.question == "marginal" or bool(getattr(answer, "marginal", ()))

    def title(self, answer: Answer) -> str:
        """Name the input on which a little more money does most."""
        rows = self._rows(answer)
        sure = [row for row in rows if row["gain_low"] > 0]
        if not sure:
            return "A little more of any one input changes nothing that can be told"
        best = sure[0]
        return f"A little more does most when it goes to {_title(answer, best)}: {_told(answer, best)} for {self._price(answer, best)}"

    def caption(self, answer: Answer) -> str:
        """Tell the first and the second, and which change nothing."""
        rows = self._rows(answer)
        sure = [row for row in rows if row["gain_low"] > 0 or row["gain_high"] < 0]
        told = [
            f"{_title(answer, row)} {_told(answer, row)} for {self._price(answer, row)}"
            for row in sure[:2]
        ]
        unsure = [_title(answer, row) for row in rows if row not in sure]
        tail = f"; no difference can be told for {naming.joined(unsure)}" if unsure else ""
        what = Measure.of(answer).name
        sentence = f": {naming.joined(told)}" if told else ""
        return f"{what}: what a little more of one input adds, all else as it is, {_sure(rows)}{sentence}{tail}."

    def words(self, answer: Answer) -> str:
        """Tell every input."""
        return "\n".join(
            f"{_title(answer, row)}: {_told(answer, row)} for {self._price(answer, row)} more."
            for row in self._rows(answer)
        )

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with the inputs."""
        return self._ladder(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a bar for each input."""
        return self._ladder(answer).draw(axes)

    def _rows(self, answer: Answer) -> list[Mapping[str, Any]]:
        """Return the rows from the largest gain to the smallest; where money is compared, for the same money."""
        if answer.question == "marginal":
            rows = [row for row in answer.rows if row["step"] == self.step]
        else:
            rows = list(getattr(answer, "marginal", ()))
        if not rows:
            raise RequestError(
                "no input costs anything", remedy='show units: Marginal(step="units")'
            )
        return sorted(rows, key=self._place_of)

    def _place_of(self, row: Mapping[str, Any]) -> tuple[bool, float]:
        """Return what rows are sorted by; what costs nothing stands behind what can be held against money."""
        paid = self.step == "money" and bool(row["cost"])
        return not paid, -float(row["gain"]) / (float(row["cost"]) if paid else 1.0)

    def _ladder(self, answer: Answer) -> Ladder:
        measure, rows = Measure.of(answer), self._rows(answer)
        factor = 100.0 if measure.probability else 1.0
        ends = [row[end] for row in rows for end in ("gain", "gain_low", "gain_high")]
        found = scale_of([factor * end for end in ends], zero=True)
        scale = Scale(
            found.low / factor,
            found.high / factor,
            tuple((value / factor, words) for value, words in found.ticks),
            zero=0.0,
        )
        money = self.step == "money" and len({round(row["cost"]) for row in rows}) == 1
        marks = tuple(
            Row(
                _title(answer, row), row["gain"], row["gain_low"], row["gain_high"],
                _told(answer, row) if money else f"{_told(answer, row)} for {self._price(answer, row)}", _told(answer, row).partition(" (")[0],
                0, quiet=row["gain_low"] <= 0 <= row["gain_high"],
            )
            for row in rows
        )  # fmt: skip
        unit = " in percentage points" if measure.probability else ""
        note = f"{measure.name}: what a little more adds{unit}, all else as it is, {_sure(rows)}"
        if self.step == "money" and not money:
            note += "; sorted by what the same money adds"
        if any(mark.quiet for mark in marks):
            note += "; open marks cannot be told apart from nothing"
        head = (
            f"{measure.money(rows[0]['cost'])} more on one input"
            if money
            else "A little more of one input"
        )
        return Ladder(self.title(answer), note, (Group(head, _over(answer), marks),), scale)

    def _price(self, answer: Answer, row: Mapping[str, Any]) -> str:
        """Say how much more it is, in units or in money."""
        unit = row.get("unit") or answer.titles.get("unit", {}).get(row["input"], "")
        if self.step == "units" or not row["cost"]:
            return f"{wording.amount(row['more'])} {unit}".strip()
        return Measure.of(answer).money(row["cost"])


def _over(answer: Answer) -> str:
    """Say what the allocation is that more is added to."""
    name = answer.settings.get("allocation")
    if name is None:
        return "than in the best allocation found"
    return f"than under {Names(answer).allocation(str(name))}"


def _sure(rows: Sequence[Mapping[str, Any]]) -> str:
    return naming.intervals(rows, low="gain_low", high="gain_high")


def _title(answer: Answer, row: Mapping[str, Any]) -> str:
    return str(row.get("title") or Names(answer).of("node", row["input"]))


def _told(answer: Answer, row: Mapping[str, Any]) -> str:
    return Measure.of(answer).apart(row["gain"], row["gain_low"], row["gain_high"])
