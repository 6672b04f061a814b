"""LM304: an indicator that nothing is wanted of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class IndicatorWithoutTarget(Check):
    """An indicator has a target.

    What is measured with no level in mind is read as a success whatever it shows. A target on the node counts for its indicators
    too; outcomes none of whose indicators has one are those of LM105.

    Bad:
        outputs: {lessons: {indicators: {given: {title: Lessons given}}}}

    Good:
        outputs: {lessons: {indicators: {given: {title: Lessons given}}}}
        targets: [{indicator: given, at_least: 400, by: 2030}]
    """

    code: ClassVar[str] = "LM304"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "kellogg"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011): milestones and targets; W.K. Kellogg guide (2004)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators on which, and on whose node, no target is set."""
        aimed = {(target.node, target.indicator) for target in plan.targets}
        nodes = {node for node, _ in aimed}
        found, count = list[Finding](), 0
        for node_id, node in plan.results.items():
            for name in node.indicators:
                count += 1
                spoken_of = node.kind == "outcome" and node_id not in nodes
                if not spoken_of and not {(node_id, None), (node_id, name)} & aimed:
                    message = f"no target is set on the indicator {name}"
                    remedy = f"add one under targets: such as {{indicator: {name}, at_least: ..., by: {plan.periods.labels[-1]}}}"
                    found.append(self.at_indicator(plan, node_id, name, message, remedy))
        remedy = "add targets: on those that matter most, such as at_least: 40, by: 2030"
        yield from self.gathered(plan, found, count, "targets", "indicators lack a target", remedy)
