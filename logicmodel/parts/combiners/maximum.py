"""The best of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner


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
        chosen = self.combine(contributions, p, sources)
        ties = [np.equal(contribution, chosen) for contribution in contributions]
        count = np.zeros(np.shape(chosen))
        for tie in ties:
            count += tie
        shared = adjoint / count
        return [np.where(tie, shared, 0.0) for tie in ties]

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination."""
        return f"maximum({', '.join(terms)})"
