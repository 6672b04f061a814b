"""SVG to PNG, with the shipped font, so that the picture is the same on every machine."""

from __future__ import annotations

import resvg_py

from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import covered
from logicmodel.views.diagrams.markup import letters_of
from logicmodel.views.diagrams.missing import warn_of_missing

ZOOM = 2.0
MOST_PIXELS = 10e6
DPI = 96.0


def png_of(svg: str, *, pixels: float, text: str = "") -> bytes:
    """Return the picture as PNG, twice as fine as on the screen where that is not too much.

    ``pixels`` is the picture's area at its own size. Without a font file the renderer silently
    drops all text, so the shipped one is always given; the fonts of the machine are asked only
    where the drawn letters (or those in ``text``) include some that the shipped font lacks. Warns
    (LettersWarning) of letters that no font of the machine has.
    """
    zoom = min(ZOOM, (MOST_PIXELS / max(1.0, pixels)) ** 0.5)
    letters = text + letters_of(svg)
    plain = covered(letters)
    if not plain:
        warn_of_missing(letters)
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=plain,
        font_files=[str(path) for path in fonts.paths()],
        font_family=fonts.FAMILY,
        sans_serif_family=fonts.FAMILY,
        dpi=DPI,
        zoom=zoom,
        background="#ffffff",
    )
