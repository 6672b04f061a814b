"""LM316: vanity metric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

REACH = re.compile(
    r"\b(?:trained|reached|attend(?:ed|ees|ance)|participants?|downloads?|views?|visits?|visitors|followers|impressions|clicks|"
    r"distributed|sensiti[sz]ed|events?|workshops?)\b|\b(?:people|persons?|children|women|men|households|families|refugees|farmers|youth|students|individuals|clients)\b"
    r".*\b(?:received?|receiving|benefit+(?:ed|ing)|assisted|served|supported|provided with)\b", re.IGNORECASE,
)
SHARE = re.compile(r"%|\b(?:per ?cent|percentage|share|proportion|rate)\b", re.IGNORECASE)
"""A share of all who need it can fall; a count of those who were reached cannot."""


class VanityMetric(Check):
    """An outcome is measured by what is different, not by how many were reached.

    Downloads, views, visits and people trained go up as long as somebody is busy. As the only measure of an outcome they make it an output.

    Bad:
        outcomes: {skills: {indicators: {n: {title: Number of people trained}}}}

    Good:
        outcomes: {skills: {indicators: {n: {title: People who use the method three months later}}}}
    """

    code: ClassVar[str] = "LM316"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "evaluability", "fcdo"})
    wording: ClassVar[bool] = True
    source: ClassVar[str] = "logframe error lists; practice"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcomes all of whose indicators count what was delivered."""
        for node_id, node in plan.outcomes.items():
            titles = [indicator.title or name.replace("_", " ") for name, indicator in node.indicators.items()]
            if titles and all(REACH.search(title) and not SHARE.search(title) for title in titles):
                message = f"the outcome {node_id} is measured by reach alone: '{titles[0]}'"
                yield self.at_node(plan, node_id, message, "add an indicator of what is different for those who were reached")
