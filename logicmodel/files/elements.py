"""XML read safely: no document types, no entities, nothing from outside, bounded size and depth."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from logicmodel.errors import FileError, Problem
from logicmodel.files.source import Source, take

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True,
}
"""Settings of every parser here; without ``huge_tree`` depth is 256 and a text 10 MB at most."""
SAID: Final = {
    "Excessive depth": "has more than 256 elements inside each other",
    "amplification factor": "has entities that grow without bounds",
    "xmlSAX2Characters": "has a text of more than 10 MB",
}
"""What the parser says of files out of bounds, in plain words."""
HEAD: Final = 65_536
"""Bytes in which a document type is looked for before anything is parsed."""


def root_of(source: Source) -> Element:
    """Return the top element of a file that is in memory.

    Raises FileError with the line where the file is not well formed, and for a document type, which may
    define entities that grow without bounds or read other files.
    """
    from lxml import etree  # noqa: PLC0415 - a fifth of a second that only XML needs

    _refuse_doctype(source.name, source.data)
    try:
        root = etree.fromstring(source.data, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        raise _broken(source.name, error) from None
    if root.getroottree().docinfo.doctype:
        raise _doctype(source.name)
    return root


def stream(path: str, tag: str) -> Iterator[Element]:
    """Give every element of a name, one after the other; each is forgotten when the next is asked for.

    Memory does not grow with the file. Raises what ``root_of`` raises.
    """
    from lxml import etree  # noqa: PLC0415

    with opened(path) as file:
        _refuse_doctype(path, file.read(HEAD))
        file.seek(0)
        try:
            for _, element in etree.iterparse(file, events=("end",), tag=tag, **SAFE):
                if element.getroottree().docinfo.doctype:  # behind the first bytes
                    raise _doctype(path)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _broken(path, error) from None


def opened(path: str) -> BinaryIO:
    """Return a file of any size, open to be read; raises FileError where it cannot be had."""
    try:
        return Path(path).open("rb")
    except (OSError, ValueError):
        take(path)  # says why
        raise


def top_name(source: Source) -> str:
    """Return the local name of the top element, found in the first bytes; empty where the file is no XML."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLPullParser(events=("start",), **SAFE)
    with contextlib.suppress(etree.XMLSyntaxError):
        parser.feed(source.data[:HEAD])
    for _, element in parser.read_events():
        return local(element)
    return ""


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def line_of(element: Element) -> int | None:
    """Return the line on which an element begins."""
    found = element.sourceline
    return found if isinstance(found, int) else None


def _refuse_doctype(name: str, data: bytes) -> None:
    """Refuse a document type before it is parsed; in UTF-16 every letter has a zero beside it."""
    if b"<!DOCTYPE" in data[:HEAD].replace(b"\0", b""):
        raise _doctype(name)


def _doctype(name: str) -> FileError:
    remedy = "delete the line with <!DOCTYPE; none of the formats needs it"
    return FileError(Problem("", "has a document type, which could read other files or grow without bounds", remedy, source=name))


def _broken(name: str, error: Any) -> FileError:
    said = re.sub(r"\.?,? line \d+, column \d+$", "", " ".join(str(error.msg or error).split()))
    message = next((plain for words, plain in SAID.items() if words in said), f"is not well-formed XML: {said.rstrip('.').replace(' ,', ',')}")
    place = getattr(error, "lineno", None)
    return FileError(Problem("", message, "mend the file, or export it once more", source=name, line=place))
