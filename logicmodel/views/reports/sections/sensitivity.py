"""Sensitivity: which uncertain numbers the result hangs on, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.analysis.answer import Answer
from logicmodel.analysis.conclusion import Conclusion, conclude
from logicmodel.analysis.importance import (
    LEVEL,
    Measure,
    asked,
    explains,
    rows_of,
    targets_of,
    title_of,
)
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 12


class Sensitivity(Section):
    """What each answer to this question says, its chart and numbers, and what follows from the first."""

    kind: Literal["sensitivity"] = "sensitivity"
    place: ClassVar[int] = 83
    title: ClassVar[str] = "What the result hangs on"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return words, charts and tables for each such answer that was given."""
        given = [answer for answer in matter.given if explains(answer)]
        found: list[Block] = []
        for answer in given:
            found += _answer(matter, answer, first=answer is given[0])
        advice = _advice([conclude(answer) for answer in given])
        return [*found, Heading("What follows"), Bullets(advice)] if advice else found


def _answer(matter: Matter, answer: Answer, *, first: bool) -> list[Block]:
    targets, told = targets_of(answer), conclude(answer)
    found: list[Block] = [] if first else [Heading(naming.tidy(answer.title))]
    found.append(Paragraph(_under(matter, answer, told.headline), lead=first))
    if len(targets) > 1:
        return [
            *found,
            *figures.figure(
                answer, kind="heat_map", table=_across(answer, targets, told.measures[0])
            ),
        ]
    found += figures.figure(answer, table=_table(answer, targets[0], told.measures))
    return found + [Paragraph(naming.sentence(naming.tidy(note))) for note in answer.notes]


def _advice(told: Sequence[Conclusion]) -> tuple[str, ...]:
    """Return the advice of the first; what hardly matters is told by one that knows total shares."""
    if not told:
        return ()
    first = told[0]
    whole = next((one.slight for one in told if one.slight and one.measures[0].whole), first.slight)
    return (*first.advice[: len(first.advice) - len(first.slight)], *whole)


def _under(matter: Matter, answer: Answer, words: str) -> str:
    """Say under which allocation, where the plan has a choice of them."""
    name = answer.settings.get("allocation")
    if name is None or len(matter.plan.allocations) < 2:
        return words
    return f"Under {naming.quoted(naming.allocation(matter, str(name)))}: {words[:1].lower()}{words[1:]}"


def _table(answer: Answer, target: str, measures: Sequence[Measure]) -> Table:
    """Return the numbers behind the chart, the most important first."""
    shown = [one for one in measures if one is not LEVEL or len(measures) == 1]
    rows = rows_of(answer, target, shown[0])
    moving = [row for row in rows if row.get("acts", True)][:MOST_ROWS] or rows[:1]
    body = [
        [
            tables.head(naming.tidy(title_of(answer, row))),
            *(Cell(tables.parted(one.told(row))) for one in shown),
        ]
        for row in moving
    ]
    left = len(rows) - len(moving)
    more = (
        f"{naming.count(left, 'number').capitalize()} that matter{'s' if left == 1 else ''} less or not at all {'is' if left == 1 else 'are'} left out. "
        if left
        else ""
    )
    head = [("Number", "l", 2.2), *((_heading(one), "l", 1.2) for one in shown)]
    what = asked(answer, target, shown[0])
    return Table(
        f"What {what} hangs on",
        tables.columns(*head),
        tables.rows(body),
        note=more + tables.HALF_WIDTH_NOTE,
    )


def _heading(measure: Measure) -> str:
    return f"{measure.title[:1].upper()}{measure.title[1:]}"


def _across(answer: Answer, targets: Sequence[str], measure: Measure) -> Table:
    """Return for each target the number that matters most."""
    body = []
    for target in targets:
        rows = rows_of(answer, target, measure)
        name = (
            "Success"
            if target == "success"
            else answer.titles.get("target", {}).get(target, target)
        )
        best = [tables.head(naming.tidy(name))]
        best += (
            [
                Cell(naming.tidy(title_of(answer, rows[0]))),
                Cell(tables.parted(measure.told(rows[0]))),
            ]
            if rows
            else [Cell(""), Cell(tables.muted("n/a"))]
        )
        body.append(best)
    head = (("Target", "l", 1.6), ("Hangs most on", "l", 2.0), (_heading(measure), "l", 1.2))
    return Table(
        "What each target hangs on",
        tables.columns(*head),
        tables.rows(body),
        note=tables.HALF_WIDTH_NOTE,
    )
