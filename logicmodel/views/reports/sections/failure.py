"""What fails: the targets that stop the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import naming, tables
from logicmodel.views.reports.blocks import Block, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 12
WORTH_SAYING = 0.01
NEAR = 0.2
"""Share of failures from which on they are called near misses."""


class Failure(Section):
    """Which targets are missed when the plan fails, and which alone decide."""

    kind: Literal["failure"] = "failure"
    place: ClassVar[int] = 80
    title: ClassVar[str] = "What stops the plan"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the targets that count for success, the most frequent obstacle first."""
        found = [
            row for row in naming.rows_of(matter, "failure") if row["allocation"] == matter.best
        ]
        rows = [row for row in found if row["among"] is not None]
        if not rows or matter.best is None:
            return ()
        rows.sort(key=lambda row: (-row["alone"], -row["among"]))
        told = _told(matter, rows) if _needs_all(matter) else _told_of_some(rows)
        more = len(rows) - MOST_ROWS
        if more > 0:
            what = naming.count(more, "target")
            told += f" {what.capitalize()} that would change least {'is' if more == 1 else 'are'} left out."
        return [Paragraph(told), _table(matter, rows[:MOST_ROWS])]


def _needs_all(matter: Matter) -> bool:
    """Say whether success needs every target that counts."""
    rule = matter.plan.success
    return rule.at_least is None and rule.weight is None


def _told_of_some(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say how close failures are where success needs only some of the targets."""
    first = rows[0]
    share = wording.chance(first["alone"], first["alone_low"], first["alone_high"])
    return (
        "Success does not need every target, so no single one stops the plan. A failure is often a near miss: "
        f"in up to {share} of the failures, one more target would have been enough."
        if first["alone"] >= NEAR
        else "Success does not need every target, so no single one stops the plan."
    )


def _label(matter: Matter, row: Mapping[str, Any]) -> str:
    goal = next(goal for goal in matter.plan.targets if goal.name == row["target"])
    return naming.short_target(matter.plan, goal)


def _told(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> str:
    first = max(rows, key=lambda row: row["among"])
    title = naming.quoted(naming.allocation(matter, matter.best or ""))
    share = wording.chance(first["among"], first["among_low"], first["among_high"])
    text = (
        f"When the plan fails under {title}, {naming.quoted(_label(matter, first))} is missed most often: "
        f"in {share} of those futures."
    )
    if len(rows) > 1 and rows[0]["alone"] >= WORTH_SAYING:
        alone = wording.chance(rows[0]["alone"], rows[0]["alone_low"], rows[0]["alone_high"])
        which = (
            "It is also the target that alone decides most often"
            if rows[0]["target"] == first["target"]
            else f"The target that alone decides most often is {naming.quoted(_label(matter, rows[0]))}"
        )
        text += (
            f" {which}: in {alone} of the failures, meeting it as well would have meant success."
        )
    return text


def _table(matter: Matter, rows: Sequence[Mapping[str, Any]]) -> Table:
    body = [
        [
            tables.head(_label(matter, row)),
            tables.share(row, "missed"),
            tables.share(row, "among"),
            tables.share(row, "alone"),
        ]
        for row in rows
    ]
    head = (
        ("Target", "l", 2.0),
        ("Missed in all futures", "l", 1.2),
        ("Missed where the plan fails", "l", 1.2),
        ("Meeting it would have been enough", "l", 1.2),
    )
    note = f"Under {naming.quoted(naming.allocation(matter, matter.best or ''))}. {tables.HALF_WIDTH_NOTE}"
    caption = "Targets that stop the plan" if _needs_all(matter) else "Targets that are missed"
    return Table(caption, tables.columns(*head), tables.rows(body), note=note)
