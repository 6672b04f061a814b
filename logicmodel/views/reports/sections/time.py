"""Time: when each target is first met, and what arrives later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST_PERIODS = 6
MOST_TARGETS = 8
MOST_DRAWN = 4
MOST_LATE = 6


class Time(Section):
    """By when each change is to be expected, and what comes after the last period."""

    kind: Literal["time"] = "time"
    place: ClassVar[int] = 60
    title: ClassVar[str] = "When it happens"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a table of chances by period, a chart, and effects that arrive too late to count."""
        rows = naming.rows_of(matter, "time_to_target")
        name = matter.best or (rows[0]["allocation"] if rows else "")
        goals = naming.targets(matter.plan, kinds=("outcome",))[:MOST_TARGETS]
        mine = [row for row in rows if row["allocation"] == name]
        found: list[Block] = []
        if goals and mine and matter.plan.periods.count > 1:
            title = naming.quoted(naming.allocation(matter, name))
            text = (
                f"The figures show how likely each level is to be reached at least once by the end of a "
                f"period, under {title}. A level that is reached may be lost again, so the chance of "
                "meeting a target when it is due can be lower."
            )
            found = [Paragraph(text)]
            answer = figures.only(matter.answers["time_to_target"], allocation=(name,))
            answer = figures.in_order(answer, [goal.name for goal in goals[:MOST_DRAWN]])
            found += figures.figure(answer, table=_table(matter, goals, mine))
        return [*found, *_late(matter, name)]


def _table(matter: Matter, goals: Sequence[Any], rows: Sequence[Mapping[str, Any]]) -> Table:
    labels = _chosen(matter.plan.periods.labels)
    body = []
    for goal in goals:
        cells = [
            tables.head(
                naming.target(matter.plan, goal), tables.muted(naming.asked(matter.plan, goal))
            )
        ]
        cells += [
            tables.chance(naming.row_of(rows, target=goal.name, period=label)) for label in labels
        ]
        body.append(cells)
    head = (("Target", "l", 2.0), *((f"By {label}", "l", 1.0) for label in labels))
    return Table(
        "Chance that the level was reached at least once",
        tables.columns(*head),
        tables.rows(body),
        note=tables.HALF_WIDTH_NOTE,
    )


def _chosen(labels: Sequence[str]) -> list[str]:
    """Return a few periods, evenly spaced, the last among them."""
    step = -(-len(labels) // MOST_PERIODS)
    return list(reversed(labels[::-1][::step]))


def _late(matter: Matter, name: str) -> list[Block]:
    """Say what the plan still brings about after its last period."""
    rows = [row for row in naming.rows_of(matter, "late_effects") if row["allocation"] == name]
    if not rows:
        return []
    links = {link.name: link for link in matter.plan.links}
    items = [
        f"{naming.joined(matter.plan, links[row['link']])}: "
        f"{wording.interval(row['amount'], row['low'], row['high'], naming.unit(row['unit']), most=4)}"
        for row in sorted(rows, key=lambda row: row["link"])[:MOST_LATE]
    ]
    more = len(rows) - len(items)
    items += [f"and {naming.count(more, 'more link')}"] if more > 0 else []
    last = matter.plan.periods.labels[-1]
    text = f"Some effects are on their way but arrive only after {last}. No figure of this report counts them."
    return [Heading(f"What arrives after {last}"), Paragraph(text), Bullets(tuple(items))]
