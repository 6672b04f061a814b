"""A bottleneck: everything is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner


class Minimum(Combiner):
    """The scarcest contribution decides, as with ingredients that are all needed. ``minimum``.

    Where a unit of the target needs n units of an ingredient, the link has weight 1/n.
    Source: Leontief (1941).
    """

    example: ClassVar = {}

    kind: Literal["minimum"] = "minimum"

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the smallest contribution."""
        least = np.array(contributions[0], float)
        for contribution in contributions[1:]:
            np.minimum(least, contribution, out=least)
        return least

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint for the smallest contribution; several that tie share it evenly."""
        chosen = self.combine(contributions, p, sources)
        ties = [np.equal(contribution, chosen) for contribution in contributions]
        count = np.zeros(np.shape(chosen))
        for tie in ties:
            count += tie
        shared = adjoint / count
        return [np.where(tie, shared, 0.0) for tie in ties]

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination."""
        return f"minimum({', '.join(terms)})"
