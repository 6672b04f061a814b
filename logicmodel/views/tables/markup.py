"""A table as a piece of HTML for notebooks: legible in light and dark, without effect on what is around it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from logicmodel.views.reports.blocks import Bar, Cell, Column, Row, Table, Text

MOST_ROWS = 30
SCOPE = "logicmodel-table"
STYLE = """
.S{font:13px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;max-width:100%;overflow-x:auto;color:inherit}
.S table{border-collapse:collapse;margin:0;border:0;font-size:inherit;color:inherit;background:none;table-layout:auto}
.S caption{caption-side:top;text-align:left;font-weight:600;font-size:15px;padding:0 0 6px;color:inherit}
.S tr,.S tbody tr:nth-child(odd),.S tbody tr:nth-child(even){background:none}
.S th,.S td{padding:4px 20px 4px 0;border:0;text-align:left;vertical-align:top;font-weight:400;white-space:normal;max-width:26em;background:none;color:inherit}
.S thead th{font-weight:600;vertical-align:bottom;border-bottom:1.5px solid currentColor}
.S tbody th,.S tbody td{border-bottom:1px solid rgba(128,128,128,.22)}
.S tbody th.g{font-weight:600;padding-top:12px;border-bottom:1px solid rgba(128,128,128,.55)}
.S .r{text-align:right;font-variant-numeric:tabular-nums}
.S .m{opacity:.68;white-space:nowrap}
.S .n{white-space:nowrap}
.S .l{display:block;font-size:12px;white-space:normal}
.S .b{display:block;position:relative;height:5px;min-width:96px;margin:3px 0 2px;background:rgba(128,128,128,.22);border-radius:2px}
.S .b i{position:absolute;top:0;bottom:0;left:0;background:#3b7dbf;border-radius:2px}
.S .b u{position:absolute;top:-2px;bottom:-2px;min-width:2px;border-left:1.5px solid currentColor;border-right:1.5px solid currentColor;box-sizing:border-box}
.S p{margin:6px 0 0;font-size:12px;opacity:.75}
"""
"""``S`` stands for the class that every rule is bound to, named twice to outweigh the rules of notebooks."""


def html_of(table: Table, *, notes: Sequence[str] = (), rest: str = "to_frame() has all") -> str:
    """Return a table with caption, headers for columns and rows, bars and notes.

    Of a long table the first rows are shown and the number of the others is told.
    """
    style = STYLE.strip().replace(".S", 2 * f".{SCOPE}")
    if not table.rows:
        body = f"<p><strong>{html.escape(table.caption)}</strong></p><p>Nothing: this answer has no rows.</p>"
    else:
        body = f"<table><caption>{html.escape(table.caption)}</caption>{_head(table)}{_body(table, rest)}</table>"
    under = "".join(f"<p>{html.escape(note)}</p>" for note in (table.note, *notes) if note)
    return f'<div class="{SCOPE}"><style>{style}</style>{body}{under}</div>'


def folded(markup: str, rows: int) -> str:
    """Return a table behind a line that opens it."""
    return (
        f'<details style="margin:8px 0"><summary style="cursor:pointer">The numbers: {rows:,} rows'
        f"</summary>{markup}</details>"
    )


def _head(table: Table) -> str:
    cells = "".join(
        f'<th scope="col"{_class(column)}>{html.escape(column.title)}</th>'
        for column in table.columns
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _body(table: Table, rest: str) -> str:
    shown, hidden = table.rows[:MOST_ROWS], len(table.rows) - MOST_ROWS
    width = len(table.columns)
    parts = []
    for group, rows in groupby(shown, key=lambda row: row.group):
        over = (
            f'<tr><th class="g" scope="rowgroup" colspan="{width}">{html.escape(group)}</th></tr>'
        )
        parts.append(f"<tbody>{over if group else ''}{''.join(_lines(table, list(rows)))}</tbody>")
    if hidden > 0:
        words = f"and {hidden:,} more row{'s' if hidden > 1 else ''}; {rest}"
        parts.append(
            f'<tbody><tr><td class="m" colspan="{width}">{html.escape(words)}</td></tr></tbody>'
        )
    return "".join(parts)


def _lines(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    """Give the lines of a group; rows about the same thing share its name."""
    for _, some in groupby(rows, key=lambda row: row.cells[0] if _named_twice(row) else id(row)):
        same = list(some)
        for number, row in enumerate(same):
            yield f"<tr>{''.join(_cells(table, row, span=len(same), first=number == 0))}</tr>"


def _named_twice(row: Row) -> bool:
    """Say whether a row is named by its first two cells, such as a node and a period."""
    return len(row.cells) > 1 and row.cells[0].header and row.cells[1].header


def _cells(table: Table, row: Row, *, span: int, first: bool) -> Iterator[str]:
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if place == 0 and span > 1:
            if first:
                yield f'<th scope="rowgroup" rowspan="{span}"{_class(column)}>{_inside(cell)}</th>'
            continue
        tag, scope = ("th", ' scope="row"') if cell.header else ("td", "")
        yield f"<{tag}{scope}{_class(column)}>{_inside(cell)}</{tag}>"


def _class(column: Column) -> str:
    return ' class="r"' if column.align == "right" else ""


def _inside(cell: Cell) -> str:
    lines = "".join(f'<span class="l">{_text(line)}</span>' for line in cell.lines)
    return _text(cell.text) + lines + (_bar(cell.bar) if cell.bar else "")


def _text(text: Text) -> str:
    if isinstance(text, str):
        return html.escape(text)
    return " ".join(
        f'<span class="{"m" if span.tone == "muted" else "n"}">{html.escape(span.text.strip())}</span>'
        for span in text
    )


def _bar(bar: Bar) -> str:
    """Draw a chance as a bar with its interval as a mark; the numbers beside it say the same."""
    full, low, high = (
        100 * min(max(end, 0.0), 1.0) for end in (bar.probability, bar.low, bar.high)
    )
    mark = f'<u style="left:{low:.1f}%;width:{high - low:.1f}%"></u>'
    return f'<span class="b" aria-hidden="true"><i style="width:{full:.1f}%"></i>{mark}</span>'
