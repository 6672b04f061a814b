"""Zip archives, as which Word and PowerPoint keep their files, that do not tell when they were packed."""

from __future__ import annotations

import io
import zipfile

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can state."""


def timeless(packed: bytes) -> bytes:
    """Return the zip archive with the same contents and one fixed moment for all of them."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, MOMENT), old.read(name), compress_type=zipfile.ZIP_DEFLATED
            )
    return again.getvalue()
