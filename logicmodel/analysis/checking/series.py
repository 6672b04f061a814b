"""What was measured over time, beside what was wanted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from logicmodel.plan.indicator import Indicator
from logicmodel.plan.plan import Plan
from logicmodel.plan.target import Target

if TYPE_CHECKING:
    from logicmodel.analysis.monitoring.actuals import Actuals


@dataclasses.dataclass(frozen=True)
class Series:
    """The values of one indicator, or of a node itself, in the order of the periods, and its targets."""

    node: str
    name: str
    """Id of the indicator; that of the node where it is measured itself."""
    indicator: Indicator | None
    values: tuple[tuple[int, float], ...]
    """Place of the period, and what was measured in it."""
    targets: tuple[tuple[int, int, Target], ...]
    """Place of the period in which it is due, place in the plan's list, and the target; the soonest first."""

    def value(self, period: int) -> float | None:
        """Return what was measured in a period, if anything was."""
        return dict(self.values).get(period)


def series_of(plan: Plan, actuals: Actuals) -> Iterator[Series]:
    """Give every indicator or node that was measured. A target of a node counts for its only indicator too."""
    measured: dict[tuple[str, str], dict[int, float]] = {}
    for row in actuals.fitting(plan):
        measured.setdefault((row["node"], row["indicator"]), {})[plan.periods.index(row["period"]) or 0] = row["value"]
    due: dict[tuple[str, str], list[tuple[int, int, Target]]] = {}
    for place, target in enumerate(plan.targets):
        node_id = target.node or ""
        indicators = plan.results[node_id].indicators
        only = next(iter(indicators)) if len(indicators) == 1 else ""
        own = (plan.periods.index(target.due) or 0, place, target)
        for name in {target.indicator or "", target.indicator or only}:
            due.setdefault((node_id, name), []).append(own)
    for (node_id, name), values in measured.items():
        key = "" if name == node_id else name
        yield Series(
            node_id, name or node_id, plan.results[node_id].indicators.get(key), tuple(sorted(values.items())),
            tuple(sorted(due.get((node_id, key), ()), key=lambda one: one[:2])),
        )


def wanted(target: Target) -> float | None:
    """Return the level that a target asks for; None for one between two levels, or of a change."""
    return target.at_least if target.at_least is not None else target.at_most


def missed(target: Target, value: float) -> bool:
    """Say whether a measured value misses a target; what is wanted of a change cannot be told from one value."""
    low, high = target.between or (target.at_least, target.at_most)
    return (low is not None and value < low) or (high is not None and value > high)
