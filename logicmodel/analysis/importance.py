"""What the numbers of an answer to ``sensitivity`` measure: shares, swings, correlations, effects."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from logicmodel import wording
from logicmodel.analysis.answer import Answer

Form: TypeAlias = Literal["share", "points", "amount", "change", "correlation"]
Row: TypeAlias = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Measure:
    """One column that says how much a number matters."""

    column: str
    title: str
    """A few words for the head of a column."""
    meaning: str
    """What it says, as the end of a sentence."""
    form: Form
    phrase: str = "{}"
    """The value in a sentence that begins with the number."""
    whole: bool = False
    """Whether a number that is small in it has no influence at all, alone or with others."""

    def value(self, row: Row) -> float | None:
        """Return the value of a row."""
        found = row.get(self.column)
        return None if found is None else float(found)

    def ends(self, row: Row) -> tuple[float, float]:
        """Return the ends of the interval of a row; both are the value where it has none."""
        value = self.value(row) or 0.0
        low, high = (row.get(f"{self.column}_{end}") for end in ("low", "high"))
        return value if low is None else float(low), value if high is None else float(high)

    def told(self, row: Row, unit: str = "") -> str:
        """Write the value of a row with its interval."""
        value, (low, high) = self.value(row), self.ends(row)
        if value is None:
            return "n/a"
        if value == low == high == 0.0:
            return "nothing"
        if self.form == "share":
            return wording.chance(*(min(max(one, 0.0), 1.0) for one in (value, low, high)))
        if self.form == "points":
            return wording.points(value, low, high)
        if self.form == "correlation":
            return wording.correlation(value, low, high)
        sign = "+" if self.form == "change" and value > 0 else ""
        return sign + wording.interval(value, low, high, unit, most=4)

    def brief(self, row: Row, unit: str = "") -> str:
        """Write the value of a row alone, for places where the interval is drawn."""
        return self.told(row, unit).partition(" (")[0]


CHANCE = Measure("met_swing", "swing", "how far the chance moves between the 10th and the 90th percentile of a number", "points", "moves it by {}")
LEVEL = Measure("level_swing", "swing", "how far the level moves between the 10th and the 90th percentile of a number", "change", "moves it by {}")
MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "tornado": (CHANCE, LEVEL),
    "rank": (
        Measure("rank", "rank correlation", "how closely what is asked about follows a number", "correlation", "has a rank correlation of {} with it"),
        Measure("partial", "partial", "the same with the others held still", "correlation"),
    ),
    "morris": (
        Measure("mu_star", "mean effect", "how far a step of a number moves it, on average", "amount", "moves it by {} on average", whole=True),
        Measure("sigma", "unevenness", "how much that differs from place to place", "amount"),
    ),
    "sobol": (
        Measure("ST", "in all", "the share of the uncertainty in which a number has a part, alone or with others", "share", "has a part in {} of the uncertainty", whole=True),
        Measure("S1", "by itself", "the share of the uncertainty that a number makes by itself", "share", "makes {} of the uncertainty by itself"),
    ),
    "shapley": (Measure("share", "share", "the share of the uncertainty that is fairly a number's own", "share", "makes {} of the uncertainty", whole=True),),
    "given": (Measure("S1", "by itself", "the share of the uncertainty that a number makes by itself", "share", "makes {} of the uncertainty by itself"),),
    "target": (Measure("share", "share", "the share of met-or-missed that hangs on a number by itself", "share", "makes {} of the difference by itself"),),
}
"""The columns of each method, that by which numbers are ranked first."""


def measures_of(answer: Answer) -> tuple[Measure, ...]:
    """Return the measures that an answer holds, that by which its numbers are ranked first."""
    known = MEASURES.get(str(answer.settings.get("method")).partition("(")[0], ())
    known = known or tuple(one for several in MEASURES.values() for one in several)
    found = [one for one in known if any(row.get(one.column) is not None for row in answer.rows)]
    if {CHANCE, LEVEL} <= set(found) and answer.settings.get("of") == "level":
        found.reverse()
    return tuple(dict.fromkeys(found))


def explains(answer: Answer) -> bool:
    """Say whether an answer is one of ``lm.sensitivity``, with its method and measures."""
    return answer.question == "sensitivity" and "method" in answer.settings and bool(measures_of(answer))


def targets_of(answer: Answer) -> list[str]:
    """Return what an answer is about, in its order: success, ids of targets, nodes in a period."""
    return list(dict.fromkeys(str(row.get("target", "success")) for row in answer.rows))


def rows_of(answer: Answer, target: str, measure: Measure) -> list[Row]:
    """Return the rows about one target, the most important first; numbers without a value are left out."""
    rows = [row for row in answer.rows if str(row.get("target", "success")) == target]
    return sorted((row for row in rows if measure.value(row) is not None), key=lambda row: -abs(measure.value(row) or 0.0))


def clear(row: Row, measure: Measure) -> bool:
    """Say whether a number does anything that can be told from nothing."""
    low, high = measure.ends(row)
    apart = low > 0 or high < 0
    return bool(row.get("clear", apart) and row.get("acts", True) and apart)


def quoted(answer: Answer, row: Row) -> str:
    """Return what the number of a row is called, between quotation marks, for sentences."""
    title = title_of(answer, row)
    return f"“{title.replace(' together with ', '” together with “')}”" if " + " in str(row["name"]) else f"“{title}”"


def title_of(answer: Answer, row: Row) -> str:
    """Return what the number of a row is called."""
    name = str(row["name"])
    return str(row.get("title") or answer.titles.get("number", {}).get(name) or name)


def unit_of(answer: Answer, target: str) -> str:
    """Return the unit of the level that is asked about, nothing for success."""
    found = next((row["unit"] for row in answer.rows if row.get("target") == target and row.get("unit")), None)
    return str(found or answer.titles.get("unit", {}).get(target.partition("@")[0], ""))


def asked(answer: Answer, target: str, measure: Measure) -> str:
    """Say what is explained: the chance of success, that of a target, or a level."""
    if target == "success":
        return "the chance of success"
    title = answer.titles.get("target", {}).get(target)
    node, _, period = target.partition("@")
    name = title or answer.titles.get("node", {}).get(node, node)
    of = next((row.get("of") for row in answer.rows if str(row.get("target")) == target), None)
    if measure.form == "points" or (of == "met" and measure is not LEVEL):
        rule = answer.titles.get("rule", {}).get(target, "").replace(" (", ", ").replace(")", "")
        return f"the chance of “{name}”{f' ({rule})' if rule else ''}"
    return f"the level of “{name}”{f' in {period}' if period else ''}"


def leading(rows: Sequence[Row], measure: Measure, share: float = 0.8) -> list[Row]:
    """Return the fewest clear rows that hold so large a share of all that is clear.

    Shares are added; of swings, correlations and effects the squares, which are what a spread is made of.
    """
    power = 1 if measure.form == "share" else 2
    some = [(row, abs(measure.value(row) or 0.0) ** power) for row in rows if clear(row, measure)]
    whole = sum(size for _, size in some)
    found: list[Row] = []
    held = 0.0
    for row, size in some:
        if held >= share * whole:
            break
        found.append(row)
        held += size
    return found
