"""LM118: too many results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

NAMED = 4


class TooManyResults(Check):
    """A plan has one ultimate outcome, and few outputs.

    With several impacts nobody knows what to give up for what. With more than about six outputs for each outcome the
    page is full and the reason is gone.

    Bad:
        outcomes: {a: {horizon: ultimate}, b: {horizon: ultimate}}

    Good:
        outcomes: {a: {horizon: ultimate}, b: {horizon: intermediate}}
    """

    code: ClassVar[str] = "LM118"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo"})
    source: ClassVar[str] = "DFID how-to note on logframes (2011)"
    limits: ClassVar[Mapping[str, float]] = {"most_ultimate": 1, "most_outputs_per_outcome": 6}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan with too many ultimate outcomes, or too many outputs for its outcomes."""
        last = [name for name, node in plan.outcomes.items() if node.horizon == "ultimate"]
        if len(last) > self.set["most_ultimate"]:
            message = f"the plan has {len(last)} ultimate outcomes: {', '.join(last[:NAMED])}{f' and {len(last) - NAMED} more' if len(last) > NAMED else ''}"
            yield self.finding(("outcomes",), "outcomes", message, "choose the one that the others serve, and make those intermediate")
        if plan.outcomes and len(plan.outputs) > self.set["most_outputs_per_outcome"] * len(plan.outcomes):
            message = f"{len(plan.outputs)} outputs stand for {len(plan.outcomes)} outcome{'s' if len(plan.outcomes) > 1 else ''}"
            yield self.finding(("outputs",), "outputs", message, "join those that serve the same step")
