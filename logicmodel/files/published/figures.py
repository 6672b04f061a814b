"""Numbers and dates as they stand in published files: texts, and not always tidy ones."""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from decimal import Decimal
from typing import Final

NUMBER: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d{1,3})?", re.ASCII)
NOTHING: Final = frozenset({"", "-", "n/a", "na", "n.a.", "none", "null", "tbd", "to be determined", "not available"})
"""Texts that stand for a missing number, in small letters."""


def figure(text: str) -> float | None:
    """Return the number that a text is, or None where it is none, or larger than numbers can be here.

    Thousands may be set apart by commas or spaces, and a percent sign may follow.

    >>> figure(" 1,234.5 "), figure("85%"), figure("12 500"), figure("N=35;P=55"), figure("n/a"), figure("1e999")
    (1234.5, 85.0, 12500.0, None, None, None)
    """
    plain = text
    if not (text.isdecimal() and text.isascii()):
        plain = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", text.strip()).removesuffix("%").strip()
        if not NUMBER.fullmatch(plain):
            return None
    found = float(plain.replace(",", ""))
    return found if math.isfinite(found) else None


def missing(text: str) -> bool:
    """Say whether a text stands for no number at all.

    >>> missing(" N/A "), missing("0")
    (True, False)
    """
    return text.strip().lower() in NOTHING


@functools.lru_cache(maxsize=1024)
def day(text: str) -> dt.date | None:
    """Return the date that a text begins with, or None.

    >>> day("2021-03-31T00:00:00Z"), day("2021")
    (datetime.date(2021, 3, 31), None)
    """
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def decimal(value: float) -> str:
    """Return a number in full, without an exponent, which published files may not have.

    >>> decimal(1234567.0), decimal(1e-7), decimal(0.1), decimal(2e21)
    ('1234567', '0.0000001', '0.1', '2000000000000000000000')
    """
    text = f"{Decimal(repr(float(value))):f}"
    return text.removesuffix(".0")
