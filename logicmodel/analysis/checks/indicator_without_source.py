"""LM314: indicator without source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.wording import enumerated

WORDS = {"source": "where it comes from", "frequency": "how often it is collected", "responsible": "who collects it"}


class IndicatorWithoutSource(Check):
    """An indicator says where its figure comes from, how often, and who brings it.

    Without a source nobody has asked whether the figure can be had. Without somebody responsible it will not be.

    Bad:
        outcomes: {housed: {indicators: {leases: {title: People with a lease}}}}

    Good:
        outcomes:
          housed:
            indicators: {leases: {title: People with a lease, source: landlord register, frequency: yearly, responsible: housing office}}
    """

    code: ClassVar[str] = "LM314"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "USAID performance indicator reference sheets; logframes: means of verification"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators that lack means of verification."""
        found, count = [], 0
        for node_id, node in plan.results.items():
            count += len(node.indicators)
            for name, indicator in node.indicators.items():
                needed = {"source": indicator.source or indicator.method, "frequency": indicator.frequency, "responsible": indicator.responsible or node.owner}
                lacking = [word for word, there in needed.items() if not there]
                if lacking:
                    message = f"the indicator {name} does not say {enumerated([WORDS[word] for word in lacking])}"
                    found.append(self.at_indicator(plan, node_id, name, message, f"add {enumerated([f'{word}:' for word in lacking])}"))
        what = "indicators lack a source, a frequency or somebody who brings the figure"
        yield from self.gathered(plan, found, count, "outcomes", what, "add source:, frequency: and responsible:, or owner: to the nodes")
