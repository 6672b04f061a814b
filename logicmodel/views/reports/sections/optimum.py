"""Optimum: where the money would do most, how sure that is, and what stands in the way of more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from logicmodel import wording
from logicmodel.analysis.optimize.optimum import FOUND, MEANINGS, Optimum
from logicmodel.views.plotting import limits, spending
from logicmodel.views.plotting.measure import Measure
from logicmodel.views.reports import figures, naming, tables
from logicmodel.views.reports.blocks import Block, Bullets, Callout, Cell, Heading, Paragraph, Table
from logicmodel.views.reports.sections.section import Matter, Section

MOST = 6
"""Most inputs of which is told what a little more of them would bring."""


class Best(Section):
    """The best allocation found, beside the plan's own; the frontier and the regrets where they were asked for."""

    kind: Literal["optimum"] = "optimum"
    place: ClassVar[int] = 35
    title: ClassVar[str] = "Where the money would do most"
    questions: ClassVar = frozenset({"optimization", "frontier", "regret", "sweep", "marginal"})

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return what was found for each search that was given."""
        found: list[Block] = []
        for answer in matter.given:
            if isinstance(answer, Optimum):
                found += _optimum(matter, answer)
            elif answer.question in ANSWERS and answer.rows:
                found += ANSWERS[answer.question](answer)
        return found


def _optimum(matter: Matter, answer: Optimum) -> list[Block]:
    measure = Measure.of(answer)
    return [
        Paragraph(_told(matter, answer, measure), lead=True),
        *_doubt(answer),
        *figures.figure(answer, kind="optimum", table=_amounts(matter, answer, measure)),
        *_beside(matter, answer, measure),
        *_obstacles(matter, answer),
        *_more(answer, measure),
    ]


def _told(matter: Matter, answer: Optimum, measure: Measure) -> str:
    """Say in words how good the best found is, and how it compares."""
    chance = measure.told(answer.verified.to_dict())
    spent = wording.money(float(round(answer.cost)), naming.tidy(matter.plan.currency))
    first = f"The best allocation found spends {spent}. {measure.name}: {chance}, on draws that the search has not seen."
    if answer.futures:
        worst = max(answer.futures, key=lambda row: float(row["regret"]))
        lost = measure.apart(worst["regret"], worst["regret_low"], worst["regret_high"]).replace(
            "+", ""
        )
        first = f"The allocation found spends {spent} and is made for several futures at once: in none of them is it more than {lost} behind the best one there."
    if not answer.against:
        return first
    rival = max(answer.against, key=lambda row: float(row["value"]))
    name = naming.quoted(naming.allocation(matter, rival["allocation"]))
    apart = measure.apart(rival["difference"], rival["difference_low"], rival["difference_high"])
    if rival["verdict"] not in {"better", "worse"}:
        return f"{first} The best of the plan’s own allocations, {name}, cannot be told from it."
    words = "ahead of" if rival["verdict"] == "better" else "behind"
    size = apart.replace("+", "") if rival["verdict"] == "better" else apart
    return f"{first} That is {size} {words} the best of the plan’s own allocations, {name}."


def _doubt(answer: Optimum) -> list[Block]:
    """Say what the status of the search is, and how much the search flattered itself."""
    measure = Measure.of(answer)
    count = naming.count(answer.starts, "start")
    starts = (
        f"all of {count}"
        if answer.agreeing == answer.starts
        else f"{answer.agreeing} of {answer.starts} starts"
    )
    ended = (
        f"{starts} ended here"
        if answer.starts > 1
        else "nothing had to be searched"
        if not answer.starts
        else "its only start ended here"
    )
    size = answer.optimism
    half = max(answer.in_sample.high - answer.in_sample.value, 0.0)
    flattered = measure.apart(size, size - half, size + half)
    sentence = (
        ""
        if answer.futures
        else f" On the draws that were searched on it looked better by {flattered}; that is the optimism of every search."
    )
    kind: Literal["note", "warning"] = "note" if answer.status == FOUND else "warning"
    title = f"The search: {answer.status}"
    meaning = (
        ""
        if answer.status == FOUND
        else naming.sentence(MEANINGS.get(answer.status, answer.status)) + " "
    )
    return [Callout(kind, title, f"{meaning}{naming.sentence(ended)}{sentence}")]


def _amounts(matter: Matter, answer: Optimum, measure: Measure) -> Table:
    """Return a table of amounts and costs, input by input, with the change against the best of the plan's own."""
    own = _rival(matter, answer)
    body = []
    for line in spending.lines(answer):
        unit = naming.unit(line.unit)
        cells = [
            tables.head(f"{naming.tidy(line.title)} ({unit})" if unit else naming.tidy(line.title))
        ]
        if own is not None:
            cells.append(Cell(_span(own[1].get(line.id, 0.0))))
        cells += [
            Cell(_span(line.amounts)),
            Cell("–" if line.told == "none" or line.price is None else measure.money(line.cost)),
        ]
        body.append(cells)
    step = matter.plan.periods.step
    head = [("Input", "l", 1.8), ("Best found", "r", 1.0), ("Cost in all", "r", 1.0)]
    if own is not None:
        head.insert(1, (own[0], "r", 1.0))
    return Table(f"Amounts in each {step}", tables.columns(*head), tables.rows(body))


