"""Words in their looks as HTML; what a value means stands as a mark, not in its colour alone."""

from __future__ import annotations

import re
import unicodedata

from logicmodel.views import letters
from logicmodel.views.reports.blocks import Span, Text, Tone
from logicmodel.views.reports.page.elements import Html, element, joined

PRICE = re.compile(r"(?<=\b[A-Z]{3}) (?=[\d\N{MINUS SIGN}])")
"""The space between a currency and its amount."""
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
    return joined(unbroken(text)) if isinstance(text, str) else joined(*map(_span, text))


def _span(span: Span) -> Html:
    words = unbroken(span.text)
    inside = element("strong", words) if span.strong else joined(words)
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
