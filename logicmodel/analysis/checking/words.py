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
MEANS: Final = re.compile(r"\b(?:through|by means of|by|via)\s+(?:\w+ly\s+)?(?:\w+ing|(?:the\s+)?\w+(?:tion|sions?|ment))\b", re.IGNORECASE)
"""A result that names its own means: "through training", "by building"."""
CONJUNCTION: Final = re.compile(r";|\band\b|\bas well as\b", re.IGNORECASE)
PEOPLE: Final = _set(
    "people person persons children child women woman men man girls boys families family households household students "
    "pupils patients farmers workers residents citizens tenants clients users customers refugees mothers fathers parents "
    "young youth adults community communities population members learners teachers guests newborns infants drivers "
    "employees staff teams survivors veterans migrants applicants owners companies businesses organisations schools "
    "peoples nations departments agencies institutions entities organizations governments sector sectors industry industries public "
    "police courts hospitals clinics villages cities towns districts neighbourhoods "
    "species forests rivers wetlands fish birds animals soils habitats ecosystems nobody everyone everybody those who they"
)
"""Who or what may be changed."""


FINITE: Final = _set("is are was were has have had can could will would do does may must stay stays remain remains earn earns live lives know knows")
"""Verbs by which a sentence is told from a heading."""
RELATIVE: Final = _set("that which who whose where when whom as if because to")
"""Words behind which a verb belongs to a part of a sentence only."""
AFTER_A_NOUN: Final = _set("s in of with from at to for on by who that which whose and or under over aged living without through during across")
"""Words that go on with who somebody is, not with what they do."""
LATEST: Final = 9
"""The verb of a statement comes no later than this."""


def says_something(text: str) -> bool:
    """Say whether a text is a statement with a subject and a verb, not a heading.

    >>> says_something("Rents are affordable"), says_something("Affordable rents"), says_something("services that are quick")
    (True, False, False)
    """
    for place, word in enumerate(words_of(text)[:LATEST]):
        if word in RELATIVE:
            return False
        if word in FINITE and place:
            return True
    return False


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
