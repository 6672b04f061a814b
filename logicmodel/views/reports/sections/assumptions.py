"""Assumptions and external factors: what the plan rests on and cannot move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic_core import PydanticCustomError

from logicmodel import wording
from logicmodel.parts.quantity import Named, QuantityIn
from logicmodel.plan.plan import Plan
from logicmodel.views.reports import naming, quantities, tables
from logicmodel.views.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
)
from logicmodel.views.reports.sections.section import Matter, Section

MOST_VALUES = 6


class Assumptions(Section):
    """How likely each assumption holds, what rests on it, and what acts from outside."""

    kind: Literal["assumptions"] = "assumptions"
    place: ClassVar[int] = 120
    title: ClassVar[str] = "Assumptions and external factors"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return a table of assumptions, one of factors, and the futures that the plan names."""
        return [*_assumptions(matter.plan), *_factors(matter.plan), *_futures(matter.plan)]


def _assumptions(plan: Plan) -> list[Block]:
    if not plan.assumptions:
        return []
    body = []
    for name, item in plan.assumptions.items():
        rests = [link for link in plan.links if name in link.assumes]
        lines = [
            f"{naming.joined(plan, link)} ({wording.probability(link.otherwise)} left without it)"
            for link in rests
        ]
        lines += [naming.joined(plan, link) for link in plan.links if link.source == name]
        holds = "unknown" if item.holds is None else wording.probability(item.holds)
        each = f"anew in each {plan.periods.step}" if item.each == "period" else ""
        body.append(
            [
                tables.head(naming.node(plan, name)),
                Cell(holds, lines=(tables.muted(each),) if each else ()),
                Cell(lines[0] if lines else tables.muted("nothing"), lines=tuple(lines[1:])),
                Cell(naming.tidy(item.mitigation) or tables.muted("nothing named")),
            ]
        )
    columns = tables.columns(
        ("Assumption", "l", 1.6),
        ("Holds with a chance of", "l", 0.9),
        ("What rests on it", "l", 2.0),
        ("What is done for it", "l", 1.3),
    )
    text = "The plan cannot bring these about, but its links rest on them. The chances are the plan’s own judgement."
    return [
        Heading("Assumptions"),
        Paragraph(text),
        Table("What has to hold", columns, tables.rows(body)),
    ]


def _factors(plan: Plan) -> list[Block]:
    if not plan.factors:
        return []
    body = []
    for name, item in plan.factors.items():
        acts = [naming.node(plan, link.target) for link in plan.links if link.source == name]
        values = item.value if isinstance(item.value, tuple) else (item.value,)
        told = " → ".join(quantities.number(plan, value) for value in values[:MOST_VALUES])
        more = " → ..." if len(values) > MOST_VALUES else ""
        body.append(
            [
                tables.head(naming.node(plan, name)),
                Cell(f"{told}{more} {naming.unit(item.unit)}".strip()),
                Cell(quantities.number(plan, item.reference)),
                Cell(naming.listed(acts) if acts else tables.muted("nothing")),
            ]
        )
    columns = tables.columns(
        ("External factor", "l", 1.6),
        ("Level that is expected", "l", 1.4),
        ("Level without effect", "l", 0.9),
        ("Acts on", "l", 1.8),
    )
    return [
        Heading("External factors"),
        Table("What acts from outside", columns, tables.rows(body)),
    ]


def _futures(plan: Plan) -> list[Block]:
    """Return the named futures, which a run takes one at a time."""
    if not plan.futures:
        return []
    items: list[Text] = []
    for name, changes in plan.futures.items():
        told = "; ".join(_change(plan, path, value) for path, value in changes.items())
        words = name.replace("_", " ")
        aside = Span(f" ({name})" if words != name else "", tone="muted")
        items.append((Span(words, strong=True), aside, Span(f": {told}")))
    text = (
        "The plan names futures that differ from the one reported here. The command at the end of this "
        "report gives the same report about one of them, with “--future” and its name."
    )
    return [Heading("Other futures"), Paragraph(text), Bullets(tuple(items))]


def _change(plan: Plan, path: str, value: Any) -> str:
    """Say in words what a future replaces, such as the level of a factor."""
    section, _, rest = path.partition(".")
    name, _, field = rest.partition(".")
    if name not in plan.nodes or plan.nodes[name].section != section:
        return f"{path} = {value}"
    title = naming.quoted(naming.node(plan, name))
    try:
        quantity = QuantityIn().read(value)
    except PydanticCustomError:
        return f"{path} = {value}"
    if isinstance(quantity, Named) and quantity.name not in plan.numbers:
        return f"{path} = {value}"
    if field == "holds":
        return f"{title} holds with a chance of {wording.probability(quantity)}"
    words = "" if field == "value" else f"the {field.replace('_', ' ')} of "
    unit = naming.unit(plan.nodes[name].unit) if field in {"value", "baseline", "reference"} else ""
    return f"{words}{title} is {quantities.number(plan, quantity, unit)}"
