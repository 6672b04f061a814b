"""LM119: everything linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan

LEVELS = (("inputs", "activities"), ("activities", "outputs"), ("outputs", "outcomes"))


class EverythingLinked(Check):
    """Not everything leads to everything.

    If each output is linked to each outcome, the plan says nothing about how change comes about: no link could be
    missing, so none can be wrong.

    Bad:
        outputs: {a: {}, b: {}, c: {}}
        outcomes: {x: {}, y: {}, z: {}}
        links:
          - {from: a, to: x}
          - {from: a, to: y}
          - {from: a, to: z}
          - {from: b, to: x}
          - {from: b, to: y}
          - {from: b, to: z}
          - {from: c, to: x}
          - {from: c, to: y}
          - {from: c, to: z}

    Good:
        outputs: {a: {}, b: {}, c: {}}
        outcomes: {x: {}, y: {}, z: {}}
        links: [{from: a, to: x}, {from: b, to: y}, {from: c, to: z}, {from: x, to: y}]
    """

    code: ClassVar[str] = "LM119"
    severity: ClassVar[Severity] = "warning"
    profiles: ClassVar[frozenset[str]] = frozenset({"kellogg", "conservation", "evaluability"})
    source: ClassVar[str] = "FOS, results chains (2007); Davies, evaluability (2013)"
    limits: ClassVar[Mapping[str, float]] = {"share": 0.8, "least_nodes": 3}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the pairs of neighbouring levels between which nearly every possible link is drawn."""
        for before, after in LEVELS:
            sources, targets = getattr(plan, before), getattr(plan, after)
            possible = len(sources) * len(targets)
            if min(len(sources), len(targets)) < self.set["least_nodes"]:
                continue
            drawn = {(link.source, link.target) for link in plan.links if link.source in sources and link.target in targets and not link.inferred}
            if len(drawn) >= self.set["share"] * possible:
                message = f"{len(drawn)} of {possible} possible links from {before} to {after} are drawn"
                yield self.finding(("links",), "links", message, "keep the links that the plan would fail without")
