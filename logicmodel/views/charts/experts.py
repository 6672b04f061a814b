"""What each expert says about a number, and the pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming, ridges
from logicmodel.views.plotting.ridges import Ridge, Ridges

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POOLS = {"linear": "Linear pool", "quantiles": "Quantile average"}
ALONE = {
    "apart": "The experts are far apart",
    "agree": "The experts agree",
    "one expert": "Only one expert counts",
    "pool matters": "The experts differ enough that the way of pooling matters",
}
"""What to say of one number, by verdict."""


class Experts(Chart):
    """Each expert's density and intervals, and those of both pools: one panel for each number."""

    questions: ClassVar = ("elicitation",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["experts"] = "experts"
    numbers: tuple[str, ...] | None = None
    """Paths of the numbers that are shown; all in the answer where it is left out."""

    def title(self, answer: Answer) -> str:
        """Say about how many numbers the experts agree."""
        pools = self._pools(answer)
        apart = [row for row in pools if row["verdict"] == "apart"]
        if len(pools) == 1:
            return ALONE[pools[0]["verdict"]]
        if not apart:
            return f"The experts are nowhere far apart, on any of {len(pools)} numbers"
        if len(apart) == len(pools):
            return f"The experts are far apart on all {len(pools)} numbers"
        return f"The experts are far apart on {len(apart)} of {len(pools)} numbers"

    def caption(self, answer: Answer) -> str:
        """Tell the pool of each number, or of how many there is one."""
        pools = self._pools(answer)
        told = [f"{row['title']} {_told(row)}" for row in pools[:3]]
        more = f", and {len(pools) - 3} more" if len(pools) > 3 else ""
        return f"What each expert says, with 50 % and 90 % intervals, and the pool (median with 90 % interval): {'; '.join(told)}{more}."

    def words(self, answer: Answer) -> str:
        """Tell every expert and every pool."""
        return "\n".join(
            f"{row['title']}: {row['sentence']}" for number in self._numbers(answer) for row in _of(answer, number)
        )  # fmt: skip

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with numbers and experts."""
        return self._ridges(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw a panel for each number."""
        return self._ridges(answer).draw(axes)

    def _numbers(self, answer: Answer) -> list[str]:
        every = list(dict.fromkeys(row["number"] for row in answer.rows))
        return list(naming.chosen(self.numbers, every, "number"))

    def _pools(self, answer: Answer) -> list[Mapping[str, Any]]:
        return [row for number in self._numbers(answer) for row in _of(answer, number) if row["what"] == "pool"]  # fmt: skip

    def _ridges(self, answer: Answer) -> Ridges:
        shapes = getattr(answer, "shapes", None)
        if shapes is None:
            raise RequestError(
                "the answer has no shapes to draw", remedy="ask lm.elicitation(plan)"
            )
        titles = answer.titles["expert"]
        panels = []
        for number in self._numbers(answer):
            drawn = {(one.expert, one.pool): one for one in shapes if one.number == number}
            rows = _of(answer, number)
            panels.append(
                ridges.Panel(
                    rows[0]["title"], _note(rows), rows[0]["unit"], tuple(_ridge(row, drawn, titles) for row in rows)
                )
            )  # fmt: skip
        note = "Density of what each says, and how much each counts. Dot: median; thick line: 50 % interval; thin line: 90 % interval, also in numbers"
        return Ridges(self.title(answer), note, tuple(panels))


def _of(answer: Answer, number: str) -> list[Mapping[str, Any]]:
    return [row for row in answer.rows if row["number"] == number]


def _ridge(
    row: Mapping[str, Any], drawn: Mapping[tuple[str, str], Any], titles: Mapping[str, str]
) -> Ridge:
    expert = row["what"] == "expert"
    shape = drawn.get((row["expert"], row["pool"]))
    return Ridge(
        label=titles[row["expert"]] if expert else POOLS[row["pool"]],
        note=wording.percent(row["weight"]) if expert else ("in the plan" if row["what"] == "pool" else "not used"),
        told=wording.spread(row["p50"], row["p5"], row["p95"]),
        marks=tuple(row[name] for name in ("p5", "p25", "p50", "p75", "p95")),
        x=shape.x if shape is not None else (),
        density=shape.density if shape is not None else (),
        place=list(titles).index(row["expert"]) if expert else -1,
        quiet=row["what"] == "other pool" or row["weight"] == 0,
    )  # fmt: skip


def _note(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say in a line whether the experts agree."""
    pool = next(row for row in rows if row["what"] == "pool")
    between = f"{wording.percent(pool['between'])} of the variance is disagreement"
    two = (
        f", the linear pool has {'two' if pool['humps'] == 2 else pool['humps']} humps"
        if (pool["humps"] or 0) > 1
        else ""
    )
    return {
        "one expert": "only one expert counts", "apart": f"far apart: {between}{two}",
        "pool matters": f"the way of pooling matters: {between}", "agree": f"they agree: {between}",
    }[pool["verdict"]]  # fmt: skip


def _told(row: Mapping[str, Any]) -> str:
    return wording.spread(row["p50"], row["p5"], row["p95"], row["unit"])
