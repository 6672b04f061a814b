"""LM315: same indicator twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class SameIndicatorTwice(Check):
    """No two levels are measured by the same figure.

    If the output and the outcome share their indicator, the plan says that delivering is changing. The link between them cannot be
    tested any more.

    Bad:
        outputs: {courses: {indicators: {a: {title: People who completed the course}}}}
        outcomes: {skills: {indicators: {b: {title: People who completed the course}}}}

    Good:
        outputs: {courses: {indicators: {a: {title: People who completed the course}}}}
        outcomes: {skills: {indicators: {b: {title: People who use the method three months later}}}}
    """

    code: ClassVar[str] = "LM315"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "kellogg", "evaluability"})
    source: ClassVar[str] = "USAID ADS 201; logframe error lists"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators whose title or definition another level has too."""
        seen: dict[str, str] = {}
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                words = " ".join(words_of(indicator.definition or indicator.title))
                other = seen.setdefault(words, node_id) if words else node_id
                if other != node_id and plan.kind_of(other) != node.kind:
                    message = f"the indicator {name} of {node_id} measures what {other} is measured by"
                    yield self.at_indicator(plan, node_id, name, message, "measure the change, not once more what was delivered")
