"""LM318: people not told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import PERSONS, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class PeopleNotToldApart(Check):
    """A count of people says for which groups it is told apart.

    A programme can reach its number and miss the women, the young, or the furthest village. What is not told apart is not
    seen.

    Bad:
        outcomes: {work: {unit: people, indicators: {jobs: {title: People in work}}}}

    Good:
        outcomes: {work: {unit: people, indicators: {jobs: {title: People in work, disaggregation: [sex, age]}}}}
    """

    code: ClassVar[str] = "LM318"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011); USAID ADS 201"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators of people that are not told apart."""
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                about = words_of(f"{indicator.unit or node.unit} {indicator.title}")
                if not indicator.disaggregation and PERSONS & set(about):
                    message = f"the indicator {name} counts people and tells no groups apart"
                    yield self.at_indicator(plan, node_id, name, message, "add disaggregation:, such as [sex, age]")
