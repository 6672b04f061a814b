"""What a word without quotes stands for in YAML 1.2: nothing, yes or no, a number, else a text."""

from __future__ import annotations

import re
from typing import Self

DIGITS = r"\d+(?:_\d+)*"
NUMBER = re.compile(
    rf"[-+]?(?:(?:0|(?!0){DIGITS})(?P<rest>(?:\.(?:{DIGITS})?)?(?:[eE][-+]?\d+)?)"
    rf"|(?P<dot>\.{DIGITS}(?:[eE][-+]?\d+)?))",
    re.ASCII,
)
WORDS: dict[str, bool | float | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
for _word in (".inf", ".Inf", ".INF"):
    WORDS |= {_word: float("inf"), f"+{_word}": float("inf"), f"-{_word}": float("-inf")}
for _word in (".nan", ".NaN", ".NAN"):
    WORDS[_word] = float("nan")
LONGEST_INTEGER = 300
"""Digits; what is longer does not fit into a float anyway."""


class Written(float):
    """A number that remembers how it was written, so that the code ``8.10`` does not become 8.1."""

    def __new__(cls, text: str) -> Self:
        """Read the number, in which ``_`` may group the digits."""
        number = super().__new__(cls, text.replace("_", ""))
        number.text = text
        return number

    text: str

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]
        """Travel and be copied with its text."""
        return (self.text,)

    def __str__(self) -> str:
        """Return the number as it was written."""
        return self.text


def resolved(text: str) -> bool | int | float | str | None:
    """Return what a word without quotes stands for.

    Dates, times, ``NO`` and numbers with leading zeros stay texts. ``_`` may group digits.

    >>> resolved("68_000"), resolved("1e3"), resolved("NO"), resolved("2027-01"), resolved("007")
    (68000, 1000.0, 'NO', '2027-01', '007')
    """
    first = text[:1]
    if first and first not in "0123456789+-.~nNtTfF":
        return text
    if text in WORDS:
        return WORDS[text]
    match = NUMBER.fullmatch(text)
    if match is None:
        return text
    if match["dot"] is None and not match["rest"] and len(text) < LONGEST_INTEGER:
        return int(text.replace("_", ""))
    number = Written(text)
    return float(number) if repr(float(number)) == text else number
