"""A bottleneck: everything is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner, to_the_chosen


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
        return to_the_chosen(contributions, self.combine(contributions, p, sources), adjoint)

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination."""
        return f"minimum({', '.join(terms)})"
