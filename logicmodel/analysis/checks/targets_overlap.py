"""LM311: two targets for the same thing at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel import wording
from logicmodel.analysis.checking.finding import Fix
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class TargetsOverlap(Check):
    """For one thing and one period there is one target.

    Two figures for the same year mostly come of reporting periods that overlap, such as a half-year inside of a year: their sum counts
    part of it twice, and each of them is missed or met on its own. From below and from above there may be one each.

    Bad:
        outputs: {meals: {indicators: {served: {accumulation: per_period}}}}
        targets: [{id: half, indicator: served, at_least: 500, by: 2028}, {id: whole, indicator: served, at_least: 1000, by: 2028}]

    Good:
        outputs: {meals: {indicators: {served: {accumulation: per_period}}}}
        targets: [{indicator: served, at_least: 500, by: 2027}, {indicator: served, at_least: 1000, by: 2028}]
    """

    code: ClassVar[str] = "LM311"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"iati", "fcdo"})
    source: ClassVar[str] = "IATI ruleset 8.6: periods"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets that ask for the same thing, in the same period, as one before them."""
        seen: dict[tuple[str | None, str | None, str, str], float] = {}
        for place, target in enumerate(plan.targets):
            value = target.at_least if target.at_least is not None else target.at_most
            if value is None:
                continue
            about = (target.node, target.indicator, target.rule, target.due)
            if about not in seen:
                seen[about] = value
            else:
                other, what = seen[about], target.indicator or target.node
                told = f"{wording.amount(value, digits=6)} beside {wording.amount(other, digits=6)}" if value != other else f"{wording.amount(value, digits=6)} twice"
                message = f"two targets are set on {what} for {target.due}: {told}"
                twin = value == seen[about] and not _counted(plan, target.name)
                fix = Fix(f"delete the second target {target.name}", removes=(("targets", place),)) if twin else None
                yield self.at_target(plan, place, message, "keep one, or give each the period that it is due in", fix)


def _counted(plan: Plan, name: str) -> bool:
    """Say whether success names a target, or counts and weighs targets."""
    success = plan.success
    return success.at_least is not None or success.weight is not None or (isinstance(success.of, tuple) and name in success.of)
