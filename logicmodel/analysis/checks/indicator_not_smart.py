"""LM313: indicator not smart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import unnumbered
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

TELLING = 5
"""A title of so many words says what is counted."""
COUNTED = re.compile(
    r"^\W*(?:#|no\.|(?:total |average )?numbers? of\b|%|per ?cent|share of|proportion of)|\([^)]{1,30}\)\s*$|\bper\b|\b(?:days|hours|minutes|weeks|months|years|rate)\b"
    r"|^\W*(?:[a-z]+ ){0,2}[a-z]*[^\Wsui]s\b",
    re.IGNORECASE,
)
"""A title that says itself what is counted, or in what: "Number of schools", "Time to answer (days)", "Families with a lease"."""

REMEDIES = {"definition": "what exactly is counted", "unit": "in what it is counted"}


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
        found, count = [], 0
        for node_id, node in plan.results.items():
            count += len(node.indicators)
            for name, indicator in node.indicators.items():
                unit = indicator.unit or node.unit or indicator.measure not in {None, "number"} or COUNTED.search(unnumbered(indicator.title))
                needed = {"definition": indicator.definition or len(indicator.title.split()) >= TELLING, "unit": unit}
                lacking = [word for word, there in needed.items() if not there]
                if lacking:
                    message = f"the indicator {name} has no {' and no '.join(lacking)}"
                    remedy = " and ".join(f"say {REMEDIES[word]} under {word}:" for word in lacking)
                    found.append(self.at_indicator(plan, node_id, name, message, remedy))
        yield from self.gathered(plan, found, count, "outcomes", "indicators lack a definition or a unit", "add definition: and unit: to those that are reported")
