"""Whether two printed texts say the same, up to what machines may differ in.

A search climbs a surface that is flat near its top, so the last digits of where it ends differ between
processors; what a simulation prints does not. Regressions and boxes may differ there too. Texts with searches are therefore compared word for word, and
their numbers up to a tolerance.
"""

from __future__ import annotations

import re

SEARCHES = re.compile(
    r"\b(?:optimize|least_budget|frontier|sweep|portfolio|least-budget-for|discover|information|value_of_information|study_value|flip_values)\b"
)
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
NEAR = 0.06
"""Largest relative difference between two numbers that count as the same."""
POINTS = 0.6
"""Largest difference of two numbers, such as percentages, that count as the same however small they are."""


def near(printed: str, expected: str) -> bool:
    """Say whether two texts have the same words and nearly the same numbers; ``...`` stands for anything.

    >>> near("21.7 % for 1,570 days", "21.6 % for 1,590 days"), near("21.7 %", "24 %"), near("a 1", "b 1")
    (True, False, False)
    >>> near("at first 3 and then 5.1 %", "at ... then 5 %")
    True
    """
    wanted = [_pattern(piece) for piece in _flat(expected).split("...")]
    found = re.fullmatch(".*?".join(wanted), _flat(printed))
    if found is None:
        return False
    return all(_close(_read(one), _read(other)) for one, other in zip(found.groups(), NUMBER.findall(expected), strict=True))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _pattern(piece: str) -> str:
    """Return what matches the words, with a group for each number."""
    return r"(\d[\d,]*(?:\.\d+)?)".join(re.escape(words) for words in NUMBER.split(piece))


def _read(number: str) -> float:
    return float(number.replace(",", ""))


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= max(POINTS, NEAR * max(abs(one), abs(other)))
