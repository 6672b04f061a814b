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
        seen: dict[tuple[str, ...], str] = {}
        for node_id, node in {**plan.outputs, **plan.outcomes}.items():
            words = tuple(sorted(set(re.findall(r"\w+", node.title.lower())) - SMALL))
            if not words:
                continue
            other = seen.setdefault(words, node_id)
            if other != node_id:
                yield self.at_node(plan, node_id, f"{node_id} says the same as {other}", "make one of the two, or say what is different")
