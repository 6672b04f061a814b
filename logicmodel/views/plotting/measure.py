"""What a search is about, as charts and reports write it: a probability, or a number in a unit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.plotting.scale import Scale, scale_of

LONG = {
    "success": "Chance of success",
    "npv": "Expected benefit less cost",
    "target": "Chance of meeting the target",
    "effect": "Expected effect",
    "quantile": "Level in a bad case",
    "shortfall": "Margin in the worst cases",
}


@dataclasses.dataclass(frozen=True)
class Measure:
    """What is made as large as possible."""

    objective: str
    probability: bool
    title: str = ""
    """What the target or node in the objective is called."""
    currency: str = ""

    @classmethod
    def of(cls, answer: Answer) -> Measure:
        """Read what an answer of a search is about."""
        told = str(answer.settings.get("objective", "success"))
        chance = answer.settings.get("probability", getattr(answer, "probability", True))
        what = told.partition(":")[2].partition(",")[0]
        known = {**answer.titles.get("node", {}), **answer.titles.get("target", {})}
        currency = answer.titles.get("plan", {}).get("currency") or answer.settings.get(
            "currency", ""
        )
        return cls(told, bool(chance), known.get(what, what), str(currency))

    @property
    def name(self) -> str:
        """What it is called, such as ``Chance of success``."""
        long = LONG.get(self.objective.partition(":")[0], self.objective)
        return f"{long}: {self.title}" if self.title else long

    @property
    def short(self) -> str:
        """What it is called in running text."""
        return "chance" if self.probability else self.name[:1].lower() + self.name[1:]

    def told(self, row: Mapping[str, Any]) -> str:
        """Write the ``value`` of a row with its interval."""
        value, low, high = row["value"], row["low"], row["high"]
        return (
            wording.chance(value, low, high) if self.probability else self._number(value, low, high)
        )

    def brief(self, row: Mapping[str, Any]) -> str:
        """Write the ``value`` of a row alone, for places where the interval is drawn."""
        return self.told(row).partition(" (")[0]

    def apart(self, value: float, low: float, high: float) -> str:
        """Write a difference with its interval."""
        return (
            wording.points(value, low, high) if self.probability else self._number(value, low, high)
        )

    def _number(self, value: float, low: float, high: float) -> str:
        if self.objective == "npv":
            return wording.money(value, self.currency, low, high)
        return wording.interval(value, low, high)

    def scale(self, values: Iterable[float], *, most: int = 5) -> Scale:
        """Return a scale that holds some values; that of probabilities begins at nothing and ends at 100 %."""
        if not self.probability:
            return scale_of(values, most=most)
        found = scale_of([1.0, *(100 * value for value in values)], zero=True, most=most, pad=0.04)
        high = min(found.high, 100.0)
        marks = tuple((value / 100, f"{words} %") for value, words in found.ticks if value <= high)
        return Scale(0.0, high / 100, marks, zero=0.0)

    def money(self, value: float) -> str:
        """Write an amount of money short: three figures, in millions where it has any."""
        if abs(value) >= 1e6:
            return f"{self.currency} {wording.amount(value / 1e6)} m".strip()
        return f"{self.currency} {wording.amount(value)}".strip()
