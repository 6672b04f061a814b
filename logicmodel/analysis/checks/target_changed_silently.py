"""LM703: target changed silently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class TargetChangedSilently(Check):
    """A target that was changed says why.

    Targets are lowered when they are about to be missed. That may be right; unexplained, it makes every success doubtful.

    Bad:
        outcomes: {housed: {}}
        targets: [{node: housed, at_least: 120, by: 2030, was: 160}]

    Good:
        outcomes: {housed: {}}
        targets: [{node: housed, at_least: 120, by: 2030, was: 160, changed_because: Two of five blocks were not built}]
    """

    code: ClassVar[str] = "LM703"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "evaluability", "iati"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011): record of changes"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets that were changed without a reason."""
        for place, target in enumerate(plan.targets):
            now = (target.at_least, target.at_most, *(target.between or ()))
            if target.was is not None and target.was not in now and not target.changed_because:
                yield self.at_target(plan, place, f"the target was {target.was:g} before and nothing says why it was changed", "add changed_because:")
