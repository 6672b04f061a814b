"""Evidence: why each link is believed, and how strongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan
from logicmodel.views.reports import naming, quantities, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section

STRENGTHS = {
    "none": "No evidence",
    None: "Evidence not rated",
    "weak": "Weak evidence",
    "moderate": "Moderate evidence",
    "strong": "Strong evidence",
}
MOST_ROWS = 30


class Evidence(Section):
    """The links of the plan by the strength of their evidence, the weakest first."""

    kind: Literal["evidence"] = "evidence"
    place: ClassVar[int] = 130
    title: ClassVar[str] = "Evidence behind the links"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return counts in words and a table of the links."""
        plan = matter.plan
        if not plan.links:
            return ()
        links = [
            link for strength in STRENGTHS for link in plan.links if _strength(link) == strength
        ]
        rows = tuple(
            Row(_cells(plan, link), group=STRENGTHS[_strength(link)]) for link in links[:MOST_ROWS]
        )
        columns = tables.columns(
            ("Link", "l", 1.6),
            ("How it acts", "l", 1.7),
            ("Why it should", "l", 1.8),
            ("Source", "l", 1.3),
        )
        more = len(links) - len(rows)
        note = (
            f"{naming.count(more, 'more link').capitalize()} on stronger evidence can be read with “logicmodel show {matter.file}”."
            if more
            else ""
        )
        return [
            Paragraph(_told(links)),
            Table(
                "Links by the strength of their evidence",
                columns,
                rows,
                note=f"{_brackets(rows)}{note}".strip(),
                wide=True,
            ),
        ]


def _brackets(rows: Sequence[Row]) -> str:
    """Explain ranges where there are any."""
    told = any("(" in tables.plain(row.cells[1].text) for row in rows)
    return "In brackets: the range that holds nine out of ten simulated futures. " if told else ""


def _strength(link: Link) -> str | None:
    return link.evidence.strength if link.evidence is not None else None


def _told(links: Sequence[Link]) -> str:
    """Say how many links rest on which evidence."""
    counts = [
        f"{number} {words}"
        for strength, words in (
            ("strong", "on strong evidence"),
            ("moderate", "on moderate evidence"),
            ("weak", "on weak evidence"),
            ("none", "on no evidence"),
            (None, "on evidence that the plan does not rate"),
        )
        if (number := sum(_strength(link) == strength for link in links))
    ]
    noun = "link rests" if len(links) == 1 else "links rest"
    return (
        f"The plan’s {len(links)} {noun} as follows: {naming.listed(counts)}. The weakest come first: there "
        "a small study, or the first year of monitoring, teaches most."
    )


def _cells(plan: Plan, link: Link) -> tuple[Cell, ...]:
    acts = quantities.strength(plan, link)
    evidence = link.evidence
    basis = (
        [naming.tidy(text) for text in (evidence.basis, evidence.source, evidence.notes)]
        if evidence
        else []
    )
    told = [text for text in basis if text]
    return (
        tables.head(naming.joined(plan, link)),
        Cell(acts[0], lines=tuple(acts[1:])),
        Cell(naming.tidy(link.because) or tables.muted("not said")),
        Cell(told[0], lines=tuple(told[1:])) if told else Cell(tables.muted("not named")),
    )
