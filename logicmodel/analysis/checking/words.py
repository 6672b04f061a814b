"""English words that tell what kind of statement a title is."""

from __future__ import annotations

import re
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DOING: Final = _set(
    "train conduct develop provide hold build distribute deliver organise organize implement establish "
    "create launch facilitate prepare carry give teach hire recruit procure purchase install run "
    "construct publish promote advocate coordinate disseminate undertake perform execute assist"
)
"""Verbs of what a team does, in their base form."""
CHANGED: Final = _set(
    "improved increased reduced decreased enhanced strengthened raised lowered better fewer less more higher lower "
    "greater healthier safer stronger improvement increase reduction decrease"
)
"""Words of a change in people or things."""
VAGUE: Final = _set(
    "strengthen strengthened strengthening enhance enhanced enhancing resilience resilient capacity capacities awareness "
    "empower empowered empowerment sustainable sustainability mainstream mainstreamed leverage synergy holistic "
    "sensitise sensitised sensitization sensitisation transformative"
)
"""Words that mean nothing until an indicator says what."""
PERSONS: Final = _set(
    "people person persons children women men girls boys families households students pupils patients farmers residents citizens "
    "refugees mothers fathers parents youth adults beneficiaries participants clients"
)
"""People who are counted."""
MEANS: Final = re.compile(r"\b(?:through|by means of|by|via)\s+(?:\w+ly\s+)?(?:the\s+)?\w+(?:ing|tion|sions?|ment)\b", re.IGNORECASE)
"""A result that names its own means: "through training", "by building"."""
CONJUNCTION: Final = re.compile(r";|\band\b|\bas well as\b", re.IGNORECASE)
PEOPLE: Final = _set(
    "people person persons children child women woman men man girls boys families family households household students "
    "pupils patients farmers workers residents citizens tenants clients users customers refugees mothers fathers parents "
    "young youth adults community communities population members learners teachers guests newborns infants drivers "
    "employees staff teams survivors veterans migrants applicants owners companies businesses organisations schools "
    "species forests rivers wetlands fish birds animals soils habitats ecosystems nobody everyone everybody those who they"
)
"""Who or what may be changed."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without marks."""
    return re.findall(r"[^\W\d_]+", text.lower())


def first_verb(text: str) -> str:
    """Return the base form of the verb of doing that a statement begins with, or an empty text.

    >>> first_verb("Training of teachers"), first_verb("Provide meals"), first_verb("Teachers are trained")
    ('train', 'provide', '')
    """
    words = words_of(text)
    return base_of(words[0]) if words else ""


def base_of(word: str) -> str:
    """Return the verb of doing that a word is a form of, or an empty text.

    >>> base_of("training"), base_of("distributing"), base_of("running"), base_of("trainees")
    ('train', 'distribute', 'run', '')
    """
    if word in DOING:
        return word
    if not word.endswith("ing"):
        return ""
    stem = word.removesuffix("ing")
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return next((form for form in (stem, f"{stem}e", doubled) if form in DOING), "")
