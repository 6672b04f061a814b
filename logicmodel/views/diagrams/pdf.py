"""SVG to PDF through typst: one picture as a page of its size, or several as a book of pages."""

from __future__ import annotations

import re
from typing import Any

from logicmodel.errors import MissingExtraError
from logicmodel.views import fonts
from logicmodel.views.diagrams.lettering import covered
from logicmodel.views.diagrams.markup import letters_of
from logicmodel.views.diagrams.missing import warn_of_missing

POINTS = 0.75
# All texts come in as data, never as markup, so nothing in a plan is executed.
BOOK = b"""
#let words = sys.inputs
#set document(title: words.title)
#for number in range(int(words.pages)) {
  let page-of(name) = words.at(name + str(number))
  page(
    width: float(page-of("width")) * 1pt,
    height: float(page-of("height")) * 1pt,
    margin: 0pt,
    image(bytes(page-of("svg")), format: "svg", width: 100%, height: 100%, alt: page-of("title")),
  )
}
"""


def pdf_of(svg: str, *, width: float, height: float, title: str, text: str = "") -> bytes:
    """Return the picture as PDF; sizes are in pixels of 1/96 inch.

    Raises MissingExtraError where typst is not installed.
    """
    return _compiled([(svg, width, height)], title, text)


def book_of(*svgs: str, title: str = "") -> bytes:
    """Return the pictures as one PDF with a page for each, every page as large as its picture.

    Raises MissingExtraError where typst is not installed.
    """
    return _compiled([(svg, *size_of(svg)) for svg in svgs], title, "")


def size_of(svg: str) -> tuple[float, float]:
    """Return the width and height of a picture in pixels, as its view box says.

    >>> size_of('<svg viewBox="0 0 120 80.5"></svg>')
    (120.0, 80.5)
    """
    found = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', svg)
    return (float(found[1]), float(found[2])) if found else (1200.0, 800.0)


def title_of(svg: str) -> str:
    """Return the title of a picture as it stands in its markup, or nothing."""
    found = re.search(r"<title[^>]*>([^<]*)</title>", svg)
    return found[1] if found else ""


def _compiled(pages: list[tuple[str, float, float]], title: str, text: str) -> bytes:
    """Return the pages as PDF."""
    typst = _typst()
    letters = text + "".join(letters_of(svg) for svg, _, _ in pages)
    plain = covered(letters)
    if not plain:
        warn_of_missing(letters)
    words = {"title": title or (title_of(pages[0][0]) if pages else ""), "pages": str(len(pages))}
    for number, (svg, width, height) in enumerate(pages):
        words |= {
            f"svg{number}": svg,
            f"title{number}": title_of(svg) or title or "Picture",
            f"width{number}": f"{width * POINTS:.2f}",
            f"height{number}": f"{height * POINTS:.2f}",
        }
    return bytes(
        typst.compile(
            BOOK,
            format="pdf",
            sys_inputs=words,
            font_paths=typst.Fonts(
                include_system_fonts=not plain,
                include_embedded_fonts=False,
                font_paths=[str(fonts.folder())],
            ),
        )
    )


def _typst() -> Any:
    """Return the package typst."""
    try:
        import typst  # noqa: PLC0415 - an optional package
    except ImportError:
        message = "drawing a PDF needs the package typst"
        raise MissingExtraError(message, remedy="pip install 'logicmodel[report]'") from None
    return typst
