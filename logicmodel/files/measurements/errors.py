"""The error of a measured value, from whatever a table says about it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from logicmodel.files.measurements.figures import empty, half_width

if TYPE_CHECKING:
    from logicmodel.files.measurements.table import Table


def error_in(
    table: Table, number: int, said: Mapping[str, str], places: Mapping[str, int], value: float, *, percent: bool
) -> float | None:
    """Return the standard deviation of a measured value around the true one; None where the table does not say.

    It is a standard error as it stands; half of a 95 % interval, or a margin, divided by 1.96 (of other
    intervals accordingly); a standard deviation beside a number of observations divided by the
    square root of these, alone as it stands. ``5%`` is a share of the value, or percentage points
    where the value itself is written as a percentage (``percent``).
    """
    told = {key: said[key] for key in ("se", "margin", "interval", "sd") if not empty(said.get(key, ""))}
    for key in ("se", "sd", "margin"):
        if key not in told:
            continue
        size = _size(table, number, places[key], told[key], value, percent=percent)
        if key == "margin":
            return size / half_width(table.shares.get("margin", 95))
        count = said.get("n", "")
        if key == "sd" and not empty(count) and "line" not in places:  # a table that was saved by ``Actuals.save`` has lines, and its error ready
            return size / math.sqrt(_count(table, number, places["n"], count))
        return size
    return _interval(table, number, said, places, value)


def _size(table: Table, number: int, place: int, text: str, value: float, *, percent: bool) -> float:
    size = table.number(number, place, text.lstrip("± "))
    if size < 0:
        table.fault(number, place, f"the standard deviation {text} is negative", "write 0 or more, or 5% for a share of the value")
    return size / 100 * abs(value) if text.endswith("%") and not percent else size


def _count(table: Table, number: int, place: int, text: str) -> float:
    found = table.number(number, place, text)
    if found < 1:
        table.fault(number, place, f"the number of observations {text} is below 1", "write how many were asked or measured")
    return max(found, 1.0)


def _interval(table: Table, number: int, said: Mapping[str, str], places: Mapping[str, int], value: float) -> float | None:
    """Return what both ends of an interval say, whether they stand in one cell or in two."""
    ends, place, share = None, places.get("low", 0), table.shares.get("low", 95)
    low, high, both = (said.get(key, "") for key in ("low", "high", "interval"))
    if not empty(both):
        place, share = places["interval"], table.shares.get("interval", 95)
        ends = table.signs.pair(both)
        if ends is None:
            table.fault(number, place, f"'{both[:40]}' is no interval", "write both ends: 40 to 52")
            return None
    elif not empty(low) and not empty(high):
        ends = table.number(number, places["low"], low), table.number(number, places["high"], high)
    elif not empty(low) or not empty(high):
        table.fault(number, places["low" if empty(low) else "high"] if {"low", "high"} <= set(places) else place, "one end of the interval is missing", "fill it in, or empty both")
        return None
    if ends is None:
        return None
    if not ends[0] <= value <= ends[1]:
        table.fault(number, place, f"the value {value:g} lies outside of its interval, {ends[0]:g} to {ends[1]:g}", "look the three figures up")
    return (ends[1] - ends[0]) / 2 / half_width(share)
