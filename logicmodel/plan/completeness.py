"""Which numbers a plan still lacks before it can be simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logicmodel.errors import Problem

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan


def missing_numbers(plan: Plan) -> list[Problem]:
    """Return one problem for each number the simulation needs and the plan leaves open."""
    found: list[Problem] = []

    def lacks(loc: tuple[str | int, ...], where: str, what: str, remedy: str) -> None:
        found.append(Problem(where, f"{what} is missing", remedy, loc=loc))

    for node_id, item in plan.inputs.items():
        if item.price is None and (item.unit != plan.currency or not item.unit):
            what = f"price (currency per {item.unit or 'unit'})"
            lacks(
                ("inputs", node_id), f"inputs.{node_id}", what, "add price:, 0 if it costs nothing"
            )
    for node_id, factor in plan.factors.items():
        if factor.value is None:
            lacks(
                ("factors", node_id),
                f"factors.{node_id}",
                "value",
                "add value:, such as normal(106, 4)",
            )
    for node_id, assumption in plan.assumptions.items():
        if assumption.holds is None:
            lacks(
                ("assumptions", node_id),
                f"assumptions.{node_id}",
                "the probability that it holds",
                "add holds:, such as 0.8",
            )
    for node_id, outcome in plan.outcomes.items():
        if outcome.baseline is None:
            lacks(
                ("outcomes", node_id),
                f"outcomes.{node_id}",
                "baseline",
                "add baseline:, the level with no plan",
            )
    for place, link in enumerate(plan.links):
        if link.role == "contributes" and link.weight is None and link.curve is None:
            source, target = plan.nodes[link.source], plan.nodes[link.target]
            unit = f"{target.unit or 'target units'} per {source.unit or 'source unit'}"
            remedy = "add weight:, such as 0.2 to 0.5, or curve:"
            lacks(("links", place), f"links.{link.name}", f"weight ({unit})", remedy)
    return found
