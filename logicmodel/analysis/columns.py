"""What the columns of an answer hold: chances, money, amounts, and which are the ends of which interval."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from logicmodel.analysis.answer import Answer

Measure: TypeAlias = Literal["words", "chance", "points", "part", "money", "amount"]
"""``points`` are differences of chances, a ``part`` of a whole may be negative, an ``amount`` is in the unit of its row."""

CHANCES = frozenset({"probability", "against", "first", "positive", "share", "missed", "among", "alone", "structure", "level_structure", "density", "coverage", "support", "outside", "new", "within", "reproduced", "changes", "beyond", "reached_target"})
MONEY = frozenset({"money", "cost", "spent", "benefit", "npv", "per_unit", "evpi", "evppi", "budget", "net"})
GAINS = frozenset({"gain", "regret", "optimism"})
"""Differences of what was asked for: of chances, where the settings say that it is a probability."""
EXCEPTIONS: Mapping[str, Measure] = {"cost": "money", "output_outcome_gap": "points"}
"""Rows whose column ``what`` says that their numbers are something else than those of the other rows."""
DIVIDED: Mapping[str, Measure] = {"share": "part", "value": "amount", "alone": "amount", "without": "amount"}
"""What columns of contributions hold; what is divided is a chance where ``of`` says so."""
DRIVERS: Mapping[str, Measure] = {
    **dict.fromkeys(("S1", "ST", "S2", "share", "floor"), "part"),
    **dict.fromkeys(("met_at_p10", "met_at_p90", "low_chance", "high_chance", "p_value"), "chance"), "met_swing": "points",
}
"""What columns of sensitivities hold."""
LEARNT = frozenset({"value", "floor"})
"""What columns of values of information hold: what is gained, in the unit of what is chosen for."""
QUANTILE = re.compile(r"(?:(?P<owner>\w+)_)?p\d{1,2}")


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: what it measures and, where it is an estimate, where its interval stands."""

    name: str
    measure: Measure
    low: str | None = None
    """The column with the lower end of its 95 % interval."""
    high: str | None = None
    owner: str | None = None
    """The column whose interval or quantile this one is."""

    def measured(self, row: Mapping[str, Any]) -> Measure:
        """Return what the value of one row is, which may differ from the other rows."""
        if self.measure == "words":
            return "words"
        if self.measure == "amount" and "interplay" in row and row["of"] != "effect":
            return "points"
        return EXCEPTIONS.get(str(row.get("what")), self.measure)


def columns_of(answer: Answer) -> tuple[Column, ...]:
    """Return the columns of an answer in their order, ends and quantiles included.

    ``x_low`` and ``x_high`` are the ends of ``x``; plain ``low`` and ``high`` those of the number that
    stands before them, unless that has ends of its own.
    """
    names = answer.columns
    ends = _ends(names, {name for name in names if _numeric(answer, name)})
    owners = {end: owner for owner, pair in ends.items() for end in pair}
    paired = "probability" in names and "against" in names
    found = []
    for name in names:
        owner = owners.get(name) or _quantile_of(name, names)
        low, high = ends.get(name, (None, None))
        measure = _measured(answer, owner or name, paired=paired) if _numeric(answer, name) else "words"
        found.append(Column(name, measure, low, high, owner))
    return tuple(found)


def _numeric(answer: Answer, name: str) -> bool:
    """Say whether a column holds numbers (or a pair of them) wherever it holds anything."""
    values = [row.get(name) for row in answer.rows]
    found = [part for value in values for part in (value if isinstance(value, list | tuple) else [value])]
    given = [value for value in found if value is not None]
    return bool(given) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in given)


def _ends(names: Sequence[str], numeric: set[str]) -> dict[str, tuple[str, str]]:
    """Return the names of both ends by the column whose interval they are."""
    found = {
        name: (f"{name}_low", f"{name}_high")
        for name in names if {f"{name}_low", f"{name}_high"} <= set(names)
    }
    if {"low", "high"} <= set(names):
        own = {"low", "high"} | {end for pair in found.values() for end in pair}
        before = [name for name in names[: names.index("low")] if name in numeric and name not in own]
        if before and before[-1] not in found:
            found[before[-1]] = ("low", "high")
    return found


def _quantile_of(name: str, names: Sequence[str]) -> str | None:
    """Return the column whose quantile another is: ``p5`` is one of ``mean``, ``npv_p5`` one of ``npv``."""
    match = QUANTILE.fullmatch(name)
    owner = (match["owner"] or "mean") if match else None
    return owner if owner in names else None


def _measured(answer: Answer, name: str, *, paired: bool) -> Measure:
    """Return what a column measures, also where only the settings say that it is about a probability."""
    if answer.question.startswith("contribution") and name in DIVIDED:
        return DIVIDED[name]
    if answer.question == "sensitivity" and name in DRIVERS:
        return DRIVERS[name]
    if answer.question in {"information", "study"} and name in LEARNT:
        return "points" if answer.settings.get("probability") is True else "money" if answer.settings.get("objective") == "npv" else "amount"
    if answer.settings.get("probability") is True:
        if name in {"value", "in_sample"}:
            return "chance"
        if name in GAINS:
            return "points"
    return _measure(name, paired=paired)


def _measure(name: str, *, paired: bool) -> Measure:
    if name == "difference" and paired:
        return "points"
    return "chance" if name in CHANCES else "money" if name in MONEY else "amount"
