"""Numbers as people say them, put into the words of plans: thousands, units, shares, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SIGNS: Final = "€$£¥"
MANY: Final = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
DIGITS: Final = r"\d[\d_]*(?:\.\d+)?"
SCALED: Final = re.compile(rf"({DIGITS})\s?(k|thousand|m|mn|million|bn|billion)\b", re.IGNORECASE)
GROUPS: Final = re.compile(r"(?<![\d.,_])[1-9]\d{0,2}(?:[,'\u00a0\u202f]\d{3})+(?![\d,])")
"""A number whose thousands are set apart."""
ZERO: Final = re.compile(r"(?<![\d.,])0,(\d+)(?![\d,])")
"""A fraction with a decimal comma that can be nothing else."""
DOUBLE: Final = re.compile(r"(?<![\d.,(=])([1-9]\d*),(\d{1,2})(?![\d,])")
POINTED: Final = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|\.\d\d0)(?![\d.])")
TWO: Final = re.compile(rf"({DIGITS}%?)\s+({DIGITS}%?)")
HALVES: Final = re.compile(rf"\s*({DIGITS})\s*/\s*({DIGITS})\s*")
ABOUT: Final = re.compile(r"(?:about|around|roughly|approx(?:imately)?\.?|circa|ca\.?|~|maybe|perhaps|some)\s*(?=[\d.])", re.IGNORECASE)
BETWEEN: Final = re.compile(r"(?:between|from)\s+(.*?)\s+(?:and|to|-)\s+(.*)", re.IGNORECASE)
OUT_OF: Final = re.compile(r"\s+(?:out of|in|of|for|in every|of every|for every|per every)\s+(?=\d)", re.IGNORECASE)
CHANCES: Final = frozenset({
    "certain", "sure", "almost certain", "very likely", "likely", "probable", "probably", "possible", "maybe", "perhaps", "about as likely as not", "fifty-fifty",
    "unlikely", "very unlikely", "improbable", "impossible", "yes", "no", "high", "medium", "low",
})
"""Words for chances, in which people hear different numbers."""


def spoken(text: str, units: Iterable[str] = ()) -> str:
    """Return what somebody says in the words of plans; what is no plain number stays as it is.

    ``units`` are words that may stand behind numbers. Raises ValueError with the remedy for what can be read
    in two ways, and for words in which people hear different numbers.

    >>> spoken("50,000 60,000 75,000"), spoken("between 50k and 0.1 million"), spoken("2 to 5 out of 100")
    ('50000 60000 75000', '50000 to 100000', '2 to 5 per 100')
    >>> spoken("70-90%"), spoken("0,3 0,5 0,125"), spoken("1,200 EUR", ["EUR"]), spoken("pert(8, 12, 20)")
    ('70%-90%', '0.3 0.5 0.125', '1200', 'pert(8, 12, 20)')
    """
    found = text.strip()
    _refuse_words(found)
    if "(" in found or ("=" in found):
        return found
    found = GROUPS.sub(lambda match: re.sub(r"\D", "", match[0]), found)
    found = ZERO.sub(r"0.\1", found)
    _refuse_double(found)
    found = SCALED.sub(lambda match: _plain(float(match[1].replace("_", "")) * MANY[match[2].lower()]), found)
    found = _without_units(found, units)
    about = ABOUT.match(found)
    if about is not None and re.fullmatch(rf"{DIGITS}%?", bare := found[about.end() :]):
        low, high = (_plain(float(bare.rstrip("%").replace("_", "")) * share) for share in (0.8, 1.2))
        sign = "%" if bare.endswith("%") else ""
        raise ValueError(f"“{found}” leaves open how far it may be off; write both ends, such as {low}{sign} to {high}{sign}, or {bare} if it is certain")
    found = BETWEEN.sub(r"\1 to \2", ABOUT.sub("", found))
    found = OUT_OF.sub(" per ", found)
    return _percentages(_two(found))


def _refuse_words(text: str) -> None:
    if text.rstrip(".!").casefold() in CHANCES:
        raise ValueError(f"people hear different numbers in “{text}”; write a number, such as 80%, or a range: 70% to 90%")


def _refuse_double(text: str) -> None:
    """Refuse what stands for one number here and for another one elsewhere."""
    if match := HALVES.fullmatch(text):
        value = float(match[1].replace("_", "")) / float(match[2].replace("_", "") or 1) if float(match[2].replace("_", "")) else 0.0
        raise ValueError(f"“{text}” can be read in two ways; write {value:.4g}, or {match[1]} to {match[2]}")
    if match := DOUBLE.search(text):
        raise ValueError(f"“{match[0]}” can be read in two ways; write {match[1]}.{match[2]} with a point, or {match[1]} to {match[2]}")
    if match := POINTED.search(text):
        whole = match[0].replace(".", "")
        other = f"{float(match[0]):g}" if match[0].count(".") == 1 else ""
        raise ValueError(f"“{match[0]}” can be read in two ways; write {whole}{f' or {other}' if other else ''}")


def _two(text: str) -> str:
    """Return two numbers beside each other as a range; what may be one number with a space in it is refused."""
    match = TWO.fullmatch(text)
    if match is None:
        return text
    if re.fullmatch(r"\d{3}", match[2]) and re.fullmatch(r"[1-9]\d{0,2}", match[1]):
        raise ValueError(f"“{text}” can be read in two ways; write {match[1]}{match[2]} without the space, or {match[1]} to {match[2]}")
    return f"{match[1]} to {match[2]}"


def _without_units(text: str, units: Iterable[str]) -> str:
    """Leave out signs of money, and the unit where it stands behind a number."""
    found = re.sub(rf"[{SIGNS}]\s?(?=\d)|(?<=\d)\s?[{SIGNS}]", "", text)
    for unit in sorted(filter(None, units), key=len, reverse=True):
        name = re.escape(unit)
        found = re.sub(rf"(?<=[\d%])\s*{name}\b", "", found, flags=re.IGNORECASE)
        if unit[0].isalnum():  # a % stands behind its number
            found = re.sub(rf"\b{name}\s+(?=\d)", "", found, flags=re.IGNORECASE)
    return found.strip()


def _percentages(text: str) -> str:
    """Let the sign behind the last number stand behind all of them: 70-90%."""
    if not text.endswith("%") or text.count("%") > 1 or not re.fullmatch(rf"{DIGITS}(?:(?:\s*(?:to|-|\N{{EN DASH}}|;)\s*|\s+|,\s+){DIGITS}){{1,2}}%", text):
        return text
    return re.sub(rf"({DIGITS})(?!%|[\d.])", r"\1%", text)


def _plain(value: float) -> str:
    return f"{value:.12g}" if abs(value) < 1e12 else str(int(value))
