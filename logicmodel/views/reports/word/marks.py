"""Marks of a Word file that python-docx has no words for, written as its XML."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, **attributes: str | int) -> Any:
    """Return an element such as ``w:shd`` with its ``w:`` attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def paragraph(file: Any, style: str = "") -> Any:
    """Add a paragraph at the end of a file, in the style of that id."""
    made = file.add_paragraph()
    if style:
        # Looking a style up by its name takes long in python-docx.
        made._p.style = style  # noqa: SLF001 - there is no public way
    return made


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field: Word computes it anew, ``shown`` stands there until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "":
            words = element("w:instrText")
            words.text = f" {text} "
            run._r.append(words)  # noqa: SLF001 - there is no public way
        elif kind != "shown":
            run._r.append(element("w:fldChar", fldCharType=kind))  # noqa: SLF001 - the same


def shade(properties: Any, colour: str) -> None:
    """Fill the ground of a paragraph, run or cell."""
    properties.append(element("w:shd", val="clear", color="auto", fill=colour))


def edge(paragraph: Any, side: str, colour: str, size: int) -> None:
    """Draw a line on one side of a paragraph; the size is in eighths of a point."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=size, space=8, color=colour))
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - there is no public way


def font(style: Any, name: str) -> None:
    """Set a font for all scripts of a style."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), name)


def describe(shape: Any, title: str, words: str) -> None:
    """Give a picture its alternative text."""
    properties = shape._inline.docPr  # noqa: SLF001 - there is no public way
    properties.set("title", title)
    properties.set("descr", words)
