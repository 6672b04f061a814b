"""Tables as HTML: captions, headers of columns, rows and groups, bars in cells."""

from __future__ import annotations

import itertools

from logicmodel.views.reports.blocks import Bar, Cell, Column, Row, Table
from logicmodel.views.reports.page.elements import Anchors, Html, element, joined
from logicmodel.views.reports.page.words import direction, paragraph, plain, toned, worded

ROOM = 6.6
NARROW = 3
"""Tables of so many columns fit a phone and are never scrolled."""
SHORT = 8
"""Tables of so many rows are not divided between two sheets of paper."""


def table_of(table: Table, anchors: Anchors) -> Html:
    """Return a table that scrolls inside its own region where it is wider than the screen."""
    name = anchors.new("table")
    caption = element("caption", table.caption, id=name, dir=direction(table.caption))
    groups = itertools.groupby(table.rows, key=lambda row: row.group)
    bodies = [_body(group, list(rows), table.columns) for group, rows in groups]
    scrolls = table.wide or len(table.columns) > NARROW
    width = sum(column.width for column in table.columns) * ROOM
    grid = element(
        "table",
        caption,
        _columns(table.columns),
        element("thead", element("tr", *map(_title, table.columns))),
        *(bodies or [_nothing(len(table.columns))]),
        style=f"min-width:{width:.1f}rem" if scrolls else None,
    )
    focus = {"tabindex": "0", "role": "group", "aria_labelledby": name} if scrolls else {}
    region = element("div", grid, class_="scroll", **focus)
    kind = "table short" if len(table.rows) <= SHORT else "table"
    return element("div", region, paragraph(table.note, class_="below"), class_=kind)


def _columns(columns: tuple[Column, ...]) -> Html:
    whole = sum(column.width for column in columns) or 1.0
    shares = (
        element("col", style=f"width:{100 * column.width / whole:.1f}%") for column in columns
    )
    return element("colgroup", *shares)


def _title(column: Column) -> Html:
    if not column.title.strip():
        return element("td", class_=column.align)
    return element(
        "th", column.title, scope="col", class_=column.align, dir=direction(column.title)
    )


def _body(group: str, rows: list[Row], columns: tuple[Column, ...]) -> Html:
    """Return the rows of one group under a row that names it."""
    head = Html("")
    if group:
        title = element("th", group, scope="rowgroup", colspan=len(columns), dir=direction(group))
        head = element("tr", title, class_="group")
    return element("tbody", head, *(_row(row, columns) for row in rows))


def _nothing(count: int) -> Html:
    words = element("td", "Nothing to show.", colspan=max(1, count), class_="muted")
    return element("tbody", element("tr", words))


def _row(row: Row, columns: tuple[Column, ...]) -> Html:
    pairs = itertools.zip_longest(row.cells, columns[: len(row.cells)])
    return element(
        "tr", *(_cell(cell, column.align if column else "left") for cell, column in pairs)
    )


def _cell(cell: Cell, align: str) -> Html:
    """Return a cell: its words, its bar, its further lines."""
    inside = [
        toned(worded(cell.text), cell.tone),
        bar_of(cell.bar) if cell.bar else "",
        *(paragraph(line) for line in cell.lines),
    ]
    way = direction(plain(cell.text) + "".join(map(plain, cell.lines)))
    if cell.header and plain(cell.text).strip():
        return element("th", *inside, scope="row", class_=align, dir=way)
    return element("td", *inside, class_=align, dir=way)


def bar_of(bar: Bar) -> Html:
    """Return the bar of a probability with its interval as a dark stretch; the words stand beside it."""
    ends = [min(100.0, max(0.0, 100 * end)) for end in (bar.probability, bar.low, bar.high)]
    middle, low, high = ends
    drawn = (
        _stretch("track", 0.0, 100.0, 2, 6),
        _stretch("fill", 0.0, middle, 2, 6),
        _stretch("ends", min(low, 99.2), max(high - low, 0.8), 0, 10),
    )
    return element("svg", joined(*drawn), class_="bar", aria_hidden="true")


def _stretch(kind: str, start: float, width: float, y: int, height: int) -> Html:
    return element(
        "rect", class_=kind, x=f"{start:.2f}%", y=y, width=f"{width:.2f}%", height=height
    )
