"""The shipped font inside a page, cut down to the letters that the page uses."""

from __future__ import annotations

import base64
import importlib
import io
from pathlib import Path
from typing import Any

from logicmodel.views import fonts

FEATURES = ["tnum"]
"""What is kept of the font's alternates: figures of one width, so that those in columns stand in line."""
DROPPED = ["GPOS", "GDEF", "meta", "STAT", "DSIG"]
"""Tables that are left out: following kerning takes three times as long as all the rest."""


def faces(text: str) -> str:
    """Return the rules of the font with the letters of the text; none where fonttools is missing.

    The same letters give the same rules, byte for byte.
    """
    try:
        subset: Any = importlib.import_module("fontTools.subset")
    except ImportError:
        return ""
    letters = sorted({ord(letter) for letter in text if letter.isprintable()})
    rules = (
        _face(_cut(subset, fonts.folder() / fonts.FILES[weight], letters), fonts.WEIGHTS[weight])
        for weight in fonts.FILES
    )
    return "".join(rules)


def _cut(subset: Any, path: Path, letters: list[int]) -> bytes:
    """Return the font file with those letters alone."""
    options = subset.Options(
        flavor="woff", hinting=False, notdef_outline=True, layout_features=FEATURES
    )
    options.drop_tables += DROPPED
    file = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        font.recalcTimestamp = False
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        subset.save_font(font, file, options)
    return file.getvalue()


def _face(content: bytes, weight: int) -> str:
    data = base64.b64encode(content).decode("ascii")
    return (
        f'@font-face{{font-family:"{fonts.FAMILY}";font-weight:{weight};font-style:normal;'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}\n'
    )
