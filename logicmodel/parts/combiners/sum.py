"""Contributions add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner


class Sum(Combiner):
    """The contributions add up; the default. Text form: ``sum``."""

    additive: ClassVar[bool] = True
    example: ClassVar = {}

    kind: Literal["sum"] = "sum"

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the sum."""
        total = np.array(contributions[0], float)
        for contribution in contributions[1:]:
            total += contribution
        return total

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint for every contribution."""
        return [adjoint] * len(contributions)

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the sum."""
        return " + ".join(terms)
