"""LM302: indicator without baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class IndicatorWithoutBaseline(Check):
    """An indicator of an outcome has a baseline.

    Without the level before the plan, nobody can say later what has changed. Counts of outputs begin at 0 and need none.

    Bad:
        outcomes: {housed: {indicators: {leases: {title: People with a lease}}}}

    Good:
        outcomes: {housed: {indicators: {leases: {title: People with a lease, baseline: 120, baseline_date: 2026}}}}
    """

    code: ClassVar[str] = "LM302"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "evaluability"})
    source: ClassVar[str] = "IATI 2.03; Urban Institute, outcome management"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators of outcomes where neither they nor the node has a baseline."""
        found, count = [], 0
        for node_id, node in plan.outcomes.items():
            count += len(node.indicators)
            for name, indicator in node.indicators.items():
                if indicator.baseline is None and node.baseline is None and indicator.measure != "text":
                    message = f"the indicator {name} of {node_id} has no baseline"
                    found.append(self.at_indicator(plan, node_id, name, message, "add baseline: and baseline_date: to it, or baseline: to the node"))
        remedy = "measure them before the plan begins: add baseline: and baseline_date:"
        yield from self.gathered(plan, found, count, "outcomes", "indicators of outcomes lack a baseline", remedy)
