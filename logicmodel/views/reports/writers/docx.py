"""Word through python-docx: real styles, tables and fields, so that a team goes on writing in the file.

Numbers of captions and pages and the table of contents are fields; they show what was true when the file
was written until Word brings them up to date. Wide tables and pictures stand on landscape pages.
"""

from __future__ import annotations

import importlib
import io
from typing import Any, Literal

from logicmodel import wording
from logicmodel.errors import MissingExtraError
from logicmodel.views.archives import timeless
from logicmodel.views.letters import held
from logicmodel.views.reports.blocks import Document
from logicmodel.views.reports.sheets import UPRIGHT, sheets
from logicmodel.views.reports.writers.writer import Writer

CONTENTS_FROM = 5
"""A report of so many chapters has a table of contents."""


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
        styles.new_page(file, UPRIGHT, first=True)
        _title_block(file, document)
        for place, sheet in enumerate(runs):
            if place or sheet.paper != UPRIGHT:
                styles.new_page(file, sheet.paper, first=False)
            for item in sheet.items:
                body.add(item, sheet.paper)
        saved = io.BytesIO()
        file.save(saved)
        return timeless(saved.getvalue())


def _title_block(file: Any, document: Document) -> None:
    """Write the title, what the report is about, its date and its table of contents."""
    from logicmodel.views.reports.word import marks  # noqa: PLC0415 - an optional package

    file.add_paragraph(held(document.title), style="Title")
    if document.subtitle:
        file.add_paragraph(held(document.subtitle), style="Subtitle")
    file.add_paragraph(wording.day(document.date), style="Note")
    if len(document.chapters) >= CONTENTS_FROM:
        listed = "\n".join(held(chapter.title) for chapter in document.chapters)
        marks.field(file.add_paragraph(), 'TOC \\o "1-1" \\h \\z \\u', listed)
