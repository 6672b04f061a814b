"""LM504: no delay anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.plan.link import Link
from logicmodel.plan.plan import Plan


class NoDelayAnywhere(Check):
    """Change takes time, and the plan says how much.

    Where every link acts at once, an ultimate outcome moves in the year the money is spent. Plans over several years hardly
    ever work so. Links that have no numbers yet are not judged.

    Bad:
        outputs: {a: {}}
        outcomes: {b: {horizon: intermediate}, c: {horizon: ultimate}}
        links: [{from: a, to: b, weight: 0.2 to 0.4}, {from: b, to: c, weight: 1 to 2}]

    Good:
        outputs: {a: {}}
        outcomes: {b: {horizon: intermediate}, c: {horizon: ultimate}}
        links: [{from: a, to: b, weight: 0.2 to 0.4}, {from: b, to: c, weight: 1 to 2, lag: 1}]
    """

    code: ClassVar[str] = "LM504"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "kellogg", "conservation"})
    source: ClassVar[str] = "Davies, evaluability (2013)"
    limits: ClassVar[Mapping[str, float]] = {"least_years": 3}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the plan over several years in which nothing takes time on the way to an ultimate outcome."""
        years = plan.periods.count / plan.periods.per_year
        last = any(node.horizon == "ultimate" for node in plan.outcomes.values())
        inner = [link for link in plan.links if link.source in plan.results and (link.weight is not None or link.curve is not None)]
        if years >= self.set["least_years"] and last and inner and not _slow(plan, inner):
            message = "every link acts at once, though the plan runs for years and has an ultimate outcome"
            yield self.finding(("links",), "links", message, "add lag: or spread: to the links that take longer than a period")


def _slow(plan: Plan, inner: Sequence[Link]) -> bool:
    """Say whether something takes time: a delay, or an effect that builds up."""
    carried = any(node.retain != Fixed(value=0) for node in plan.results.values())
    return carried or any(link.delays != ((0, 1.0),) for link in inner)
