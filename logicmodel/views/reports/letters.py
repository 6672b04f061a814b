"""Texts without the characters that no document format can hold."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|\u2028|\u2029")


def held(text: str) -> str:
    r"""Return the text as XML and PDF can hold it; other line ends become ``\n``.

    >>> held("a\x07b\u2028c")
    'a\ufffdb\nc'
    """
    return _UNFIT.sub("\ufffd", _BREAKS.sub("\n", text))
