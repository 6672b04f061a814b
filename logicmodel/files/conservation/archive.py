"""The project inside a zipped file, taken out only after its size is known to be sane."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from logicmodel.files.forms.unpacking import BROKEN
from logicmodel.files.source import LARGEST, Source

PROJECT: Final = "project.xml"
MOST_FILES: Final = 2_000
DENSEST: Final = 300
"""Most bytes that one packed byte may become; text packs to about a tenth."""
ENCRYPTED: Final = 0x1


def is_zip(source: Source) -> bool:
    """Say whether the content begins as a zip file does."""
    return source.data[:4] == b"PK\x03\x04"


def project_in(source: Source) -> Source:
    """Return the project of a zipped file.

    Nothing is written to the disk, and no other file in the zip is opened. Raises FileError where the zip
    is broken, holds no project or more files than projects do, or would grow without bounds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            return Source(source.name, _taken(package, source))
    except BROKEN as error:
        raise source.refusal(f"is a broken zip file ({error})", "export the project once more") from None


def _taken(package: zipfile.ZipFile, source: Source) -> bytes:
    entries = package.infolist()
    if len(entries) > MOST_FILES:
        raise source.refusal(f"is a zip of {len(entries):,} files; a project has no more than {MOST_FILES:,}", "check that this is the right file")
    found = [entry for entry in entries if entry.filename.rpartition("/")[2] == PROJECT]
    if len(found) != 1:
        what = f"no {PROJECT}" if not found else f"{len(found)} files called {PROJECT}"
        raise source.refusal(f"is a zip with {what} in it", "export the project from Miradi as xmpz2")
    (entry,) = found
    if entry.flag_bits & ENCRYPTED:
        raise source.refusal("is locked with a password", "export it without one")
    if entry.file_size > LARGEST or entry.file_size > DENSEST * max(entry.compress_size, 1):
        raise source.refusal(f"would unpack to {entry.file_size / 1e6:,.0f} MB", "check that this is the right file")
    with package.open(entry) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise source.refusal("unpacks to more than it says", "check that this is the right file")
    return data
