"""LM505: no harm considered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan


class NoHarmConsidered(Check):
    """The plan looks for what it may do wrong.

    Most interventions have a side effect that somebody has to live with. A plan in which every link helps has either none, or
    has not looked.

    Bad:
        outputs: {flats: {}}
        outcomes: {housed: {}, rents: {}}
        links: [{from: flats, to: housed, weight: 1 to 2}, {from: flats, to: rents, weight: 1 to 2}]
        targets: [{node: housed, at_least: 1, by: 2030}, {node: rents, at_least: 1, by: 2030}]

    Good:
        outputs: {flats: {}}
        outcomes: {housed: {}, rents: {title: Rents of the neighbours}}
        links: [{from: flats, to: housed, weight: 1 to 2}, {from: flats, to: rents, weight: 1 to 2}]
        targets: [{node: housed, at_least: 1, by: 2030}, {node: rents, at_most: 1, by: 2030}]
    """

    code: ClassVar[str] = "LM505"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability"})
    source: ClassVar[str] = "OECD criteria for evaluating development assistance: unintended effects"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan in which every effect on an outcome with a target is a good one."""
        wanted = {target.node: 1.0 if target.rule == "at_least" else -1.0 for target in plan.targets if plan.target_kind(target) == "outcome"}
        signs = [
            wanted[link.target] * _sign(link) for link in plan.links
            if link.target in wanted and link.source in plan.results and link.role == "contributes" and not link.inferred
        ]
        untargeted = [name for name in plan.outcomes if name not in wanted]
        if len(signs) > 1 and all(sign > 0 for sign in signs) and not untargeted:
            message = "every link to an outcome helps, and none does any harm"
            yield self.finding(("links",), "links", message, "ask who may lose by it, and add that outcome and its link")


def _sign(link: Link) -> float:
    """Return 1 for a link that raises its target for sure, -1 for one that lowers it, 0 where both may be."""
    if link.curve is not None or not isinstance(link.weight, Distribution):
        return 1.0
    low, high = link.weight.support()
    return 1.0 if low >= 0 else -1.0 if high <= 0 else 0.0
