"""What a style is told besides the scene: the plan, the answers, and the allocation in question."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from logicmodel.errors import RequestError, did_you_mean
from logicmodel.views.diagrams.figures import expected
from logicmodel.views.diagrams.plan_shape import PlanShape


@dataclasses.dataclass(frozen=True)
class Telling:
    """A plan with the answers to be shown on its picture."""

    plan: PlanShape
    """The whole plan, even where only a part of it is drawn."""
    links: Mapping[str, Any]
    """The link behind each arrow, by the arrow's id."""
    answers: tuple[Any, ...] = ()
    """Answers, or plain mappings."""
    allocation: str | None = None
    """The allocation to show, where one was named."""

    @property
    def written(self) -> dict[str, Any]:
        """The links of the plan as written, without those that only another theory of change has."""
        own = {id(link) for link in getattr(self.plan, "written", self.plan).links}
        return {name: link for name, link in self.links.items() if id(link) in own}

    def rows(self, *questions: str) -> list[Mapping[str, Any]]:
        """Return the rows of all answers to these questions."""
        return [
            row
            for answer in self.answers
            if getattr(answer, "question", None) in questions
            for row in answer.rows
        ]

    def mean(self, quantity: Any) -> float | None:
        """Return the expected value of a quantity, None where it cannot be known."""
        if getattr(quantity, "kind", "") == "named":
            quantity = (getattr(self.plan, "numbers", None) or {}).get(quantity.name)
        return expected(quantity)

    def chosen(self) -> str:
        """Return the allocation in question, the first where none was named.

        Raises RequestError where the plan has none, or not that one.
        """
        known: list[str] = list(getattr(self.plan, "allocations", None) or {})
        if not known:
            raise RequestError(
                "the plan has no allocation to show", remedy="add one under allocations:"
            )
        if self.allocation is None:
            return known[0]
        if self.allocation not in known:
            hint = did_you_mean(self.allocation, known)
            raise RequestError(f"the plan has no allocation {self.allocation!r}", remedy=hint)
        return self.allocation
