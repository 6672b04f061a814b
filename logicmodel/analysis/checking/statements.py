"""English statements: whether a title is a sentence, with a subject that does or is something."""

from __future__ import annotations

from typing import Final

from logicmodel.analysis.checking.words import DOING, PEOPLE, words_of


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FINITE: Final = _set("is are was were has have had can could will would do does may must stay stays remain remains earn earns live lives know knows")
"""Verbs by which a sentence is told from a heading, wherever they stand."""
VERBS: Final = _set(
    "adhere adopt adapt acquire achieve apply attend avoid become begin believe breathe buy choose come comply complete connect consider "
    "contribute cooperate cope decide deepen deliver depend die eat enable enforce engage enjoy enrol enroll ensure enter exist expand express fail "
    "feel find finish follow get give go graduate grow hear identify improve include inform insist invest join keep learn leave lose "
    "maintain make manage meet obey obtain occur operate own participate perform prefer prepare prevent promote protect "
    "provide pursue qualify reach read receive recognize recognise recover reduce reflect rely renew repay respect respond "
    "rise say see seek sell send serve settle sleep speak spend strengthen succeed suffer survive sustain take teach tell "
    "think thrive try understand wear write conserve demonstrate enhance foster help navigate facilitate build create install organise organize"
)
"""Verbs that are no nouns."""
NOUNS_TOO: Final = _set(
    "benefit focus support increase decrease advance address share work use study return result progress produce play vote trust treat travel "
    "talk drink drive lead like lack move pay show stop turn wait win exercise practise practice process access report review act"
)
"""Verbs that are nouns as well: they count behind what can only be their subject."""
RELATIVE: Final = _set("that which who whose where when whom as if because whether")
"""Words behind which a verb belongs to a part of a sentence only."""
NO_SUBJECT: Final = _set("and or to the a an of for with by in on from at into through over per their its our your his her this these those no")
"""Words behind which no verb stands."""
FOLLOW_A_NOUN: Final = _set("of in for to and or by from")
"""Words that go on with a noun: in "work of the board" work is one."""
OBJECTS: Final = _set("the a an all their its our his her")
"""Words that begin what a verb acts on."""
LATEST: Final = 12
"""The verb of a statement comes no later than this."""


def says_something(text: str) -> bool:
    """Say whether a text is a statement with a subject and a verb, not a heading and not an order.

    >>> says_something("Rents are affordable"), says_something("Affordable rents"), says_something("services that are quick")
    (True, False, False)
    >>> says_something("Importers comply with the law"), says_something("The team reflects the town"), says_something("Improve skills")
    (True, True, False)
    >>> says_something("Access to work and support"), says_something("Visitors benefit from choice")
    (False, True)
    """
    words = words_of(text)
    if words and (words[0] in VERBS or words[0] in DOING):
        return False
    for place, word in enumerate(words[:LATEST]):
        if word in RELATIVE:
            return False
        if place and acts(words, place):
            return True
    return False


def acts(words: list[str], place: int) -> bool:
    """Say whether the word at a place, which is not the first, is the verb of those before it."""
    word, before = words[place], words[place - 1]
    if word in FINITE:
        return True
    if before in NO_SUBJECT:
        return False
    adverb = before.endswith("ly")
    several = before in PEOPLE or (before.endswith("s") and not before.endswith(("ss", "us", "is")))
    after = words[place + 1] if place + 1 < len(words) else "of"
    if word in VERBS or word in NOUNS_TOO:
        return several or adverb or (word in NOUNS_TOO and after in OBJECTS and any(one.endswith("s") for one in words[:place]))
    bases = _bases(word)
    return bool(bases & VERBS) or (bool(bases & NOUNS_TOO) and not several and after not in FOLLOW_A_NOUN)


def _bases(word: str) -> set[str]:
    """Return what a verb may be of which a word is the form for one: complies, reaches, makes."""
    if not word.endswith("s"):
        return set()
    return {word[:-1], word.removesuffix("es"), f"{word.removesuffix('ies')}y"}
