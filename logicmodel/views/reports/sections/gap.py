"""The gap between delivering and changing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import figures, naming, ranking, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 12
RARE = 0.01


class Gap(Section):
    """How often everything is delivered, and how often that changes what it should."""

    kind: Literal["gap"] = "gap"
    place: ClassVar[int] = 70
    title: ClassVar[str] = "Delivering and changing"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return both chances side by side, and how often delivery was in vain."""
        names = ranking.ranked(matter, naming.allocations(matter))
        names = [name for name in names if ranking.chance_of(matter, name, "output_outcome_gap")]
        if not names:
            return ()
        answer = figures.only(matter.answers["joint"], allocation=names)
        text = (
            "A plan delivers when it meets its targets on activities and outputs. It changes something "
            "when it meets its targets on outcomes. The first is easy to count; the second is the point."
        )
        table = _table(matter, names[:MOST_ROWS])
        if all(_chance(matter, name) < RARE for name in names):
            rare = "Under every allocation, meeting all of one kind at once is exceptionally unlikely. So the gap tells little here."
            return [Paragraph(text), Paragraph(rare), table]
        return [Paragraph(text), *_told(matter, names), table, *figures.figure(answer)]


def _chance(matter: Matter, name: str) -> float:
    """Return the larger of both chances."""
    rows = (ranking.chance_of(matter, name, what) for what in ("outputs_met", "outcomes_met"))
    return max(float(row["probability"]) for row in rows if row is not None)


def _told(matter: Matter, names: Sequence[str]) -> list[Block]:
    told = []
    for name in names[:MOST_ROWS]:
        row = ranking.chance_of(matter, name, "missed_given_delivered")
        if row is not None:
            share = wording.share_of_draws(row["probability"], row["low"], row["high"])
            share = share.replace(
                "those draws", "the simulated futures in which everything was delivered"
            )
            title = naming.quoted(naming.allocation(matter, name))
            told.append(f"Under {title}, the outcomes were missed in {share}.")
    return [Paragraph(" ".join(told))] if told else []


def _table(matter: Matter, names: Sequence[str]) -> Table:
    body = []
    for name in names:
        gap = ranking.chance_of(matter, name, "output_outcome_gap")
        assert gap is not None
        points = wording.points(gap["probability"], gap["low"], gap["high"]).replace(" points", "")
        body.append(
            [
                tables.head(naming.allocation(matter, name)),
                tables.chance(ranking.chance_of(matter, name, "outputs_met")),
                tables.chance(ranking.chance_of(matter, name, "outcomes_met")),
                Cell(tables.parted(points)),
            ]
        )
    head = (
        ("Allocation", "l", 1.6),
        ("All output targets met", "l", 1.3),
        ("All outcome targets met", "l", 1.3),
        ("Gap in points", "r", 1.5),
    )
    return Table(
        "Delivering against changing",
        tables.columns(*head),
        tables.rows(body),
        note=f"A gap above zero: more is delivered than is changed. {tables.HALF_WIDTH_NOTE}",
    )
