"""Letters that no font of this machine can draw, found before somebody finds them in a report."""

from __future__ import annotations

import struct
import warnings
import zlib

import resvg_py

from logicmodel.views import fonts
from logicmodel.views.diagrams import fontnames, markup
from logicmodel.views.diagrams.lettering import known

CELL = 24
SAMPLES = 3
NOWHERE = "\u0378"
"""A code point without a letter: drawn as the sign for a missing one."""


class LettersWarning(UserWarning):
    """A picture was drawn, but some of its letters appear as empty frames."""


def warn_of_missing(text: str) -> None:
    """Warn where this machine has no font for letters of a text; say which script they are of."""
    found = missing(text)
    if found:
        told = " and ".join(f"{script} ({letters})" for script, letters in found.items())
        message = (
            f"no font on this machine has the letters of {told}; they are drawn as empty frames: "
            "install a font such as Noto Sans for them, or save the picture as SVG, which is shown "
            "with the fonts of the reader's machine"
        )
        warnings.warn(message, LettersWarning, stacklevel=3)


def missing(text: str) -> dict[str, str]:
    """Return a few letters that cannot be drawn, by the name of their script."""
    samples: dict[str, str] = {}
    for script, letters in fontnames.runs(text, known()):
        if script:
            mine = samples.get(script, "")
            fresh = [one for one in dict.fromkeys(letters) if one.isalnum() and one not in mine]
            samples[script] = mine + "".join(fresh[: SAMPLES - len(mine)])
    asked = [(script, letter) for script, letters in samples.items() for letter in letters]
    if not asked:
        return {}
    absent, *cells = _cells([("", NOWHERE), *asked])
    found: dict[str, str] = {}
    for (script, letter), cell in zip(asked, cells, strict=True):
        if cell in (absent, bytes(len(cell))):
            name = script.replace("_", " ").title() if script != "CJK" else script
            found[name] = found.get(name, "") + letter
    return found


def _cells(asked: list[tuple[str, str]]) -> list[bytes]:
    """Draw letters side by side, and return the pixels of each."""
    letters = [
        markup.element(
            "text",
            markup.escaped(letter),
            x=place * CELL + 4.0,
            y=18.0,
            font_size=14.0,
            font_family=fontnames.family_of(script),
        )
        for place, (script, letter) in enumerate(asked)
    ]
    svg = markup.element(
        "svg",
        letters,
        xmlns="http://www.w3.org/2000/svg",
        width=len(asked) * CELL,
        height=CELL,
    )
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        font_files=[str(path) for path in fonts.paths()],
        font_family=fonts.FAMILY,
        sans_serif_family=fonts.FAMILY,
    )
    rows = _rows(bytes(png))
    size = 4 * CELL
    return [
        b"".join(row[place * size : (place + 1) * size] for row in rows)
        for place in range(len(asked))
    ]


def _rows(png: bytes) -> list[bytes]:
    """Return the rows of an image of 8-bit red, green, blue and opacity, filters undone."""
    width, height = struct.unpack(">II", png[16:24])
    data, place = b"", 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += 12 + size
    raw, step = zlib.decompress(data), 4 * width + 1
    rows, above = [], bytes(step - 1)
    for line in range(height):
        above = _unfiltered(raw[line * step], raw[line * step + 1 : (line + 1) * step], above)
        rows.append(above)
    return rows


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """Undo the filter of one row (PNG specification, section 9)."""
    found = bytearray(line)
    for place in range(len(found)):
        left = found[place - 4] if place >= 4 else 0
        up, corner = above[place], above[place - 4] if place >= 4 else 0
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(guess - value))
        found[place] = (found[place] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(found)
