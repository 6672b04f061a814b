"""LM323: targets on measures that one level cannot follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target
from logicmodel.wording import enumerated

PERCENT = frozenset({"%", "percent", "per cent", "percentage", "pct"})


class LevelForTwoMeasures(Check):
    """A result with targets on several indicators has one thing that they all measure.

    A result has one level, and each target is held against it. A share of people and an income in dollars cannot be the
    same level, nor can something of which more is wanted and something of which less is: whatever is simulated
    is wrong for one of them. Logframes and tables of indicators are full of such results.

    Bad:
        outcomes: {jobs: {indicators: {employed: {unit: "%"}, income: {unit: USD}}}}
        targets: [{indicator: employed, at_least: 55, by: 2028}, {indicator: income, at_least: 360, by: 2029}]

    Good:
        outcomes: {jobs: {indicators: {employed: {unit: "%"}}}, earnings: {indicators: {income: {unit: USD}}}}
        targets: [{indicator: employed, at_least: 55, by: 2028}, {indicator: income, at_least: 360, by: 2029}]
    """

    code: ClassVar[str] = "LM323"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "what a plan means: targets and success"
    limits: ClassVar[dict[str, float]] = {"times_as_much": 2}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the results whose targets are on indicators of different units, directions or sizes."""
        found: dict[str, list[Target]] = {}
        for target in plan.targets:
            if target.indicator and (target.at_least, target.at_most) != (None, None):
                found.setdefault(target.node or "", []).append(target)
        for node_id in plan.results:
            targets = found.get(node_id, [])
            last = {str(one.indicator): one for one in sorted(targets, key=lambda one: plan.periods.labels.index(one.due))}
            if len(last) > 1 and self._apart(plan, list(last.values())):
                names = [_name(plan, one) for one in last.values()]
                told = enumerated(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"
                message = f"one level cannot follow all that its targets are set on: {told}; yet simulate holds each against it"
                yield self.at_node(plan, node_id, message, f"make each a result of its own under {plan.nodes[node_id].section}:, or keep the targets of one")

    def _apart(self, plan: Plan, targets: list[Target]) -> bool:
        """Say whether no single level can be meant."""
        sizes = [abs(one.at_least if one.at_least is not None else one.at_most or 0.0) for one in targets]
        sorts = {(_unit(plan, one), one.at_least is None) for one in targets}
        return len(sorts) > 1 or max(sizes) > self.set["times_as_much"] * min(sizes)


def _unit(plan: Plan, target: Target) -> str:
    """Return the unit of the indicator that a target is set on."""
    node = plan.results[target.node or ""]
    indicator = node.indicators[target.indicator or ""]
    unit = " ".join((indicator.unit or node.unit).lower().split())
    return "%" if indicator.measure == "percentage" or unit in PERCENT else unit


def _name(plan: Plan, target: Target) -> str:
    """Return what an indicator is called, with its unit where it has one."""
    indicator = plan.results[target.node or ""].indicators[target.indicator or ""]
    title = " ".join((indicator.title or (target.indicator or "").replace("_", " ")).split())
    unit = "%" if _unit(plan, target) == "%" else indicator.unit or plan.results[target.node or ""].unit
    return f"“{title}”" + (f" ({unit})" if unit and unit not in title else "")
