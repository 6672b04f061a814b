"""The look of a Word file: page, fonts, headings, lists, foot and properties."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from logicmodel.views.letters import held
from logicmodel.views.reports.blocks import Document
from logicmodel.views.reports.sheets import MARGIN, UPRIGHT, Paper
from logicmodel.views.reports.word import marks

FONT = "Arial"
"""A font that Windows, macOS and (by the same widths) Linux have; the one of the pictures few people have."""
INK, MUTED, DEEP, RULE = "1B2733", "52606D", "00486F", "CBD2D9"
CELLS = {8.0: "Cell", 7.0: "Cellsmall"}
"""The id of the style of a cell by the size of its letters."""
FLAT_MARGIN = 16
"""Above and below what stands on paper of its own, in millimetres."""
HEADINGS = {1: (16.0, DEEP, 24, 8), 2: (12.0, INK, 16, 6), 3: (10.0, INK, 12, 4)}


def set_styles(file: Any, language: str) -> None:
    """Set every style that the report uses."""
    normal = file.styles["Normal"]
    marks.font(normal, FONT)
    _look(normal, 9.5, INK, 0, 6)
    normal.paragraph_format.line_spacing = 1.15
    normal.element.get_or_add_rPr().append(
        marks.element("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA")
    )
    for level, (size, colour, above, below) in HEADINGS.items():
        style = file.styles[f"Heading {level}"]
        marks.font(style, FONT)
        _look(style, size, colour, above, below, bold=True)
        style.paragraph_format.keep_with_next = True
    for name, size, colour, above, below in (
        ("Title", 22.0, INK, 0, 6),
        ("Subtitle", 12.0, MUTED, 0, 6),
        ("Caption", 8.5, INK, 8, 4),
        ("Footer", 7.0, MUTED, 0, 0),
    ):
        style = file.styles[name]
        marks.font(style, FONT)
        _look(style, size, colour, above, below, bold=name == "Title")
        style.font.italic = False
        for old in style.element.xpath("w:pPr/w:pBdr | w:rPr/w:spacing"):
            old.getparent().remove(old)
    for name, size, colour, below in (
        ("Lead", 11.5, INK, 8),
        ("Note", 7.8, MUTED, 10),
        ("Cell", 8.0, INK, 2),
        ("Cell small", 7.0, INK, 2),
        ("Callout title", 9.5, DEEP, 2),
        ("Callout", 9.5, INK, 10),
    ):
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _look(style, size, colour, 0, below, bold=name == "Callout title")


def _look(
    style: Any, size: float, colour: str, above: float, below: float, *, bold: bool = False
) -> None:
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before = Pt(above)
    style.paragraph_format.space_after = Pt(below)


def new_page(file: Any, paper: Paper, *, first: bool) -> None:
    """Begin pages of a paper."""
    section = file.sections[0] if first else file.add_section(WD_SECTION.NEW_PAGE)
    width, height = paper
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN if paper == UPRIGHT else FLAT_MARGIN)
    section.footer_distance = Mm(9)


def room(paper: Paper) -> float:
    """Return the width between the margins in millimetres."""
    return paper[0] - 2 * MARGIN


def set_foot(file: Any, provenance: str) -> None:
    """Write the foot of every page: what made the report, and the number of the page."""
    footer = file.sections[0].footer
    line = footer.paragraphs[0]
    marks.edge(line, "top", RULE, 4)
    line.add_run(held(provenance))
    pages = footer.add_paragraph(style="Footer")
    pages.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    pages.add_run("Page ")
    marks.field(pages, "PAGE", "1")
    pages.add_run(" of ")
    marks.field(pages, "NUMPAGES", "1")


def set_properties(file: Any, document: Document) -> None:
    """Write what the file says about itself."""
    moment = dt.datetime.combine(document.date, dt.time())
    about = file.core_properties
    about.title, about.subject = held(document.title)[:255], held(document.subtitle)[:255]
    about.author = about.last_modified_by = about.comments = ""
    about.keywords = "logic model, theory of change, outcomes, evaluation"
    about.language = document.language
    about.created = about.modified = moment
    about.revision = 1
