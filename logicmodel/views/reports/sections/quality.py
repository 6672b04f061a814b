"""Quality: what the checks of the plan have found, and how far it looks at outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.checking.finding import Finding
from logicmodel.analysis.checking.profiles import BASIC, PROFILES
from logicmodel.analysis.outcome_focus import outcome_focus
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
        return [
            Heading("Does the plan look at outcomes?"),
            _counts(matter),
            *_focus(matter.plan),
            *_findings(matter),
        ]


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
            ("Links with evidence", f"{len(backed)} of {len(plan.links)}"),
        )
    )


def _focus(plan: Plan) -> list[Block]:
    """Return a table of what sits on deliveries and what on outcomes; nothing where there is nothing to share."""
    rows = []
    for row in outcome_focus(plan).rows:
        if row["share"] is None or row["what"] == "weight":
            continue
        if row["what"] == "money":
            title = plan.allocations[row["allocation"]].title or row["allocation"]
            name, group = (
                naming.quoted(title),
                "Money on the way to an outcome with a target, and beside it",
            )
            told = [wording.money(row[key], plan.currency) for key in ("outputs", "outcomes")]
        else:
            name, group = row["title"], "Counted in the plan"
            told = [wording.amount(row[key]) for key in ("outputs", "outcomes")]
        share = Cell(wording.percent(row["share"]))
        rows.append(Row((Cell(name, header=True), *(Cell(text) for text in told), share), group))
    if not rows:
        return []
    columns = tables.columns(
        ("", "l", 2.2),
        ("On activities and outputs", "r", 1.2),
        ("On outcomes", "r", 1.2),
        ("Share on outcomes", "r", 1.0),
    )
    return [
        Table("How much sits on what is delivered, and how much on change", columns, tuple(rows))
    ]


def _findings(matter: Matter) -> list[Block]:
    findings = list(matter.findings)
    profile = matter.plan.checks.profile or BASIC
    asked = f"Checked by the rules of the profile “{profile}”. {PROFILES[profile]}"
    heading, rules = Heading("What the checks found"), Paragraph(asked)
    if not findings:
        return [heading, rules, Paragraph("The checks found nothing to mend.")]
    rows = []
    for finding in findings[:MOST_ROWS]:
        title, tone = GROUPS[finding.severity]
        cells = (
            Cell(finding.code, header=True, tone=tone),
            _where(matter.plan, finding),
            Cell(naming.sentence(naming.tidy(finding.message))),
            Cell(
                naming.sentence(naming.tidy(finding.remedy).rstrip(":")) if finding.remedy else ""
            ),
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
    return [heading, rules, Table("Findings and their remedies", columns, tuple(rows), note=note)]


def _where(plan: Plan, finding: Finding) -> Cell:
    """Return the place of a finding: in words of the plan, and below them where it stands in the file."""
    section, *rest = finding.loc or ("",)
    path, place = naming.tidy(finding.where), rest[0] if rest else None
    if section == "links" and isinstance(place, int):
        name = naming.joined(plan, plan.links[place])
    elif section == "targets" and isinstance(place, int):
        name = naming.short_target(plan, plan.targets[place])
    elif place in plan.nodes and rest[1:2] == ["indicators"]:
        name = naming.indicator(plan, str(place), str(rest[2]))
    elif place in plan.nodes:
        name = naming.node(plan, str(place))
    else:
        return Cell(path)
    return Cell(name, lines=(tables.muted(path),))
