"""Tables of a Word file: header rows that repeat, rows that stay whole, bars of coloured blocks."""

from __future__ import annotations

import dataclasses
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from logicmodel.views.diagrams.lettering import width_of
from logicmodel.views.reports.blocks import Bar, Cell, Table, Terms, Text
from logicmodel.views.reports.sheets import FEW
from logicmodel.views.reports.word import body, marks, styles

SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
SIGNS = {"good": "▲ ", "middling": "◆ ", "bad": "▼ "}
BAR_SIZE, SPACE = 4.0, 0.75
"""The size of the letters of a bar in points, and the widest that a block may be in parts of it."""
WHOLE = 8
"""A table of so many rows stays on one page."""
FACTS = 12
"""So many names and what they stand for stay on one page."""
POINTS = 72 / 25.4
PADDING = 4.0
TRACK, FILL, INTERVAL = "E1E6EA", "3D87B3", "002F4D"


def table(file: Any, block: Table, room: float) -> None:
    """Write a table over the room, given in millimetres."""
    shares = [column.width for column in block.columns]
    widths = [room * share / sum(shares) for share in shares]
    made = _empty(file, widths)
    size = 7.0 if len(widths) > FEW else 8.0
    head = _row(made, widths, header=True)
    for cell, column in zip(head.cells, block.columns, strict=True):
        paragraph = _first(cell, column.align, size)
        body.words(paragraph, column.title, strong=True, colour=styles.DEEP)
        paragraph.paragraph_format.keep_with_next = True
    group = ""
    for row in block.rows:
        if row.group != group:
            group = row.group
            if group:
                _group(made, widths, group, size)
        cells = _row(made, widths).cells
        for place, (target, cell) in enumerate(zip(cells, row.cells, strict=True)):
            _fill(target, cell, block.columns[place].align, size, widths[place])
    if not block.rows:
        cells = _row(made, widths).cells
        whole = cells[0].merge(cells[-1])
        body.words(_first(whole, "left", size), "Nothing to show.", colour=styles.MUTED)
    if len(block.rows) <= WHOLE:
        _keep_whole(made)


def _keep_whole(made: Any) -> None:
    """Keep a table and the note under it on one page."""
    for paragraph in made._tbl.iter(qn("w:p")):  # noqa: SLF001 - there is no public way
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def terms(file: Any, block: Terms, room: float) -> None:
    """Write names and what they stand for as a table of two columns."""
    widths = [room * 0.31, room * 0.69]
    made = _empty(file, widths)
    for name, text in block.items:
        left, right = _row(made, widths).cells
        body.words(_first(left, "left", 8.0), name, colour=styles.MUTED)
        body.words(_first(right, "left", 8.0), text)
    if len(block.items) <= FACTS:
        _keep_whole(made)
    marks.paragraph(file, "Note")


def _empty(file: Any, widths: list[float]) -> Any:
    """Return a table without rows, of fixed widths, with thin lines between its rows."""
    made = file.add_table(rows=0, cols=len(widths))
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    borders = marks.element("w:tblBorders")
    for side, size, colour in (
        ("top", 8, styles.DEEP),
        ("bottom", 4, styles.RULE),
        ("insideH", 4, styles.RULE),
    ):
        borders.append(marks.element(f"w:{side}", val="single", sz=size, space=0, color=colour))
    properties = made._tbl.tblPr  # noqa: SLF001 - there is no public way
    properties.append(borders)
    margins = marks.element("w:tblCellMar")
    for side, room in (("top", 50), ("left", 80), ("bottom", 40), ("right", 80)):
        margins.append(marks.element(f"w:{side}", w=room, type="dxa"))
    properties.append(margins)
    _in_order(properties)
    return made


def _in_order(properties: Any) -> None:
    """Put the properties of a table into the order that the format asks for."""
    order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    known = sorted(properties, key=lambda one: order.index(one.tag.rpartition("}")[2]))
    properties[:] = known


def _row(made: Any, widths: list[float], *, header: bool = False) -> Any:
    """Add a row that is never split over pages; a header row stands again on every page."""
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - there is no public way
    properties.append(marks.element("w:cantSplit"))
    if header:
        properties.append(marks.element("w:tblHeader"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    return row


def _first(cell: Any, align: str, size: float) -> Any:
    return _paragraph(cell.paragraphs[0], align, size)


def _paragraph(paragraph: Any, align: str, size: float) -> Any:
    # Looking a style up by its name takes long in python-docx, and tables have many cells.
    paragraph._p.style = styles.CELLS[size]  # noqa: SLF001 - there is no public way
    paragraph.alignment = SIDES[align]
    return paragraph


def _group(made: Any, widths: list[float], title: str, size: float) -> None:
    """Write the heading over the rows that share it."""
    cells = _row(made, widths).cells
    whole = cells[0].merge(cells[-1])
    marks.shade(whole._tc.get_or_add_tcPr(), "F2F5F7")  # noqa: SLF001 - there is no public way
    paragraph = _first(whole, "left", size)
    body.words(paragraph, title, strong=True)
    paragraph.paragraph_format.keep_with_next = True


def _fill(target: Any, cell: Cell, align: str, size: float, width: float) -> None:
    """Write one cell: its words, its bar, and further lines."""
    paragraph = _first(target, align, size)
    colour = body.TONES.get(cell.tone, "")
    sign = SIGNS.get(cell.tone, "")
    if sign and cell.text:
        paragraph.add_run(sign).font.color.rgb = RGBColor.from_string(colour)
    strong = cell.header or cell.tone in {"good", "bad"}
    room = width * POINTS - 2 * PADDING
    body.words(paragraph, _set_apart(cell.text, sign, room, size), strong=strong, colour=colour)
    if cell.bar is not None:
        _bar(_paragraph(target.add_paragraph(), "left", size), cell.bar, width)
    for line in cell.lines:
        body.words(_paragraph(target.add_paragraph(), align, size), line)


def _set_apart(text: Text, sign: str, room: float, size: float) -> Text:
    """Return a text whose interval in brackets begins a line, where both do not fit on one.

    Word would break an interval after its dash. All is in points.
    """
    if isinstance(text, str):
        return text
    full = width_of(sign + "".join(span.text for span in text), size, weight="strong")
    if full <= room:
        return text
    return tuple(
        dataclasses.replace(span, text="\n" + span.text.lstrip())
        if place and span.text.startswith(" (")
        else span
        for place, span in enumerate(text)
    )


def _bar(paragraph: Any, bar: Bar, width: float) -> None:
    """Draw a chance as coloured blocks: filled up to it, the interval darker, the rest pale."""
    ends = (bar.low, bar.probability, bar.high)
    if any(value != value for value in ends):  # noqa: PLR0124 - not a number
        return
    count = int((width * POINTS - 2 * PADDING - 3) / (BAR_SIZE * SPACE))
    low, share, high = (min(1.0, max(0.0, value)) for value in ends)
    first = min(round(low * count), count - 1)
    last = max(first + 1, round(high * count))
    full = max(last, round(share * count))
    parts = ((first, FILL), (last - first, INTERVAL), (full - last, FILL), (count - full, TRACK))
    for length, colour in parts:
        if length > 0:
            run = paragraph.add_run("█" * length)
            run.font.size = Pt(BAR_SIZE)
            run.font.color.rgb = RGBColor.from_string(colour)
    paragraph.paragraph_format.line_spacing = Pt(BAR_SIZE + 2)
