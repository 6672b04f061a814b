"""LM319: measuring too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class MeasuringTooMuch(Check):
    """Measuring stays a small part of the plan.

    Every figure has to be brought by somebody. More than a few per result, or more than about thirty in all, and the
    figures are late, or made up; and money that goes into counting does not go into what is counted. The same indicator for several groups
    counts once.

    Bad:
        outcomes: {a: {indicators: {i1: {}, i2: {}, i3: {}, i4: {}}}}

    Good:
        outcomes: {a: {indicators: {i1: {}, i2: {}}}}
    """

    code: ClassVar[str] = "LM319"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "kellogg", "evaluability"})
    source: ClassVar[str] = "USAID ADS 201; DFID how-to note on logframes (2011)"
    limits: ClassVar[Mapping[str, float]] = {"most_per_result": 3, "most": 30, "share_of_budget": 0.1}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the results with too many indicators, and the plan with too many or too dear ones."""
        total = 0
        for node_id, node in plan.results.items():
            count = len({indicator.title or name for name, indicator in node.indicators.items()})
            total += count
            if count > self.set["most_per_result"]:
                yield self.at_node(plan, node_id, f"{count} indicators measure {node_id}", "keep those that decide something")
        if total > self.set["most"]:
            yield self.finding(("outcomes",), "indicators", f"the plan has {total} indicators", "keep those that decide something")
        share = _share(plan)
        if share > self.set["share_of_budget"]:
            message = f"measuring once in every period takes {share:.0%} of the budget".replace("%", " %")
            yield self.finding(("budget",), "budget", message, "measure less often, or fewer things")


def _share(plan: Plan) -> float:
    """Return the cost of measuring everything in every period, as a share of the budget."""
    cost = sum(one.cost or 0.0 for node in plan.results.values() for one in node.indicators.values())
    return cost * plan.periods.count / plan.budget.total if plan.budget.total else 0.0
