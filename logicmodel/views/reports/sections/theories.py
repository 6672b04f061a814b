"""Theories of change: what a plan with variants says under each of them, and whether the choice hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theories
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Heading, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section


class Theories(Section):
    """The theories of change of a plan with their weights, and the chances under each."""

    kind: Literal["theories"] = "theories"
    place: ClassVar[int] = 78
    title: ClassVar[str] = "Theories of change"
    questions: ClassVar = frozenset({"variants"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the theories, and what the plan leads to under each where that is known."""
        found = theories(matter.plan)
        if not found:
            return []
        share = wording.percent(found[0].weight)
        text = (
            "The team doubts not only the numbers but also what leads to what. Every chance in this report is "
            f"pooled: {naming.quoted(found[0].title)} holds in {share} of the simulated futures, in the others one of "
            "these does."
        )
        blocks: list[Block] = [Paragraph(text), Bullets(_different(matter.plan))]
        answer = matter.answers.get("variants")
        if answer is not None and answer.rows:
            blocks += figures.figure(answer, table=_table(answer))
            so_what = tuple(naming.tidy(line) for line in getattr(answer, "so_what", ()))
            blocks += [Heading("What to do about it", 4), Bullets(so_what)] if so_what else []
        return blocks


def _different(plan: Plan) -> tuple[str, ...]:
    """Say of each theory beside the plan as written how likely it is, and why somebody believes it."""
    told = []
    for theory in theories(plan)[1:]:
        reason = naming.tidy(plan.variants[theory.name].description)
        text = f"{naming.tidy(theory.title)} ({wording.percent(theory.weight)})"
        told.append(f"{text}: {reason}" if reason else text)
    return tuple(told)


def _table(answer: Answer) -> Table:
    """Return a group of rows for each target: allocations by theories."""
    names = answer.titles
    variants = list(dict.fromkeys(row["variant"] for row in answer.rows))
    body: list[Row] = []
    for target in dict.fromkeys(row["target"] for row in answer.rows):
        lines = []
        for allocation in dict.fromkeys(row["allocation"] for row in answer.rows):
            mine = [
                row
                for row in answer.rows
                if (row["target"], row["allocation"]) == (target, allocation)
            ]
            cells = [tables.chance(row) for row in mine]
            lines.append(
                [
                    tables.head(naming.tidy(names["allocation"][allocation])),
                    *cells,
                    tables.share(mine[-1], "structure"),
                ]
            )
        body += tables.rows(lines, naming.tidy(names["target"][target]))
    heads = [(naming.tidy(names["variant"][name]), "r", 1.3) for name in variants]
    head = (("", "l", 1.6), *heads, ("Doubt about the theory", "r", 1.1))
    note = (
        "In brackets: 95 % interval. Doubt about the theory: share of the variance of met or missed that would go "
        "if it were known which theory holds."
    )
    return Table(
        "Chances under each theory of change", tables.columns(*head), tuple(body), note=note
    )
