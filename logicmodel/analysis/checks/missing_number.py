"""LM107: a number that the simulation will need."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.completeness import missing_numbers
from logicmodel.plan.plan import Plan


class MissingNumber(Check):
    """Every number that the simulation needs is there.

    A plan may be drawn and discussed before its numbers are known. This list is what is left to find out;
    a rough interval (``5 to 20``) is better than a wrong figure.

    Bad:
        activities: {visits: {}}
        outcomes: {health: {unit: points}}
        links: [{from: visits, to: health}]

    Good:
        activities: {visits: {}}
        outcomes: {health: {unit: points, baseline: 40 to 60}}
        links: [{from: visits, to: health, weight: 0.1 to 0.5}]
    """

    code: ClassVar[str] = "LM107"
    severity: ClassVar[Severity] = "hint"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give what ``simulate`` would refuse to run without."""
        for problem in missing_numbers(plan):
            found = self.finding(problem.loc, problem.where, problem.message, problem.remedy)
            yield dataclasses.replace(found, message=f"{problem.message}, which simulate will need")
