"""Units as text: the plural that a plan gives, and the singular for one of it."""

from __future__ import annotations

import re

PARTS = re.compile(r"( (?:a|an|of|to|per|for|in|with|without|at|from|by|on|who|that|under) | ?[,(])")
"""What ends the noun of a unit."""
SINGLE = {
    "people": "person", "children": "child", "women": "woman", "men": "man", "lives": "life", "%": "percentage point",
    **{word: word for word in ("series", "species", "cas", "fois", "mois", "pays", "repas")},
}  # fmt: skip
"""Units whose singular is not the word without its last letter."""


def one(unit: str) -> str:
    """Write the unit of a single thing, so that it can follow ``per``.

    >>> one("bed nights"), one("visits to families"), one("people"), one("%"), one("FTE"), one("classes"), one("% satisfied")
    ('bed night', 'visit to families', 'person', 'percentage point', 'FTE', 'class', 'percentage point satisfied')
    """
    tidy = " ".join(unit.split())
    noun = PARTS.split(tidy, maxsplit=1)[0]
    *before, last = noun.split() or [""]
    if before and before[0] == "%":
        return " ".join([SINGLE["%"], *before[1:], last]) + tidy.removeprefix(noun)
    return " ".join([*before, SINGLE.get(last) or _singular(last)]) + tidy.removeprefix(noun)


def with_unit(written: str, unit: str) -> str:
    """Write a unit behind a number that is written already, in the singular behind a plain 1.

    >>> with_unit("1", "clinics"), with_unit("1.2", "clinics"), with_unit("1", "% of guests"), with_unit("1", "")
    ('1 clinic', '1.2 clinics', '1 % of guests', '1')
    """
    if not unit:
        return written
    return f"{written} {unit if written != '1' or unit.startswith('%') else one(unit)}"


def _singular(word: str) -> str:
    for end, single in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(end) and len(word) > 4:
            return word.removesuffix(end) + single
    plural = word.isalpha() and len(word) > 3 and word.endswith("s")
    return word[:-1] if plural and not word.endswith(("ss", "us", "is")) else word
