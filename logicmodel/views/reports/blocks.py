"""What a report is made of, before any format: words, tables and pictures, all frozen values.

Sections build these blocks; writers turn them into HTML, PDF, Word or Markdown. Blocks hold plain
text only: no block carries markup, so nothing that stands in a plan can become markup.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Literal, TypeAlias

from logicmodel.views.picture import Picture

Tone: TypeAlias = Literal["plain", "good", "middling", "bad", "muted"]
"""What a value means for the reader; a writer shows it by symbol or weight, never by colour alone."""
Align: TypeAlias = Literal["left", "right", "center"]


@dataclasses.dataclass(frozen=True)
class Span:
    """A run of words in one look."""

    text: str
    strong: bool = False
    tone: Tone = "plain"
    """``muted`` for intervals and asides."""
    code: bool = False
    """Whether it is typed letter by letter, such as a command; a writer may set it in a fixed width."""


Text: TypeAlias = str | tuple[Span, ...]
"""Words, either plain or in several looks."""


@dataclasses.dataclass(frozen=True)
class Heading:
    """A heading inside a section: 3 is below the section's own title, 4 below that."""

    text: str
    level: Literal[3, 4] = 3


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """Sentences. ``lead`` is larger, for the first words of a report."""

    text: Text
    lead: bool = False


@dataclasses.dataclass(frozen=True)
class Bullets:
    """A list of points, numbered where their order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclasses.dataclass(frozen=True)
class Terms:
    """Names and what they stand for, such as the facts of a run."""

    items: tuple[tuple[str, Text], ...]


@dataclasses.dataclass(frozen=True)
class Callout:
    """A short remark set apart: something to know, or something to be careful about."""

    kind: Literal["note", "warning"]
    title: str
    text: Text


@dataclasses.dataclass(frozen=True)
class Bar:
    """A probability with the ends of its interval, drawn as a bar in a cell."""

    probability: float
    low: float
    high: float


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of a table: its header, alignment and share of the width."""

    title: str
    align: Align = "left"
    width: float = 1.0


@dataclasses.dataclass(frozen=True)
class Cell:
    """One cell: words, perhaps with a bar under them. Several lines are several paragraphs."""

    text: Text = ""
    header: bool = False
    """Whether it names its row."""
    tone: Tone = "plain"
    bar: Bar | None = None
    lines: tuple[Text, ...] = ()
    """Further paragraphs under ``text``."""


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of cells; ``group`` is a heading that stands over the rows that share it."""

    cells: tuple[Cell, ...]
    group: str = ""


@dataclasses.dataclass(frozen=True)
class Table:
    """A real table with a caption, headers of columns and, where marked, of rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    """A line under the table, such as what the intervals are."""
    wide: bool = False
    """Whether it needs the whole width of a page, given paper of its own where it needs it."""


@dataclasses.dataclass(frozen=True)
class Figure:
    """A picture with its caption, and the same in words or as a table for those who cannot see it."""

    picture: Picture
    wide: bool = False
    """Whether it needs the whole width of a page, given paper of its own where it needs it."""
    table: Table | None = None
    """The numbers behind the picture; shown folded where a format can."""


Block: TypeAlias = Heading | Paragraph | Bullets | Terms | Callout | Table | Figure


@dataclasses.dataclass(frozen=True)
class Chapter:
    """One section of a report; ``name`` is the kind of the section and the anchor of links."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclasses.dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    """The mission, or what the report is about."""
    date: dt.date
    language: str
    """BCP 47 tag of the report's own words."""
    chapters: tuple[Chapter, ...]
    provenance: str
    """One line that says what made the report; it stands at the foot of every page."""
