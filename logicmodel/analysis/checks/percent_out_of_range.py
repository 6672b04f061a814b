"""LM308: percent out of range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from logicmodel.analysis.checking.language import english
from logicmodel.analysis.checking.words import PEOPLE, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

OF: Final = re.compile(r"\b(?:of|among|per|who|that)\b|%\s+\w+|\bper ?cent\w*\s+\w+", re.IGNORECASE)
"""Words by which the name of an indicator says itself what it is a share of."""
TELLING: Final = 4
"""A name of so many words tells it too."""
FAR: Final = 20
"""Nothing falls to a share of one in so many within a plan: the target is in another unit."""


class PercentOutOfRange(Check):
    """A percentage lies between 0 and 100, and it is said of what.

    Shares stored as 0.85 beside others stored as 85 are the commonest slip in results data. And a percentage without its
    denominator can rise because fewer people are counted.

    Bad:
        outcomes: {reading: {unit: "%", indicators: {share: {measure: percentage}}}}
        targets: [{indicator: share, at_least: 0.85, by: 2030}]

    Good:
        outcomes: {reading: {unit: "%", indicators: {share: {measure: percentage, population: pupils in grade four}}}}
        targets: [{indicator: share, at_least: 85, by: 2030}]
    """

    code: ClassVar[str] = "LM308"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "Akvo RSR, issues on percentages; a study of published targets"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give targets in percent that are no percentages, and percentages of nobody knows what."""
        for place, target in enumerate(plan.targets):
            if not _in_percent(plan, target):
                continue
            for value in (target.at_least, target.at_most, *(target.between or ())):
                share = value is not None and _looks_like_share(plan, target, value)
                if value is not None and (share or not -100 <= value <= 100):
                    why = "looks like a share" if share else "lies outside of 0 to 100"
                    yield self.at_target(plan, place, f"the target of {value:g} % {why}", "write 85 for 85 %, or change the unit")
        if not english(plan):
            return  # whether a name says of what it is a share can be told in English only
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                if indicator.measure == "percentage" and not (indicator.population or indicator.definition or _says_of_what(indicator.title if " " in indicator.title else node.title)):
                    yield self.at_indicator(plan, node_id, name, f"the indicator {name} is a percentage, and nothing says of what", "add population: or definition:")


def _in_percent(plan: Plan, target: Target) -> bool:
    """Say whether a target is set in percent."""
    node = plan.results[target.node or ""]
    if target.indicator is None:
        return node.unit == "%"
    indicator = node.indicators[target.indicator]
    return indicator.measure == "percentage" or (indicator.unit or node.unit) == "%"


def _looks_like_share(plan: Plan, target: Target, value: float) -> bool:
    """Say whether a target below 1 % stands where the level before was far above; rare things are rightly below 1 %."""
    node = plan.results[target.node or ""]
    indicator = node.indicators.get(target.indicator or "")
    level = None if indicator is None else indicator.baseline
    if level is None and isinstance(node.baseline, Distribution):
        level = node.baseline.expectation()
    if level is None:
        return 0 < abs(value) < 1 and target.rule == "at_least"
    return 0 < abs(value) < 1 and abs(level) > FAR * abs(value)


def _says_of_what(title: str) -> bool:
    """Say whether the name of an indicator tells itself what it is a share of: "Restaurants inspected (%)", "Share of pupils"."""
    counted = any(word.endswith("s") and not word.endswith(("ss", "us", "is")) for word in words_of(title))
    return counted or bool(PEOPLE & set(words_of(title))) or len(title.split()) >= TELLING or OF.search(title) is not None
