"""Word through python-docx: real styles, tables and fields, so that a team goes on writing in the file.

Numbers of captions and pages and the table of contents are fields; they show what was true when the file
was written until Word brings them up to date. Wide tables and pictures stand on landscape pages.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from typing import Any, Literal

from logicmodel.errors import MissingExtraError
from logicmodel.views.reports.blocks import Document
from logicmodel.views.reports.letters import held
from logicmodel.views.reports.sheets import sheets
from logicmodel.views.reports.writers.writer import Writer

CONTENTS_FROM = 5
"""A report of so many chapters has a table of contents."""
MOMENT = (1980, 1, 1, 0, 0, 0)


class Word(Writer):
    """A Word document, to be edited."""

    kind: Literal["docx"] = "docx"

    def content(self, document: Document) -> bytes:
        """Return the file. Raises MissingExtraError where python-docx is not installed."""
        try:
            docx = importlib.import_module("docx")
        except ImportError:
            message = "writing a report for Word needs the package python-docx"
            raise MissingExtraError(message, remedy="pip install 'logicmodel[report]'") from None
        from logicmodel.views.reports.word import styles  # noqa: PLC0415 - an optional package
        from logicmodel.views.reports.word.body import Body  # noqa: PLC0415 - the same

        file: Any = docx.Document()
        styles.set_styles(file, document.language)
        styles.set_properties(file, document)
        styles.set_foot(file, document.provenance)
        body, runs = Body(file), sheets(document)
        styles.new_page(file, wide=False, first=True)
        _title_block(file, document)
        for place, sheet in enumerate(runs):
            if place or sheet.wide:
                styles.new_page(file, wide=sheet.wide, first=False)
            for item in sheet.items:
                body.add(item, wide=sheet.wide)
        saved = io.BytesIO()
        file.save(saved)
        return timeless(saved.getvalue())


def _title_block(file: Any, document: Document) -> None:
    """Write the title, what the report is about, its date and its table of contents."""
    from logicmodel.views.reports.word import marks  # noqa: PLC0415 - an optional package

    file.add_paragraph(held(document.title), style="Title")
    if document.subtitle:
        file.add_paragraph(held(document.subtitle), style="Subtitle")
    file.add_paragraph(f"{document.date.day} {document.date:%B} {document.date.year}", style="Note")
    if len(document.chapters) >= CONTENTS_FROM:
        listed = "\n".join(held(chapter.title) for chapter in document.chapters)
        marks.field(file.add_paragraph(), 'TOC \\o "1-1" \\h \\z \\u', listed)


def timeless(packed: bytes) -> bytes:
    """Return the zip archive with the same contents and one fixed moment for all of them."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, MOMENT), old.read(name), compress_type=zipfile.ZIP_DEFLATED
            )
    return again.getvalue()
