"""LM202: an output that promises a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import CHANGED, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class OutputWordedAsChange(Check):
    """An output is what is delivered, not the change it is to bring about.

    An "improved capacity" under outputs hides the step that has to be tested: whether what was delivered
    changes anything.

    Bad:
        outputs: {skills: {title: Improved skills of teachers}}

    Good:
        outputs: {courses: {title: Teachers who completed the course}}
    """

    code: ClassVar[str] = "LM202"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "fcdo", "evaluability"})
    source: ClassVar[str] = "logframe error lists (tools4dev, Africa Training Institute)"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outputs whose title begins with a word of change."""
        for node_id, node in plan.outputs.items():
            words = words_of(node.title)[:1]
            if words and words[0] in CHANGED:
                message = f"the output {node_id} is worded as a change: '{words[0]}'"
                yield self.at_node(plan, node_id, message, "say what is delivered, and make the change an outcome it leads to")
