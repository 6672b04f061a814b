"""Text forms such as ``normal(106, 4)`` made safe for a YAML reader, and brought back behind it.

To YAML the comma in ``{value: normal(106, 4)}`` ends the value and the colon in ``discrete(10: 0.3)``
makes a mapping, so plans would need quotes around most of their numbers. Before the text is parsed
those marks, where they stand inside ``name( ... )``, are exchanged for private-use characters of the
same width (so lines and columns stay right); in everything that comes out they are put back.
"""

from __future__ import annotations

import dataclasses
import re

MARKS = ",:{}[]"
STOP = re.compile(r"""[()"'\n]|(?:^|(?<=\s))\#""", re.MULTILINE)
GRAMMAR = re.compile(r"[\w\s.,:=%+\-{}()\[\]>]*")
MOST_LINES = 50
DEEPEST = 20
INDENT = re.compile(" *")
ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))")
PRIVATE = re.compile("[\ue000-\uf8ff]")
PLANES = (range(0xE000, 0xF900), range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE))


@dataclasses.dataclass(frozen=True)
class Shield:
    """A text made safe, and the way back for every piece of it."""

    text: str
    back: dict[int, str] = dataclasses.field(repr=False)

    def restore(self, piece: str) -> str:
        """Return a piece of the text as it was."""
        return piece.translate(self.back) if self.back and not piece.isascii() else piece


def shield(text: str) -> Shield:
    """Return the text with the marks inside ``name( ... )`` exchanged; the length stays the same."""
    if "(" not in text:
        return Shield(text, {})
    stand_ins = _unused(text)
    there = dict(zip(map(ord, MARKS), stand_ins, strict=True))
    back = {ord(stand_in): mark for stand_in, mark in zip(stand_ins, MARKS, strict=True)}

    pieces, done = [], 0
    for start, end in _calls(text):
        pieces += [text[done:start], text[start:end].translate(there)]
        done = end
    return Shield("".join([*pieces, text[done:]]), back)


def _calls(text: str) -> list[tuple[int, int]]:
    """Return where the outermost closed brackets after a name begin and end, in one pass.

    On one line anything may stand in them but a quote (which may begin or end a quoted text) and a
    comment. Over several lines only what the grammar of text forms knows may, indented deeper than
    the first line, lest a bracket that a sentence forgot to close swallows the lines below it.
    """
    calls: list[tuple[int, int]] = []
    open_at: list[int] = []
    line = breaks = 0
    comment = False
    for match in STOP.finditer(text):
        place, mark = match.start(), match.group()
        if mark == "(":
            if open_at or _after_name(text, place):
                open_at.append(place)
        elif mark == ")":
            start = open_at.pop() if open_at else place
            if start < place and (not breaks or _is_call(text, start, place)):
                _keep(calls, start, place + 1)
        elif mark == "\n":
            breaks += 1
            broken = comment or breaks > MOST_LINES or not open_at
            if broken or _indent(text, place + 1) <= _indent(text, line):
                open_at.clear()
                line, breaks = place + 1, 0
            comment = False
        else:
            open_at.clear()
            comment = comment or mark == "#"
        if len(open_at) > DEEPEST:
            open_at.clear()
    return calls


def _after_name(text: str, place: int) -> bool:
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] == "_")


def _is_call(text: str, start: int, end: int) -> bool:
    """Say whether what stands between two brackets is on one line or follows the grammar."""
    return "\n" not in text[start:end] or GRAMMAR.fullmatch(text, start, end) is not None


def _keep(calls: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a closed bracket in place of those inside it."""
    while calls and calls[-1][0] > start:
        calls.pop()
    calls.append((start, end))


def _indent(text: str, line: int) -> int:
    match = INDENT.match(text, line)
    return match.end() - line if match else 0


def _unused(text: str) -> str:
    """Return private-use characters that are neither in the text nor escaped in it."""
    if PRIVATE.search(text) is None and "\\u" not in text and "\\U" not in text:
        return "".join(map(chr, PLANES[0][: len(MARKS)]))
    taken = {ord(found) for found in set(text)}
    taken |= {int(short or long, 16) for short, long in ESCAPED.findall(text)}
    free = (code for plane in PLANES for code in plane if code not in taken)
    return "".join(chr(code) for code, _ in zip(free, MARKS, strict=False))
