"""LM204: a vague word with no indicator behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import VAGUE, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class VagueStatement(Check):
    """A word that can mean anything has an indicator that says what it means here.

    "Strengthened capacity" and "resilience" are met by whoever says so. With an indicator the word may stay: then
    the number is what counts.

    Bad:
        outcomes: {resilience: {title: Strengthened resilience of farmers}}

    Good:
        outcomes:
          resilience:
            title: Strengthened resilience of farmers
            indicators: {meals: {title: Farmers who skip no meal in the dry months}}
    """

    code: ClassVar[str] = "LM204"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "fcdo", "conservation", "evaluability"})
    source: ClassVar[str] = "logframe error lists (tools4dev, Monitoring & Evaluation Studio)"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outputs and outcomes with a vague word and no indicator."""
        for node_id, node in {**plan.outputs, **plan.outcomes}.items():
            vague = [word for word in words_of(node.title) if word in VAGUE]
            if vague and not node.indicators:
                message = f"the title of {node_id} says '{vague[0]}', which can mean anything, and no indicator says what"
                yield self.at_node(plan, node_id, message, "add an indicator, or say in the title what will be seen")
