"""LM604: nobody measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class NobodyMeasures(Check):
    """Measuring is paid for.

    Indicators need people and money. A plan in which neither an indicator has a cost nor an input or activity is about
    monitoring leaves it to somebody's spare time. A plan that says nothing of inputs and activities is not asked.

    Bad:
        inputs: {staff: {title: Two caseworkers}}
        outcomes: {housed: {indicators: {leases: {title: People with a lease}}}}

    Good:
        inputs: {staff: {title: Two caseworkers}}
        outcomes: {housed: {indicators: {leases: {title: People with a lease, cost: 2000}}}}
    """

    code: ClassVar[str] = "LM604"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "evaluability", "kellogg"})
    wording: ClassVar[bool] = True
    source: ClassVar[str] = "logframe practice: monitoring is budgeted"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan that measures and pays nobody for it."""
        measured = [one for node in plan.results.values() for one in node.indicators.values()]
        words = " ".join(f"{name} {node.title} {node.description}" for name, node in {**plan.inputs, **plan.activities}.items()).lower()
        spends = plan.inputs or plan.activities
        if spends and measured and all(one.cost is None for one in measured) and not re.search(r"monitor|evaluat|survey|measur|data", words):
            message = f"{len(measured)} indicator{'s' if len(measured) > 1 else ''} and nothing that pays for measuring"
            yield self.finding(("outcomes",), "indicators", message, "add cost: to the indicators, or an input for monitoring")
