"""How far apart the experts are who were asked about one number."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Sequence
from typing import Literal, TypeAlias

from logicmodel.parts.arrays import Array, np
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.distributions.experts import Experts

TOO_MUCH = 0.5
"""Share of the pool's variance between the experts from which on they disagree."""
POOL_MATTERS = 0.1
"""Share of the pool's range from P10 to P90 by which the two ways of pooling may differ at its ends."""
POINTS = (np.arange(2000) + 0.5) / 2000
"""Probabilities at which moments are taken: without the last 1/4000 of a tail, so always finite."""
BINS = 160
DIP, LEAST_HUMP = 0.75, 0.05
"""A hump is told from the next one by a dip below this share of the lower, and is no mere ripple."""
Cases: TypeAlias = Sequence[tuple[Distribution, float]]
"""Distributions with their shares."""
Verdict: TypeAlias = Literal["one expert", "apart", "pool matters", "agree"]


@dataclasses.dataclass(frozen=True)
class Disagreement:
    """How far apart some experts are, and what that does to their pool."""

    apart: tuple[tuple[str, str], ...]
    """Pairs of experts whose 90 % intervals do not overlap, the lower one first."""
    between: float
    """Share of the variance of the linear pool that lies between the experts."""
    humps: int
    """Humps of the linear pool; 0 where single values carry probability."""
    linear: tuple[float, float]
    """P10 and P90 of the linear pool."""
    quantiles: tuple[float, float]
    """P10 and P90 of the averaged quantiles."""
    count: int
    """Experts who count."""

    @property
    def pools_apart(self) -> float:
        """Return how far the pools differ at P10 or P90, as a share of the linear pool's range."""
        range_ = self.linear[1] - self.linear[0]
        most = max(abs(a - b) for a, b in zip(self.linear, self.quantiles, strict=True))
        return most / range_ if range_ > 0 else 0.0

    @property
    def verdict(self) -> Verdict:
        """Say in a word what that comes to."""
        if self.count == 1:
            return "one expert"
        if self.apart or self.between > TOO_MUCH:
            return "apart"
        return "pool matters" if self.pools_apart > POOL_MATTERS else "agree"


@functools.lru_cache(maxsize=256)
def disagreement_of(part: Experts) -> Disagreement:
    """Return how far apart the experts are who count in a pool, whichever way it is pooled."""
    shares = part.shares()
    names = [name for name in part.experts if shares[name] > 0]
    weights = np.array([shares[name] for name in names])
    drawn = np.stack([part.experts[name].ppf(POINTS) for name in names])
    means = drawn.mean(axis=1)
    middle = float(weights @ means)
    across = float(weights @ (means - middle) ** 2)
    whole = across + float(weights @ drawn.var(axis=1))
    ends = {name: interval(part.experts[name]) for name in names}
    pairs = sorted((ends[a], ends[b], a, b) for a, b in itertools.permutations(names, 2))
    linear, averaged = pooled(part, "linear"), pooled(part, "quantiles")
    return Disagreement(
        apart=tuple((a, b) for one, other, a, b in pairs if one[1] < other[0]),
        between=across / whole if whole > 0 else 0.0,
        humps=_humps(linear),
        linear=_ends(linear, 0.1, 0.9),
        quantiles=_ends(averaged, 0.1, 0.9),
        count=len(names),
    )


def pooled(part: Experts, pool: Literal["linear", "quantiles"]) -> Experts:
    """Return the same experts pooled in one of the two ways."""
    return part.model_copy(update={"pool": pool})


def interval(part: Distribution) -> tuple[float, float]:
    """Return the ends of the 90 % interval of a distribution."""
    return _ends(part, 0.05, 0.95)


def smooth(part: Distribution) -> bool:
    """Say whether a distribution has a density: no single value carries probability."""
    return not part.certain and not part.discrete and not part.atoms()


def density(part: Distribution, edges: Array) -> Array:
    """Return the mean density of a distribution between edges."""
    return np.asarray(np.diff(part.cdf(edges)) / np.diff(edges))


def overlap(one: Cases, other: Cases) -> float:
    """Return the probability that two linear pools have in common: 1 where they are the same, 0 where apart.

    It is one less their distance in total variation, on a grid of quantiles of all that is pooled.
    """
    parts = [part for part, _ in (*one, *other)]
    places = np.unique(np.concatenate([part.ppf(POINTS[::8]) for part in parts]))
    # Values that carry probability stand in intervals of their own.
    edges = np.unique(np.concatenate([np.nextafter(places, -np.inf), places]))
    inside = [np.diff(sum(share * part.cdf(edges) for part, share in cases), prepend=0.0, append=1.0) for cases in (one, other)]
    return float(np.clip(np.minimum(*inside).sum(), 0.0, 1.0))


def quantiles(part: Distribution, shares: Sequence[float]) -> list[float]:
    """Return a few quantiles."""
    u = np.array(shares)
    return [float(value) for value in (part.few(u) if isinstance(part, Experts) else part.ppf(u))]


def _ends(part: Distribution, low: float, high: float) -> tuple[float, float]:
    first, last = quantiles(part, (low, high))
    return first, last


def _humps(part: Experts) -> int:
    """Count the humps of a density that are parted by a clear dip."""
    if not smooth(part):
        return 0
    high = density(part, np.linspace(*_ends(part, 0.005, 0.995), BINS + 1))
    least = LEAST_HUMP * float(high.max())
    found, peak, valley, rising = 0, 0.0, 0.0, True
    for value in [*high.tolist(), 0.0]:
        if rising:
            peak = max(peak, value)
            if value < DIP * peak and peak > least:
                found, valley, rising = found + 1, value, False
        else:
            valley = min(valley, value)
            if DIP * value > valley and value > least:
                peak, rising = value, True
    return found
