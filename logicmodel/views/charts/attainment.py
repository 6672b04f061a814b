"""How likely each target is to be met, under each allocation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming
from logicmodel.views.plotting.ladder import Ladder
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, Row
from logicmodel.views.plotting.scale import SHARES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Attainment(Chart):
    """A bar with its interval for every target and allocation; many of them stand on one board."""

    questions: ClassVar = ("attainment",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["attainment"] = "attainment"
    targets: tuple[str, ...] | None = None
    """Ids of the targets that are shown; all where it is left out."""

    def title(self, answer: Answer) -> str:
        """Say which allocation leads, or how many targets are likely to be met."""
        names, rows = Names(answer), self._rows(answer)
        allocations, targets = _ids(rows, "allocation"), _ids(rows, "target")
        if len(allocations) == 1:
            likely = sum(row["probability"] > 0.5 for row in rows)
            who = names.allocation(allocations[0])
            return f"{who}: {likely} of {_targets(len(targets))} more likely met than missed"
        leads = {
            name: sum(_leader(rows, target) == name for target in targets) for name in allocations
        }
        best = max(allocations, key=lambda name: leads[name])
        if not leads[best]:
            return "No allocation stands out at any target"
        if [leads[name] for name in allocations].count(leads[best]) > 1:
            told = naming.joined(
                names.allocation(name) for name in allocations if leads[name] == leads[best]
            )
            return f"{told} each have the best chance at {leads[best]} of {_targets(len(targets))}"
        return f"{names.allocation(best)} has the best chance at {leads[best]} of {_targets(len(targets))}"

    def caption(self, answer: Answer) -> str:
        """Name the likeliest and the least likely target."""
        names, rows = Names(answer), self._rows(answer)
        top, bottom = max(rows, key=_chance), min(rows, key=_chance)
        first = f"Chance of meeting each target by its date, {naming.intervals(answer.rows)}"
        if top is bottom:
            return f"{first}: {_told(names, top)}."
        if top["probability"] == bottom["probability"]:
            return f"{first}: it is {_written(top)} for all of them."
        return f"{first}: highest is {_told(names, top)}, lowest {_told(names, bottom)}."

    def words(self, answer: Answer) -> str:
        """Tell every chance, one line for each target."""
        lines = []
        names = Names(answer)
        for group in self._groups(answer, names):
            chances = "; ".join(f"{row.label} {row.told}" for row in group.rows)
            lines.append(f"{group.title}, {group.note}: {chances}.")
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with targets and allocations."""
        return self._ladder(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw rows of bars, or the board."""
        return self._ladder(answer).draw(axes)

    def _ladder(self, answer: Answer) -> Ladder:
        sure = naming.intervals(answer.rows)
        hint = "; those too short to be seen are hidden by their marks" if "with 95" in sure else ""
        note = f"Chance that a target is met, {sure}{hint}"
        return Ladder(self.title(answer), note, tuple(self._groups(answer, Names(answer))), SHARES)

    def _rows(self, answer: Answer) -> list[Mapping[str, Any]]:
        kept = naming.chosen(self.targets, Names(answer).ids("target"), "target")
        rows = (row for row in answer.rows if row["target"] in kept)
        return sorted(rows, key=lambda row: kept.index(row["target"]))

    def _groups(self, answer: Answer, names: Names) -> list[Group]:
        places = names.places()
        rows = self._rows(answer)
        found = []
        for target in _ids(rows, "target"):
            marks = tuple(
                Row(
                    names.allocation(row["allocation"]), row["probability"], row["low"], row["high"],
                    _written(row), _written(row).partition(" (")[0], places[row["allocation"]],
                )
                for row in rows if row["target"] == target
            )  # fmt: skip
            found.append(Group(names.target(target), names.rule(target), marks))
        return found


def _ids(rows: list[Mapping[str, Any]], column: str) -> list[str]:
    return list(dict.fromkeys(row[column] for row in rows))


def _chance(row: Mapping[str, Any]) -> float:
    return float(row["probability"])


def _written(row: Mapping[str, Any]) -> str:
    return wording.chance(row["probability"], row["low"], row["high"])


def _told(names: Names, row: Mapping[str, Any]) -> str:
    where = f"{names.whole_target(row['target'])} under {names.allocation(row['allocation'])}"
    return f"{_written(row)} for {where}"


def _targets(count: int) -> str:
    return "1 target" if count == 1 else f"{count} targets"


def _leader(rows: list[Mapping[str, Any]], target: str) -> str | None:
    """Return the allocation whose interval lies above all others, or None."""
    here = sorted((row for row in rows if row["target"] == target), key=_chance, reverse=True)
    if len(here) < 2 or not naming.apart(here[0], here[1]):
        return None
    return str(here[0]["allocation"])
