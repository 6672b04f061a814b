"""LM601: money that is spent when it can serve no target any more."""

from __future__ import annotations

import collections
import math
from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checking.spending import amounts_of
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.errors import listed
from logicmodel.plan.plan import Plan
from logicmodel.plan.theories import theories


class SpentTooLate(Check):
    """What is spent can still reach a target.

    Links take time. What is given to an input so late that nothing of it arrives before the last target it serves is due counts
    as cost and never as a result. Either the targets end too soon, or the money should come sooner.

    Bad:
        inputs: {trees: {}}
        outcomes: {shade: {}}
        links: [{from: trees, to: shade, lag: 2}]
        targets: [{node: shade, at_least: 10, by: 2030}]
        allocations: {evenly: {trees: [0, 10, 20, 30]}}

    Good:
        inputs: {trees: {}}
        outcomes: {shade: {}}
        links: [{from: trees, to: shade, lag: 2}]
        targets: [{node: shade, at_least: 10, by: 2030}]
        allocations: {early: {trees: [40, 20, 0, 0]}}
    """

    code: ClassVar[str] = "LM601"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"fcdo", "kellogg", "evaluability"})
    source: ClassVar[str] = "a study of published plans: spending outside of the time in which it can act"
    limits: ClassVar[Mapping[str, float]] = {"share": 0.5}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the amounts most of which come after the last period from which a target can be reached."""
        last, late = _latest(plan), dict[str, dict[str, float]]()
        for name, allocation in plan.allocations.items():
            for key, amounts in amounts_of(plan, allocation).items():
                total = sum(amounts)
                if total > 0 and not math.isinf(last[key]):
                    share = sum(amounts[max(int(last[key]) + 1, 0) :]) / total
                    if share > self.set["share"]:
                        late.setdefault(key, {})[name] = share
        for key, shares in late.items():
            worst = max(shares, key=lambda name: shares[name])
            others = f", and much under {listed([name for name in shares if name != worst])} too" if len(shares) > 1 else ""
            message = f"no amount of {key} comes early enough for any target that it serves{others}"
            if last[key] >= 0:
                late_from = plan.periods.labels[int(last[key])]
                message = f"{shares[worst]:.0%} of {key} is spent after {late_from}, too late for any target that it serves{others}".replace("%", " %")
            loc = ("allocations", worst, key)
            yield self.finding(loc, ".".join(loc), message, "spend it sooner, or set a later target on what it leads to")


def _latest(plan: Plan) -> dict[str, float]:
    """Return the last period in which each node can still act on a target, minus infinity where it never can.

    In a plan with several theories of change that is the last one in any of them. What has a worth of its own counts to the end of the plan, like a target in the last period.
    """
    last = dict.fromkeys(plan.nodes, -math.inf)
    for target in plan.targets:
        last[target.node or ""] = max(last[target.node or ""], float(plan.periods.index(target.due) or 0))
    for node_id, node in plan.outcomes.items():
        if node.value is not None:
            last[node_id] = plan.periods.count - 1.0
    into: dict[str, list[tuple[str, int]]] = {}
    for link in (link for one in [plan, *(theory.plan for theory in theories(plan))] for link in one.links):
        into.setdefault(link.target, []).append((link.source, link.shortest_lag))
    changed = collections.deque(node_id for node_id, place in last.items() if not math.isinf(place))
    while changed:
        node_id = changed.popleft()
        for source, lag in into.get(node_id, ()):
            if last[node_id] - lag > last[source]:
                last[source] = last[node_id] - lag
                changed.append(source)
    return last
