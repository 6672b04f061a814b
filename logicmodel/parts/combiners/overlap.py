"""People reached by several programmes, who count once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from logicmodel.parts.arrays import Array, Integers, np
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
            order, strength = self._order(people, p, sources)
            ranked = list(
                zip(np.take_along_axis(np.stack(people), order, 0), strength, strict=True)
            )
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

    def _slopes(self, group: Array, covered: Array, population: Array) -> tuple[Array, Array]:
        """Return what one person more in the group adds, and what one more covered before takes."""
        if self.how == "additive":
            fits = np.asarray(group <= population - covered, float)
            return fits, 1.0 - fits
        if self.how == "nested":
            reached = np.heaviside(group - covered, 0.5)
            return reached, reached
        return np.asarray(1.0 - covered / population), np.asarray(group / population)

    def _order(
        self, people: Sequence[Array], p: Mapping[str, Array], sources: Sequence[str]
    ) -> tuple[Integers, Array]:
        """Return the order of the groups by the size of the effect on them, and the effects in it."""
        shape = (len(people), *np.shape(people[0]))
        strength = np.empty(shape)
        for row, source in zip(strength, sources, strict=True):
            row[...] = p[f"effects.{source}"]
        order = np.argsort(-np.abs(strength), axis=0, kind="stable")
        return order, np.take_along_axis(strength, order, 0)

    def pull(
        self,
        contributions: Sequence[Array],
        p: Mapping[str, Array],
        sources: Sequence[str],
        adjoint: Array,
    ) -> list[Array]:
        """Return the adjoint times what one person more in each group adds, less what others lose.

        It is 0 for groups below 0 or beyond the population. Of groups that tie under ``nested`` the
        stronger has half of what one alone would have, and so has the weaker.
        """
        population = np.asarray(p["of"], float)
        people = [np.clip(contribution, 0.0, population) for contribution in contributions]
        order = strength = None
        groups = np.stack(people)
        if self.effects is not None:
            order, strength = self._order(people, p, sources)
            groups = np.take_along_axis(groups, order, 0)
        covered = [np.zeros(groups.shape[1:])]
        for group in groups[:-1]:
            covered.append(covered[-1] + self._added(group, covered[-1], population))
        if self.how == "nested":
            covered[0] = covered[0] - 1.0  # the first group ties with nobody
        pulled, later = np.empty_like(groups), np.zeros(groups.shape[1:])
        for place in range(len(groups) - 1, -1, -1):
            whole = later + (adjoint if strength is None else adjoint * strength[place])
            mine, loss = self._slopes(groups[place], covered[place], population)
            pulled[place] = whole * mine
            later = later - whole * loss
        if order is not None:
            np.put_along_axis(pulled, order, pulled.copy(), 0)
        return [
            np.where((contribution >= 0.0) & (contribution <= population), one, 0.0)
            for contribution, one in zip(contributions, pulled, strict=True)
        ]

    def formula(self, terms: Sequence[str], p: Mapping[str, str]) -> str:
        """Write the combination; it does not know the sources, so effects stand in order."""
        effects = [value for name, value in p.items() if name.startswith("effects.")]
        with_effects = f", effects {', '.join(effects)}" if effects else ""
        return f"overlap({', '.join(terms)}, {self.how}, of={p['of']}{with_effects})"
