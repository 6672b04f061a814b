"""Experts: what each of them said, and whether they agree, where numbers were asked of experts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.answer import Answer
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section

POOLS = {"linear": "Linear pool", "quantiles": "Quantile average"}
NOTE = "Median, in brackets the interval that holds nine in ten values."


class Elicitation(Section):
    """What experts said about the numbers of the plan, their pool, and what to do where they disagree."""

    kind: Literal["elicitation"] = "elicitation"
    place: ClassVar[int] = 108
    title: ClassVar[str] = "What the experts say"
    questions: ClassVar = frozenset({"elicitation"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a chart with its table behind it, and what follows, for each such answer."""
        found: list[Block] = []
        for answer in matter.given:
            if answer.question == "elicitation" and answer.rows:
                found += [Paragraph(_told(answer)), *figures.figure(answer, table=_table(answer))]
                found += [Paragraph(naming.tidy(line)) for line in getattr(answer, "advice", ())]
        return found


def _told(answer: Answer) -> str:
    pools = [row for row in answer.rows if row["what"] == "pool"]
    apart = sum(row["verdict"] == "apart" for row in pools)
    asked = f"{naming.count(len(pools), 'number')} of the plan {'comes' if len(pools) == 1 else 'come'} from experts"
    if not apart:
        return f"{asked[:1].upper()}{asked[1:]}, who are nowhere far apart."
    where = "it" if len(pools) == 1 else f"{apart} of them"
    return (
        f"{asked[:1].upper()}{asked[1:]}, who are far apart on {where}: what is pooled there hides a disagreement. "
        "A linear pool takes one of them to be right; averaging quantiles looks for the middle, and is narrower."
    )


def _table(answer: Answer) -> Table:
    body: list[Row] = []
    for number in dict.fromkeys(row["number"] for row in answer.rows):
        mine = [row for row in answer.rows if row["number"] == number]
        body += tables.rows(
            (_cells(row, answer.titles["expert"]) for row in mine), naming.tidy(mine[0]["title"])
        )
    heads = tables.columns(("Who", "l", 2.0), ("Counts for", "r", 1.0), ("What is said", "l", 2.0))
    return Table(naming.tidy(answer.title), heads, tuple(body), note=NOTE)


def _cells(row: Mapping[str, Any], titles: Mapping[str, str]) -> list[Cell]:
    said = Cell(tables.parted(wording.spread(row["p50"], row["p5"], row["p95"], row["unit"])))
    if row["what"] == "expert":
        return [tables.head(titles[row["expert"]]), Cell(wording.percent(row["weight"])), said]
    use = "in the plan" if row["what"] == "pool" else "not used"
    return [tables.head(POOLS[row["pool"]]), Cell(tables.muted(use)), said]
