"""LM318: people not told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import PERSONS, unnumbered, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan

COUNT = re.compile(
    r"^\W*(?:(?:the |total |average |annual )*(?:numbers?|percentage|per ?cent|proportion|share|rate) of |# ?(?:of )?|% ?(?:of )?|total )", re.IGNORECASE
)
"""How the title of a count begins."""
RELATION = re.compile(r"\b(?:who|whose|that|which|with(?:out)?|in|on|at|of|for|from|by|to|under|over|per|\w+ed|\w+ing)\b|[(,;:/]", re.IGNORECASE)
"""Where the head of a title ends."""
JUDGED = frozenset({"extent", "degree", "level", "time", "cost", "index", "score", "how", "average", "median"})
"""How the title of a figure begins that is no count."""
SINGLE = PERSONS - {"families", "households"}
"""People who have a sex and an age; families have neither."""


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
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "evaluability"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011); USAID ADS 201"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the indicators of people that are not told apart."""
        found, people = [], 0
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                if not _counts_people(indicator, node.unit):
                    continue
                people += 1
                if not indicator.disaggregation and not indicator.groups:
                    message = f"the indicator {name} counts people and tells no groups apart"
                    found.append(self.at_indicator(plan, node_id, name, message, "add disaggregation:, such as [sex, age]"))
        remedy = "add disaggregation: to those that matter most, such as [sex, age]"
        yield from self.gathered(plan, found, people, "outcomes", "indicators of people lack disaggregation", remedy)


def _counts_people(indicator: Indicator, unit: str) -> bool:
    """Say whether an indicator counts people: by its unit, or by the head of its title ("Number of pupils who...")."""
    if indicator.measure in {"score", "yes_no", "text"}:
        return False
    if set(words_of(indicator.unit or unit)[:2]) & SINGLE:
        return True
    head = COUNT.sub("", unnumbered(indicator.title)).strip()
    words = words_of(RELATION.split(head)[0])
    return not set(words[:1]) & JUDGED and bool(set(words[-2:]) & SINGLE)
