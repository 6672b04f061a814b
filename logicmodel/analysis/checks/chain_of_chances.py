"""LM506: chain of chances."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Quantity
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan


class ChainOfChances(Check):
    """Some way to each target is likely to hold as a whole.

    Every link may fail to work and every assumption to hold; along a chain the chances multiply. If the likeliest way to a target
    has less than one chance in four, and there is no other, the plan hopes.

    Bad:
        outputs: {a: {}}
        outcomes: {b: {}, c: {}}
        links: [{from: a, to: b, works: 0.4}, {from: b, to: c, works: 0.4}]
        targets: [{node: c, at_least: 1, by: 2030}]

    Good:
        outputs: {a: {}}
        outcomes: {b: {}, c: {}}
        links: [{from: a, to: b, works: 0.8}, {from: b, to: c, works: 0.6}]
        targets: [{node: c, at_least: 1, by: 2030}]
    """

    code: ClassVar[str] = "LM506"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "conservation"})
    source: ClassVar[str] = "ToC-Maker: confidence along a path"
    limits: ClassVar[Mapping[str, float]] = {"least": 0.25}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the outcome targets whose likeliest way is unlikely to hold."""
        best = _likeliest(plan)
        for place, target in enumerate(plan.targets):
            chance = best.get(target.node or "", 1.0)
            if plan.target_kind(target) == "outcome" and 0 < chance < self.set["least"]:
                message = f"the likeliest way to {target.node} holds with a chance of {chance:.0%}".replace("%", " %")
                yield self.at_target(plan, place, message, "find a second way, or learn whether the weakest link works before funding the rest")


def _likeliest(plan: Plan) -> dict[str, float]:
    """Return the chance that the likeliest way to each node holds, links and assumptions being independent."""
    onward: dict[str, list[tuple[str, float]]] = {}
    reached: set[str] = set()
    for link in plan.links:
        if link.role == "contributes":
            onward.setdefault(link.source, []).append((link.target, _of_link(plan, link)))
            reached.add(link.target)
    best = dict.fromkeys((node_id for node_id in plan.nodes if node_id not in reached), 1.0)
    changed = collections.deque(best)  # first in, first out: the other way round long plans would take for ever
    while changed:
        node_id = changed.popleft()
        for target, chance in onward.get(node_id, ()):
            if best[node_id] * chance > best.get(target, 0.0):
                best[target] = best[node_id] * chance
                changed.append(target)
    return best


def _of_link(plan: Plan, link: Link) -> float:
    """Return the chance that a link works and that what it assumes holds."""
    chance = _chance(link.works)
    for name in link.assumes:
        holds = plan.assumptions[name].holds
        chance *= 1.0 if holds is None else _chance(holds)
    return chance


def _chance(quantity: Quantity) -> float:
    return quantity.expectation() if isinstance(quantity, Distribution) else 1.0
