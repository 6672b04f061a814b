"""The logical framework: the plan as the table that funders know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from logicmodel import wording
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan
from logicmodel.views.reports import naming, quantities, tables
from logicmodel.views.reports.blocks import Block, Cell, Paragraph, Row, Table
from logicmodel.views.reports.sections.section import Matter, Section


class Logframe(Section):
    """Results by level, with indicators, targets, means of verification and assumptions."""

    kind: Literal["logframe"] = "logframe"
    place: ClassVar[int] = 110
    title: ClassVar[str] = "Logical framework"

    def blocks(self, matter: Matter) -> Sequence[Block]:
        """Return the framework as a wide table."""
        levels = naming.levels(matter.plan)
        rows = tuple(
            Row(_cells(matter, node_id), group=title)
            for title, ids in levels.items()
            for node_id in ids
        )
        if not rows:
            return ()
        text = (
            "Read it from below: if the activities are done and the assumptions beside them hold, the outputs "
            "follow, and so on up to the ultimate outcomes."
        )
        columns = tables.columns(
            ("Result", "l", 1.5),
            ("Indicators", "l", 1.7),
            ("Baseline", "l", 0.9),
            ("Targets", "l", 1.2),
            ("Means of verification", "l", 1.4),
            ("Assumptions", "l", 1.3),
        )
        return [Paragraph(text), Table("The plan, level by level", columns, rows, wide=True)]


def _cells(matter: Matter, node_id: str) -> tuple[Cell, ...]:
    plan = matter.plan
    item = plan.results[node_id]
    unit = naming.unit(item.unit)
    measured = [_indicator(plan, node_id, name) for name in item.indicators]
    return (
        tables.head(naming.node(plan, node_id)),
        _stacked([*measured, *_means(plan, node_id)]),
        _stacked(
            [
                "" if item.baseline is None else quantities.number(plan, item.baseline, unit),
                *(
                    naming.tidy(wording.groups(indicator, None, unit))
                    for indicator in item.indicators.values()
                ),
            ]
        ),
        _stacked(_goals(matter, node_id)),
        _stacked([_verification(indicator) for indicator in item.indicators.values()]),
        _stacked(_conditions(plan, node_id)),
    )


def _goals(matter: Matter, node_id: str) -> list[str]:
    """Return the targets of a node by date, with the level that a wanted change leads to, and those of groups."""
    plan = matter.plan
    goals = [goal for goal in plan.targets if goal.node == node_id]
    goals.sort(key=lambda goal: plan.periods.index(goal.due) or 0)
    rows = {row["target"]: row["value"] for row in naming.rows_of(matter, "attainment")}
    groups = _groups(plan, node_id)
    told: list[str] = []
    for goal in goals:
        parts = groups.pop((id(plan.measured_by(goal)), goal.due), "")
        told.append("; ".join(filter(None, [naming.asked(plan, goal, rows.get(goal.name)), parts])))
    return [*told, *(f"{words} by {due}" for (_, due), words in groups.items())]


def _groups(plan: Plan, node_id: str) -> dict[tuple[int, str], str]:
    """Return what is planned for groups, by indicator (its identity) and date."""
    item = plan.results[node_id]
    return {
        (id(indicator), due): naming.tidy(wording.groups(indicator, due, naming.unit(item.unit)))
        for indicator in item.indicators.values()
        for due in dict.fromkeys(part.by for part in indicator.groups)
        if due is not None
    }


def _means(plan: Plan, node_id: str) -> list[str]:
    """Return the inputs of an activity, which stand where other rows have indicators."""
    if node_id not in plan.activities:
        return []
    inputs = [
        naming.node(plan, link.source)
        for link in plan.links_into(node_id)
        if link.source in plan.inputs
    ]
    return [f"Inputs: {naming.listed(inputs)}."] if inputs else []


def _stacked(lines: Sequence[str]) -> Cell:
    """Return a cell with one paragraph for each line."""
    told = [line for line in lines if line]
    return Cell(told[0], lines=tuple(told[1:])) if told else Cell()


def _indicator(plan: Plan, node_id: str, name: str) -> str:
    found = plan.results[node_id].indicators[name]
    title = naming.indicator(plan, node_id, name)
    definition = naming.tidy(found.definition)
    named = len(plan.results[node_id].indicators) > 1 or any(
        (goal.node, goal.indicator) == (node_id, name) for goal in plan.targets
    )
    if definition and not found.title and not named:
        title, definition = definition, ""
    told = (
        f"{naming.sentence(title)[:-1]}: {definition}"
        if definition
        else naming.sentence(title)[:-1]
    )
    groups = (
        f" By {naming.listed([naming.tidy(group) for group in found.disaggregation])}."
        if found.disaggregation
        else ""
    )
    return naming.sentence(told) + groups


def _verification(indicator: Indicator) -> str:
    parts = [
        naming.tidy(part)
        for part in (indicator.source, indicator.method, indicator.frequency, indicator.responsible)
    ]
    return ", ".join(part for part in parts if part)


def _conditions(plan: Plan, node_id: str) -> list[str]:
    """Return what must hold for this result to lead to the next, and what acts on it from outside."""
    assumed = dict.fromkeys(
        name for link in plan.links if link.source == node_id for name in link.assumes
    )
    told = [
        f"{naming.node(plan, name)} ({'unknown' if plan.assumptions[name].holds is None else wording.probability(plan.assumptions[name].holds)})"
        for name in assumed
    ]
    acting = dict.fromkeys(
        link.source for link in plan.links_into(node_id) if link.source in plan.factors
    )
    return told + [f"From outside: {naming.node(plan, name)}" for name in acting]
