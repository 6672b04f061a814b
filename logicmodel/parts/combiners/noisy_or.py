"""Independent causes, any of which is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.distributions.fixed import Fixed
from logicmodel.parts.quantity import Share


class NoisyOr(Combiner):
    """Chances of independent causes, any of which is enough: 1 - (1 - leak) * product(1 - c).

    Text form: ``noisy_or`` or ``noisy_or(0.05)``. Contributions are shares; below 0 they count as
    0 and above 1 as 1. Source: Pearl (1988), with the leak of Henrion (1989).
    """

    positional: ClassVar[tuple[str, ...]] = ("leak",)
    example: ClassVar = {"leak": 0.05}

    kind: Literal["noisy_or"] = "noisy_or"
    leak: Share = Field(default_factory=lambda: Fixed(value=0.0))
    """Chance without any of the causes."""

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the chance that at least one cause works."""
        failing = np.array(1.0 - p["leak"] + np.zeros(np.shape(contributions[0])))
        for contribution in contributions:
            failing *= 1.0 - np.clip(contribution, 0.0, 1.0)
        return np.asarray(1.0 - failing)

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint times the chance that all other causes fail; 0 beyond 0 and 1."""
        failing = [1.0 - np.clip(contribution, 0.0, 1.0) for contribution in contributions]
        before, after = [adjoint * (1.0 - p["leak"])], [np.ones(np.shape(adjoint))]
        for chance in failing[:-1]:
            before.append(before[-1] * chance)
        for chance in failing[:0:-1]:
            after.append(after[-1] * chance)
        return [
            np.where((contribution >= 0.0) & (contribution <= 1.0), left * right, 0.0)
            for contribution, left, right in zip(
                contributions, before, reversed(after), strict=True
            )
        ]

    def at_rest(self, p: Mapping[str, Array]) -> Array | float:
        """Return the leak, rounded as ``combine`` rounds it."""
        return 1.0 - (1.0 - p["leak"])

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination."""
        first = [] if p["leak"] == "0" else [f"(1 - {p['leak']})"]
        return "1 - " + " * ".join([*first, *(f"(1 - {term})" for term in terms)])
