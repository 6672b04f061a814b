"""The contract of a combiner: how several contributions to one node act together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from logicmodel.kinds import Family, Part
from logicmodel.parts.arrays import Array, np
from logicmodel.parts.quantity import Quantity, quantities_of

NEAR = 1e-6
"""Share of the largest contribution that stands in for one of 0 where the slope there is infinite."""
STEP = 6e-6
"""Relative step of a central difference: the cube root of the rounding error of one number."""


class Combiner(Part):
    """How the contributions that arrive at one node in one period become one number."""

    family: ClassVar[Family | None] = Family("combiner", "logicmodel.parts.combiners")
    additive: ClassVar[bool] = False
    """True for the plain sum, which the engine may form while the contributions arrive."""

    def __hash__(self) -> int:
        """Agree with equality, also where a rule holds a mapping."""
        return hash((type(self), self.text()))

    def parameters(self) -> dict[str, Quantity]:
        """Return the quantities by the names under which ``combine`` gets their values."""
        return quantities_of(self)

    def check_sources(self, sources: Sequence[str]) -> list[str]:
        """Return what is wrong with the names of sources in the rule, in sentences."""
        return []

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the combined contribution.

        ``contributions`` holds at least one array, all of one shape, in the order of ``sources``
        (the ids of the nodes they come from); each value in ``p`` broadcasts against them. The
        result is a new array.
        """
        raise NotImplementedError

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return, for each contribution, the derivative of the combination times ``adjoint``.

        The arrays are of the shape of the contributions, may be shared and are not to be changed.
        They are finite; where a tie or a limit makes the derivative jump, it lies between the values
        on both sides. Found by central differences unless the combiner knows better; they stay on
        the side of 0 on which the contribution is.
        """
        pulled = []
        for place, contribution in enumerate(contributions):
            step = STEP * np.maximum(np.abs(contribution), 0.01)
            low, high = contribution - step, contribution + step
            low = np.where(contribution >= 0.0, np.maximum(low, 0.0), low)
            less, more = ([*contributions], [*contributions])
            less[place], more[place] = low, high
            change = self.combine(more, p, sources) - self.combine(less, p, sources)
            pulled.append(adjoint * change / (high - low))
        return pulled

    def at_rest(self, p: Mapping[str, Array]) -> Array | float:
        """Return the combination of contributions that are all 0; part of the reference level."""
        return 0.0

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination as an equation of the terms, with the parameters as text."""
        inside = ", ".join([*terms, *(f"{name}={value}" for name, value in p.items())])
        return f"{self.kind}({inside})"  # type: ignore[attr-defined]


def to_the_chosen(contributions: Sequence[Array], chosen: Array, adjoint: Array) -> list[Array]:
    """Return the adjoint for the contribution that was chosen, 0 for the others; several that tie share it evenly."""
    ties = [np.equal(contribution, chosen) for contribution in contributions]
    count = np.zeros(np.shape(chosen))
    for tie in ties:
        count += tie
    shared = adjoint / count
    return [np.where(tie, shared, 0.0) for tie in ties]
