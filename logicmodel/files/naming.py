"""Ids made of titles: what a foreign format calls a thing, as a word that a plan takes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 40


def word_of(words: str) -> str:
    """Return an id made of words, cut between two of them; empty where there is no letter or digit.

    >>> word_of("# of m² (2027)"), word_of("30 % less waste"), word_of("¼ ①"), word_of("...")
    ('of_m2_2027', 'n_30_less_waste', 'n_1_4_1', '')
    >>> word_of("Treatment: timely detection and quality treatment")
    'treatment_timely_detection_and_quality'
    """
    plain = words.lower()
    if not plain.isascii():
        plain = "".join(letter if _counts(letter) else " " for letter in unicodedata.normalize("NFKC", words).lower())
    found = "_".join(WORD.findall(plain))
    if len(found) > LONGEST:
        short = found[:LONGEST]
        found = short if found[LONGEST] == "_" or "_" not in short else short.rpartition("_")[0]
    return f"n_{found}" if found[:1].isdecimal() else found


def _counts(letter: str) -> bool:
    """Say whether an id may hold a letter: there are numbers, such as ፩, that are neither letter nor digit."""
    return unicodedata.category(letter)[0] == "L" or letter.isdecimal()
