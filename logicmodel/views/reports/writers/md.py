"""Markdown as GitHub, editors and converters read it: one file, tables real, pictures at its end.

Pictures are SVG data at the end of the file, named where they belong. So the text can be read, compared and
searched as it is, and there is one file only. A viewer that refuses embedded pictures (GitHub does) shows
what they are called; their content stands below each as a table or in words.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from logicmodel import wording
from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chapter,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    Terms,
    Text,
)
from logicmodel.views.reports.writers.writer import Writer

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
LEADING = re.compile(r"^([#=]|[+\-](?=\s|-|$)|\d+(?=[.)](?:\s|$)))")
UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f]")
HALF = re.compile(r"[\ud800-\udfff]")
RULES = {"left": ":---", "right": "---:", "center": ":---:"}


class Markdown(Writer):
    """GitHub-flavoured Markdown in one file."""

    kind: Literal["md"] = "md"

    def content(self, document: Document) -> bytes:
        """Return the file as UTF-8."""
        pictures: list[Figure] = []
        parts = [f"# {escaped(document.title)}"]
        if document.subtitle:
            parts.append(_marked(document.subtitle, "*"))
        parts.append(escaped(wording.day(document.date)))
        for chapter in document.chapters:
            parts += _chapter(chapter, pictures)
        parts += ["---", escaped(document.provenance)]
        parts += [_data(number, figure) for number, figure in enumerate(pictures, 1)]
        return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _chapter(chapter: Chapter, pictures: list[Figure]) -> Iterable[str]:
    yield f"## {escaped(chapter.title)}"
    for block in chapter.blocks:
        yield from _block(block, pictures)


def _block(block: Block, pictures: list[Figure]) -> Iterable[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            yield written(block.text)
        case Bullets():
            yield "\n".join(
                f"{f'{number}.' if block.numbered else '-'} {written(item)}"
                for number, item in enumerate(block.items, 1)
            )
        case Terms():
            yield "\n".join(
                f"- {_marked(name, '**')}: {written(text)}" for name, text in block.items
            )
        case Callout():
            kind = {"note": "NOTE", "warning": "WARNING"}[block.kind]
            yield f"> [!{kind}]\n> {_marked(block.title, '**')}\n>\n> {written(block.text)}"
        case Table():
            yield from _table(block)
        case Figure():
            yield from _figure(block, pictures)


def _figure(figure: Figure, pictures: list[Figure]) -> Iterable[str]:
    """Name the picture, then its caption; folded the table behind it, or what it shows in words."""
    pictures.append(figure)
    picture = figure.picture
    yield f"![{escaped(picture.title)}][figure-{len(pictures)}]"
    if picture.caption:
        yield _marked(picture.caption, "*")
    words = [f"- {escaped(line)}" for line in picture.text.splitlines() if line.strip()]
    told = ["\n".join(words)] if figure.table is None else list(_table(figure.table))
    if any(told):
        title = "The same in words" if figure.table is None else "The same as a table"
        yield f"<details>\n<summary>{title}</summary>"
        yield from told
        yield "</details>"


def _data(number: int, figure: Figure) -> str:
    code = base64.b64encode(figure.picture.content("svg")).decode()
    return f"[figure-{number}]: data:image/svg+xml;base64,{code}"


def _table(table: Table) -> Iterable[str]:
    if table.caption:
        yield _marked(table.caption, "**")
    lines = [_line(escaped(column.title) for column in table.columns)]
    lines.append(_line(RULES[column.align] for column in table.columns))
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            lines.append(_line([_marked(group, "***"), *[""] * (len(table.columns) - 1)]))
        lines.append(_line(_cells(row, table)))
    yield "\n".join(lines)
    if table.note:
        yield escaped(table.note)


def _cells(row: Row, table: Table) -> Sequence[str]:
    """Return as many cells as there are columns."""
    cells = [_cell(cell) for cell in row.cells]
    return cells + [""] * (len(table.columns) - len(cells))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    text: Text = (
        (Span(cell.text, strong=True),) if cell.header and isinstance(cell.text, str) else cell.text
    )
    lines = [written(part) for part in (text, *cell.lines)]
    told = "<br>".join(line for line in lines if line)
    return re.sub(r"(?<!\\)\|", r"\\|", told)  # typed words keep their bars, which would end a cell


def written(text: Text) -> str:
    """Write words in their looks; asides stay plain, as Markdown knows no paler letters."""
    if isinstance(text, str):
        return escaped(text)
    parts = []
    for span in text:
        if span.code:
            parts.append(_code(span.text))
        else:
            parts.append(_marked(span.text, "**") if span.strong else _inline(span.text))
    return _begun("".join(parts).strip())


def _code(text: str) -> str:
    """Write words letter by letter, fenced by more backticks than they hold."""
    plain = _line_of(text).strip()
    fence = "`" * (max((len(run) for run in re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _marked(text: str, mark: str) -> str:
    """Put marks around words, never around the blanks at their ends."""
    inner = _inline(text)
    body = inner.strip()
    if not body:
        return inner
    start = inner[: len(inner) - len(inner.lstrip())]
    return f"{start}{mark}{body}{mark}{inner[len(inner.rstrip()) :]}"


def escaped(text: str) -> str:
    r"""Write plain text so that Markdown shows it letter by letter.

    >>> print(escaped("# 1|2 <b>"), escaped("3. third"))
    \# 1\|2 \<b\> 3\. third
    """
    return _begun(_inline(text).strip())


def _begun(line: str) -> str:
    """Keep the beginning of a line from being read as a heading, a list or a rule."""
    found = LEADING.match(line)
    if found is None:
        return line
    mark = found[1]
    rest = line[len(mark) :]
    return f"{mark}\\{rest}" if mark.isdigit() else f"\\{mark}{rest}"


def _inline(text: str) -> str:
    return SPECIAL.sub(r"\\\1", _line_of(text))


def _line_of(text: str) -> str:
    """Return words on one line, without characters that no text should hold."""
    return re.sub(r"\s+", " ", UNFIT.sub(" ", HALF.sub("\N{REPLACEMENT CHARACTER}", text)))
