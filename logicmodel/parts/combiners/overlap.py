"""People reached by several programmes, who count once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.named_sources import about_sources
from logicmodel.parts.quantity import Positive, Quantity


class Overlap(Combiner):
    """How many people of a population N are covered, counting nobody twice. ``overlap(1000)``.

    ``additive``: programmes avoid each other's people, min(N, sum c); ``random``: they do not know
    of each other, N (1 - product(1 - c/N)); ``nested``: all start from the same people, max c. With
    ``effects`` the result is the sum of effects over the people, each having the strongest one that
    reaches them. Source: the coverage interactions of Atomica (Optima consortium).
    """

    positional: ClassVar[tuple[str, ...]] = ("of", "how")
    example: ClassVar = {"of": 1000, "how": "random"}

    kind: Literal["overlap"] = "overlap"
    of: Positive
    """Size of the population."""
    how: Literal["additive", "random", "nested"] = "random"
    """How the people of one programme coincide with those of another."""
    effects: Annotated[dict[str, Quantity], Field(min_length=1)] | None = None
    """Effect on each person covered, by the id of the contributing node."""

    def parameters(self) -> dict[str, Quantity]:
        """Return the population and the effects, named ``effects.id``."""
        effects = (self.effects or {}).items()
        return {"of": self.of, **{f"effects.{source}": effect for source, effect in effects}}

    def check_sources(self, sources: Sequence[str]) -> list[str]:
        """Say which effects name nothing, and which are missing."""
        return [] if self.effects is None else about_sources("effects", self.effects, sources)

    def combine(
        self, contributions: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> Array:
        """Return the people covered, or the sum of their effects.

        Programmes come in order of strength; each adds the people whom no stronger one covers.
        """
        population = np.asarray(p["of"], float)
        people = [np.clip(contribution, 0.0, population) for contribution in contributions]
        if self.effects is None:
            ranked = [(group, np.asarray(1.0)) for group in people]
        else:
            ranked = _strongest_first(people, [p[f"effects.{source}"] for source in sources])
        covered, total = np.zeros(np.shape(people[0])), np.zeros(np.shape(people[0]))
        for group, effect in ranked:
            added = self._added(group, covered, population)
            covered = covered + added
            total = total + effect * added
        return total

    def _added(self, group: Array, covered: Array, population: Array) -> Array:
        """Return how many of a group are not covered yet."""
        if self.how == "additive":
            return np.minimum(group, population - covered)
        if self.how == "nested":
            return np.maximum(group - covered, 0.0)
        return np.asarray(group * (1.0 - covered / population))

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination; it does not know the sources, so effects stand in order."""
        effects = [value for name, value in p.items() if name.startswith("effects.")]
        with_effects = f", effects {', '.join(effects)}" if effects else ""
        return f"overlap({', '.join(terms)}, {self.how}, of={p['of']}{with_effects})"


def _strongest_first(people: list[Array], effects: list[Array]) -> list[tuple[Array, Array]]:
    """Sort groups of people by the size of the effect on them, draw by draw."""
    groups = np.stack(people)
    strength = np.stack([np.broadcast_to(effect, groups.shape[1:]) for effect in effects])
    order = np.argsort(-np.abs(strength), axis=0, kind="stable")
    ranked = np.take_along_axis(groups, order, 0), np.take_along_axis(strength, order, 0)
    return list(zip(*ranked, strict=True))
