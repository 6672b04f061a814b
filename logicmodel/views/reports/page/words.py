"""Words in their looks as HTML; what a value means stands as a mark, not in its colour alone."""

from __future__ import annotations

import re
import unicodedata

from logicmodel.views import letters
from logicmodel.views.reports.blocks import Span, Text, Tone
from logicmodel.views.reports.page.elements import Html, element, joined

PRICE = re.compile(r"(?<=\b[A-Z]{3}) (?=[\d\N{MINUS SIGN}])")
"""The space between a currency and its amount."""
RANGE = re.compile(
    r"\(?[+\N{MINUS SIGN}]?\d[\d.,]*\N{EN DASH}[\N{MINUS SIGN}]?\d[\d.,]*(?:\N{NO-BREAK SPACE}%)?\)?"
)
"""Two figures with a dash between, perhaps in brackets."""
LONG = re.compile(r"\S{24,}")
JOINTS = re.compile(r"(?<=[./])(?=\w)|(?<=->)")
"""Where a path or an address may break."""
MARKS: dict[Tone, str] = {
    "good": '<circle cx="6" cy="6" r="5" fill="currentColor"/>',
    "middling": '<path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor"/>'
    '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.2"/>',
    "bad": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.2"/>',
}
"""Full, half and empty circles, drawn in a square of 12."""


def unbroken(text: str) -> str:
    r"""Keep percent signs, currencies and short ranges on the line of their number.

    >>> unbroken("USD 1,200 (33 %)")
    'USD\xa01,200 (33\xa0%)'
    """
    return PRICE.sub("\N{NO-BREAK SPACE}", letters.unbroken(text, joiner=""))


def plain(text: Text) -> str:
    """Return the words without their looks."""
    return text if isinstance(text, str) else "".join(span.text for span in text)


def worded(text: Text) -> Html:
    """Return the words as HTML."""
    return _kept(text) if isinstance(text, str) else joined(*map(_span, text))


def _kept(text: str) -> Html:
    """Return words whose short ranges stay on one line; no letter of every font forbids a break, so an element does."""
    words = unbroken(text)
    parts: list[str] = []
    place = 0
    for found in RANGE.finditer(words):
        if len(found[0]) <= letters.NARROW:
            parts += [
                _jointed(words[place : found.start()]), element("span", found[0], class_="whole")
            ]  # fmt: skip
            place = found.end()
    return joined(*parts, _jointed(words[place:]))


def _jointed(words: str) -> Html:
    """Return words in which a long path breaks after a dot or an arrow rather than anywhere."""
    parts: list[str] = []
    place = 0
    for found in LONG.finditer(words):
        first, *others = JOINTS.split(found[0])
        parts += [words[place : found.start()], first]
        for part in others:
            parts += [element("wbr"), part]
        place = found.end()
    return joined(*parts, words[place:])


def _span(span: Span) -> Html:
    words = _kept(span.text)
    inside = element("strong", words) if span.strong else words
    return toned(inside, span.tone)


def toned(inside: Html, tone: Tone) -> Html:
    """Return words with the mark of their tone in front."""
    if tone == "plain" or not inside:
        return inside
    return element("span", mark(tone), inside, class_=tone)


def mark(tone: Tone) -> Html:
    """Return the mark of a tone with its name for those who cannot see it; none for muted ones."""
    if tone not in MARKS:
        return Html("")
    drawn = Html(MARKS[tone])
    return element("svg", drawn, class_="mark", viewBox="0 0 12 12", role="img", aria_label=tone)


def direction(text: Text) -> str | None:
    """Return ``auto`` where letters run from right to left, so that the browser finds the direction."""
    kinds = {unicodedata.bidirectional(letter) for letter in plain(text)}
    return "auto" if kinds & {"R", "AL"} else None


def paragraph(text: Text, *, class_: str | None = None) -> Html:
    """Return a paragraph, nothing for no words."""
    if not plain(text).strip():
        return Html("")
    return element("p", worded(text), class_=class_, dir=direction(text))
