"""Which blocks of a report stand on upright pages, and which on landscape ones."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

from logicmodel.views.reports.blocks import (
    Block,
    Chapter,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
)

Item: TypeAlias = Block | Chapter
"""A block, or a chapter, which stands for its title alone."""


@dataclasses.dataclass(frozen=True)
class Sheet:
    """Pages that lie the same way, and what stands on them in order."""

    wide: bool
    items: tuple[Item, ...]


def sheets(document: Document) -> list[Sheet]:
    """Return the document as runs of upright and landscape pages; titles go with what they lead to.

    A level of headings that a chapter leaves out is closed up, so that no reader of outlines stumbles.
    """
    found: list[tuple[bool, list[Item]]] = []
    for chapter in document.chapters:
        waiting: list[Item] = [chapter]
        above = 2
        for given in chapter.blocks:
            block: Block = given
            if isinstance(given, Heading):
                above = 3 if given.level == 3 or above < 3 else 4
                block = dataclasses.replace(given, level=3 if above == 3 else 4)
            if isinstance(block, Heading) or (isinstance(block, Paragraph) and waiting):
                waiting.append(block)
                continue
            _add(found, [*waiting, block], wide=isinstance(block, Table | Figure) and block.wide)
            waiting = []
        _add(found, waiting, wide=False)
    return [Sheet(wide, tuple(items)) for wide, items in found]


def _add(found: list[tuple[bool, list[Item]]], items: list[Item], *, wide: bool) -> None:
    """Add blocks, with the words that lead to them, to pages that lie as they need it."""
    if not items:
        return
    if not found or found[-1][0] != wide:
        found.append((wide, []))
    found[-1][1].extend(items)


def spoken(figure: Figure) -> str:
    """Return a picture in words, for those who cannot see it."""
    picture = figure.picture
    words = [picture.title, picture.text or picture.caption]
    return ". ".join(part.rstrip(".") for part in words if part) or "Picture"
