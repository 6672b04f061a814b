"""Where a command writes to: refused before the work, not after it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import logicmodel as lm


def is_folder(path: Path) -> bool:
    """Say whether a path names a folder: it is one, or has no suffix."""
    return not path.suffix or path.is_dir()


def check_file(path: Path, known: Sequence[str], *, remedy: str) -> None:
    """Refuse a file that could not be written: neither of a known suffix nor a table, or no place for it.

    Raises MissingExtraError for a table whose package is not installed.
    """
    if path.suffix.lower() not in known:
        try:
            lm.table_format(path)
        except lm.FileError:
            raise _refused(path, f"cannot be written as {path.suffix}" if path.suffix else "the name has no suffix", remedy) from None
    check_room(path)


def check_room(path: Path) -> None:
    """Refuse a file or folder that nobody may write, or that has no folder to stand in."""
    above = path.absolute().parent
    if not above.is_dir():
        raise _refused(path, "the folder above it does not exist", "make the folder first")
    if not os.access(path if path.exists() else above, os.W_OK):
        raise _refused(path, "cannot be written: you may not write here", "choose a folder of your own")


def _refused(path: Path, message: str, remedy: str) -> lm.FileError:
    return lm.FileError(lm.Problem("", message, remedy, source=str(path)))
