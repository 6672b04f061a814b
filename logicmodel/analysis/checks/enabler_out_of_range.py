"""LM113: an enabling link whose source can leave the range from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.quantity import Named, Quantity
from logicmodel.plan.node import Factor, Result
from logicmodel.plan.plan import Plan


class EnablerOutOfRange(Check):
    """What enables has a level from 0 (not at all) to 1 (fully).

    An enabling link multiplies what the other links bring by a share. A level above 1 counts as 1 and
    one below 0 as 0, so a source in people or money is nearly always "fully there". Give it bounds, or
    turn its level into a share with a curve.

    Bad:
        outputs: {flats: {}}
        factors: {political_will: {value: "normal(0.6, 0.3)"}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed}, {from: political_will, to: housed, role: enables}]

    Good:
        outputs: {flats: {}}
        factors: {political_will: {value: "beta(mean=0.6, sd=0.2)"}}
        outcomes: {housed: {}}
        links: [{from: flats, to: housed}, {from: political_will, to: housed, role: enables}]
    """

    code: ClassVar[str] = "LM113"
    severity: ClassVar[Severity] = "warning"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the enabling links without a curve whose source is not kept within 0 and 1."""
        for place, link in enumerate(plan.links):
            if link.role != "enables" or link.curve is not None:
                continue
            low, high = _range(plan, link.source)
            if low < 0 or high > 1:
                message = f"the level of {link.source} can leave the range from 0 to 1; what is beyond counts as 0 or 1"
                remedy = f"bound {link.source} by min: 0 and max: 1, or give the link a curve: that ends at 1"
                yield self.finding(("links", place), f"links[{link.name}]", message, remedy)


def _range(plan: Plan, node_id: str) -> tuple[float, float]:
    """Return the smallest and largest level of a node, as far as the plan says."""
    node = plan.nodes[node_id]
    if isinstance(node, Factor):
        values = node.value if isinstance(node.value, tuple) else (node.value,)
        ends = [_support(plan, value, (0.0, 1.0)) for value in values]
        return min(low for low, _ in ends), max(high for _, high in ends)
    if isinstance(node, Result):
        low = _support(plan, node.min, (float("-inf"),) * 2)[0]
        return low, _support(plan, node.max, (float("inf"),) * 2)[1]
    if node.kind == "input":
        most = plan.budget.bounds.get(node_id, (0.0, float("inf")))[1]
        return 0.0, most
    return 0.0, 1.0


def _support(plan: Plan, value: Quantity | None, unknown: tuple[float, float]) -> tuple[float, float]:
    found = plan.numbers.get(value.name) if isinstance(value, Named) else value
    return unknown if found is None or isinstance(found, Named) else found.support()
