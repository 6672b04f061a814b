"""Contribution: who brings how much of the effect, and what the claim of each link rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.analysis.contribution import telling
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Row,
    Table,
)
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 10
NOUNS = {"activities": "Activity", "inputs": "Input", "links": "Link"}
EVIDENCE = {"not rated": "not rated", "none": "no evidence"}
METHOD = (
    "A share is a Shapley value: what each adds when it joins, averaged over all orders in which they may join. "
    "The shares of all sum to the whole. Beside it stands what each brings alone and what is lost where it alone is left out."
)


class Contribution(Section):
    """Shares in the effect and in the chance of success, and the contribution-analysis table."""

    kind: Literal["contribution"] = "contribution"
    place: ClassVar[int] = 98
    title: ClassVar[str] = "Who contributes what"
    questions: ClassVar = frozenset({"contribution", "contribution_table"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a chart and a table for each such answer, and what follows from it."""
        found: list[Block] = []
        for answer in matter.given:
            if answer.question == "contribution" and answer.rows:
                found += _shares(matter, answer)
            elif answer.question == "contribution_table" and answer.rows:
                found += _claims(matter, answer)
        return found


def _shares(matter: Matter, answer: Answer) -> list[Block]:
    settings = answer.settings
    under = naming.allocation(matter, str(settings["allocation"]))
    return [
        Heading(f"Among {settings['players']}, under {naming.quoted(under)}"),
        Paragraph(naming.sentence(str(settings["headline"])), lead=True),
        Paragraph(METHOD),
        *figures.figure(answer, table=_table(answer)),
        *_follows(answer),
    ]


def _table(answer: Answer) -> Table:
    """Return the largest contributions to everything that was asked for."""
    found: list[Row] = []
    single: list[Row] = []
    for whole, rows in telling.asked(answer):
        head = f"{_named(answer, whole)}: {telling.size(whole)} in all"
        active = [row for row in rows if not row["idle"]][:MOST_ROWS]
        if whole["active"] == 1:
            single += [
                Row(_cells(row, _named(answer, whole)), group="What hangs on one alone")
                for row in active
            ]
        else:
            found += [Row(_cells(row), group=head) for row in active]
    columns = tables.columns(
        (NOUNS[answer.settings["players"]], "l", 1.7),
        ("Share", "l", 1.0),
        ("Brings", "l", 1.1),
        ("Why", "l", 2.4),
    )
    note = f"{tables.HALF_WIDTH_NOTE} {_whole_note(answer)}"
    return Table(naming.tidy(answer.title), columns, (*found, *single), note=note, wide=True)


def _whole_note(answer: Answer) -> str:
    return " ".join(naming.sentence(note) for note in answer.notes)


def _named(answer: Answer, whole: Mapping[str, Any]) -> str:
    title = naming.tidy(str(answer.titles["ask"][whole["target"]]))
    return {"success": "Chance of success", "met": f"Chance of meeting “{title}”"}.get(
        whole["of"], title
    )


def _cells(row: Mapping[str, Any], *to: str) -> tuple[Cell, ...]:
    return (
        tables.head(naming.tidy(str(row["title"])), *(tables.muted(f"to: {name}") for name in to)),
        Cell(tables.parted(telling.share(row))),
        Cell(tables.parted(telling.size(row))),
        Cell(str(row["why"]) or tables.muted("cannot be told from nothing")),
    )


def _follows(answer: Answer) -> list[Block]:
    advice = [str(line) for line in answer.settings["so_what"]]
    return [Heading("What follows", level=4), Bullets(tuple(advice))] if advice else []


def _claims(matter: Matter, answer: Answer) -> list[Block]:
    """Return the table that evaluators write: each link with what it rests on."""
    (whole,) = answer.settings["whole"]
    under = naming.allocation(matter, str(answer.settings["allocation"]))
    shared = [row for row in answer.rows if row["share"]]
    rest = [row for row in answer.rows if not row["share"]]
    named = f"Carries a share of {telling.what(answer, whole)}, {telling.size(whole)} in all"
    rows = [Row(_claim(row), group=named) for row in shared]
    rows += [Row(_claim(row), group="Carries nothing of it") for row in rest]
    columns = tables.columns(
        ("Link and why it should act", "l", 2.1), ("Share", "l", 0.7), ("Evidence", "l", 1.3), ("Assumes", "l", 1.3),
        ("Rival explanations", "l", 1.3), ("Weakest", "l", 1.2),
    )  # fmt: skip
    return [
        Heading(f"What the claim rests on, under {naming.quoted(under)}"),
        Paragraph(naming.sentence(str(answer.settings["headline"])), lead=True),
        Table(naming.tidy(answer.title), columns, tuple(rows), note=_whole_note(answer), wide=True),
        *_follows(answer),
    ]


def _claim(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    evidence = EVIDENCE.get(row["evidence"], row["evidence"])
    sources = tuple(
        text
        for text in (row["source"], row["objection"] and f"against it: {row['objection']}")
        if text
    )
    return (
        tables.head(naming.tidy(row["title"]), row["mechanism"] or tables.muted("nothing says why")),
        Cell(tables.parted(wording.part(row["share"], row["share_low"], row["share_high"])) if row["share"] else tables.muted("none")),
        Cell(str(evidence).capitalize(), lines=tuple(tables.muted(text) for text in sources)),
        _or_none(row["assumptions"]), _or_none(row["rivals"]), _or_none(row["weakest"]),
    )  # fmt: skip


def _or_none(text: str) -> Cell:
    """Return parts that a semicolon separates as lines of a cell."""
    first, *more = text.split("; ")
    return Cell(first, lines=tuple(more)) if text else Cell(tables.muted("—"))
