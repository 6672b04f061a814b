"""Figures as people write them into tables: with units, in either decimal sign, as bounds, and their errors."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from statistics import NormalDist
from typing import Final

from logicmodel.files.published.figures import figure, missing

POINTED: Final = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+")
COMMAS: Final = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+")
"""A number with a decimal comma."""
EITHER: Final = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+")
"""A number whose commas may set thousands apart, or its fraction."""
GROUPS: Final = re.compile(r"[-+]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|[-+]?\d{1,3}(?:,\d{3})+\.\d+")
"""A number whose commas can only set thousands apart."""
BOUND: Final = re.compile(r"(?:<|>|≤|≥|less than|more than|under|over|at least|at most|up to)\s*=?\s*[-+]?\d[\d.,\s]*%?", re.IGNORECASE)
PAIR: Final = re.compile(r"[\[(]?\s*([-+]?[\d.,]+%?)\s*(?:to|;|,\s|-|\N{EN DASH}|\N{HORIZONTAL ELLIPSIS})\s*([-+]?[\d.,]+%?)\s*[\])]?")


@dataclasses.dataclass(frozen=True)
class Signs:
    """Which sign stands before fractions in a table."""

    comma: bool = False
    """Whether a comma may be the decimal sign, as where semicolons set the cells apart."""
    sure: bool = False
    """Whether some cell can only be read with a decimal comma."""

    @classmethod
    def seen_in(cls, texts: Iterable[str], *, comma: bool) -> Signs:
        """Return the signs of a table from the texts of its figures: what one cell leaves open the others may tell.

        >>> Signs.seen_in(["12,5", "1,234"], comma=False), Signs.seen_in(["1,234,567", "1,234"], comma=True)
        (Signs(comma=True, sure=True), Signs(comma=False, sure=False))
        """
        bare = [_bare(text) for text in texts]
        fractions = any(COMMAS.fullmatch(text) and not EITHER.fullmatch(text) for text in bare)
        thousands = any(GROUPS.fullmatch(text) for text in bare)
        return cls((comma and not thousands) or fractions, fractions and not thousands)

    def number(self, text: str) -> float | None:
        """Return the number that a text is, None where it is none or can be read in two ways.

        >>> Signs(comma=True, sure=True).number("1.234,5 %"), Signs().number("1,234.5"), Signs(comma=True).number("1,234")
        (1234.5, 1234.5, None)
        """
        bare = _bare(text)
        if self.unsure(text):
            return None
        if self.comma and COMMAS.fullmatch(bare):
            whole, _, rest = bare.replace(".", "").partition(",")
            return figure(f"{whole}.{rest}")
        if self.comma and POINTED.fullmatch(bare):
            return figure(bare.replace(".", ""))
        return figure(text)

    def unsure(self, text: str) -> bool:
        """Say whether a text can be read as two numbers.

        >>> Signs(comma=True).unsure("1.234"), Signs().unsure("1,234")
        (True, False)
        """
        bare = _bare(text)
        return self.comma and not self.sure and bool(EITHER.fullmatch(bare) or POINTED.fullmatch(bare))

    def pair(self, text: str) -> tuple[float, float] | None:
        """Return both ends of an interval that stands in one cell.

        >>> Signs().pair("[40, 52]"), Signs().pair("40%-52%"), Signs().pair("about 40")
        ((40.0, 52.0), (40.0, 52.0), None)
        """
        match = PAIR.fullmatch(text.strip())
        ends = [self.number(part) for part in match.groups()] if match else [None]
        return (ends[0], ends[1]) if len(ends) == 2 and ends[0] is not None and ends[1] is not None else None


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f']", "", text).removesuffix("%")


def bound(text: str) -> bool:
    """Say whether a text tells only what a value is below or above: ``<5``.

    >>> bound("<5"), bound("at least 500"), bound("5")
    (True, True, False)
    """
    return BOUND.fullmatch(text.strip()) is not None


def half_width(share: float) -> float:
    """Return how many standard deviations half an interval is wide that holds a share of a normal distribution.

    >>> round(half_width(95), 2), round(half_width(90), 3)
    (1.96, 1.645)
    """
    return NormalDist().inv_cdf(0.5 + share / 200)


def empty(text: str) -> bool:
    """Say whether a cell stands for no figure."""
    return missing(text) or text.strip().lower() in {"nan", "nd", "n.d.", "no data", "nr", "not reported", "..", "...", "\N{EN DASH}", "\N{EM DASH}", ":", "?", "<na>", "nat", "pending"}
