"""Which numbers a plan still lacks before it can be simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logicmodel.errors import Problem

if TYPE_CHECKING:
    from logicmodel.plan.link import Link
    from logicmodel.plan.plan import Plan


def missing_numbers(plan: Plan) -> list[Problem]:
    """Return one problem for each number the simulation needs and the plan leaves open."""
    found: list[Problem] = []

    def lacks(section: str, name: str | int, what: str, remedy: str) -> None:
        where = plan.links[name].name if isinstance(name, int) else name
        found.append(
            Problem(f"{section}.{where}", f"{what} is missing", remedy, loc=(section, name))
        )

    for node_id, item in plan.inputs.items():
        if item.price is None and (item.unit != plan.currency or not item.unit):
            unit = f" ({plan.currency or 'money'} per {item.unit or 'unit'})"
            what = f"the price of “{plan.title_of(node_id)}”{unit}"
            lacks("inputs", node_id, what, "add price:, 0 if it costs nothing")
    for node_id, factor in plan.factors.items():
        if factor.value is None:
            what = f"the value of “{plan.title_of(node_id)}”{_in(factor.unit)}"
            lacks("factors", node_id, what, "add value:, such as normal(106, 4)")
    for node_id, assumption in plan.assumptions.items():
        if assumption.holds is None:
            what = f"the probability that “{plan.title_of(node_id)}” holds"
            lacks("assumptions", node_id, what, "add holds:, such as 0.8")
    for node_id, outcome in plan.outcomes.items():
        if outcome.baseline is None:
            what = f"the baseline of “{plan.title_of(node_id)}”{_in(outcome.unit)}"
            lacks("outcomes", node_id, what, "add baseline:, the level with no plan")
    for place, link in enumerate(plan.links):
        if link.role == "contributes" and link.weight is None and link.curve is None:
            remedy = "add weight:, such as 0.2 to 0.5, or curve:"
            lacks("links", place, _effect(plan, link), remedy)
    return found


def _in(unit: str) -> str:
    return f" (in {unit})" if unit else ""


def _effect(plan: Plan, link: Link) -> str:
    """Return what the weight of a link says, with its unit where there is one."""
    source, target = plan.nodes[link.source], plan.nodes[link.target]
    per = f"{target.unit or 'units'} per {source.unit or 'unit'}"
    told = f" in {per}" if source.unit or target.unit else ""
    ends = f"“{plan.title_of(link.source)}” adds to “{plan.title_of(link.target)}”"
    return f"how much {ends} (the weight{told})"
