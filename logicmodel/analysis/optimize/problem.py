"""One search on frozen draws: a space, an objective, and what the draws show of any amounts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from logicmodel.analysis.optimize.frozen import Amounts, Frozen, Pull, Seen
from logicmodel.analysis.optimize.objectives.objective import Objective, shortfall
from logicmodel.analysis.optimize.space import Space
from logicmodel.engine.arrays import Array

Slope: TypeAlias = Callable[[], Array]
"""Gives the derivatives by lever at the point that was looked at last."""
BLUNT = 0.03
"""With several futures: how far apart two regrets may be and still both count, per squared unit of softness."""
LEAST_WEIGHT = 1e-4
"""A future that counts for less is left out of the derivatives."""


@dataclasses.dataclass
class Problem:
    """A search. With several futures the objective is the worst regret over them."""

    space: Space
    objective: Objective
    futures: Mapping[str, Frozen]
    """Frozen draws by future; one named "" where there are none."""
    rivals: Mapping[str, Amounts] = dataclasses.field(default_factory=dict)
    """With regret: the best amounts in each future on its own."""
    evaluations: int = 0
    known: dict[float | None, dict[str, float]] = dataclasses.field(default_factory=dict)
    """What the rivals reach, by future and softness."""

    def value(self, x: Array) -> float:
        """Return the objective itself on the frozen draws, larger being better."""
        amounts = self.space.amounts(x)
        self.evaluations += 1
        rivals = self._reached(None)
        return min(self.objective.value(frozen.see(amounts)) - rivals[name] for name, frozen in self.futures.items())

    def smooth(self, x: Array, softness: float) -> float:
        """Return the smooth stand-in of the objective without its derivatives."""
        return self.look(x, softness)[0]

    def climb(self, x: Array, softness: float) -> tuple[float, Array]:
        """Return the smooth stand-in of the objective and its derivatives by lever."""
        value, slope = self.look(x, softness)
        return value, slope()

    def look(self, x: Array, softness: float) -> tuple[float, Slope]:
        """Return the smooth stand-in, and what computes its derivatives as long as nothing else is looked at."""
        return self._seen(x, lambda seen: self.objective.climb(seen, softness), softness)

    def approach(self, x: Array) -> tuple[float, Slope]:
        """Return the same for the mean shortfall of the targets, which has no plateau."""
        return self._seen(x, shortfall, None)

    def _seen(self, x: Array, asked: Callable[[Seen], tuple[float, Pull]], softness: float | None) -> tuple[float, Slope]:
        amounts = self.space.amounts(x)
        self.evaluations += 1
        rivals = self._reached(softness) if softness else dict.fromkeys(self.futures, 0.0)
        blunt = BLUNT * (softness or 0.0) ** 2 * self._size()
        seen = {name: frozen.see(amounts) for name, frozen in self.futures.items()}
        found = {name: asked(one) for name, one in seen.items()}
        return self._worst(seen, found, {name: value - rivals[name] for name, (value, _) in found.items()}, blunt)

    def _worst(
        self, seen: Mapping[str, Seen], found: Mapping[str, tuple[float, Pull]], values: Mapping[str, float], width: float
    ) -> tuple[float, Slope]:
        """Return a smooth minimum over the futures, which is sharp where ``width`` is 0."""
        least = min(values.values())
        weights = {
            name: float(value == least) if width == 0 else float(np.exp((least - value) / width)) for name, value in values.items()
        }
        total = sum(weights.values())
        value = least - width * float(np.log(total)) if width else least

        def slope() -> Array:
            return np.asarray(sum(
                weights[name] / total * self.space.gradient(seen[name].pull(found[name][1]))
                for name in values if weights[name] >= LEAST_WEIGHT * total
            ))

        return value, slope

    def _size(self) -> float:
        """Return in what the objective is counted: 1 for a probability, else the size of what rivals reach."""
        if self.objective.probability or not self.rivals:
            return 1.0
        return max(map(abs, self._reached(None).values())) or 1.0

    def _reached(self, softness: float | None) -> dict[str, float]:
        """Return what the best in every future on its own reaches, on the same draws with the same blur."""
        if softness not in self.known:
            self.known[softness] = dict.fromkeys(self.futures, 0.0) | {
                name: self._of_rival(name, softness) for name in self.rivals
            }
        return self.known[softness]

    def _of_rival(self, name: str, softness: float | None) -> float:
        seen = self.futures[name].see(self.rivals[name])
        return self.objective.value(seen) if softness is None else self.objective.climb(seen, softness)[0]
