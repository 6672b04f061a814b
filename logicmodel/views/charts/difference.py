"""How the chances under each allocation differ from those under another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.errors import RequestError
from logicmodel.views.charts.chart import Chart
from logicmodel.views.plotting import naming
from logicmodel.views.plotting.ladder import Ladder
from logicmodel.views.plotting.naming import Names
from logicmodel.views.plotting.rows import Group, Row
from logicmodel.views.plotting.scale import Scale, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WHOLE = {
    "success": "The plan succeeds by its own rule",
    "outputs_met": "All targets on activities and outputs are met",
    "outcomes_met": "All outcome targets are met",
}
SURE = ("better", "worse", "the same")


class Difference(Chart):
    """Paired differences in percentage points with their intervals, left and right of zero."""

    questions: ClassVar = ("comparison",)
    place: ClassVar = 10
    example: ClassVar = {}

    kind: Literal["difference"] = "difference"
    what: tuple[str, ...] | None = None
    """Ids of targets, or success, outputs_met, outcomes_met; all where it is left out."""

    def title(self, answer: Answer) -> str:
        """Count where the others do better and worse."""
        names, rows = Names(answer), self._rows(answer)
        base = names.allocation(rows[0]["baseline"])
        told = []
        for name in dict.fromkeys(row["allocation"] for row in rows):
            mine = [row["verdict"] for row in rows if row["allocation"] == name]
            counts = [
                f"{word} in {mine.count(word)}" for word in ("better", "worse") if mine.count(word)
            ]
            does = f"does {naming.joined(counts)} of {len(mine)}" if counts else "does no different"
            told.append(f"{names.allocation(name)} {does}")
        return f"Compared with {base}, {'; '.join(told)}"

    def caption(self, answer: Answer) -> str:
        """Name the largest difference and count those that cannot be told apart."""
        names, rows = Names(answer), self._rows(answer)
        largest = max(rows, key=lambda row: abs(row["difference"]))
        unclear = sum(row["verdict"] not in SURE for row in rows)
        what = _what(names, largest["what"])
        who = f"{names.allocation(largest['allocation'])} less {names.allocation(largest['baseline'])}"
        rest = (
            f"; {unclear} of {len(rows)} cannot be told apart at this precision" if unclear else ""
        )
        sure = naming.intervals(rows)
        first = f"Differences between chances on the same draws, in percentage points {sure}"
        return f"{first}: the largest is {_points(largest)} for {what[0]}{f' ({what[1]})' if what[1] else ''}, {who}{rest}."

    def words(self, answer: Answer) -> str:
        """Tell every difference, its verdict and what the options cost more or less."""
        names = Names(answer)
        lines = [
            f"{_what(names, row['what'])[0]}, {_what(names, row['what'])[1] or 'as a whole'}: "
            f"{names.allocation(row['allocation'])} {_points(row)}, {row['verdict']}."
            for row in self._rows(answer)
        ]
        costs = [row for row in answer.rows if row["what"] == "cost"]
        return "\n".join(lines + [_cost(names, row) for row in costs])

    def size(self, answer: Answer) -> tuple[float, float]:
        """Return inches that grow with targets and allocations."""
        return self._ladder(answer).size

    def draw(self, answer: Answer, axes: Axes) -> Axes:
        """Draw rows of differences, or the board."""
        return self._ladder(answer).draw(axes)

    def _ladder(self, answer: Answer) -> Ladder:
        names, rows = Names(answer), self._rows(answer)
        base = names.allocation(rows[0]["baseline"])
        note = (
            f"Difference to {base} in percentage points on the same draws, {naming.intervals(rows)}"
        )
        if any(row["verdict"] not in SURE for row in rows):
            note += "; open marks cannot be told apart from it"
        ends = [row[end] for row in rows for end in ("low", "high", "difference")]
        found = scale_of([100 * end for end in ends], zero=True)
        marks = tuple((value / 100, _signed(words)) for value, words in found.ticks)
        scale = Scale(found.low / 100, found.high / 100, marks, zero=0.0)
        return Ladder(self.title(answer), note, tuple(self._groups(answer, names)), scale)

    def _rows(self, answer: Answer) -> list[Mapping[str, Any]]:
        rows = [row for row in answer.rows if row["what"] != "cost"]
        known = list(dict.fromkeys(row["what"] for row in rows))
        if not known:
            raise RequestError(
                "the plan has no targets whose chances could be compared", remedy="give it targets"
            )
        order = [
            *(name for name in answer.titles.get("target", ()) if name in known),
            *(name for name in known if name in WHOLE),
        ]
        order += [name for name in known if name not in order]
        kept = naming.chosen(self.what, order, "row called")
        return sorted(
            (row for row in rows if row["what"] in kept), key=lambda row: kept.index(row["what"])
        )

    def _groups(self, answer: Answer, names: Names) -> list[Group]:
        rows = self._rows(answer)
        places = names.places()
        found = []
        for what in dict.fromkeys(row["what"] for row in rows):
            marks = tuple(
                Row(
                    names.allocation(row["allocation"]), row["difference"], row["low"], row["high"],
                    f"{_points(row)}, {_short(row)}", _brief(row), places[row["allocation"]],
                    quiet=row["verdict"] not in SURE,
                )
                for row in rows if row["what"] == what
            )  # fmt: skip
            found.append(Group(*_what(names, what), marks))
        return found


def _what(names: Names, what: str) -> tuple[str, str]:
    return (WHOLE[what], "") if what in WHOLE else (names.target(what), names.rule(what))


def _points(row: Mapping[str, Any]) -> str:
    return wording.points(row["difference"], row["low"], row["high"])


def _brief(row: Mapping[str, Any]) -> str:
    return _points(row).partition(" ")[0]


def _short(row: Mapping[str, Any]) -> str:
    return str(row["verdict"]) if row["verdict"] in SURE else "not told apart"


def _signed(words: str) -> str:
    return words if words.startswith(wording.MINUS) or not words.strip("0.") else f"+{words}"


def _cost(names: Names, row: Mapping[str, Any]) -> str:
    who, base = names.allocation(row["allocation"]), names.allocation(row["baseline"])
    if row["low"] <= 0 <= row["high"]:
        return f"{who} costs as much as {base}."
    currency = names.answer.titles.get("plan", {}).get("currency", "")
    size = sorted(abs(row[end]) for end in ("low", "high"))
    told = wording.money(abs(row["difference"]), currency, *size)
    return f"{who} costs {told} {'more' if row['difference'] > 0 else 'less'} than {base}."
