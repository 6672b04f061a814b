"""LM313: indicator not smart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

TELLING = 7
"""A title of so many words says what is counted."""


class IndicatorNotSmart(Check):
    """An indicator is specific and measurable: it has a definition and a unit.

    Two people who count "jobs created" without a definition count different things. What is not written down
    changes with the person who counts.

    Bad:
        outcomes: {work: {indicators: {jobs: {title: Jobs}}}}

    Good:
        outcomes: {work: {unit: people, indicators: {jobs: {title: Jobs, definition: People in paid work for three months}}}}
    """

    code: ClassVar[str] = "LM313"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "evaluability"})
    source: ClassVar[str] = "W.K. Kellogg Foundation, Logic Model Development Guide (2004)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators without a definition or a unit."""
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                unit = indicator.unit or node.unit or indicator.measure not in {None, "number"}
                needed = {"definition": indicator.definition or len(indicator.title.split()) >= TELLING, "unit": unit}
                lacking = [word for word, there in needed.items() if not there]
                if lacking:
                    message = f"the indicator {name} has no {' and no '.join(lacking)}"
                    yield self.at_indicator(plan, node_id, name, message, f"add {' and '.join(f'{word}:' for word in lacking)}")
