"""What an allocation that was found spends on each input, as charts and reports need it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer

CENT = 0.005
"""A share of the money below which an input gets nothing worth a word."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One input: its amount in each period and its cost over all of them."""

    id: str
    title: str
    unit: str
    amounts: tuple[float, ...]
    price: float | None

    @property
    def cost(self) -> float:
        """What it costs over all periods."""
        return (self.price or 0.0) * sum(self.amounts)

    @property
    def told(self) -> str:
        """The amount in each period, or from the smallest to the largest where they differ."""
        values = [
            value if abs(value) > 1e-6 * max(self.amounts, default=1.0) else 0.0
            for value in self.amounts
        ]
        low, high = min(values), max(values)
        if high < 1e-6:
            return "none"
        if high - low <= 1e-3 * high:
            return wording.amount(high, self.unit)
        return f"{wording.amount(low)} to {wording.amount(high, self.unit)}"


def lines(answer: Answer) -> list[Line]:
    """Return what the best allocation found spends, input by input, in the order of the plan."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in answer.rows:
        found.setdefault(row["input"], []).append(row)
    known = prices(answer)
    return [
        Line(
            name,
            str(rows[0]["title"]) or name,
            rows[0]["unit"],
            tuple(float(row["amount"]) for row in rows),
            known.get(name),
        )
        for name, rows in found.items()
    ]


def others(answer: Answer, allocation: Mapping[str, float | Sequence[float]]) -> list[Line]:
    """Return the same for other amounts of the same inputs."""
    found = []
    for line in lines(answer):
        amount = allocation.get(line.id, 0.0)
        values = (
            (float(amount),) * len(line.amounts)
            if isinstance(amount, int | float)
            else tuple(map(float, amount))
        )
        found.append(dataclasses.replace(line, amounts=values))
    return found


def prices(answer: Answer) -> dict[str, float]:
    """Return the price of a unit of every input of which that can be read from the answer."""
    found = {
        row["input"]: row["cost"] / row["more"]
        for row in getattr(answer, "marginal", ())
        if row["more"]
    }
    return found | {
        row["input"]: row["cost"] / row["amount"] for row in answer.rows if row["amount"]
    }
