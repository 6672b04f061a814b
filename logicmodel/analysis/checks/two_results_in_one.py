"""LM203: a statement with two results in it, or with its own means."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checking.statements import RELATIVE, acts, says_something
from logicmodel.analysis.checking.words import (
    CONJUNCTION,
    MEANS,
    PEOPLE,
    words_of,
)
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

LEAST_WORDS = 3
"""Fewest words of a statement."""


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
    """Say whether a conjunction joins two statements, each with a subject and a verb of its own, not two nouns of a list."""
    pieces = [piece for piece in CONJUNCTION.split(title) if len(words_of(piece)) >= LEAST_WORDS]
    if len(pieces) > 1 and ";" in title:
        return True
    return any(
        says_something(first) and not RELATIVE & set(words_of(first)) and (says_something(second) or _people_do(second))
        for first, second in itertools.pairwise(pieces)
    )


def _people_do(piece: str) -> bool:
    """Say whether a piece begins with people and goes on with what they do: "families earn enough"."""
    words = words_of(piece)
    return words[0] in PEOPLE and acts(words, 1)
