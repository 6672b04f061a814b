"""LM120: chain too short or long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from logicmodel.analysis.checking.ways import steps_from
from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan


class ChainTooShortOrLong(Check):
    """The way from what is done to the last outcome has a readable number of steps.

    One step hides how change comes about; more than eight hide whether it does, since every step can fail.

    Bad:
        inputs: {money: {}}
        activities: {visits: {}}
        outcomes: {healthy: {horizon: ultimate}}
        links: [{from: money, to: visits}, {from: visits, to: healthy}]

    Good:
        inputs: {money: {}}
        activities: {visits: {}}
        outputs: {plans: {}}
        outcomes: {habits: {}, healthy: {horizon: ultimate}}
        links: [{from: money, to: visits}, {from: visits, to: plans}, {from: plans, to: habits}, {from: habits, to: healthy}]
    """

    code: ClassVar[str] = "LM120"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"conservation", "kellogg", "evaluability"})
    source: ClassVar[str] = "FOS, results chains (2007)"
    limits: ClassVar[Mapping[str, float]] = {"least": 2, "most": 8}

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the ultimate outcomes that are too near to any activity, or too far from all."""
        shortest = steps_from(plan, plan.activities)
        for node_id, node in plan.outcomes.items():
            steps = shortest.get(node_id)
            if node.horizon != "ultimate" or steps is None:
                continue
            if steps < self.set["least"] or steps > self.set["most"]:
                message = f"{steps} {'steps lead' if steps > 1 else 'step leads'} from what is done to {node_id}"
                remedy = "say what happens in between" if steps < self.set["least"] else "leave out steps that nobody would question"
                yield self.at_node(plan, node_id, message, remedy)
