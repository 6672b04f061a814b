"""Standard output for any terminal: letters it cannot show are written with ones it can."""

from __future__ import annotations

import codecs
import io
import sys

STAND_INS = {
    "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{INFINITY}": "inf",
    "\N{HORIZONTAL ELLIPSIS}": "...", "\N{MULTIPLICATION SIGN}": "x", "\N{MIDDLE DOT}": "-",
    "\N{RIGHTWARDS ARROW}": "->", "\N{UPWARDS ARROW}": "^", "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ", "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT SINGLE QUOTATION MARK}": "'",
}


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(STAND_INS.get(mark, "?") for mark in bad), error.end


def prepare() -> None:
    """Let output never fail because of a letter, and a minus sign never be lost."""
    codecs.register_error("logicmodel", _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="logicmodel")
