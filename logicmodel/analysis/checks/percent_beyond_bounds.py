"""LM805: a percentage that is simulated below 0 or above 100."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel import wording
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    from logicmodel.engine.results import Results


class PercentBeyondBounds(Check):
    """A percentage stays between 0 and 100 in the simulation too.

    Effects add up. A share that starts at 60 % and gains 50 points ends at 110 %, which counts as a target met and is
    impossible. Bounds on the node keep it honest: what would go beyond them is lost, as it is in the world. Judged are
    results with targets whose level leaves 0 to 100 in more than a few draws.

    Bad:
        inputs: {staff: {price: 1}}
        outcomes: {enrolled: {unit: "%", baseline: 60}}
        links: [{from: staff, to: enrolled, weight: 8 to 14}]
        targets: [{node: enrolled, at_least: 80, by: 2030}]
        allocations: {now: {staff: 5}}

    Good:
        inputs: {staff: {price: 1}}
        outcomes: {enrolled: {unit: "%", baseline: 60, min: 0, max: 100}}
        links: [{from: staff, to: enrolled, weight: 8 to 14}]
        targets: [{node: enrolled, at_least: 80, by: 2030}]
        allocations: {now: {staff: 5}}
    """

    code: ClassVar[str] = "LM805"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "logframes with percentages that were simulated as they came"
    limits: ClassVar[Mapping[str, float]] = {"beyond": 1.0}
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the results in percent whose 5 % or 95 % quantile lies beyond 0 or 100 by more than a little."""
        from logicmodel.analysis.levels import levels  # noqa: PLC0415 - plans that are not simulated need no numbers

        plan = results.plan
        aimed = {target.node for target in plan.targets}
        nodes = [name for name in plan.results if name in aimed and name in results.kept and _in_percent(plan, name)]
        if not nodes:
            return
        rows = levels(results, nodes).rows
        for name in nodes:
            mine = [row for row in rows if row["node"] == name]
            low, high = min(row["p5"] for row in mine), max(row["p95"] for row in mine)
            if low < -self.set["beyond"] or high > 100 + self.set["beyond"]:
                span = f"{wording.amount(low)} to {wording.amount(high)} %"
                yield self.at_node(plan, name, f"the level of {name} runs from {span} in 90 of 100 draws, and a percentage cannot", "set min: 0 and max: 100 on it")


def _in_percent(plan: Plan, name: str) -> bool:
    """Say whether the level of a result is a percentage: by its unit, or as all its indicators are."""
    node = plan.results[name]
    measures = {indicator.measure for indicator in node.indicators.values()}
    return node.unit == "%" or (not node.unit and measures == {"percentage"})
