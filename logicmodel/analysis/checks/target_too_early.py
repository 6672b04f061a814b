"""LM108: a target due before anything can arrive."""

from __future__ import annotations

import collections
import math
from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

ALL_NEEDED = ("minimum", "product")
"""Rules by which nothing arrives before every contribution has."""


class TargetTooEarly(Check):
    """Targets are due when the plan can have acted, not before.

    Every link may take time. Added up along the quickest way from an input, the lags say when the first
    effect arrives. A target due before that shows only what would have happened anyway.

    Bad:
        inputs: {funds: {}}
        outputs: {trees: {}}
        outcomes: {shade: {}}
        links: [{from: funds, to: trees, lag: 1}, {from: trees, to: shade, lag: 2}]
        targets: [{node: shade, at_least: 10, by: 2028}]

    Good:
        inputs: {funds: {}}
        outputs: {trees: {}}
        outcomes: {shade: {}}
        links: [{from: funds, to: trees, lag: 1}, {from: trees, to: shade, lag: 2}]
        targets: [{node: shade, at_least: 10, by: 2030}]
    """

    code: ClassVar[str] = "LM108"
    severity: ClassVar[Severity] = "error"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the targets whose node nothing can have reached in time."""
        first, labels = arrivals(plan), plan.periods.labels
        for place, target in enumerate(plan.targets):
            lag = first.get(target.node or "", math.inf)
            due = plan.periods.index(target.due)
            if math.isinf(lag) or due is None or due >= lag:
                continue
            when = f"in {labels[int(lag)]}" if lag < len(labels) else f"after {labels[-1]}, the plan's last period"
            message = f"due in {labels[due]}, but the first effect on {target.node} arrives {when}"
            remedy = "set a later date, or shorten the lags if they are too long"
            yield self.finding(("targets", place), f"targets[{target.name}]", message, remedy)


def arrivals(plan: Plan) -> Mapping[str, float]:
    """Return how many periods after the first each node can be reached from an input."""
    first = dict.fromkeys(plan.nodes, math.inf)
    for node_id, item in plan.inputs.items():
        first[node_id] = -len(item.before) if any(item.before) else 0
    into: dict[str, list[tuple[str, int]]] = {}
    onward: dict[str, list[tuple[str, int]]] = {}
    for link in plan.links:
        if link.role == "contributes" and link.source != link.target and link.target in plan.results:
            into.setdefault(link.target, []).append((link.source, link.shortest_lag))
            onward.setdefault(link.source, []).append((link.target, link.shortest_lag))
    changed = collections.deque(plan.inputs)
    while changed:
        source = changed.popleft()
        for node_id, lag in onward.get(source, ()):
            needs_all = getattr(plan.results[node_id].combine, "kind", "") in ALL_NEEDED
            when = max(first[one] + delay for one, delay in into[node_id]) if needs_all else first[source] + lag
            if when < first[node_id]:
                first[node_id] = when
                changed.append(node_id)
    return first
