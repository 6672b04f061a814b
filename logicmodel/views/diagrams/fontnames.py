"""Which fonts are asked for by name where a text has letters that the shipped font lacks.

Renderers that look for missing letters by themselves take any font that has them, and may lose
marks where two scripts meet in one line; so every run of letters names fonts made for its script.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from typing import TypeAlias

from logicmodel.views import fonts

Run: TypeAlias = tuple[str, str]
"""The name of a script, empty for what the shipped font has, and the letters."""

NAMED = {
    "ARABIC": ("Noto Sans Arabic", "Segoe UI", "Geeza Pro"),
    "HEBREW": ("Noto Sans Hebrew", "Segoe UI", "Arial Hebrew"),
    "DEVANAGARI": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari"),
    "BENGALI": ("Noto Sans Bengali", "Nirmala UI", "Kohinoor Bangla"),
    "TAMIL": ("Noto Sans Tamil", "Nirmala UI", "Tamil Sangam MN"),
    "THAI": ("Noto Sans Thai", "Leelawadee UI", "Thonburi"),
    "LAO": ("Noto Sans Lao", "Leelawadee UI", "Lao Sangam MN"),
    "KHMER": ("Noto Sans Khmer", "Leelawadee UI", "Khmer Sangam MN"),
    "MYANMAR": ("Noto Sans Myanmar", "Myanmar Text", "Myanmar Sangam MN"),
    "ETHIOPIC": ("Noto Sans Ethiopic", "Ebrima", "Kefa"),
    "CJK": ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC"),
    "KANA": ("Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino Sans"),
    "HANGUL": ("Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo"),
    "EMOJI": ("Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji"),
}
EAST_ASIAN = {"CJK", "KANA", "HANGUL"}
KANA = {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}


def family_of(script: str) -> str:
    """Return the list of fonts for a script, the shipped one last but for any at all.

    >>> family_of(""), family_of("THAI")
    ('Inter, sans-serif', 'Noto Sans Thai, Leelawadee UI, Thonburi, Inter, sans-serif')
    """
    named = NAMED.get(script, (f"Noto Sans {script.title()}",)) if script else ()
    return ", ".join([*named, fonts.FAMILY, "sans-serif"])


def runs(text: str, known: frozenset[str]) -> list[Run]:
    """Cut a text into runs of one script each; ``known`` are the letters of the shipped font.

    >>> runs("UNHCR ไทย 80", frozenset("UNHCR 80"))
    [('', 'UNHCR '), ('THAI', 'ไทย'), ('', ' 80')]
    """
    scripts = [_script(letter, known) for letter in text]
    if not any(scripts):
        return [("", text)] if text else []
    east = _east_asian({script for script in scripts if script})
    _settle(scripts, text, east)
    cut = itertools.groupby(zip(scripts, text, strict=True), key=lambda pair: pair[0] or "")
    return [(script, "".join(letter for _, letter in pairs)) for script, pairs in cut]


def _settle(scripts: list[str | None], text: str, east: str) -> None:
    """Give marks and joiners, and spaces between words of one script, the script beside them."""
    for place, script in enumerate(scripts):
        if script in EAST_ASIAN:
            scripts[place] = east
        elif script is None:
            before = scripts[place - 1] if place else ""
            scripts[place] = before or ""
    for place, letter in enumerate(text):
        if letter == " " and 0 < place < len(text) - 1 and scripts[place - 1]:
            after = scripts[place + 1]
            scripts[place] = after if after == scripts[place - 1] else ""


def _east_asian(scripts: set[str]) -> str:
    """Return which of the East Asian fonts a text wants for all of its ideographs."""
    return next((one for one in ("KANA", "HANGUL") if one in scripts), "CJK")


@functools.cache
def _named(letter: str) -> str | None:
    """Return the script of a letter that the shipped font lacks; None for marks and joiners."""
    category = unicodedata.category(letter)
    if category in {"Cf", "Zs"} or letter == "\u200d" or 0xFE00 <= ord(letter) <= 0xFE0F:
        return None
    first = unicodedata.name(letter, "UNKNOWN").split(" ")[0]
    if first in KANA:
        return "KANA"
    if category == "So" and ord(letter) >= 0x2600:
        return "EMOJI"
    if unicodedata.east_asian_width(letter) in "WF":
        return "HANGUL" if first == "HANGUL" else "CJK"
    return None if first == "COMBINING" else first


def _script(letter: str, known: frozenset[str]) -> str | None:
    """Return the script of a letter, empty for letters of the shipped font, None if it has none."""
    return "" if letter in known else _named(letter)
