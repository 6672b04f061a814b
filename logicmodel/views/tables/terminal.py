"""A table as plain text in columns."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from logicmodel.views.reports.blocks import Table, Text

MOST_ROWS, MOST_LISTED, WIDEST, GAP = 30, 4, 100, 2


def text_of(table: Table, *, notes: Sequence[str] = (), rest: str = "to_frame() has all") -> str:
    """Return a table as lines; columns that do not fit are named below instead."""
    if not table.rows:
        return "\n".join([table.caption, "Nothing: this answer has no rows.", *_paragraphs(notes)])
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows[:MOST_ROWS]]
    heads = [column.title for column in table.columns]
    wide = _total(map(_widest, zip(heads, *rows, strict=True))) > WIDEST
    if wide and len(rows) <= MOST_LISTED and not table.rows[0].group:
        lines = [table.caption, "", *_listed(heads, rows)]
    else:
        lines = [table.caption, "", *_tabled(table, heads, rows, rest)]
    return "\n".join([*(line.rstrip() for line in lines), *_paragraphs([table.note, *notes])])


def _tabled(
    table: Table, heads: Sequence[str], rows: Sequence[Sequence[str]], rest: str
) -> list[str]:
    """Return headers and rows below each other, and a word on what is left out."""
    widths = [_widest(column) for column in zip(heads, *rows, strict=True)]
    count = _fitting(widths)
    right = [column.align == "right" for column in table.columns[:count]]
    indent = "  " * any(row.group for row in table.rows)
    lines = [indent + _line(heads, widths, right), indent + _rule(widths[:count])]
    group = ""
    for row, cells in zip(table.rows, rows, strict=False):
        if row.group != group:
            group = row.group
            lines.append(group)
        lines.append(indent + _line(cells, widths, right))
    hidden = len(table.rows) - len(rows)
    if hidden > 0:
        lines.append(f"... and {hidden:,} more row{'s' if hidden > 1 else ''}; {rest}")
    if count < len(heads):
        lines.append(f"not shown: {', '.join(heads[count:])}; {rest}")
    return lines


def _listed(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a few wide rows below each other: the first cell, then the others with their headers."""
    width = _widest(heads)
    lines = []
    for first, *others in rows:
        pairs = zip(heads[1:], others, strict=True)
        lines += [
            first,
            *(f"  {_padded(head, width, right=False)}  {text}" for head, text in pairs if text),
        ]
    return lines


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells_wide, texts))


def _total(widths: Iterable[int]) -> int:
    found = list(widths)
    return sum(found) + GAP * (len(found) - 1)


def plain(text: Text) -> str:
    """Return the words of a text without their looks, on one line."""
    found = text if isinstance(text, str) else "".join(span.text for span in text)
    return " ".join("".join(mark if mark.isprintable() else " " for mark in found).split())


def cells_wide(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> cells_wide("people"), cells_wide("人")
    (6, 2)
    """
    return sum(
        2 if unicodedata.east_asian_width(mark) in "WF" else 0 if unicodedata.combining(mark) else 1
        for mark in text
    )


def _fitting(widths: Sequence[int]) -> int:
    """Return how many columns fit into the width, two at least."""
    total, count = 0, 0
    for width in widths:
        total += width + (GAP if count else 0)
        if total > WIDEST and count >= 2:
            break
        count += 1
    return count


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return (" " * GAP).join(
        _padded(cell, width, right=aligned)
        for cell, width, aligned in zip(cells, widths, right, strict=False)
    )


def _padded(text: str, width: int, *, right: bool) -> str:
    room = " " * (width - cells_wide(text))
    return room + text if right else text + room


def _rule(widths: Sequence[int]) -> str:
    return "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * _total(widths)


def _paragraphs(notes: Sequence[str]) -> list[str]:
    return [textwrap.fill(note, WIDEST) for note in notes if note]
