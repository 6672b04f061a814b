"""What the description of an indicator wants of its series: direction, target and limit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from logicmodel.files.platforms.series import Series
from logicmodel.files.published.figures import figure

OPTIONS: Final = "progress_calculation_options"
DUE: Final = 2030
"""Year by which targets are due where the description names none."""


@dataclasses.dataclass(frozen=True)
class Option:
    """What is wanted of one series."""

    series: str
    unit: str
    groups: tuple[tuple[str, str], ...]
    direction: str
    """``positive`` or ``negative``; empty where it is not said, which platforms read as negative."""
    target: float | None
    year: int
    limit: float | None
    base: int | None
    """Year from which progress counts, where it is said."""


def options_of(meta: Mapping[str, Any]) -> list[Option]:
    """Return what the description wants, the members of groups of series included."""
    return [_option(entry) for entry in _entries(meta.get(OPTIONS))]


def _entries(entries: Any) -> Iterator[Mapping[str, Any]]:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, Mapping) and isinstance(entry.get("group"), list):
            yield from _entries(entry["group"])
        elif isinstance(entry, Mapping):
            yield entry


def _option(entry: Mapping[str, Any]) -> Option:
    def number(key: str) -> float | None:
        return figure(str(entry.get(key, "")))

    parts = entry.get("disaggregation")
    groups = tuple((str(part.get("field", "")), str(part.get("value", ""))) for part in (parts if isinstance(parts, list) else []) if isinstance(part, Mapping))
    base = number("base_year")
    return Option(
        str(entry.get("series", "")), str(entry.get("unit", "")), groups, str(entry.get("direction", "")).lower(), number("target"),
        int(number("target_year") or DUE), number("limit"), None if base is None else int(base),
    )


def chosen(series: Sequence[Series], options: Sequence[Option]) -> list[tuple[Series, Option | None]]:
    """Return the series that count, each with what is wanted of it: those of the whole, and groups that an option names."""
    found: list[tuple[Series, Option | None]] = []
    for one in series:
        option = next((option for option in options if one.is_of(option.series, option.unit, option.groups)), None)
        if option is not None or not one.groups:
            found.append((one, option))
    return found
