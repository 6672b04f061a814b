"""LM201: an outcome that says what is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import first_verb
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OutcomeWordedAsActivity(Check):
    """An outcome says what is different for somebody, not what the team does.

    "Train teachers" can be done to the last lesson and change nothing. "Teachers use the method in class" is a
    change that can be seen, and missed.

    Bad:
        outcomes: {teaching: {title: Train teachers in the new method}}

    Good:
        outcomes: {teaching: {title: Teachers use the new method in class}}
    """

    code: ClassVar[str] = "LM201"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "fcdo", "conservation", "evaluability"})
    source: ClassVar[str] = "W.K. Kellogg Foundation, Logic Model Development Guide (2004); FOS, results chains (2007)"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcomes whose title begins with a verb of doing."""
        for node_id, node in plan.outcomes.items():
            verb = first_verb(node.title)
            if verb:
                message = f"the outcome {node_id} is worded as something done: it begins with '{node.title.split()[0]}'"
                remedy = "say what is different for whom when it has been done, or make it an activity"
                yield self.at_node(plan, node_id, message, remedy)
