"""Cells in which several things stand: results below each other, indicators behind bullets, figures of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from logicmodel.files.logframes.cells import BULLET
from logicmodel.files.logframes.vocabulary import folded
from logicmodel.files.published.figures import figure

CODE: Final = re.compile(
    r"(?:[A-Z]{1,3}\.?\s?)?\d{1,2}(?:\.\d+)*\s*(?:[:)]\s+(?=\S)|[.:)]\s*(?=[^\d\s]))|(?:SO|OS|OE|OG|OP|OC|OV|IR|DO|RE|PR|AC|[A-EIMOPR])\.?\s?\d{1,2}(?:\.\d+)*\s+(?=[A-ZÀ-Ý])"
    r"|\d{1,2}(?:\.\d+)+\s+(?=[A-ZÀ-Ý(])|[A-Z]\s*[:)]\s+(?=\S)"
)
"""The number of a result or an indicator: ``1.2``, ``R1.``, ``SO 2:``, ``A)``."""
LONG_CODE: Final = re.compile(r"\d{4}\s+(?=[A-Z])")
"""The same as the numbers of Global Affairs Canada: ``1110``."""
TOLD: Final = re.compile(r"(?:^|[\n.;,(]\s*)(baselines?|base line|targets?|sources?|means of verification|mov)(?:\s+values?)?\s*[:=]\s*(.*?)\s*(?=$|\n|[.;,]\s+(?:baseline|base line|target|source|means of verification|mov|current)[^:=\n]{0,10}[:=])", re.IGNORECASE | re.DOTALL)
"""Figures that stand behind a word within the text of an indicator."""
NUMBER: Final = r"(\d[\d.]*)\s*%?"
SEXES: Final = {"f": "female", "w": "female", "women": "female", "female": "female", "females": "female", "girls": "female", "femmes": "female", "filles": "female", "mujeres": "female", "m": "male", "men": "male", "male": "male", "males": "male", "boys": "male", "hommes": "male", "garcons": "male", "hombres": "male"}
WORD: Final = rf"({'|'.join(sorted(SEXES, key=len, reverse=True))})"
BEFORE, AFTER = re.compile(rf"{WORD}\s*[:=]?\s*{NUMBER}"), re.compile(rf"{NUMBER}\s*{WORD}")
NUMERALS: Final = "one|two|three|four|five|six|seven|eight|nine|ten"
NUMBERED: Final = re.compile(rf"(?:(?:output|outcome|impact|objective|goal|purpose|pdo|ir)?\s*(?:indicator|ovi|iov|indicateur|indicador)\s*)?#?\d+(?:\.\d+)+[.:)]?\s+(?=(?-i:[A-ZÀ-Ý%#]))|(?:output|outcome|impact|pdo|ir)?\s*(?:indicator|indicateur|indicador)\s*(?:{NUMERALS}|\d*)\s*:\s*|\d+[.)]\s+", re.IGNORECASE)


def bare(text: str) -> str:
    """Return the words of an indicator without the number before them.

    >>> bare("Indicator 1.2 Wells"), bare("2. Wells (2023) 3) x"), bare("3 meals a day")
    ('Wells', 'Wells (2023) 3) x', '3 meals a day')
    """
    match = NUMBERED.match(text)
    code = None if match else CODE.match(text)
    found = match or (code if code and re.match(r"[A-Z]", text) else None)
    return text[found.end() :].strip() if found else text.strip()


def code_of(text: str) -> str:
    """Return the number before a statement, without signs; empty for none.

    >>> code_of("R1. Farmers"), code_of("SO 2: Towns"), code_of("1.1 Skills"), code_of("600 people")
    ('R1', 'SO2', '1.1', '')
    """
    match = CODE.match(text)
    return re.sub(r"[\s:)]|\.$", "", match[0].strip().rstrip(".:)")) if match else ""


def number_in(text: str, rest: str) -> str:
    """Return the number of a level, of which only the rest was kept.

    >>> number_in("Output 1.2: Meals", "Meals"), number_in("Outputs", "")
    ('1.2', '')
    """
    match = re.search(r"(\d{1,2}(?:\.\d+)*)\.?(?:\s*\([^()]*\))?[\s:–-]*$", text[: len(text) - len(rest)])
    return match[1] if match else ""


def uncoded(text: str) -> str:
    """Return a statement without the number before it."""
    match = CODE.match(text)
    return text[match.end() :].strip() if match else text.strip()


def pieces(text: str) -> list[str]:
    r"""Return the entries of a cell, each with its number: where every line that begins anew has a number or a bullet.

    >>> pieces("R1. Seeds\nR2. Farms\nthat work"), pieces("One\nthing")
    (['R1. Seeds', 'R2. Farms that work'], ['One\nthing'])
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not _begins(lines[0]):
        return [text]
    found: list[str] = []
    for line in lines:
        if _begins(line):
            found.append(line if CODE.match(line) else BULLET.sub("", line))
        else:
            found[-1] += f" {line}"
    return found if len(found) > 1 else [text]


