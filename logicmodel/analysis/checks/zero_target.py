"""LM312: zero target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class ZeroTarget(Check):
    """A target of at least zero asks for nothing.

    In data that is typed or exported, 0 mostly stands for a target that nobody has set yet.

    Bad:
        outputs: {lessons: {}}
        targets: [{node: lessons, at_least: 0, by: 2030}]

    Good:
        outputs: {lessons: {}}
        targets: [{node: lessons, at_least: 400, by: 2030}]
    """

    code: ClassVar[str] = "LM312"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "iati", "kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "a study of published targets: 895 zeros that stood for a missing number"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets of at least 0 on something that cannot be negative."""
        for place, target in enumerate(plan.targets):
            if target.at_least == 0:
                yield self.at_target(plan, place, "the target asks for at least 0", "set the level that is wanted, or take the target out")
