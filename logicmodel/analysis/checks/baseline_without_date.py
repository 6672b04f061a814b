"""LM303: baseline without date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class BaselineWithoutDate(Check):
    """A baseline says when it was measured, and that is before the plan begins.

    A baseline of an unknown year may be older than the problem; one taken after the start has part of the effect in it.

    Bad:
        outcomes: {housed: {indicators: {leases: {baseline: 120}}}}

    Good:
        outcomes: {housed: {indicators: {leases: {baseline: 120, baseline_date: 2026}}}}
    """

    code: ClassVar[str] = "LM303"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"iati", "fcdo"})
    source: ClassVar[str] = "IATI 2.03; DFID how-to note on logframes (2011)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the baselines without a date, and those dated after the first period."""
        found, count = [], 0
        first = plan.periods.labels[0][:4]
        for node_id, node in plan.results.items():
            for name, indicator in node.indicators.items():
                if indicator.baseline is None:
                    continue
                count += 1
                year = re.match(r"\d{4}", indicator.baseline_date)
                if year is None:
                    message = f"the baseline of {name} has no date"
                    found.append(self.at_indicator(plan, node_id, name, message, "add baseline_date:, such as a year"))
                elif year[0] > first:
                    message = f"the baseline of {name} was measured in {year[0]}, after the plan has begun"
                    found.append(self.at_indicator(plan, node_id, name, message, "take one from before, or say in definition: why this will do"))
        remedy = "add baseline_date:, and take figures from before the plan begins"
        yield from self.gathered(plan, found, count, "outcomes", "baselines lack a date, or bear one after the plan has begun", remedy)
