"""LM801: a funded target that is nearly sure to be missed, or to be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from logicmodel import wording
from logicmodel.analysis.checking.guards import pushed_back
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

if TYPE_CHECKING:
    from logicmodel.engine.results import Results


class TargetOutOfReach(Check):
    """A target can be met, and can be missed.

    A target that is met in nearly every draw asks for nothing; one that is missed in nearly every draw, whatever is
    allocated, is a wish. Judged is the best allocation for an unrealistic target, the worst for an unambitious one, and
    only where the whole interval lies beyond the threshold. Outputs are promises, and a target that guards a level against what
    presses on it is a limit: these may be safe.

    Bad:
        inputs: {staff: {price: 1}}
        outcomes: {housed: {baseline: 10}}
        links: [{from: staff, to: housed, weight: 1 to 2}]
        targets: [{node: housed, at_least: 500, by: 2030}]
        allocations: {now: {staff: 4}}

    Good:
        inputs: {staff: {price: 1}}
        outcomes: {housed: {baseline: 10}}
        links: [{from: staff, to: housed, weight: 1 to 2}]
        targets: [{node: housed, at_least: 16, by: 2030}]
        allocations: {now: {staff: 4}}
    """

    code: ClassVar[str] = "LM801"
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[str] = "a study of 30,000 published targets: 24 to 44 % are met"
    limits: ClassVar[Mapping[str, float]] = {"least": 0.2, "most": 0.97}
    simulates: ClassVar[bool] = True

    def judge(self, results: Results) -> Iterator[Finding]:
        """Give the targets that no allocation reaches, or that every one reaches."""
        from logicmodel.analysis.attainment import attainment  # noqa: PLC0415 - plans that are not simulated need no numbers

        rows = [row for row in attainment(results).rows if row["allocation"] in results.amounts]
        for place, target in enumerate(results.plan.targets):
            mine = [row for row in rows if row["target"] == target.name]
            best = max(mine, key=lambda row: row["probability"], default=None)
            worst = min(mine, key=lambda row: row["probability"], default=None)
            if best is None or worst is None:
                continue
            if best["high"] < self.set["least"]:
                told = wording.whole_chance(best["probability"], best["low"], best["high"])
                message = f"even under “{_titled(results.plan, best['allocation'])}” the target is met with a chance of {told} only"
                yield self.at_target(results.plan, place, message, "ask for less, later, or find what would move it")
            elif worst["low"] > self.set["most"] and results.plan.target_kind(target) == "outcome" and not pushed_back(results.plan, target):
                told = wording.whole_chance(worst["probability"], worst["low"], worst["high"])
                message = f"the target is met with a chance of {told} under every allocation"
                yield self.at_target(results.plan, place, message, "ask for more, or sooner")


def _titled(plan: Plan, allocation: str) -> str:
    known = plan.allocations.get(allocation)
    return known.title if known is not None and known.title else allocation
