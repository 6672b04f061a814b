"""Chapters and their blocks as HTML."""

from __future__ import annotations

from typing import assert_never

from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Chapter,
    Figure,
    Heading,
    Paragraph,
    Table,
    Terms,
)
from logicmodel.views.reports.page.elements import Anchors, Html, element, joined
from logicmodel.views.reports.page.grids import table_of
from logicmodel.views.reports.page.pictures import figure_of
from logicmodel.views.reports.page.words import direction, paragraph, worded
from logicmodel.views.reports.sheets import UPRIGHT, paper_of

LEADERS = 3
"""Most blocks that go along with a wide one onto its page."""


def chapter_of(chapter: Chapter, name: str, anchors: Anchors) -> Html:
    """Return a chapter as a section under the anchor ``name``.

    What leads up to a wide table stands with it on one sheet, so that paper turns for both; a wide
    picture has a sheet of its own.
    """
    title = anchors.new(f"{name}-title")
    parts: list[tuple[Html, bool]] = [
        (element("h2", chapter.title, id=title, dir=direction(chapter.title)), True)
    ]
    below = False
    for block in chapter.blocks:
        below = below or (isinstance(block, Heading) and block.level == 3)
        leads = isinstance(block, Heading | Paragraph)
        if _turned(block):
            lead = _leaders(parts) if isinstance(block, Table) else len(parts)
            inside = [part for part, _ in parts[lead:]]
            parts[lead:] = [
                (
                    element("div", *inside, block_of(block, anchors, below=below), class_="sheet"),
                    False,
                )
            ]
        else:
            parts.append((block_of(block, anchors, below=below), leads))
    return element("section", *(part for part, _ in parts), id=name, aria_labelledby=title)


def _turned(block: Block) -> bool:
    """Say whether paper is turned for a block: for tables of many columns, and pictures wider than high."""
    if isinstance(block, Figure):
        return block.wide and block.picture.width > block.picture.height
    return paper_of(block) != UPRIGHT


def _leaders(parts: list[tuple[Html, bool]]) -> int:
    """Return where the few headings and sentences begin that stand right before a wide block."""
    start = len(parts)
    while start and parts[start - 1][1] and len(parts) - start < LEADERS:
        start -= 1
    return start


def block_of(block: Block, anchors: Anchors, *, below: bool = True) -> Html:
    """Return one block; ``below`` tells whether a heading of level 3 stands above it."""
    match block:
        case Heading():
            level = block.level if below else 3
            return element(f"h{level}", block.text, dir=direction(block.text))
        case Paragraph():
            return paragraph(block.text, class_="lead" if block.lead else None)
        case Bullets():
            items = (element("li", worded(item), dir=direction(item)) for item in block.items)
            return element("ol" if block.numbered else "ul", *items) if block.items else Html("")
        case Terms():
            return _terms(block)
        case Callout():
            return _callout(block, anchors)
        case Table():
            return table_of(block, anchors)
        case Figure():
            return figure_of(block, anchors)
    assert_never(block)


def _terms(block: Terms) -> Html:
    """Return names and what they stand for, each pair kept together."""
    pairs = (
        element(
            "div",
            element("dt", name, dir=direction(name)),
            element("dd", worded(text), dir=direction(text)),
        )
        for name, text in block.items
    )
    return element("dl", *pairs) if block.items else Html("")


def _callout(block: Callout, anchors: Anchors) -> Html:
    name = anchors.new("remark")
    word = "Note: " if block.kind == "note" else "Take care: "
    title = element(
        "p",
        element("span", word, class_="kind"),
        block.title,
        class_="title",
        id=name,
        dir=direction(block.title),
    )
    inside = joined(title, paragraph(block.text))
    return element("div", inside, class_=f"callout {block.kind}", role="note", aria_labelledby=name)
