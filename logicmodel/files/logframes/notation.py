"""How a sheet writes its numbers: whether commas or points stand before decimals, and what that makes of each number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

DIGITS: Final = re.compile(r"(?<![\w.,/-])([-+]?)(\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+)(?![\w/]|[.,]\d)")
"""A number with signs inside; what has several points and is no number, such as a date, is none."""
GROUPS: Final = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3})*")


class Notation:
    """The signs in the numbers of one sheet, as its numbers themselves tell them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Look at all texts in which figures stand."""
        found = {sign for text in texts for match in DIGITS.finditer(text) for sign in _decimal(match[2])}
        self.sign = found.pop() if len(found) == 1 else ""
        """The sign before decimals; empty where the sheet does not say, or uses both."""

    def plain(self, text: str) -> tuple[str, list[str]]:
        """Return a text with its numbers as plans write them, and what was not sure about them, in words.

        >>> Notation(["12,5 %"]).plain("1.200 (2027)"), Notation([]).plain("2.500")[0], Notation(["0.5"]).plain("2,500")
        (('1200 (2027)', []), '2500', ('2500', []))
        """
        doubts: list[str] = []

        def written(match: re.Match[str]) -> str:
            number = self._number(match[2], doubts)
            return f"{match[1]}{number}"

        return DIGITS.sub(written, text), doubts

    def _number(self, text: str, doubts: list[str]) -> str:
        decimal = _decimal(text)
        group = GROUPS.fullmatch(text)
        if decimal:
            whole, _, rest = text.rpartition(decimal)
            return f"{re.sub(r'[^0-9]', '', whole)}.{rest}"
        if group is None:
            return text
        sign = group[1]
        joined = re.sub(r"[^0-9]", "", text)
        if sign in "'’" or text.count(sign) > 1 or (sign == "," and self.sign != ",") or (sign == "." and self.sign == ","):
            return joined
        if sign == self.sign:
            found = text.replace(sign, ".")
            doubts.append(f"{text} was read as {float(found):g}, as other numbers of the sheet have a {'comma' if sign == ',' else 'point'} before decimals")
            return found
        doubts.append(f"{text} was read as {int(joined):,}")
        return joined


def _decimal(text: str) -> str:
    """Return the sign before the decimals of a number; empty where it may as well stand between thousands.

    >>> _decimal("1.234,5"), _decimal("31,2"), _decimal("1,250"), _decimal("0.125")
    (',', ',', '', '.')
    """
    signs = [sign for sign in ".," if sign in text]
    if len(signs) == 2:
        return max(signs, key=text.rindex)
    if not signs or (GROUPS.fullmatch(text) and not text.startswith("0")):
        return ""
    return signs[0]
