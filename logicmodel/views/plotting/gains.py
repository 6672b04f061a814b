"""What is gained, as charts write it: in points of a probability, in money or in the unit of a target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.plotting.scale import Scale, scale_of


def told(answer: Answer, row: Mapping[str, Any], key: str = "value") -> str:
    """Write a gain with its interval."""
    value, low, high = (float(row[name]) for name in (key, f"{key}_low", f"{key}_high"))
    money = answer.settings.get("objective") == "npv"
    return wording.gained(
        value, low, high, probability=bool(answer.settings.get("probability")),
        currency=currency(answer) if money else "", unit="" if money else str(answer.settings.get("unit") or ""),
    )  # fmt: skip


def brief(answer: Answer, row: Mapping[str, Any], key: str = "value") -> str:
    """Write a gain without its interval, for places where that is drawn."""
    return told(answer, row, key).partition(" (")[0]


def currency(answer: Answer) -> str:
    """Return the currency of the plan."""
    return str(answer.settings.get("currency") or "")


def unit(answer: Answer) -> str:
    """Say in what gains are measured, for the note of a chart."""
    if answer.settings.get("probability"):
        return "percentage points"
    if answer.settings.get("objective") == "npv":
        return currency(answer) or "money"
    return str(answer.settings.get("unit") or "its unit")


def scale(answer: Answer, ends: list[float]) -> Scale:
    """Return a scale for gains from nothing up; probabilities are marked in points."""
    factor = 100.0 if answer.settings.get("probability") else 1.0
    found = scale_of([0.0, *(factor * end for end in ends)], zero=True)
    marks = tuple((value / factor, words) for value, words in found.ticks)
    return Scale(found.low / factor, found.high / factor, marks, zero=0.0)


def goal(answer: Answer) -> str:
    """Name what the allocations are chosen for."""
    text = str(answer.settings.get("objective", "success"))
    kind, _, target = text.partition(":")
    words = {
        "success": "chance of success",
        "npv": "expected benefit less cost",
        "target": "chance of meeting the target",
    }
    name = words.get(kind, f"expected {kind}")
    title = answer.titles.get("target", {}).get(target, target)
    return f"{name} on “{title}”" if target else name
