"""Links that the numbers before results tell: output 1.2 belongs to outcome 1."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

RANKS: Final = {("activities", ""): 0, ("outputs", ""): 1, ("outcomes", "immediate"): 2, ("outcomes", "intermediate"): 3, ("outcomes", "ultimate"): 4}
RELATED: Final = re.compile(r"\((?:related|linked|contribut\w+|li[ée]e?s?|relacionad[oa]s?) (?:to|à|au|con|a)\s+(?:outcome|output|result|objective)?\s*([A-Z]{0,3}\s?\d[\d.]*)\)", re.IGNORECASE)
"""A result that says which one it serves."""


@dataclasses.dataclass(frozen=True)
class Coded:
    """A result with the number that stands before it."""

    name: str
    section: str
    horizon: str
    code: str
    words: str

    @property
    def rank(self) -> int:
        """How high the level is."""
        return RANKS.get((self.section, self.horizon), 3)

    @property
    def steps(self) -> tuple[str, ...]:
        """The number, step by step; numbers of four digits have one for each digit."""
        return steps_of(self.code)


def steps_of(code: str) -> tuple[str, ...]:
    """Return the steps of a number.

    >>> steps_of("SO1"), steps_of("1.2"), steps_of("1110"), steps_of("")
    (('1',), ('1', '2'), ('1', '1', '1'), ())
    """
    digits = re.sub(r"[^\d.]", "", code).strip(".")
    if re.fullmatch(r"\d{4}", digits):
        return tuple(digits.rstrip("0"))
    return tuple(part for part in digits.split(".") if part)


def numbered_links(results: Sequence[Coded]) -> Iterator[tuple[str, str]]:
    """Give the links from each result to the one on a higher level whose number its own begins with."""
    homes: dict[tuple[str, ...], list[Coded]] = {}
    for one in results:
        homes.setdefault(one.steps, []).append(one)
    for one in results:
        said = RELATED.search(one.words)
        own = steps_of(said[1]) if said else one.steps
        lengths = [len(own)] if said else range(len(own) - 1, 0, -1)
        higher = ([other for other in homes.get(own[:length], ()) if length and other.rank > one.rank] for length in lengths)
        fits = next(filter(None, higher), None)
        if fits:
            yield one.name, min(fits, key=lambda other: other.rank).name
