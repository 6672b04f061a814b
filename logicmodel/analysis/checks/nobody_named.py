"""LM205: an outcome that does not say for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import PEOPLE, says_something, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

NATION = re.compile(r"\b[A-Z]\w+ans\b")
"""Canadians, Nigerians, Europeans."""


class NobodyNamed(Check):
    """An outcome names who, or what, is different.

    "Literacy" has no owner; "women who can read" can be counted, asked, and missed. The beneficiaries of the outcome or its
    unit may say it as well as the title. A title that is a whole sentence ("rents are affordable") names by its subject what is different.

    Bad:
        outcomes: {literacy: {title: Literacy, unit: "%"}}

    Good:
        outcomes: {literacy: {title: Women can read a newspaper, unit: women}}
    """

    code: ClassVar[str] = "LM205"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "evaluability"})
    source: ClassVar[str] = "Government of Canada, results-based management; Urban Institute, outcome management"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcomes in whose title, description, unit and beneficiaries nobody is named."""
        for node_id, node in plan.outcomes.items():
            words = words_of(f"{node.title} {node.description} {node.unit}")
            if not node.title or node.beneficiaries or PEOPLE & set(words) or NATION.search(node.title) or says_something(node.title):
                continue
            message = f"the outcome {node_id} does not say for whom or what something is different"
            yield self.at_node(plan, node_id, message, "name them in the title, or add beneficiaries:")
