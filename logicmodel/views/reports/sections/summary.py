"""The summary: what a reader has to know who reads nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.views.reports import naming, ranking, tables
from logicmodel.views.reports.amounts import money
from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
)
from logicmodel.views.reports.sections.section import Matter, Section

MOST_TARGETS = 6
MOST_ALLOCATIONS = 8


class Summary(Section):
    """How likely the plan is to succeed, under which allocation, and what is not known."""

    kind: Literal["summary"] = "summary"
    place: ClassVar[int] = 10
    title: ClassVar[str] = "Summary"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return words first, then the key figures, then what is not known."""
        if matter.missing:
            return _incomplete(matter)
        if not matter.answers:
            return ()
        found: list[Block] = [*_lead(matter), *_outcomes(matter), *_gap(matter)]
        return [*found, *_key_figures(matter), *_unknown(matter)]


def _incomplete(matter: Matter) -> list[Block]:
    missing = naming.count(len(matter.missing), "number")
    verb = "is" if len(matter.missing) == 1 else "are"
    text = (
        f"{missing.capitalize()} {verb} still missing, so nothing could be simulated. This report "
        "shows what the plan says, and no chance of reaching any target."
    )
    return [
        Callout("warning", "The plan is not complete", text),
        Heading("Numbers to find out"),
        Bullets(tuple(matter.missing)),
    ]


def _lead(matter: Matter) -> list[Block]:
    """Say how likely success is under the best allocation, and under the others."""
    what, names = ranking.goal(matter), naming.allocations(matter)
    if what is None or matter.best is None:
        text = "The plan has no targets. So there is no chance of success to state, only what to expect."
        return [Paragraph(text, lead=True)]
    word = "Success" if what == "success" else "Meeting all targets"
    under = f"under {naming.quoted(naming.allocation(matter, matter.best))}"
    if matter.best not in matter.plan.allocations and matter.best == naming.NOTHING:
        under = "if nothing is allocated"
    elif len(names) > 1:
        under += f", the best of {naming.count(len(names), 'allocation')}"
    lead = Paragraph(
        (
            Span(f"{word} is "),
            Span(_in_words(ranking.chance_of(matter, matter.best, what)), strong=True),
            Span(f" {under}."),
        ),
        lead=True,
    )
    meaning = (
        f"Success means that {wording.success(matter.plan.success)}." if what == "success" else ""
    )
    others = _others(matter, what, names)
    text = " ".join(part for part in (meaning, others, _apart(matter, what), _cost(matter)) if part)
    return [lead, Paragraph(text)] if text else [lead]


def _in_words(row: Any) -> str:
    return wording.in_words(row["probability"], row["low"], row["high"]) if row else "unknown"


def _others(matter: Matter, what: str, names: Sequence[str]) -> str:
    others = [name for name in ranking.ranked(matter, names) if name != matter.best]
    alike: dict[str, list[str]] = {}
    for name in others[:MOST_ALLOCATIONS]:
        word, bracket, number = _in_words(ranking.chance_of(matter, name, what)).partition(" (")
        title = naming.quoted(naming.allocation(matter, name))
        alike.setdefault(word, []).append(f"{title}{bracket}{number}")
    told = [f"{word} under {naming.listed(titles)}" for word, titles in alike.items()]
    more = len(others) - MOST_ALLOCATIONS
    rest = (
        f" {naming.sentence(naming.count(more, 'more allocation') + ' less likely still')}"
        if more > 0
        else ""
    )
    return f"It is {naming.listed(told)}.{rest}" if told else ""


def _apart(matter: Matter, what: str) -> str:
    """Say whether the best allocation can be told from the one that comes next."""
    names = ranking.ranked(matter, naming.allocations(matter))
    if len(names) < 2 or "best" not in matter.answers:
        return ""
    row = naming.row_of(matter.answers["best"].rows, allocation=names[1], what=what)
    if row is None:
        return ""
    first, second = (naming.quoted(naming.allocation(matter, name)) for name in names[:2])
    if row["verdict"] == "worse":
        lead = wording.points(-row["difference"], -row["high"], -row["low"]).replace("+", "")
        lead = lead.replace("points", "percentage points")
        return f"{first} is ahead of {second} by {lead}."
    if row["verdict"] == "the same":
        return f"{first} and {second} do equally well."
    needed = row["draws_needed"]
    more = f"; about {needed:,} simulated futures would tell" if needed else ""
    return f"Which of {first} and {second} is ahead cannot be told yet{more}."


