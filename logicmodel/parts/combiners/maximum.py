"""The best of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner, to_the_chosen


class Maximum(Combiner):
    """The largest contribution decides, as with ways that replace one another. ``maximum``."""

    example: ClassVar = {}

    kind: Literal["maximum"] = "maximum"

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the largest contribution."""
        most = np.array(contributions[0], float)
        for contribution in contributions[1:]:
            np.maximum(most, contribution, out=most)
        return most

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint for the largest contribution; several that tie share it evenly."""
        return to_the_chosen(contributions, self.combine(contributions, p, sources), adjoint)

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination."""
        return f"maximum({', '.join(terms)})"
