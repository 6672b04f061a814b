"""Texts without the characters that no document format can hold, and without breaks inside a figure."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""Forbids a line to break where it stands; it has no width."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|\u2028|\u2029")
_RANGE = re.compile(r"(?<=\d)\u2013(?=[\u2212\d])")
NARROW = 20
"""A range in words of more letters may break, as it could be wider than a column."""
_WORDED = re.compile(r"\([+\u2212]?[\d.,]+ to [+\u2212]?[\d.,]+\)")


def held(text: str) -> str:
    r"""Return the text as XML and PDF can hold it; other line ends become ``\n``.

    >>> held("a\x07b\u2028c")
    'a\ufffdb\nc'
    """
    return _UNFIT.sub("\ufffd", _BREAKS.sub("\n", text))


def unbroken(text: str, *, joiner: str = JOINER) -> str:
    r"""Return the text with percent signs and ranges that stay with their numbers.

    >>> unbroken("42 % (41.7\u201342.7 %)", joiner="*")
    '42\xa0% (41.7*\u2013*42.7\xa0%)'
    """
    whole = _WORDED.sub(
        lambda found: found[0].replace(" ", "\u00a0") if len(found[0]) <= NARROW else found[0], text
    )
    return _RANGE.sub(f"{joiner}\u2013{joiner}", whole.replace(" %", "\u00a0%"))