def _cost(matter: Matter) -> str:
    """Say what the best allocation costs, and how that compares with the one that comes next."""
    rows = {row["allocation"]: row for row in naming.rows_of(matter, "costs")}
    names = [name for name in ranking.ranked(matter, naming.allocations(matter)) if name in rows]
    if not names:
        return ""
    currency = naming.tidy(matter.plan.currency)
    first, title = rows[names[0]], naming.quoted(naming.allocation(matter, names[0]))
    whole = wording.money(first["cost"], currency, first["cost_low"], first["cost_high"])
    text = f"{title} is expected to cost {whole} over {naming.span(matter.plan)}"
    if len(names) < 2:
        return f"{text}."
    above = first["cost"] - rows[names[1]]["cost"]
    other = naming.quoted(naming.allocation(matter, names[1]))
    if abs(above) < 0.5:
        return f"{text}, as much as {other}.{_by_money(matter)}"
    size = wording.money(abs(above), currency)
    return f"{text}, {size} {'more' if above > 0 else 'less'} than {other}.{_by_money(matter)}"


def _by_money(matter: Matter) -> str:
    """Say whether counting money alone would pick another allocation."""
    rows = naming.rows_of(matter, "social_return")
    first = max(rows, key=lambda row: row["npv"], default=None)
    mine = naming.row_of(rows, allocation=matter.best)
    if first is None or mine is None or first["npv_low"] <= mine["npv_high"]:
        return ""
    title = naming.quoted(naming.allocation(matter, first["allocation"]))
    return f" Counted in money alone, {title} comes first; see the column “Benefit less cost”."


def _outcomes(matter: Matter) -> list[Block]:
    """Say target by target how likely each change is under the best allocation."""
    goals = naming.targets(matter.plan, kinds=("outcome",))
    rows = naming.rows_of(matter, "attainment")
    if not goals or matter.best is None:
        return []
    title = naming.allocation(matter, matter.best)
    items: list[Text] = []
    for goal in goals[:MOST_TARGETS]:
        row = naming.row_of(rows, allocation=matter.best, target=goal.name)
        if row is not None:
            wanted = naming.asked(matter.plan, goal, row["value"])
            items.append(
                (
                    Span(naming.target(matter.plan, goal), strong=True),
                    Span(f"{naming.aside(goal)}{wanted}. "),
                    Span(naming.sentence(_in_words(row))),
                )
            )
    more = len(goals) - len(items)
    found: list[Block] = [Heading(f"What is to change, under “{title}”"), Bullets(tuple(items))]
    if more:
        text = f"{naming.count(more, 'more target').capitalize()} on outcomes stand in the section “How likely is each target?”."
        found.append(Paragraph(text))
    return found


def _gap(matter: Matter) -> list[Block]:
    """Warn where delivering everything leaves the outcomes where they were."""
    names = naming.allocations(matter)
    found: list[Block] = []
    for name in ranking.in_vain(matter, names)[:1]:
        outputs, outcomes = (
            ranking.chance_of(matter, name, key) for key in ("outputs_met", "outcomes_met")
        )
        title = naming.quoted(naming.allocation(matter, name))
        text = (
            f"Under {title}, meeting all targets on what is delivered is {_in_words(outputs)}, "
            f"but meeting all targets on what is to change is {_in_words(outcomes)}."
        )
        found.append(
            Callout(
                "warning",
                "Delivering is not changing",
                f"{text} {_wrong_choice(matter, names)}".strip(),
            )
        )
    return found


