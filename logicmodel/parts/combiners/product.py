"""Contributions multiply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner


class Product(Combiner):
    """The contributions multiply, as people reached and the share who act. ``product``."""

    example: ClassVar = {}

    kind: Literal["product"] = "product"

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the product."""
        product = np.array(contributions[0], float)
        for contribution in contributions[1:]:
            product *= contribution
        return product

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint times all the other contributions, also where some are 0."""
        before, after = [adjoint], [np.ones(np.shape(adjoint))]
        for contribution in contributions[:-1]:
            before.append(before[-1] * contribution)
        for contribution in contributions[:0:-1]:
            after.append(after[-1] * contribution)
        return [left * right for left, right in zip(before, reversed(after), strict=True)]

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the product."""
        return " * ".join(terms)
