"""SVG to PDF through typst, as one page of the picture's size."""

from __future__ import annotations

from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import covered

POINTS = 0.75
# All texts come in as data, never as markup, so nothing in a plan is executed.
PAGE = b"""
#let words = sys.inputs
#set document(title: words.title)
#set page(width: float(words.width) * 1pt, height: float(words.height) * 1pt, margin: 0pt)
#image(bytes(words.svg), format: "svg", width: 100%, height: 100%, alt: words.title)
"""


def pdf_of(svg: str, *, width: float, height: float, title: str, text: str) -> bytes:
    """Return the picture as PDF; sizes are in pixels of 1/96 inch.

    Raises MissingExtraError where typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an optional package
    except ImportError:
        message = "drawing a PDF needs the package typst"
        raise MissingExtraError(message, remedy="pip install 'logicmodel[report]'") from None
    words = {
        "svg": svg,
        "title": title,
        "width": f"{width * POINTS:.2f}",
        "height": f"{height * POINTS:.2f}",
    }
    return bytes(
        typst.compile(
            PAGE,
            format="pdf",
            sys_inputs=words,
            font_paths=typst.Fonts(
                include_system_fonts=not covered(text),
                include_embedded_fonts=False,
                font_paths=[str(fonts.folder())],
            ),
        )
    )
