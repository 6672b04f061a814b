"""Quality: what the checks of the plan have found, and how far it looks at outcomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.plan.plan import Plan
from logicmodel.views.reports import naming, tables
from logicmodel.views.reports.blocks import Block, Cell, Heading, Paragraph, Row, Table, Terms, Tone
from logicmodel.views.reports.sections.section import Matter, Section

MOST_ROWS = 40
GROUPS: dict[str, tuple[str, Tone]] = {
    "error": ("Errors", "bad"),
    "warning": ("Warnings", "middling"),
    "hint": ("Hints", "plain"),
}


class Quality(Section):
    """Findings with their remedies, and counts that show where the plan looks."""

    kind: Literal["quality"] = "quality"
    place: ClassVar[int] = 140
    title: ClassVar[str] = "Quality of the plan"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return what is counted and what was found."""
        return [Heading("Does the plan look at outcomes?"), _counts(matter), *_findings(matter)]


def _counts(matter: Matter) -> Terms:
    """Return how many outcomes have targets, indicators and a source, and how many links evidence."""
    plan = matter.plan
    outcomes = plan.outcomes
    aimed = {goal.node for goal in plan.targets}
    verified = [
        item
        for item in outcomes.values()
        if any(indicator.source for indicator in item.indicators.values())
    ]
    kinds = [plan.target_kind(goal) for goal in plan.targets]
    backed = [
        link
        for link in plan.links
        if link.evidence is not None and link.evidence.strength not in {None, "none"}
    ]
    of = f"of {len(outcomes)}"
    return Terms(
        (
            ("Outcomes with a target", f"{sum(key in aimed for key in outcomes)} {of}"),
            ("Outcomes with an indicator and its source", f"{len(verified)} {of}"),
            (
                "Outcomes that name who gains",
                f"{sum(bool(item.beneficiaries) for item in outcomes.values())} {of}",
            ),
            ("Targets on outcomes", f"{kinds.count('outcome')} of {len(kinds)}"),
            ("Links with evidence", f"{len(backed)} of {len(plan.links)}"),
        )
    )


def _findings(matter: Matter) -> list[Block]:
    findings = list(matter.findings)
    heading = Heading("What the checks found")
    if not findings:
        return [heading, Paragraph("The checks found nothing to mend.")]
    rows = []
    for finding in findings[:MOST_ROWS]:
        title, tone = GROUPS[finding.severity]
        cells = (
            Cell(finding.code, header=True, tone=tone),
            Cell(naming.tidy(finding.where)),
            Cell(naming.sentence(_titled(matter.plan, naming.tidy(finding.message)))),
            Cell(naming.sentence(naming.tidy(finding.remedy)) if finding.remedy else ""),
        )
        rows.append(Row(cells, group=title))
    more = len(findings) - len(rows)
    note = (
        f"{naming.count(more, 'more finding').capitalize()} can be read with “logicmodel check {matter.file}”."
        if more
        else ""
    )
    columns = tables.columns(
        ("Rule", "l", 0.6), ("Where", "l", 1.3), ("What", "l", 2.2), ("Remedy", "l", 2.0)
    )
    return [heading, Table("Findings and their remedies", columns, tuple(rows), note=note)]


def _titled(plan: Plan, text: str) -> str:
    """Write the titles of nodes where a text names them by their ids."""

    def title(found: re.Match[str]) -> str:
        before, name = found[1] or "", found[2]
        known = name in plan.nodes and ("_" in name or before)
        return f"{before}{naming.quoted(naming.node(plan, name))}" if known else found[0]

    kinds = "activity|output|outcome|input|assumption|factor"
    return re.sub(rf"\b((?:{kinds}) )?(\w+)\b", title, text)
