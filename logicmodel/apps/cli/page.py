"""Printing: pages for people, JSON for programs."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeAlias, cast

import logicmodel as lm

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST_TEXT = 100
"""Longer lines of running text are hard to read."""


def put_json(value: Any) -> None:
    """Print one JSON object."""
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    put(json.dumps(value, indent=2, ensure_ascii=plain, allow_nan=False) + "\n")


def save_json(value: Any, path: Path) -> None:
    """Write one JSON object to a file, whole or not at all."""
    lm.writing.write_text(path, json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def put(text: str) -> None:
    """Write text to standard output as it is."""
    sys.stdout.write(text)


def legible(text: str) -> str:
    """Return text from a plan without characters that steer a terminal."""
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() or mark == "\n" else " " for mark in text)


class Page:
    """A page in the making, printed piece by piece."""

    def __init__(self) -> None:
        """Open standard output; colours appear on a terminal only."""
        self.console = _console()
        self.width = self.console.width

    def title(self, text: str, below: str = "") -> None:
        """Print what the page is about."""
        self.text(text, style="bold")
        if below:
            self.text(below, style="italic")

    def heading(self, text: str) -> None:
        """Print a heading after an empty line."""
        self.console.print()
        self.text(text, style="bold cyan")

    def text(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print running text; a number stays on the line of its percent sign."""
        kept = " ".join(legible(text).split()).replace(" %", "\N{NO-BREAK SPACE}%")
        width = max(min(self.width, WIDEST_TEXT), indent + NARROWEST)
        margin = " " * indent
        below = f"{margin}  " if kept.startswith("- ") else margin  # what goes on stands below the words, not below the dash
        lines = textwrap.wrap(kept, width, initial_indent=margin, subsequent_indent=below, break_on_hyphens=False)
        self.console.print("\n".join(lines).replace("\N{NO-BREAK SPACE}", " "), style=style or None)

    def line(self, text: str, style: str = "") -> None:
        """Print one line that is never broken."""
        self.console.print(legible(text), style=style or None, soft_wrap=True)

    def numbered(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Print lines whose number stands before them; what does not fit goes on below the text."""
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(justify="right", style="dim")
        grid.add_column(overflow="fold")
        width = max(self.width - max((len(f"  {number}. ") for number, _, _ in lines), default=0), NARROWEST)
        for number, _, line in lines:
            kept = legible(line).replace(" %", "\N{NO-BREAK SPACE}%")
            told = "\n".join(textwrap.wrap(kept, width, break_on_hyphens=False)).replace("\N{NO-BREAK SPACE}", " ")
            grid.add_row(f"  {number}.", Text(told))
        self.console.print(grid)

    def gap(self) -> None:
        """Print an empty line."""
        self.console.print()

    def draw(self, piece: RenderableType) -> None:
        """Print something of rich."""
        self.console.print(piece)

    def table(self, head: Sequence[str], groups: Sequence[Group], *, words: int = -1, indent: int = 2) -> None:
        """Print groups of rows under common columns.

        Where the page is too narrow the column ``words`` wraps, then intervals go below their number, and
        last the first column wraps.
        """
        heads = [list(head)] if any(head) else []
        rows = [row for _, some in groups for row in some]
        room = self.width - indent
        split: set[int] = set()
        widths = _widths(heads + rows, split)
        if _total(widths) > room:  # first only the heads are broken
            heads = [_cells(row, set(range(len(row)))) for row in heads]
            widths = _narrowed(_widths(heads + rows, split), room, words)
        for column in reversed(range(len(head))):
            if _total(widths) > room and column != words:
                split.add(column)
                widths = _narrowed(_widths(heads + rows, split), room, words)
        widths = _narrowed(widths, room, 0)
        self._rows(heads, widths, indent, style="dim")
        for name, some in groups:
            if name:
                self.text(name, style="bold")
            self._rows([_cells(row, split) for row in some], widths, indent)

    def has_room(self, head: Sequence[str], groups: Sequence[Group], *, broken: bool = False, indent: int = 2) -> bool:
        """Say whether a table fits without breaking any cell, or at least with intervals below their number."""
        every = set(range(len(head)))
        rows = [_cells(head, every)] + [row for _, some in groups for row in some]
        return _total(_widths(rows, every if broken else set())) <= self.width - indent

    def _rows(self, rows: Sequence[Sequence[str]], widths: Sequence[int], indent: int, style: str = "") -> None:
        from rich.padding import Padding  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        if not rows:
            return
        grid = Table.grid(padding=(0, GAP, 0, 0))
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        for row in rows:
            grid.add_row(*(Text(cell, style=style) for cell in row))
        self.console.print(Padding(grid, (0, 0, 0, indent), expand=False))


Group: TypeAlias = tuple[str, list[list[str]]]
"""A line over some rows (it may be empty), and the rows."""
GAP, NARROWEST = 2, 16


def _narrowed(widths: Sequence[int], room: int, column: int) -> list[int]:
    """Return the widths with one column made narrower, as far as it can be and has to be."""
    found = list(widths)
    if column >= 0:
        over = max(_total(found) - room, 0)
        found[column] = max(found[column] - over, min(NARROWEST, found[column]))
    return found


def _widths(rows: Sequence[Sequence[str]], split: set[int]) -> list[int]:
    from rich.cells import cell_len  # noqa: PLC0415

    cells = [_cells(row, split) for row in rows]
    return [
        max(cell_len(line) for cell in column for line in cell.split("\n"))
        for column in zip(*cells, strict=True)
    ]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _cells(row: Sequence[str], split: set[int]) -> list[str]:
    return [
        legible(cell).replace(" (", "\n(") if place in split else legible(cell)
        for place, cell in enumerate(row)
    ]


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415

    class Output(Console):
        """Standard output that leaves a closed pipe to the guard in ``main``."""

        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError

    terminal = sys.stdout.isatty()
    file = sys.stdout if terminal else cast("TextIO", Trimmed(sys.stdout))
    return Output(markup=False, highlight=False, emoji=False, file=file)


class Trimmed:
    """Standard output without the blanks that fill the lines of a table."""

    def __init__(self, stream: TextIO) -> None:
        """Take the stream that is written to."""
        self.stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        """Write whole lines."""
        return self.stream.write("\n".join(line.rstrip(" ") for line in text.split("\n")))

    def flush(self) -> None:
        """Hand everything on."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Say that it is no terminal."""
        return False
