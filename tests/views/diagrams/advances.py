"""Write the table of advance widths from the shipped font: ``python -m tests.views.diagrams.advances``."""

from __future__ import annotations

import json
from typing import Any

from fontTools.ttLib import TTFont

from logicmodel.views import fonts

PRIVATE = range(0xE000, 0xF900)


def table() -> dict[str, Any]:
    """Return the widths as runs of neighbouring characters: [first code point, [width, ...]]."""
    result: dict[str, Any] = {}
    for weight, name in fonts.FILES.items():
        font = TTFont(fonts.folder() / name)
        result["units_per_em"] = font["head"].unitsPerEm
        result[weight] = runs(font)
    return result


def runs(font: TTFont) -> list[list[Any]]:
    """Group the characters of a font into runs without gaps."""
    grouped: list[list[Any]] = []
    for code, glyph in sorted(font.getBestCmap().items()):
        if code in PRIVATE or code >= 0xF0000:
            continue
        if not grouped or grouped[-1][0] + len(grouped[-1][1]) != code:
            grouped.append([code, []])
        grouped[-1][1].append(font["hmtx"][glyph][0])
    return grouped


def text() -> str:
    """Return the table as it is stored."""
    return json.dumps(table(), separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (fonts.folder() / "advances.json").write_text(text(), encoding="ascii")
