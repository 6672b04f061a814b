"""Scripts of the world: which way a text runs, and where a line of it may end.

The direction of a text is that of its first strong letter (Unicode Bidirectional Algorithm, rule
P2). Lines end at spaces and hyphens; between ideographs, but not before closing or after opening
punctuation (UAX #14); in Thai, Lao, Khmer and Burmese, which are written without spaces, where a
syllable certainly begins.
"""

from __future__ import annotations

import re
import unicodedata

RIGHT_TO_LEFT = {"R", "AL"}
LEFT_TO_RIGHT = {"L"}
OPENING = frozenset("([{«‹“‘「『（〔［｛〈《【〖")
CLOSING = frozenset(
    ")]}»›”’」』）〕］｝〉》】〗、。，．：；？！,.:;?!％%・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…"
)
LEFT_MARK = "\u200e"
EMBED, POP = "\u202b", "\u202c"
_RUN = re.compile(r"[ \t\n]+|[^ \t\n\-/_]*[\-/_]|[^ \t\n\-/_]+")
_SHARE = re.compile("[\\d.,–-]+[\u202f\u00a0 ]?%")
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_SPACELESS = range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x1800)


def is_rtl(text: str) -> bool:
    """Say whether a text runs from right to left.

    >>> is_rtl("שלום 12"), is_rtl("12 people"), is_rtl("")
    (True, False, False)
    """
    for letter in text:
        found = unicodedata.bidirectional(letter)
        if found in RIGHT_TO_LEFT:
            return True
        if found in LEFT_TO_RIGHT:
            return False
    return False


def mostly_rtl(texts: list[str]) -> bool:
    """Say whether more than half of the texts run from right to left."""
    return sum(map(is_rtl, texts)) > len(texts) / 2


def embedded(text: str) -> str:
    """Return a text from right to left so that renderers set it that way inside their own direction.

    Renderers differ in whether they know the attribute ``direction``; all know these characters.
    """
    return f"{EMBED}{text}{POP}" if is_rtl(text) else text


def isolated(text: str) -> str:
    """Return a text in which percentages stay together even between letters from right to left.

    >>> isolated("80\u202f%") == "\u200e80\u202f%\u200e"
    True
    """
    return _SHARE.sub(f"{LEFT_MARK}\\g<0>{LEFT_MARK}", text)


def pieces(text: str) -> list[str]:
    """Cut a text where a line may end; spaces become pieces of their own.

    >>> pieces("case-load of 無家可歸者。")
    ['case-', 'load', ' ', 'of', ' ', '無', '家', '可', '歸', '者。']
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if run[0] in " \t\n":
            found.append(" ")
        else:
            found.extend(_within(run))
    return found


def clusters(word: str) -> list[str]:
    """Cut a word into what may not be cut further: letters with their marks and joined letters."""
    found: list[str] = []
    for letter in word:
        if found and (_sticks(letter) or found[-1][-1] == "\u200d" or _leads(found[-1])):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _within(run: str) -> list[str]:
    """Cut a run of letters without spaces at ideographs and at syllables that certainly begin."""
    found: list[str] = []
    for cluster in clusters(run):
        if found and not _may_break(found[-1], cluster):
            found[-1] += cluster
        else:
            found.append(cluster)
    return found


def _may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two neighbouring clusters."""
    if after[0] in CLOSING or before[-1] in OPENING:
        return False
    if _ideographic(before[-1]) or _ideographic(after[0]):
        return True
    return after[0] in _LEADING_VOWELS and _spaceless(before[-1])


def _ideographic(letter: str) -> bool:
    """Say whether lines may break on both sides of a letter; Korean breaks at spaces instead."""
    if unicodedata.east_asian_width(letter) not in "WF":
        return False
    return not unicodedata.name(letter, "").startswith("HANGUL")


def _spaceless(letter: str) -> bool:
    return any(ord(letter) in block for block in _SPACELESS)


def _leads(cluster: str) -> bool:
    """Say whether a cluster so far is only a vowel that is written before its consonant."""
    return len(cluster) == 1 and cluster in _LEADING_VOWELS


def _sticks(letter: str) -> bool:
    """Say whether a letter belongs to the one before it."""
    return (
        unicodedata.category(letter).startswith("M")
        or letter in "\u200c\u200dะาำຳະາๅๆฯ"
        or 0x1F3FB <= ord(letter) <= 0x1F3FF
    )
