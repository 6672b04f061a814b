"""LM405: assumption unwatched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from logicmodel.analysis.checks.check import Check, Finding, Severity
from logicmodel.plan.plan import Plan
from logicmodel.wording import enumerated

WORDS = {"holds": "likelihood", "owner": "owner", "watch": "sign to watch"}


class AssumptionUnwatched(Check):
    """An assumption has a likelihood, somebody who watches it, and a sign that shows early when it fails.

    The assumption that nobody watches is the one that is found to have failed when the outcome does not come.

    Bad:
        assumptions: {landlords_cooperate: {title: Landlords accept vouchers}}

    Good:
        assumptions:
          landlords_cooperate: {title: Landlords accept vouchers, holds: 0.8, owner: housing office, watch: refusals per month}
    """

    code: ClassVar[str] = "LM405"
    severity: ClassVar[Severity] = "hint"
    profiles: ClassVar[frozenset[str]] = frozenset({"evaluability", "fcdo"})
    source: ClassVar[str] = "Common Impact Data Standard, risks; DFID how-to note on logframes (2011)"

    def look(self, plan: Plan) -> Iterator[Finding]:
        """Give the assumptions that lack a likelihood, an owner or a sign."""
        found = []
        for node_id, node in plan.assumptions.items():
            needed = {"holds": node.holds is not None, "owner": node.owner, "watch": node.watch or node.mitigation}
            lacking = [word for word, there in needed.items() if not there]
            if lacking:
                message = f"the assumption {node_id} has {enumerated([f'no {WORDS[word]}' for word in lacking])}"
                found.append(self.at_node(plan, node_id, message, f"add {enumerated([f'{word}:' for word in lacking])}"))
        remedy = "add holds:, owner: and watch: to those that would hurt most"
        yield from self.gathered(plan, found, len(plan.assumptions), "assumptions", "assumptions lack a likelihood, an owner or a sign to watch", remedy)