def _begins(line: str) -> bool:
    return bool(BULLET.match(line) or CODE.match(line))


def shared(value: Any, count: int) -> list[Any] | None:
    """Return what a cell says of each of several indicators: line by line; None where that cannot be told apart."""
    if not isinstance(value, str):
        return None
    lines = [BULLET.sub("", line).strip() for line in value.split("\n") if line.strip()]
    return lines if len(lines) == count else None


def told_in(words: str) -> tuple[str, dict[str, str]]:
    r"""Return the words of an indicator without the figures that stand behind labels in them, and these.

    >>> told_in("Graduates at work. Baseline: 45% (2023). Target: 70% (2027)")
    ('Graduates at work', {'baseline': '45% (2023)', 'target': '70% (2027)'})
    """
    found: dict[str, str] = {}
    for match in TOLD.finditer(words):
        label = match[1].lower()
        key = "baseline" if label.startswith("base") else "target" if label.startswith("target") else "source"
        found.setdefault(key, _closed(match[2].strip(" .")))
    left = TOLD.sub("", words).replace(" )", "").strip(" .\n") if found else words
    return left or words, found if left else {}


def _closed(text: str) -> str:
    """Return a text without the bracket that was opened before it."""
    return text[:-1].strip() if text.endswith(")") and text.count(")") > text.count("(") else text


def groups_in(text: str) -> list[tuple[dict[str, str], float]]:
    """Return the figures of women and men that stand in brackets; nothing where anything else is among them.

    >>> groups_in("(F: 30%; M: 46%)"), groups_in("(405 f / 45 m)"), groups_in("(at least 40% women)")
    ([({'sex': 'female'}, 30.0), ({'sex': 'male'}, 46.0)], [({'sex': 'female'}, 405.0), ({'sex': 'male'}, 45.0)], [])
    """
    plain = folded(text).strip(" ()")
    parts = [part.strip() for part in re.split(r"[;/&,]|\band\b", plain) if part.strip()]
    found: list[tuple[dict[str, str], float]] = []
    for part in parts:
        before, after = BEFORE.fullmatch(part), AFTER.fullmatch(part)
        word, number = (before[1], before[2]) if before else (after[2], after[1]) if after else ("", "")
        value = figure(number.rstrip(".")) if number else None
        if value is None:
            return []
        found.append(({"sex": SEXES[word]}, value))
    return found if len({str(of) for of, _ in found}) == len(found) else []


def matching(codes: Sequence[str], code: str) -> int | None:
    """Return which of several results the number of an indicator belongs to: the longest that it begins with."""
    fits = [place for place, one in enumerate(codes) if one and (code == one or code.startswith(f"{one}."))]
    return max(fits, key=lambda place: len(codes[place])) if fits else None
