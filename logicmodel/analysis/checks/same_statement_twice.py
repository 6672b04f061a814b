"""LM116: same statement twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

SMALL = frozenset({"the", "a", "an", "of", "and", "are", "is", "to", "in", "for", "with", "on"})


class SameStatementTwice(Check):
    """No two results say the same.

    Two boxes with the same words are one result counted twice, or two whose difference nobody has written down.

    Bad:
        outcomes: {a: {title: People are housed}, b: {title: People are housed.}}

    Good:
        outcomes: {a: {title: People are housed}, b: {title: People stay housed for a year}}
    """

    code: ClassVar[str] = "LM116"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "conservation", "evaluability", "fcdo", "iati"})
    source: ClassVar[str] = "Davies, evaluability (2013)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the results whose title has the words of another one, in whatever order."""
        seen: dict[tuple[str, ...], list[str]] = {}
        for node_id, node in {**plan.outputs, **plan.outcomes}.items():
            words = tuple(sorted(set(re.findall(r"\w+", node.title.lower())) - SMALL))
            if not words:
                continue
            twins = [other for other in seen.get(words, ()) if not _told_apart(plan, node_id, other)]
            if twins:
                yield self.at_node(plan, node_id, f"{node_id} says the same as {twins[0]}", "make one of the two, or say what is different")
            seen.setdefault(words, []).append(node_id)


def _told_apart(plan: Plan, one: str, other: str) -> bool:
    """Say whether two results belong to different themes, or are answered for by different people."""
    first, second = plan.nodes[one], plan.nodes[other]
    return bool((first.theme and second.theme and first.theme != second.theme) or (first.owner and second.owner and first.owner != second.owner))
