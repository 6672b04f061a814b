"""What each theory of change says: the chance under each, allocation by allocation, and all of them pooled."""

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
from logicmodel.views.plotting.scale import Scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUCCESS, POOLED = "success", "pooled"
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Variants(Chart):
    """The chances of all allocations under each theory of change, one group for each, then pooled."""

    questions: ClassVar = ("variants",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["variants"] = "variants"
    target: str | None = None
    """Id of the target that is shown; success by default, or the first target where there is none."""

    def title(self, answer: Answer) -> str:
        """Say whether the choice hangs on the theory."""
        names, found = Names(answer), self._theories(answer)
        allocations = names.ids("allocation")
        count = _count(len(found))
        if len(allocations) < 2:
            told = sorted(found.values(), key=lambda rows: rows[0]["probability"])
            ends = [_chance(rows[0]).partition(" (")[0] for rows in (told[0], told[-1])]
            return f"{names.allocation(allocations[0])}: {ends[0]} to {ends[1]}, depending on the theory of change"
        may = [
            {row["allocation"] for row in rows if row["verdict"] != "not best"}
            for rows in found.values()
        ]
        always = [name for name in allocations if all(name in each for each in may)]
        if len(always) == 1 and all(len(each) == 1 for each in may):
            return f"{names.allocation(always[0])} is best under {count}"
        if always:
            told_names = " or ".join(names.allocation(name) for name in always)
            return f"{told_names} may be best under {count}, as far as can be told"
        return "Which allocation is best hangs on the theory of change"

    def caption(self, answer: Answer) -> str:
        """Tell how far the theories are apart, and what share of the variance that is."""
        names, rows = Names(answer), self._rows(answer)
        told = []
        for name in names.ids("allocation"):
            pooled = next(
                row for row in rows if row["allocation"] == name and row["variant"] == POOLED
            )
            text = f"{names.allocation(name)} {_chance(pooled)}"
            if pooled.get("structure") is not None:
                text += f" with {_share(pooled)} of its variance being doubt about the theory"
            told.append(text)
        what = names.of("target", rows[0]["target"])
        first = (
            f"{what} under each theory of change and pooled by their weights, with 95 % intervals"
        )
        return f"{first}. Pooled: {'; '.join(told)}."

    def words(self, answer: Answer) -> str:
        """Tell every chance."""
        names = Names(answer)
        lines = []
        for variant, rows in self._groups(answer).items():
            told = "; ".join(
                f"{names.allocation(row['allocation'])} {_chance(row)}" for row in rows
            )
            lines.append(f"{names.of('variant', variant)}: {told}.")
        return "\n".join(lines)

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with theories and allocations."""
        return self._ladder(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw rows of marks, or the board."""
        return self._ladder(answer).draw(axes)

    def _rows(self, answer: Answer) -> list[Mapping[str, Any]]:
        known = Names(answer).ids("target")
        usual = SUCCESS if SUCCESS in known else known[0]
        (wanted,) = naming.chosen(self.target or usual, known, "target")
        return [row for row in answer.rows if row["target"] == wanted]

    def _groups(self, answer: Answer) -> dict[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._rows(answer):
            found.setdefault(row["variant"], []).append(row)
        return found

    def _theories(self, answer: Answer) -> dict[str, list[Mapping[str, Any]]]:
        return {name: rows for name, rows in self._groups(answer).items() if name != POOLED}

    def _doubt(self, answer: Answer) -> Group:
        """Return the share of the variance that is due to which theory holds."""
        names, places = Names(answer), Names(answer).places()
        rows = [row for row in self._rows(answer) if row.get("structure") is not None]
        marks = tuple(
            Row(
                names.allocation(row["allocation"]), row["structure"], row["structure_low"], row["structure_high"],
                _share(row), _share(row).partition(" (")[0], places[row["allocation"]],
            )
            for row in rows
        )  # fmt: skip
        return Group("Doubt about the theory", "its share of the variance of met or missed", marks)

    def _ladder(self, answer: Answer) -> Ladder:
        names, places = Names(answer), Names(answer).places()
        groups = []
        for variant, rows in self._groups(answer).items():
            marks = tuple(
                Row(
                    names.allocation(row["allocation"]), row["probability"], row["low"], row["high"],
                    _told(row), _chance(row).partition(" (")[0], places[row["allocation"]],
                )
                for row in rows
            )  # fmt: skip
            note = (
                "by the weights of the theories"
                if variant == POOLED
                else f"{wording.percent(rows[0]['weight'])} likely"
            )
            groups.append(Group(names.of("variant", variant), note, marks))
        doubt = self._doubt(answer)
        groups += [doubt] if doubt.rows else []
        scale = Scale(0.0, 1.0, tuple((tick, wording.percent(tick)) for tick in TICKS), zero=0.0)
        what = names.of("target", self._rows(answer)[0]["target"])
        note = f"{what}: chance under each theory of change, all of them pooled, and how much the doubt between them matters; with 95 % intervals"
        return Ladder(self.title(answer), note, tuple(groups), scale)


def _count(number: int) -> str:
    words = {2: "both theories", 3: "all three theories", 4: "all four theories"}
    return words.get(number, f"all {number} theories")


def _chance(row: Mapping[str, Any]) -> str:
    return wording.chance(row["probability"], row["low"], row["high"])


def _told(row: Mapping[str, Any]) -> str:
    """Write a chance, and behind it what can be told about its rank."""
    rank = {"best": ", best", "cannot tell": ", perhaps best"}
    return f"{_chance(row)}{rank.get(row['verdict'], '')}"


def _share(row: Mapping[str, Any]) -> str:
    return wording.part(row["structure"], row["structure_low"], row["structure_high"])
