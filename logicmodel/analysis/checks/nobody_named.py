"""LM205: an outcome that does not say for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.statements import says_something
from logicmodel.analysis.checking.words import names_somebody
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

NATION = re.compile(r"\b[A-Z]\w+ans\b")
"""Canadians, Nigerians, Europeans."""
MEASURED = re.compile(r"\b(?:numbers?|percentage|proportion|rates?|share) of\b", re.IGNORECASE)
"""A title that is a measure says of what."""


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
        found = []
        for node_id, node in plan.outcomes.items():
            words = f"{node.title} {node.description} {node.unit}"
            if not node.title or node.beneficiaries or names_somebody(words) or MEASURED.search(node.title) or NATION.search(node.title) or says_something(node.title):
                continue
            message = f"the outcome {node_id} does not say for whom or what something is different"
            found.append(self.at_node(plan, node_id, message, "name them in the title, or add beneficiaries:"))
        remedy = "name them in the titles, or add beneficiaries:"
        yield from self.gathered(plan, found, len(plan.outcomes), "outcomes", "outcomes name nobody, and nothing, that is different", remedy)
