"""Cells and columns that several sections share: chances with bars, amounts with their range."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from logicmodel import wording
from logicmodel.views.reports.blocks import Bar, Cell, Column, Row, Span, Text, Tone

HALF_WIDTH_NOTE = "In brackets: 95 % interval of the computation."
NEAR_NOTE = "A figure without brackets is certain to the digits shown."
SPREAD_NOTE = "In brackets: the range that holds nine out of ten simulated futures."


def head(text: Text, *lines: Text) -> Cell:
    """Return the cell that names a row."""
    return Cell(text, header=True, lines=lines)


def muted(text: str) -> Text:
    """Return words as an aside."""
    return (Span(text, tone="muted"),)


def chance(
    row: Mapping[str, Any] | None, keys: Sequence[str] = ("probability", "low", "high")
) -> Cell:
    """Return a cell with a probability, its interval and a bar; its tone says how good it is."""
    value, low, high = (None, None, None) if row is None else (row.get(key) for key in keys)
    if value is None or low is None or high is None:
        return Cell(muted("n/a"))
    return Cell(
        parted(wording.chance(value, low, high)), tone=tone(value), bar=Bar(value, low, high)
    )


def share(row: Mapping[str, Any], key: str) -> Cell:
    """Return a cell with a share that is neither good nor bad by itself."""
    value, low, high = (row.get(name) for name in (key, f"{key}_low", f"{key}_high"))
    if value is None or low is None or high is None:
        return Cell(muted("n/a"))
    return Cell(parted(wording.chance(value, low, high)), bar=Bar(value, low, high))


def tone(probability: float) -> Tone:
    """Say whether a chance is good (two in three or more), bad (one in three or less) or between."""
    if probability >= 0.66:
        return "good"
    return "bad" if probability <= 0.33 else "middling"


def parted(text: str) -> Text:
    """Return a number with its interval as an aside."""
    number, bracket, interval = text.partition(" (")
    if not bracket:
        return text
    return (Span(number, strong=True), Span(bracket + interval, tone="muted"))


def spread(row: Mapping[str, Any], unit: str = "") -> Cell:
    """Return a cell with the expected level and the range of nine out of ten draws."""
    return Cell(parted(wording.spread(row["mean"], row["p5"], row["p95"], unit)))


def columns(*parts: tuple[str, str, float]) -> tuple[Column, ...]:
    """Return columns from title, alignment (l, r, c) and width."""
    names = {"l": "left", "r": "right", "c": "center"}
    return tuple(Column(title, names[align], width) for title, align, width in parts)  # type: ignore[arg-type]


def rows(cells: Iterable[Iterable[Cell]], group: str = "") -> tuple[Row, ...]:
    """Return rows of one group."""
    return tuple(Row(tuple(row), group) for row in cells)


def plain(text: Text) -> str:
    """Return the words of a text without its looks."""
    return text if isinstance(text, str) else "".join(span.text for span in text)
