"""Which blocks of a report stand on which paper: upright, turned, or larger for a large picture."""

from __future__ import annotations

import dataclasses
from typing import TypeAlias

from logicmodel.views.picture import Picture
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


Paper: TypeAlias = tuple[int, int]
"""The width and height of a page in millimetres."""
UPRIGHT: Paper = (210, 297)
FLAT: Paper = (297, 210)
PAPERS: tuple[Paper, ...] = (UPRIGHT, FLAT, (420, 297), (297, 420), (556, 420), (420, 556))
"""A4, A3, and the largest of that shape that Word takes."""
MARGIN = 20.0
WORDS = 46.0
"""The height that a heading, a few sentences and a caption take beside a wide picture, in millimetres."""
LEAST = 2.1 / 13.0
"""Millimetres for each pixel at which the letters of a diagram, 13 pixels, are six points."""
FEW = 5
"""A table of more columns is turned, where it is wide."""


@dataclasses.dataclass(frozen=True)
class Sheet:
    """Pages of one paper, and what stands on them in order."""

    paper: Paper
    items: tuple[Item, ...]


def sheets(document: Document) -> list[Sheet]:
    """Return the document as runs of pages of one paper; titles go with what they lead to.

    A level of headings that a chapter leaves out is closed up, so that no reader of outlines stumbles.
    """
    found: list[tuple[Paper, list[Item]]] = []
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
            _add(found, [*waiting, block], paper_of(block))
            waiting = []
        _add(found, waiting, UPRIGHT)
    return [Sheet(paper, tuple(items)) for paper, items in found]


def paper_of(block: Block) -> Paper:
    """Return the paper of a block: for a wide picture the smallest on which its letters can be read."""
    match block:
        case Table(wide=True, columns=columns) if len(columns) > FEW:
            return FLAT
        case Figure(wide=True, picture=picture):
            scales = {paper: scale(picture, paper) for paper in PAPERS}
            fitting = (paper for paper in PAPERS if scales[paper] >= LEAST)
            return next(fitting, max(PAPERS, key=lambda paper: scales[paper]))
    return UPRIGHT


def scale(picture: Picture, paper: Paper) -> float:
    """Return how many millimetres a pixel of a picture takes, set as large as the paper allows."""
    width, height = paper[0] - 2 * MARGIN, paper[1] - 2 * MARGIN - 4.0 - WORDS
    return min(width / picture.width, height / picture.height)


def _add(found: list[tuple[Paper, list[Item]]], items: list[Item], paper: Paper) -> None:
    """Add blocks, with the words that lead to them, to pages of the paper that they need."""
    if not items:
        return
    if not found or found[-1][0] != paper:
        found.append((paper, []))
    found[-1][1].extend(items)


def spoken(figure: Figure) -> str:
    """Return a picture in words, for those who cannot see it."""
    picture = figure.picture
    words = [picture.title, picture.text or picture.caption]
    return ". ".join(part.rstrip(".") for part in words if part) or "Picture"
