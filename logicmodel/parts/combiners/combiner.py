"""The contract of a combiner: how several contributions to one node act together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from logicmodel.kinds import Family, Part
from logicmodel.parts.arrays import Array
from logicmodel.parts.quantity import Quantity, quantities_of


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

    def at_rest(self, p: Mapping[str, Array]) -> Array | float:
        """Return the combination of contributions that are all 0; part of the reference level."""
        return 0.0

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination as an equation of the terms, with the parameters as text."""
        inside = ", ".join([*terms, *(f"{name}={value}" for name, value in p.items())])
        return f"{self.kind}({inside})"  # type: ignore[attr-defined]
