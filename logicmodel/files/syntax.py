"""What the YAML parser complains about, said in a plain sentence with a remedy."""

from __future__ import annotations

import re
from typing import Any

NO_SPACE = re.compile(r"^[\s\-]*[\w\-]+:[^\s/]")
OPENERS = {"{": "}", "[": "]"}


def explained(error: Any, text: str) -> tuple[int, str, str]:
    """Return line, sentence and remedy for an error of the parser."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 1, "is not YAML", "check the file"
    complaint = _Complaint(error, text)
    for explain in (
        _character,
        _escape,
        _quote,
        _bracket,
        _version,
        _missing_space,
        _colon,
        _list,
        _indentation,
    ):
        found = explain(complaint)
        if found:
            return found
    what = " ".join(part for part in (error.context, error.problem) if part)
    return complaint.line, f"is not YAML: {what}", "check quotes, brackets and indentation here"


class _Complaint:
    """The parser's words, and the text around the two places it names."""

    def __init__(self, error: Any, text: str) -> None:
        self.what = str(error.problem or "")
        self.context = str(error.context or "")
        self.text = text
        self.mark = error.problem_mark
        self.context_mark = error.context_mark or error.problem_mark
        self.lines = text.splitlines() or [""]
        self.line = min(self.mark.line + 1, len(self.lines))
        self.begun = min(self.context_mark.line + 1, len(self.lines))
        self.here = text[self.mark.index : self.mark.index + 1]

    def row(self, line: int) -> str:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""


_Found = tuple[int, str, str] | None


def _character(error: _Complaint) -> _Found:
    if "\t" in error.here or "tab character" in error.what:
        return error.line, "a tab stands here", "use spaces to indent"
    if "cannot start any token" in error.what:
        message = f"a text cannot begin with {error.here}"
        return error.line, message, "put the text in quotes"
    return None


def _quote(error: _Complaint) -> _Found:
    if "quoted scalar" not in error.context or "escape" in error.what:
        return None
    return error.begun, "the quote that begins here is not closed", "add the closing quote"


def _escape(error: _Complaint) -> _Found:
    if "escape" not in error.what and "hexdecimal" not in error.what:
        return None
    remedy = r"write \\ for a backslash, or use single quotes"
    return error.line, r"\ has a meaning of its own inside double quotes", remedy


def _bracket(error: _Complaint) -> _Found:
    if error.here and error.here in "}],":
        what = "comma" if error.here == "," else f"bracket {error.here}"
        return (
            error.line,
            f"a {what} stands where none can stand",
            "delete it, or put the text in quotes",
        )
    if "flow" not in error.context:
        return None
    opener = error.text[error.context_mark.index : error.context_mark.index + 1]
    closer = OPENERS.get(opener)
    if closer is None:
        return (
            error.line,
            "the text ends before all brackets are closed",
            "add } or ] where it belongs",
        )
    before = "" if error.begun == error.line else f" before line {error.line}"
    message = f"the bracket {opener} opened here is not closed{before}, or a comma is missing"
    remedy = f"add {closer} or the comma; put texts that hold a comma, colon or bracket in quotes"
    return error.begun, message, remedy


def _version(error: _Complaint) -> _Found:
    if "incompatible" not in error.what and "directive" not in error.what + error.context:
        return None
    return error.line, "a line that begins with % asks for another kind of YAML", "delete that line"


def _missing_space(error: _Complaint) -> _Found:
    if "':'" not in error.what and "mapping values" not in error.what:
        return None
    for line in (error.begun, error.line - 1, error.line):
        if NO_SPACE.match(error.row(line)):
            return line, "there is no space after the colon", "write 'key: value'"
    if "':'" in error.what:
        return (
            error.begun,
            "this line has no 'key: value'",
            "add the colon, or put a text of several lines in quotes",
        )
    return None


def _colon(error: _Complaint) -> _Found:
    if "mapping values" not in error.what:
        return None
    message = "a colon stands where none can stand"
    return error.line, message, "put a text that holds ': ' in quotes, or check the indentation"


def _list(error: _Complaint) -> _Found:
    if "sequence entries are not allowed" not in error.what:
        return None
    return (
        error.line,
        "a list cannot begin here",
        "begin the list on a line of its own, or check the indentation",
    )


def _indentation(error: _Complaint) -> _Found:
    if "block" not in error.context:
        return None
    if re.search(r"[:\-]\s+[\"'].*[\"']\s*[^\s#]", error.row(error.line)):
        return error.line, "something follows the closing quote", "put the whole text in quotes"
    message = f"this line is not indented like the rest of what begins on line {error.begun}"
    return error.line, message, "give it as many spaces as the lines it belongs to"
