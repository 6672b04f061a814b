"""Texts that XML cannot hold, refused in plain words."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from logicmodel.errors import FileError, Problem


@contextlib.contextmanager
def legible(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn the refusal of an invisible character by the XML library into a FileError about the file."""
    from lxml import etree  # noqa: PLC0415 - a fifth of a second that only XML needs

    try:
        yield
    except (ValueError, etree.XMLSyntaxError):
        message = "cannot be written: the plan holds an invisible character, which XML has no place for"
        raise FileError(Problem("", message, "write the plan as YAML and look for it there", source=os.fsdecode(path))) from None
