"""The contract of a writer: a document in, the bytes of a file out."""

from __future__ import annotations

from typing import ClassVar

from logicmodel.kinds import Family, Part
from logicmodel.views.reports.blocks import Document


class Writer(Part):
    """A format of a report. Its kind is the suffix of the file."""

    family: ClassVar[Family | None] = Family("writer", "logicmodel.views.reports.writers")

    def content(self, document: Document) -> bytes:
        """Return the file. Raises MissingExtraError where it needs a package that is not installed."""
        raise NotImplementedError
