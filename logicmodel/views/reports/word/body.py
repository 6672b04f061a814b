"""The blocks of a report as paragraphs, tables and pictures of a Word file."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Mm, Pt, RGBColor

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
from logicmodel.views.reports.letters import held
from logicmodel.views.reports.sheets import Item, spoken
from logicmodel.views.reports.word import marks, styles, tables

TONES = {"good": "00694D", "middling": "7A5200", "bad": "A3330B", "muted": styles.MUTED}
CALLOUTS = {"note": ("Note: ", "00486F", "EFF5F9"), "warning": ("Take care: ", "A3530B", "FDF4EA")}
TALLEST = {False: 225.0, True: 132.0}
PIXEL = 25.4 / 96


class Body:
    """Writes blocks one after the other, and counts figures and tables."""

    def __init__(self, file: Any) -> None:
        """Take the file that grows."""
        self.file = file
        self.counts = {"Figure": 0, "Table": 0}

    def add(self, item: Item, *, wide: bool) -> None:
        """Write one block at the end of the file."""
        match item:
            case Chapter():
                self.file.add_heading(held(item.title), 1)
            case Heading():
                self.file.add_heading(held(item.text), item.level - 1)
            case Paragraph():
                words(self.file.add_paragraph(style="Lead" if item.lead else None), item.text)
            case Bullets():
                self._bullets(item)
            case Terms():
                tables.terms(self.file, item, styles.room(wide=wide))
            case Callout():
                self._callout(item)
            case Table():
                self._table(item, wide=wide)
            case Figure():
                self._figure(item, wide=wide)

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        for place, text in enumerate(block.items):
            paragraph = self.file.add_paragraph(style=style)
            paragraph.paragraph_format.space_after = Pt(3)
            if block.numbered and place == 0:
                self._count_anew(style)
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
        title = self.file.add_paragraph(style="Callout title")
        title.add_run(label + held(block.title)).font.color.rgb = RGBColor.from_string(colour)
        title.paragraph_format.keep_with_next = True
        text = self.file.add_paragraph(style="Callout")
        words(text, block.text)
        for paragraph in (title, text):
            marks.edge(paragraph, "left", colour, 24)
            marks.shade(paragraph._p.get_or_add_pPr(), ground)  # noqa: SLF001 - no public way
            paragraph.paragraph_format.left_indent = Mm(3.5)
            paragraph.paragraph_format.keep_together = True

    def _caption(self, kind: str, text: str, *, above: bool) -> None:
        """Write a numbered caption, whose number is a field."""
        self.counts[kind] += 1
        paragraph = self.file.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{kind} ").bold = True
        marks.field(paragraph, f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run("  " + held(text))

    def _table(self, block: Table, *, wide: bool) -> None:
        self._caption("Table", block.caption, above=True)
        tables.table(self.file, block, styles.room(wide=wide))
        self.file.add_paragraph(held(block.note), style="Note")

    def _figure(self, block: Figure, *, wide: bool) -> None:
        picture = block.picture
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        full = styles.room(wide=wide)
        own = full if block.wide else picture.width * PIXEL
        width = min(full, own, TALLEST[wide] * picture.width / picture.height)
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.content("png")), Mm(width))
        marks.describe(shape, held(picture.title), held(spoken(block)))
        self._caption("Figure", picture.caption or picture.title, above=False)
        if block.table is not None:
            self._table(block.table, wide=wide)


def words(paragraph: Any, text: Text, *, strong: bool = False, colour: str = "") -> None:
    """Add the runs of a text to a paragraph; a bad value is bold too, not told by colour alone."""
    for span in (Span(text),) if isinstance(text, str) else text:
        run = paragraph.add_run(held(span.text))
        if strong or span.strong or span.tone == "bad":
            run.bold = True
        if span.code:
            marks.shade(run._r.get_or_add_rPr(), "F2F5F7")  # noqa: SLF001 - there is no public way
        ink = TONES.get(span.tone, colour)
        if ink:
            run.font.color.rgb = RGBColor.from_string(ink)
