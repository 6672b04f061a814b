"""What stands in the cells and headers of an answer's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.columns import Column
from logicmodel.analysis.joint import JOINT

Row = Mapping[str, Any]

HEADS = {
    "probability": "chance",
    "against": "chance of the baseline",
    "mean": "expected level",
    "level": "expected level",
    "counterfactual": "with nothing allocated",
    "reference": "with nothing allocated",
    "effect": "effect",
    "shortfall": "shortfall when missed",
    "draws_needed": "draws to tell them apart",
    "per_unit": "cost per unit of effect",
    "refused": "no figure because",
    "npv": "net present value",
    "ratio": "social return",
    "positive": "chance of a return above 1",
    "label": "what",
    "money": "worth",
    "missed": "chance of missing it",
    "among": "missed, of the failures",
    "alone": "missed alone, of the failures",
}
"""What columns are called for people; other names are written with blanks."""
DIVIDED = {"share": "share", "alone": "alone, all others off", "without": "lost without it"}
"""The same for contributions, where an amount is divided."""
IN_UNITS = frozenset(
    {
        "mean",
        "level",
        "effect",
        "amount",
        "shortfall",
        "counterfactual",
        "value",
        "alone",
        "without",
        "reference",
        "actual",
    }
)
"""Columns whose numbers are in the unit of their row."""
WHATS = JOINT | {
    "cost": "expected cost",
    "success": "success of the plan",
    "output_outcome_gap": "outputs met less outcomes met",
    "missed_given_delivered": "outcomes missed although outputs are met",
}
VERDICTS = {"better": "▲ better", "worse": "▼ worse"}


def head(column: Column) -> str:
    """Return the header of a column."""
    if column.name in DIVIDED and column.measure in {"amount", "part"}:
        return DIVIDED[column.name]
    return HEADS.get(column.name, column.name.replace("_", " "))


def value(answer: Answer, column: Column, row: Row, names: Sequence[str]) -> str:
    """Write one value with its interval, or the range of its draws where there is one.

    ``names`` are all columns of the answer.
    """
    found = row.get(column.name)
    if found is None:
        return "n/a" if column.measured(row) == "chance" and column.low else ""
    if isinstance(found, list | tuple):
        return " to ".join(str(wording.amount(part, digits=4)) for part in found)
    low, high = (None if end is None else row.get(end) for end in (column.low, column.high))
    match column.measured(row):
        case "words":
            return called(answer, column.name, found)
        case "chance":
            return wording.chance(found, low, high)
        case "part" | "points":
            return _part(column.measured(row), found, low, high)
        case "money":
            return _money(column, row, names, (found, low, high), currency_of(answer, row))
    return _amount(column, row, names, (found, low, high))


def _part(measure: str, found: Any, low: Any, high: Any) -> str:
    """Write a part of a whole, or a difference of chances."""
    if low is None or high is None:
        return wording.percent(found, 1)
    return wording.part(found, low, high) if measure == "part" else wording.points(found, low, high)


def _money(
    column: Column, row: Row, names: Sequence[str], numbers: tuple[Any, Any, Any], currency: str
) -> str:
    tails = quantiles(column, names)
    if tails is not None:
        return wording.spread(numbers[0], row.get(tails[0]), row.get(tails[1]), before=currency)
    return wording.money(numbers[0], currency, numbers[1], numbers[2])


def _amount(column: Column, row: Row, names: Sequence[str], numbers: tuple[Any, Any, Any]) -> str:
    unit = str(row.get("unit") or "") if column.name in IN_UNITS else ""
    tails = quantiles(column, names)
    if tails is not None:
        return wording.spread(numbers[0], row.get(tails[0]), row.get(tails[1]), unit)
    if numbers[1] is not None:
        return wording.interval(*numbers, unit)
    return wording.amount(numbers[0], unit, digits=4)


def quantiles(column: Column, names: Sequence[str]) -> tuple[str, str] | None:
    """Return the columns with the 5th and 95th percentile of the draws, where there are any."""
    tails = ("p5", "p95") if column.name == "mean" else (f"{column.name}_p5", f"{column.name}_p95")
    return tails if set(tails) <= set(names) else None


def currency_of(answer: Answer, row: Row) -> str:
    """Return the currency of the money in a row."""
    return str(row.get("currency") or answer.settings.get("currency") or "")


def called(answer: Answer, name: str, found: Any) -> str:
    """Return what people call the thing that a column names."""
    text = str(found)
    match name:
        case "what":
            return answer.titles.get("target", {}).get(text) or WHATS.get(text, text)
        case "verdict":
            return VERDICTS.get(text, text)
        case "outcome":
            return answer.titles.get("node", {}).get(text, text)
        case "stage" | "rule":
            return text.replace("_", " ")
    return answer.titles.get(name, {}).get(text, text)
