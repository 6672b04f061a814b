"""Which texts speak of the same thing: by the words they share, the rarer the more."""

from __future__ import annotations

import collections
import math
import re
from collections.abc import Mapping
from typing import Final

LETTERS: Final = 4
"""As many letters of a word count, so that `housing` meets `houses` in most languages."""
WORD: Final = re.compile(r"[^\W_]{3,}")


def likeness(ones: Mapping[str, str], others: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Return for each of some texts which of the others share words with it, and how much, above 0 to 1.

    A word counts by the logarithm of how rarely it occurs among all texts, so what stands in every text
    counts nothing; the measure is the cosine of the two vectors of words (Salton and Buckley 1988).
    Texts that share no such word are left out.

    >>> likeness({"o": "Houses are built"}, {"r": "More housing", "s": "People are well", "t": "Schools"})
    {'o': {'r': 0.182574, 's': 0.136083}}
    """
    bags = {(side, name): _words(text) for side, texts in enumerate((ones, others)) for name, text in texts.items()}
    told = collections.Counter(word for bag in bags.values() for word in bag)
    weights = {word: math.log(len(bags) / count) for word, count in told.items()}
    length = {owner: math.sqrt(sum(weights[word] ** 2 for word in bag)) for owner, bag in bags.items()}
    holders: dict[str, list[str]] = {}
    for name in others:
        for word in bags[1, name]:
            holders.setdefault(word, []).append(name)
    found: dict[str, dict[str, float]] = {}
    for name in ones:
        shared: dict[str, float] = {}
        for word in sorted(bags[0, name]):
            if weights[word] > 0:
                for other in holders.get(word, ()):
                    shared[other] = shared.get(other, 0.0) + weights[word] ** 2
        if shared:
            found[name] = {other: round(value / (length[0, name] * length[1, other]), 6) for other, value in sorted(shared.items())}
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:LETTERS] for word in WORD.findall(text.casefold()))
