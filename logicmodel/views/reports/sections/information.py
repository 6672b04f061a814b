"""What to find out before funding: what knowing a number, or studying it, would be worth."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.plotting import gains
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 10
METHOD = (
    "Information is worth something only where it may change which allocation is chosen. The value of a number is what "
    "would be gained on average by knowing it before choosing, and so the most that any study of it can be worth."
)


class WhatToFindOut(Section):
    """Values of information, studies over their sizes, and flip values."""

    kind: Literal["information"] = "information"
    place: ClassVar[int] = 102
    title: ClassVar[str] = "What to find out before funding"
    questions: ClassVar = frozenset({"information", "study", "flip"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a chart and a table for each such answer, and what follows from it."""
        shown = {"information": _numbers, "study": _study, "flip": _flips}
        found: list[Block] = []
        said: set[str] = set()
        for answer in matter.given:
            if answer.question in shown and answer.rows:
                found += [*shown[answer.question](answer), *_follows(answer, said)]
                said.update(answer.settings["so_what"])
        return found


def _numbers(answer: Answer) -> list[Block]:
    sure = [row for row in answer.rows if row["clear"]]
    body = [
        [
            tables.head(naming.tidy(row["title"]), *([] if row["learnable"] else [tables.muted("chance: shows only afterwards")])),
            Cell(tables.parted(gains.told(answer, row))),
            Cell(wording.percent(row["share"])),
            Cell(f"{wording.percent(row['changes']) if row['changes'] >= 0.005 else 'less than 1 %'} of the cases"),
        ]
        for row in sure[:MOST_ROWS]
    ]  # fmt: skip
    rest = len(answer.rows) - len(body)
    left = (
        f"{naming.count(rest, 'number').capitalize()} more {'adds' if rest == 1 else 'add'} less, or nothing that can be told from chance. "
        if rest
        else ""
    )
    head = (
        ("Number", "l", 2.4),
        ("Knowing it adds", "r", 1.5),
        ("Part of knowing everything", "r", 1.0),
        ("Changes the choice in", "l", 1.2),
    )
    table = Table(
        "What knowing one number before choosing would add", tables.columns(*head), tables.rows(body),
        note=left + tables.HALF_WIDTH_NOTE,
    )  # fmt: skip
    shown = figures.figure(answer, table=table) if body else ()
    return [*_lead(answer), Paragraph(METHOD), *shown]


def _study(answer: Answer) -> list[Block]:
    currency = naming.tidy(str(answer.settings.get("currency") or ""))
    priced = all(row["net"] is not None for row in answer.rows)
    body = []
    for row in answer.rows:
        cells = [
            tables.head(f"{row['size']:,}{' (best)' if row['best'] else ''}"),
            Cell(tables.parted(gains.told(answer, row))),
        ]
        if priced:
            net = wording.money(row["net"], currency, row["net_low"], row["net_high"])
            cells += [Cell(wording.money(round(row["cost"]), currency)), Cell(tables.parted(net))]
        body.append(cells)
    head = [
        ("Sample", "r", 0.8),
        ("Adds", "r", 1.6),
        *([("Costs", "r", 1.0), ("Net gain", "r", 1.6)] if priced else []),
    ]
    table = Table(
        "Worth of the study by the size of its sample",
        tables.columns(*head),
        tables.rows(body),
        note=tables.HALF_WIDTH_NOTE,
    )
    name = naming.quoted(str(answer.settings["title"]))
    return [
        Heading(f"A study of {name}"),
        *_lead(answer),
        *figures.figure(answer, table=table),
    ]


def _flips(answer: Answer) -> list[Block]:
    rows = [row for row in answer.rows if row["flip"] is not None]
    body = [
        [
            tables.head(naming.tidy(row["title"])),
            Cell(_where(row)),
            Cell(naming.tidy(answer.titles["allocation"][row["to"]])),
            Cell(f"{wording.percent(row['beyond']) if row['beyond'] >= 0.01 else 'less than 1 %'}"),
        ]
        for row in rows[:MOST_ROWS]
    ]
    head = (
        ("Number", "l", 2.4),
        ("Flips the choice", "l", 1.2),
        ("Then better", "l", 1.4),
        ("Chance of that", "r", 0.9),
    )
    table = Table(
        "Where one number alone makes another allocation better",
        tables.columns(*head),
        tables.rows(body),
    )
    return [
        Heading("How wrong must an assumption be"),
        *_lead(answer),
        *(figures.figure(answer, table=table) if body else ()),
    ]


def _where(row: Mapping[str, Any]) -> str:
    if row["event"]:
        return f"if it {wording.event(row['name'], row['upward'])}"
    return f"{'above' if row['upward'] else 'below'} {wording.amount(row['flip'])} (middle {wording.amount(row['middle'])})"


def _lead(answer: Answer) -> list[Block]:
    return [
        Paragraph(naming.sentence(words), lead=number == 0)
        for number, words in enumerate(answer.settings["headline"])
    ]


def _follows(answer: Answer, said: Container[str]) -> list[Block]:
    """Return what to do about it, as far as it has not been said, and the notes."""
    points = tuple(
        naming.sentence(words) for words in answer.settings["so_what"] if words not in said
    )
    notes: list[Block] = [Paragraph(naming.sentence(naming.tidy(note))) for note in answer.notes]
    follows: list[Block] = [Heading("What follows", level=4), Bullets(points)] if points else []
    return [*follows, *notes]
