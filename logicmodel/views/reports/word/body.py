"""The blocks of a report as paragraphs, tables and pictures of a Word file."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Mm, Pt, RGBColor

from logicmodel.views.letters import held, unbroken
from logicmodel.views.reports.blocks import (
    Bullets,
    Callout,
    Chapter,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Terms,
    Text,
)
from logicmodel.views.reports.sheets import Item, Paper, scale, spoken
from logicmodel.views.reports.word import marks, styles, tables

TONES = {"good": "00694D", "middling": "7A5200", "bad": "A3330B", "muted": styles.MUTED}
CALLOUTS = {"note": ("Note: ", "00486F", "EFF5F9"), "warning": ("Take care: ", "A3530B", "FDF4EA")}
TALLEST = 215.0
PIXEL = 25.4 / 96


class Body:
    """Writes blocks one after the other, and counts figures and tables."""

    def __init__(self, file: Any) -> None:
        """Take the file that grows."""
        self.file = file
        self.counts = {"Figure": 0, "Table": 0}

    def add(self, item: Item, paper: Paper) -> None:
        """Write one block at the end of the file."""
        match item:
            case Chapter():
                marks.paragraph(self.file, "Heading1").add_run(held(item.title))
            case Heading():
                marks.paragraph(self.file, f"Heading{item.level - 1}").add_run(held(item.text))
            case Paragraph():
                words(marks.paragraph(self.file, "Lead" if item.lead else ""), item.text)
            case Bullets():
                self._bullets(item)
            case Terms():
                tables.terms(self.file, item, styles.room(paper))
            case Callout():
                self._callout(item)
            case Table():
                self._table(item, paper)
            case Figure():
                self._figure(item, paper)

    def _bullets(self, block: Bullets) -> None:
        style = "ListNumber" if block.numbered else "ListBullet"
        for place, text in enumerate(block.items):
            paragraph = marks.paragraph(self.file, style)
            paragraph.paragraph_format.space_after = Pt(3)
            if block.numbered and place == 0:
                self._count_anew("List Number")
            if block.numbered:
                self._numbered(paragraph)
            words(paragraph, text)

    def _count_anew(self, style: str) -> None:
        """Begin a list at one: Word would go on counting from the list before."""
        numbering = self.file.part.numbering_part.element
        known = self.file.styles[style].element.pPr.numPr.numId.val
        kind = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == known)
        fresh = numbering.add_num(kind)
        fresh.add_lvlOverride(0).add_startOverride(1)
        self.list = fresh.numId

    def _numbered(self, paragraph: Any) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - no public way
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.list

    def _callout(self, block: Callout) -> None:
        """Write a title and a text with a coloured edge, as one block that stays together."""
        label, colour, ground = CALLOUTS[block.kind]
        title = marks.paragraph(self.file, "Callouttitle")
        title.add_run(label + held(block.title)).font.color.rgb = RGBColor.from_string(colour)
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = Pt(8)
        text = marks.paragraph(self.file, "Callout")
        words(text, block.text)
        for paragraph in (title, text):
            marks.edge(paragraph, "left", colour, 24)
            marks.shade(paragraph._p.get_or_add_pPr(), ground)  # noqa: SLF001 - no public way
            paragraph.paragraph_format.left_indent = Mm(3.5)
            paragraph.paragraph_format.keep_together = True

    def _caption(self, kind: str, text: str, *, above: bool) -> None:
        """Write a numbered caption, whose number is a field."""
        self.counts[kind] += 1
        paragraph = marks.paragraph(self.file, "Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{kind} ").bold = True
        marks.field(paragraph, f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run("  " + unbroken(held(text), joiner=""))

    def _table(self, block: Table, paper: Paper) -> None:
        self._caption("Table", block.caption, above=True)
        tables.table(self.file, block, styles.room(paper))
        marks.paragraph(self.file, "Note").add_run(unbroken(held(block.note), joiner=""))

    def _figure(self, block: Figure, paper: Paper) -> None:
        picture = block.picture
        paragraph = marks.paragraph(self.file)
        paragraph.paragraph_format.keep_with_next = True
        full = styles.room(paper)
        width = min(full, picture.width * PIXEL, TALLEST * picture.width / picture.height)
        if block.wide:
            width = picture.width * scale(picture, paper)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.content("png")), Mm(width))
        marks.describe(shape, held(picture.title), held(spoken(block)))
        self._caption("Figure", picture.caption or picture.title, above=False)
        if block.table is not None:
            self._table(block.table, paper)


def words(paragraph: Any, text: Text, *, strong: bool = False, colour: str = "") -> None:
    """Add the runs of a text to a paragraph; a bad value is bold too, not told by colour alone."""
    for span in (Span(text),) if isinstance(text, str) else text:
        run = paragraph.add_run(unbroken(held(span.text), joiner=""))
        if span.strong or span.tone == "bad" or (strong and span.tone != "muted"):
            run.bold = True
        if span.code:
            marks.shade(run._r.get_or_add_rPr(), "F2F5F7")  # noqa: SLF001 - there is no public way
        ink = TONES.get(span.tone, colour)
        if ink:
            run.font.color.rgb = RGBColor.from_string(ink)
