"""LM203: a statement with two results in it, or with its own means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.words import CONJUNCTION, MEANS, words_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

LEAST_WORDS = 3
"""Words on both sides of an "and" from which on it joins two statements, not two nouns."""


class TwoResultsInOne(Check):
    """A statement holds one result, and not the way to it.

    Two results in one box cannot be measured by one number, and one of them may fail unseen. A result that names
    its means ("through training") swallows the link that ought to be questioned.

    Bad:
        outcomes: {life: {title: Children stay in school until grade nine and families earn enough to live on}}

    Good:
        outcomes: {school: {title: Children stay in school until grade nine}, income: {title: Families earn enough to live on}}
    """

    code: ClassVar[str] = "LM203"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "Government of Canada, results-based management; FOS, results chains (2007)"
    wording: ClassVar[bool] = True

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outputs and outcomes that say two things, or their own means."""
        for node_id, node in {**plan.outputs, **plan.outcomes}.items():
            means = MEANS.search(node.title)
            if means:
                message = f"the title of {node_id} names its own means: '{means[0]}'"
                yield self.at_node(plan, node_id, message, "leave the means to the activities and outputs before it")
            elif _two_statements(node.title):
                message = f"the title of {node_id} seems to hold two results"
                yield self.at_node(plan, node_id, message, "make two of it, each with its own target")


def _two_statements(title: str) -> bool:
    """Say whether a conjunction joins two long pieces."""
    pieces = CONJUNCTION.split(title)
    return len(pieces) > 1 and sum(len(words_of(piece)) > LEAST_WORDS for piece in pieces) > 1