def _rival(matter: Matter, answer: Optimum) -> tuple[str, Mapping[str, Any]] | None:
    """Return title and amounts of the best of the plan's own allocations."""
    known = [row for row in answer.against if row["allocation"] in matter.plan.allocations]
    if not known:
        return None
    name = max(known, key=lambda row: float(row["value"]))["allocation"]
    return naming.allocation(matter, name), matter.plan.allocations[name].amounts


def _span(amount: float | Sequence[float]) -> str:
    values = (
        [float(amount)] if isinstance(amount, int | float) else [float(value) for value in amount]
    )
    low, high = min(values), max(values)
    if high < 1e-6:
        return "–"
    if high - low <= 1e-3 * high:
        return wording.amount(high)
    return f"{wording.amount(low if low > 1e-6 else 0.0)} to {wording.amount(high)}"


def _beside(matter: Matter, answer: Optimum, measure: Measure) -> list[Block]:
    """Return the plan's own allocations beside it."""
    if not answer.against:
        return []
    body = [
        [
            tables.head(naming.allocation(matter, row["allocation"])),
            _value(measure, row),
            Cell(measure.money(row["cost"])),
            Cell(
                tables.parted(
                    measure.apart(row["difference"], row["difference_low"], row["difference_high"])
                ),
                lines=(tables.muted(naming.verdict(row["verdict"])),),
            ),
        ]
        for row in answer.against
    ]
    head = (
        ("Allocation of the plan", "l", 1.6),
        (measure.name, "l", 1.4),
        ("Expected cost", "r", 1.0),
        ("Best found less this one", "r", 1.4),
    )
    note = f"All on the same fresh draws. {tables.HALF_WIDTH_NOTE}"
    return [
        Table("The plan’s own allocations", tables.columns(*head), tables.rows(body), note=note)
    ]


def _value(measure: Measure, row: Mapping[str, Any]) -> Cell:
    if measure.probability:
        return tables.chance(row, ("value", "low", "high"))
    return Cell(tables.parted(measure.told(row)))


def _obstacles(matter: Matter, answer: Optimum) -> list[Block]:
    """Return the limits that stand in the way of more, and what they cost."""
    plan = matter.plan
    titles = {name: naming.node(plan, name) for name in plan.inputs}
    titles |= {
        name: naming.tidy(item.title) or name
        for group in (plan.budget.funds, plan.budget.limits)
        for name, item in group.items()
    }
    named = limits.told(answer.active, titles)
    if not named and answer.relaxed is None:
        return []
    found: list[Block] = [Heading("What stands in the way of more")]
    if named:
        found.append(Bullets(tuple(naming.sentence(words) for words in named)))
    return found + (
        list(figures.figure(answer, kind="relaxed")) if answer.relaxed is not None else []
    )


