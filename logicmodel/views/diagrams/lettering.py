"""How much room a text takes in the shipped font, and where it breaks into lines."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from typing import Literal

from logicmodel.views import fonts
from logicmodel.views.diagrams import scripts

Weight = Literal["regular", "strong"]
ELLIPSIS = "…"
WIDE = 1.0
UNKNOWN = 0.62
EASE = 1.07
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"


@functools.cache
def advances(weight: Weight) -> dict[str, float]:
    """Return the advance width of every character in the font, in parts of the font size."""
    stored = json.loads((fonts.folder() / "advances.json").read_text(encoding="ascii"))
    units = stored["units_per_em"]
    return {
        chr(first + place): width / units
        for first, widths in stored[weight]
        for place, width in enumerate(widths)
    }


@functools.cache
def known() -> frozenset[str]:
    """Return the characters that the shipped font has, and those that are never drawn."""
    return frozenset(advances("regular")) | frozenset(" \u200e\u202b\u202c")


def covered(text: str) -> bool:
    """Say whether the shipped font has a picture for every character of the text."""
    return all(character in known() or character.isspace() for character in text)


def cleaned(text: str) -> str:
    r"""Return the text on one line, without characters that cannot be drawn.

    >>> cleaned("two\n lines\x07")
    'two lines'
    """
    kept = (
        letter if letter in _JOINERS or unicodedata.category(letter) not in _UNPRINTABLE else " "
        for letter in text
    )
    return re.sub(r"[ \t]+", " ", "".join(kept)).strip()


@functools.lru_cache(maxsize=20_000)
def width_of(text: str, size: float, *, weight: Weight = "regular") -> float:
    """Return the width of a text in pixels; a character the font lacks gets a cautious guess."""
    known = advances(weight)
    return size * sum(known[letter] if letter in known else _guess(letter) for letter in text)


def _guess(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN


def shortened(text: str, room: float, size: float, *, weight: Weight = "regular") -> str:
    """Return the text, cut with an ellipsis if it is wider than the room.

    >>> shortened("Housing first", 50, 11)
    'Housin…'
    """
    if width_of(text, size, weight=weight) <= room:
        return text
    end = len(text)
    while end and width_of(text[:end].rstrip() + ELLIPSIS, size, weight=weight) > room:
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


@functools.lru_cache(maxsize=5_000)
def wrapped(
    text: str, room: float, size: float, *, weight: Weight = "regular", most: int = 4
) -> tuple[str, ...]:
    """Break a text into lines of about equal width that fit the room, at most ``most`` of them.

    What does not fit into the last line is cut with an ellipsis. An empty text has no lines.
    """
    pieces = _pieces(text, room, size, weight)
    lines = _filled(pieces, room, size, weight)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        return (*lines[: most - 1], shortened(rest, room, size, weight=weight))
    if len(lines) < 2:
        return tuple(lines)
    widest = max(width_of(piece, size, weight=weight) for piece in pieces)
    narrow, wide = max(widest, room * 0.4), room
    for _ in range(6):
        middle = (narrow + wide) / 2
        if len(_filled(pieces, middle, size, weight)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return tuple(_filled(pieces, min(room, wide * EASE), size, weight))


def _filled(pieces: list[str], room: float, size: float, weight: Weight) -> list[str]:
    """Fill lines greedily."""
    lines: list[str] = []
    line, width = "", 0.0
    for piece in pieces:
        wide = width_of(piece, size, weight=weight)
        if line and piece != " " and width + wide > room:
            lines.append(line.rstrip(" "))
            line, width = "", 0.0
        if line or piece != " ":
            line, width = line + piece, width + wide
    return [*lines, line.rstrip(" ")] if line else lines


def _pieces(text: str, room: float, size: float, weight: Weight) -> list[str]:
    """Cut a text where a line may end, and words that are wider than the room anywhere."""
    found: list[str] = []
    for piece in scripts.pieces(text):
        if width_of(piece, size, weight=weight) > room:
            found.extend(_chopped(piece, room, size, weight))
        else:
            found.append(piece)
    return found


def _chopped(word: str, room: float, size: float, weight: Weight) -> list[str]:
    """Chop a word that is wider than the room, never between a letter and its marks."""
    chunks: list[str] = []
    for cluster in scripts.clusters(word):
        full = not chunks or width_of(chunks[-1] + cluster, size, weight=weight) > room
        if full:
            chunks.append("")
        chunks[-1] += cluster
    return chunks
