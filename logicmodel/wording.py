"""The only place that writes chances, amounts, money and dates for people."""

from __future__ import annotations

import math

DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def chance(probability: float | None, low: float | None = None, high: float | None = None) -> str:
    """Write a probability with its interval; decimals appear where the interval deserves them.

    >>> chance(0.71, 0.70, 0.72)
    '71 % (70–72 %)'
    >>> chance(0.7132, 0.7121, 0.7143)
    '71.3 % (71.2–71.4 %)'
    >>> chance(0.0, 0.0, 0.0005)
    '< 0.05 %'
    """
    if probability is None or math.isnan(probability):
        return "n/a"
    if low is None or high is None:
        return percent(probability, 0)
    if probability <= 0.0 < high:
        return f"< {percent(high, _decimals(high))}"
    if probability >= 1.0 > low:
        return f"> {percent(low, _decimals(1 - low))}"
    places = 0 if high - low >= 0.01 or high == low else _decimals((high - low) / 2)
    middle, left, right = (f"{100 * value:.{places}f}" for value in (probability, low, high))
    return f"{middle} %" if left == right else f"{middle} % ({left}{DASH}{right} %)"


def _decimals(size: float) -> int:
    """Return the decimals of a percentage that show one digit of a small share."""
    if size <= 0:
        return 0
    return min(max(0, -math.floor(math.log10(100 * size))), 4)


def percent(share: float, places: int = 0) -> str:
    """Write a share as a percentage.

    >>> percent(0.035, 1)
    '3.5 %'
    """
    return f"{100 * share:.{places}f} %".replace("-", MINUS)


def points(difference: float, low: float, high: float) -> str:
    """Write a difference of two probabilities in percentage points, with its interval.

    >>> points(0.031, 0.022, 0.040)
    '+3.1 points (+2.2 to +4.0)'
    """
    ends = [f"{100 * value:+.1f}".replace("-", MINUS) for value in (difference, low, high)]
    return f"{ends[0]} points ({ends[1]} to {ends[2]})"


def amount(value: float | None, unit: str = "", *, digits: int = 3) -> str:
    """Write an amount to so many significant digits, whole from 1,000 on.

    >>> amount(1234567.0, "meals"), amount(0.01234), amount(-52.0, "people")
    ('1,230,000 meals', '0.0123', '−52 people')
    """
    if value is None or math.isnan(value):
        return "n/a"
    written = _rounded(value, digits)
    return f"{written} {unit}" if unit else written


def _rounded(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    if abs(value) >= 1e15 or abs(value) < 1e-6:
        return f"{value:.{digits - 1}e}".replace("-", MINUS)
    text = f"{round(value, places):,.{max(places, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def interval(value: float | None, low: float | None, high: float | None, unit: str = "") -> str:
    """Write an amount with its interval, to as many digits as the interval deserves.

    >>> interval(930.2, 927.4, 933.0, "people")
    '930 people (927–933)'
    """
    if value is None or low is None or high is None or any(math.isnan(x) for x in (value, low, high)):
        return "n/a"
    half = (high - low) / 2
    digits = 3
    if half > 0 and value != 0:
        digits = max(2, min(6, 1 + math.floor(math.log10(abs(value))) - math.floor(math.log10(half))))
    middle, left, right = (_rounded(x, max(digits, 1) if x else 1) for x in (value, low, high))
    tail = f" {unit}" if unit else ""
    if left == right:
        return f"{middle}{tail}"
    joint = " to " if MINUS in left + right else DASH
    return f"{middle}{tail} ({left}{joint}{right})"


def money(value: float | None, currency: str = "") -> str:
    """Write money in whole units.

    >>> money(1200000.0, "USD")
    'USD 1,200,000'
    """
    if value is None or math.isnan(value):
        return "n/a"
    text = f"{abs(value):,.0f}" if abs(value) >= 100 or value == int(value) else f"{abs(value):,.2f}"
    sign = MINUS if value < 0 else ""
    return f"{currency} {sign}{text}".strip()


def rule(kind: str, value: float | tuple[float, float] | None, unit: str = "") -> str:
    """Write the rule of a target.

    >>> rule("at_most", 950, "people")
    'at most 950 people'
    """
    if isinstance(value, tuple):
        return f"between {amount(value[0], digits=6)} and {amount(value[1], unit, digits=6)}"
    words = {"at_least": "at least", "at_most": "at most"}[kind]
    return f"{words} {amount(value, unit, digits=6)}"
