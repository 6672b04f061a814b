"""The best allocation found: how good it is beside the plan's own, and where its money goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, rows, spending
from logicmodel.views.plotting.ladder import WIDTH, head_height, put_head
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, Row
from logicmodel.views.plotting.scale import Scale, scale_of
from logicmodel.views.plotting.stage import MARGIN, Stage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEST = "Best found"


class Optimum(Chart):
    """Bars for the value on fresh draws, then bars for the money by input."""

    questions: ClassVar = ("optimization",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["optimum"] = "optimum"

    def title(self, answer: Answer) -> str:
        """Say how good the best found is, and the best of the plan's own."""
        measure, own = Measure.of(answer), _own(answer)
        if _several(answer):
            worst = max(_futures(answer), key=lambda row: float(row["regret"]))
            told = measure.apart(
                worst["regret"], worst["regret_low"], worst["regret_high"]
            ).partition(" (")[0]
            return f"Whatever the future, at most {told.replace('+', '')} behind the best allocation for it"
        told = f"The best allocation found reaches {measure.brief(_best(answer))}"
        if not own:
            return told
        rival = max(own, key=lambda row: float(row["value"]))
        if rival["verdict"] not in {"better", "worse"}:
            return f"{told}, which cannot be told apart from {Names(answer).allocation(rival['allocation'])}"
        return f"{told}, against {measure.brief(rival)} under {Names(answer).allocation(rival['allocation'])}"

    def caption(self, answer: Answer) -> str:
        """Tell the verified value, the optimism of the search, and the largest amounts."""
        measure = Measure.of(answer)
        lines = sorted(spending.lines(answer), key=lambda line: -line.cost)
        most = naming.joined(
            f"{line.title} {measure.money(line.cost)} ({line.told})"
            for line in lines[:3]
            if line.cost > 0
        )
        goes = f"; most of the money goes to {most}" if most else ""
        if _several(answer):
            told = naming.joined(f"{measure.told(row)} {_named(row)}" for row in _futures(answer))
            return f"{measure.name} of the best allocation found for all futures together: {told}{goes}."
        inside = measure.told(_searched(answer))
        return f"{measure.name} of the best allocation found: {measure.told(_best(answer))} on fresh draws, {inside} on those it was searched on{goes}."

    def words(self, answer: Answer) -> str:
        """Tell all values and all amounts."""
        measure = Measure.of(answer)
        chances = [f"{row.label}: {row.told}." for row in self._chances(answer).rows]
        amounts = [f"{line.title}: {_spent(measure, line)}." for line in spending.lines(answer)]
        return "\n".join([*chances, *amounts])

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with allocations and inputs."""
        width = 72 * WIDTH
        high = head_height(self.title(answer), self._note(answer), width) + MARGIN
        high += sum(
            rows.height([group], width) for group in (self._chances(answer), _money(answer))
        )
        return WIDTH, high / 72

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw both groups of bars, each on its own scale."""
        stage = Stage(axes, self.size(answer))
        measure, chances, money = Measure.of(answer), self._chances(answer), _money(answer)
        y = put_head(stage, self.title(answer), self._note(answer))
        ends = [end for row in chances.rows for end in (row.low, row.high, row.value)]
        y = rows.draw(stage, y, [chances], measure.scale([*ends, 0.0]))
        rows.draw(stage, y, [money], _scale(money.rows))
        return axes

    def _note(self, answer: Answer) -> str:
        known = [_best(answer), *_own(answer)]
        status = f"status of the search: {getattr(answer, 'status', '')}"
        return f"On draws that no search has seen, {naming.intervals(known)}; {status}"

    def _chances(self, answer: Answer) -> Group:
        measure, names, places = Measure.of(answer), Names(answer), Names(answer).places()
        here = _place(answer)
        if _several(answer):
            found = [_row(measure, f"{BEST}, {_named(row)}", row, here) for row in _futures(answer)]
        else:
            found = [
                _row(measure, BEST, _best(answer), here),
                _row(measure, "as it was searched", _searched(answer), here, quiet=True),
            ]
        # The plan's own allocations were asked in the first future alone.
        first = f", {_named(_futures(answer)[0])}" if _several(answer) else ""
        found += [
            _row(
                measure, names.allocation(row["allocation"]) + first, row, places[row["allocation"]]
            )
            for row in _own(answer)
        ]
        return Group(measure.name, "", tuple(found))


def _row(
    measure: Measure, label: str, row: Mapping[str, Any], place: int, *, quiet: bool = False
) -> Row:
    return Row(
        label,
        row["value"],
        row["low"],
        row["high"],
        measure.told(row),
        measure.brief(row),
        place,
        quiet=quiet,
    )


def _money(answer: Answer) -> Group:
    """Return the money by input of the best allocation found."""
    measure, place = Measure.of(answer), _place(answer)
    found = tuple(
        Row(line.title, line.cost, line.cost, line.cost, _spent(measure, line), "", place, quiet=line.told == "none")
        for line in spending.lines(answer)
    )  # fmt: skip
    unspent = getattr(answer, "unspent", None)
    left = (
        f"; {measure.money(unspent)} stay unspent"
        if unspent is not None and unspent > 0.001 * _cost(answer)
        else ""
    )
    return Group(
        "Where its money goes",
        f"{measure.money(_cost(answer))} over all periods; amounts in each period{left}",
        found,
    )


def _spent(measure: Measure, line: spending.Line) -> str:
    if line.told == "none" or line.price is None:
        return line.told
    return f"{measure.money(line.cost)}: {line.told}"


def _place(answer: Answer) -> int:
    """Return the place of the best found: after the plan's own allocations."""
    places = Names(answer).places()
    return 1 + max((places.get(row["allocation"], -1) for row in _own(answer)), default=-1)


def _scale(marks: Sequence[Row]) -> Scale:
    return scale_of([row.value for row in marks], zero=True)


def _cost(answer: Answer) -> float:
    return float(getattr(answer, "cost", 0.0))


def _best(answer: Answer) -> dict[str, float]:
    found: dict[str, float] = answer.verified.to_dict()  # type: ignore[attr-defined]
    return found


def _searched(answer: Answer) -> dict[str, float]:
    found: dict[str, float] = answer.in_sample.to_dict()  # type: ignore[attr-defined]
    return found


def _own(answer: Answer) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = getattr(answer, "against", ())
    return found


def _futures(answer: Answer) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = getattr(answer, "futures", ())
    return found


def _several(answer: Answer) -> bool:
    return bool(_futures(answer))


def _named(row: Mapping[str, Any]) -> str:
    name = str(row["future"]).replace("_", " ")
    return name if name == "as planned" else f"with {name}"