def _more(answer: Optimum, measure: Measure) -> list[Block]:
    """Return what a little more of each input would bring."""
    if not answer.marginal:
        return []
    known = answer.titles.get("node", {})
    rows = sorted(answer.marginal, key=lambda row: -float(row["gain"]))[:MOST]
    body = [
        [
            tables.head(naming.tidy(known.get(row["input"], row["input"]))),
            Cell(measure.money(row["cost"])),
            Cell(tables.parted(measure.apart(row["gain"], row["gain_low"], row["gain_high"]))),
        ]
        for row in rows
    ]
    head = (("A little more of", "l", 1.6), ("Costs", "r", 1.0), ("Adds", "r", 2.0))
    note = f"One input at a time, on top of the best allocation found, limits aside. {tables.HALF_WIDTH_NOTE}"
    table = Table(
        "What a little more would bring", tables.columns(*head), tables.rows(body), note=note
    )
    return [
        Heading("What a little more would bring"),
        *figures.figure(answer, kind="marginal", table=table),
    ]


def _frontier(answer: Any) -> list[Block]:
    """Return what each budget can buy."""
    measure = Measure.of(answer)
    body = [
        [
            tables.head(measure.money(row["budget"])), _value(measure, row), Cell(measure.money(row["cost"])),
            Cell(tables.muted(row["status"])),
        ]
        for row in answer.rows
    ]  # fmt: skip
    head = (
        ("Budget", "l", 1.0),
        (measure.name, "l", 1.6),
        ("Spent", "r", 1.0),
        ("The search", "l", 1.0),
    )
    table = Table(
        "What each budget can buy",
        tables.columns(*head),
        tables.rows(body),
        note=f"On fresh draws. {tables.HALF_WIDTH_NOTE}",
    )
    return [
        Heading("What more or less money would buy"),
        *figures.figure(answer, kind="frontier", table=table),
        *figures.figure(answer, kind="bands"),
    ]


def _regret(answer: Any) -> list[Block]:
    """Return what each allocation loses in each future."""
    return [Heading("If the future turns out differently"), *figures.figure(answer)]


def _swept(answer: Any) -> list[Block]:
    """Return how the value moves with one or two inputs."""
    return [Heading("How it moves with the amounts"), *figures.figure(answer)]


def _marginal(answer: Any) -> list[Block]:
    """Return what a little more of each input would buy on top of an allocation, the most for the money first."""
    measure = Measure.of(answer)
    rows = [row for row in answer.rows if row["step"] == "money"]
    rows.sort(key=lambda row: -(row["per_money"] or 0.0))
    body = [
        [
            tables.head(naming.tidy(row["title"])),
            Cell(f"+{wording.amount(row['more'], naming.unit(row['unit']))}"),
            Cell(measure.money(row["cost"])),
            Cell(tables.parted(measure.apart(row["gain"], row["gain_low"], row["gain_high"]))),
        ]
        for row in rows
    ]
    head = (
        ("A little more of", "l", 1.6),
        ("In each period", "r", 1.0),
        ("Costs", "r", 1.0),
        ("Adds", "r", 2.0),
    )
    note = f"One input at a time, limits aside. {tables.HALF_WIDTH_NOTE}"
    table = Table(
        "What a little more would bring", tables.columns(*head), tables.rows(body), note=note
    )
    notes = [Paragraph(naming.sentence(naming.tidy(words))) for words in answer.notes]
    return [Heading(naming.tidy(answer.title)), *figures.figure(answer, table=table), *notes]


ANSWERS = {"frontier": _frontier, "regret": _regret, "sweep": _swept, "marginal": _marginal}
