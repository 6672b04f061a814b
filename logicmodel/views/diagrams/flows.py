"""Money on its way through a plan: what each input costs, and where the money goes from there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.views.diagrams.following import ends_first
from logicmodel.views.diagrams.telling import Telling


@dataclasses.dataclass(frozen=True)
class Flows:
    """Money over the whole time, in the plan's currency."""

    through: Mapping[str, float]
    """Money that reaches each node, by id."""
    along: Mapping[str, float]
    """Money that runs along each link, by its id in the picture."""
    ends: tuple[str, ...]
    """The nodes at which money ends although they are no outcomes."""
    unknown: tuple[str, ...]
    """The inputs whose price cannot be known."""

    @property
    def total(self) -> float:
        """What the allocation costs."""
        return sum(self.through[name] for name in self.sources)

    sources: tuple[str, ...] = ()
    """The inputs that cost something."""


def flows(telling: Telling, allocation: str) -> Flows:
    """Return the way of an allocation's money: every node passes it on, evenly among what it feeds.

    An input costs its amounts of all periods times the expected price. Links that lead back, and
    those from assumptions and factors, carry no money.
    """
    plan: Any = telling.plan
    through = dict.fromkeys(plan.nodes, 0.0)
    unknown = []
    count = plan.periods.count
    for name, amount in plan.allocations[allocation].amounts.items():
        price = getattr(plan.nodes[name], "price", None)
        each = 1.0 if price is None else telling.mean(price)
        if each is None:
            unknown.append(name)
            continue
        units = sum(amount) if isinstance(amount, tuple | list) else amount * count
        through[name] += units * each
    sources = tuple(name for name, money in through.items() if money > 0)
    onward = _onward(telling)
    along = dict.fromkeys(telling.written, 0.0)
    for name in onward:
        for place in onward[name]:
            part = through[name] / len(onward[name])
            along[place] += part
            through[telling.links[place].target] += part
    ends = tuple(
        name
        for name, money in through.items()
        if money > 0 and not onward.get(name) and plan.kind_of(name) != "outcome"
    )
    return Flows(through, along, ends, tuple(unknown), sources)


def _onward(telling: Telling) -> dict[str, list[str]]:
    """Return the links that each node passes money along, the nodes in an order of flow."""
    outside = {"assumption", "factor"}
    follow: dict[str, list[str]] = {
        name: [] for name in telling.plan.nodes if telling.plan.kind_of(name) not in outside
    }
    for place, link in telling.written.items():
        if link.source in follow and link.target in follow and link.source != link.target:
            follow[link.source].append(place)
    ways = {
        name: [telling.links[place].target for place in places] for name, places in follow.items()
    }
    order = ends_first(ways)[::-1]
    rank = {name: place for place, name in enumerate(order)}
    return {
        name: [place for place in follow[name] if rank[telling.links[place].target] > rank[name]]
        for name in order
    }