def _wrong_choice(matter: Matter, names: Sequence[str]) -> str:
    """Say whether counting what is delivered would pick another allocation."""

    def first(what: str) -> str:
        chances = {name: ranking.chance_of(matter, name, what) for name in names}
        return max(names, key=lambda name: row["probability"] if (row := chances[name]) else 0.0)

    counted, changed = first("outputs_met"), matter.best
    if changed is None or counted == changed:
        return ""
    titles = [naming.quoted(naming.allocation(matter, name)) for name in (counted, changed)]
    return f"A choice by what is delivered would fall on {titles[0]}, a choice by what changes on {titles[1]}."


def _key_figures(matter: Matter) -> list[Block]:
    """Return one row for each allocation, the best first."""
    names = ranking.ranked(matter, naming.allocations(matter))
    asked = _asked(matter)
    returns = naming.rows_of(matter, "social_return")
    head = [
        ("Allocation", "l", 2.0),
        *((title, "l", 1.6) for title in asked.values()),
    ]
    prices = naming.rows_of(matter, "costs")
    head += [("Expected cost", "r", 1.4)] if prices else []
    head += [("Benefit less cost", "r", 1.8)] if returns else []
    rows = []
    for name in names[:MOST_ALLOCATIONS]:
        cells = [tables.head(naming.allocation(matter, name))]
        cells += [tables.chance(ranking.chance_of(matter, name, what)) for what in asked]
        if prices:
            cells.append(Cell(money(matter, naming.row_of(prices, allocation=name), "cost")))
        if returns:
            cells.append(Cell(money(matter, naming.row_of(returns, allocation=name), "npv")))
        rows.append(cells)
    if not rows or len(head) < 2:
        return []
    table = Table(
        f"The allocations over {naming.span(matter.plan)}",
        tables.columns(*head),
        tables.rows(rows),
        note=_note(asked),
    )
    return [Heading("Key figures"), table]


def _note(asked: Mapping[str, str]) -> str:
    """Explain the columns that are there."""
    outputs = (
        "Output targets are those on activities and outputs. " if "outputs_met" in asked else ""
    )
    return outputs + (tables.HALF_WIDTH_NOTE if asked else "")


def _asked(matter: Matter) -> dict[str, str]:
    """Return the joint chances of the key figures; a column that repeats another is left out."""
    there = {row["what"] for row in naming.rows_of(matter, "joint")}
    titles = {
        "success": "Success",
        "outcomes_met": "All outcome targets met",
        "outputs_met": "All output targets met",
    }
    rule = matter.plan.success
    if "success" in there and rule.at_least is None and rule.weight is None:
        titles.pop(
            {"outcomes": "outcomes_met", "outputs": "outputs_met"}.get(str(rule.of), ""), None
        )
    return {what: title for what, title in titles.items() if what in there}


def _unknown(matter: Matter) -> list[Block]:
    """Say what these figures do not tell."""
    links = matter.plan.links
    weak = [
        item
        for item in links
        if item.evidence is None or item.evidence.strength in {None, "none", "weak"}
    ]
    items = [
        "The intervals tell how precisely the figures were computed. They do not tell whether the numbers in the plan are right."
    ]
    if weak:
        verb = "rests" if len(weak) == 1 else "rest"
        items.append(
            f"{len(weak)} of {len(links)} links {verb} on weak evidence, or on none that is rated."
        )
    items += _unguarded(matter)
    bad = [finding for finding in matter.findings if finding.severity != "hint"]
    if bad:
        items.append(
            f"The checks of the plan found {naming.count(len(bad), 'weakness', 'weaknesses')}; "
            "see “Quality of the plan”."
        )
    return [Heading("What is not known"), Bullets(tuple(items))]


def _unguarded(matter: Matter) -> list[str]:
    """Say which assumptions nothing is done for."""
    titles = [
        naming.quoted(naming.node(matter.plan, name))
        for name, item in matter.plan.assumptions.items()
        if not item.mitigation
    ]
    if not titles:
        return []
    named = titles[:2] + ([f"{len(titles) - 2} more"] if len(titles) > 2 else [])
    noun = "assumption" if len(titles) == 1 else "assumptions"
    return [f"The plan names nothing that is done to make the {noun} hold: {naming.listed(named)}."]
