"""LM301: no indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NoIndicator(Check):
    """Every output and outcome has an indicator.

    What is not measured cannot be missed, and so it cannot be managed either. An indicator says what is counted, where
    the figure comes from and with which error.

    Bad:
        outcomes: {housed: {title: People have a home}}

    Good:
        outcomes: {housed: {title: People have a home, indicators: {leases: {title: People with a lease of their own}}}}
    """

    code: ClassVar[str] = "LM301"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "evaluability"})
    source: ClassVar[str] = "IATI 2.03; USAID ADS 201"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outputs and outcomes that nothing measures."""
        nodes, found = {**plan.outputs, **plan.outcomes}, []
        for node_id, node in nodes.items():
            if not node.indicators:
                message = f"nothing measures the {node.kind} {node_id}"
                found.append(self.at_node(plan, node_id, message, "add one under indicators: of the node, with its definition and source"))
        remedy = "begin with those on which most depends: add indicators:, with definition and source"
        yield from self.gathered(plan, found, len(nodes), "outcomes", "outputs and outcomes lack an indicator", remedy)
