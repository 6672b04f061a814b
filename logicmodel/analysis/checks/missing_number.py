"""LM107: a number that the simulation will need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import MANY, Check, Finding, Severity
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
        found = [
            self.finding(one.loc, one.where, f"{one.message}, which simulate will need", one.remedy) for one in missing_numbers(plan)
        ]
        if len(found) > MANY:
            where = str(found[0].loc[0])
            remedy = "let logicmodel elicit ask for them one by one"
            yield self.finding((where,), where, f"{len(found):,} numbers are missing, which simulate will need", remedy)
        else:
            yield from found
