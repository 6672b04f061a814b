"""The metalog: a quantile function that is linear in its coefficients, so it fits any quantiles.

M(u) = a1 + a2 L + a3 y L + a4 y + a5 y^2 + a6 y^2 L + a7 y^3 + ..., with y = u - 1/2 and
L = ln(u / (1 - u)). Source: Keelin (2016), equations 6, 14 and 16.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from logicmodel.parts.arrays import Array, np, special

MOST_STEPS = 8
FARTHEST = 700.0
"""Largest |L| at which exp(L) is still a number."""


class Metalog:
    """The metalog with as many terms as quantiles, which it meets exactly."""

    def __init__(
        self,
        shares: Sequence[float],
        values: Sequence[float],
        low: float | None,
        high: float | None,
    ) -> None:
        """Fit the values at the cumulative ``shares``, transformed to lie between the bounds."""
        self.low, self.high = low, high
        logits = np.array([math.log(share / (1.0 - share)) for share in shares])
        terms = [_powers(place) for place in range(len(shares))]
        y = special.expit(logits) - 0.5
        columns = [y**power * (logits if with_logit else 1.0) for power, with_logit in terms]
        fitted = np.linalg.solve(
            np.stack(columns, axis=1), self._unbounded(np.array(values, float))
        )
        size = max(power for power, _ in terms) + 1
        self._plain, self._times_logit = np.zeros(size), np.zeros(size)
        for (power, with_logit), coefficient in zip(terms, fitted, strict=True):
            (self._times_logit if with_logit else self._plain)[power] = coefficient
        self._grid = np.linspace(-40.0, 40.0, 8001)
        self._on_grid = self._curve(self._grid, special.expit(self._grid) - 0.5)

    def _unbounded(self, x: Array) -> Array:
        """Take values from between the bounds to the whole line."""
        if self.low is not None and self.high is not None:
            return np.asarray(np.log((x - self.low) / (self.high - x)))
        if self.low is not None:
            return np.asarray(np.log(x - self.low))
        return x if self.high is None else np.asarray(-np.log(self.high - x))

    def _bounded(self, w: Array) -> Array:
        """Take values from the whole line to between the bounds."""
        if self.low is not None and self.high is not None:
            x = self.low + (self.high - self.low) * special.expit(w)
            return np.minimum(x, self.high)
        if self.low is not None:
            return np.asarray(self.low + np.exp(w))
        return w if self.high is None else np.asarray(self.high - np.exp(-w))

    def _curve(self, logit: Array, y: Array) -> Array:
        """Return M before the bounds, by Horner's rule."""
        plain, times_logit = self._plain[-1], self._times_logit[-1]
        for power in range(len(self._plain) - 2, -1, -1):
            plain = plain * y + self._plain[power]
            times_logit = times_logit * y + self._times_logit[power]
        return np.asarray(plain + times_logit * logit)

    def _slope(self, logit: Array, y: Array) -> Array:
        """Return dM/dL, which has the sign of dM/du and does not grow in the tails."""
        plain, times_logit = self._plain[-1], self._times_logit[-1]
        plain_slope, times_logit_slope = np.zeros(2)
        for power in range(len(self._plain) - 2, -1, -1):
            plain_slope = plain_slope * y + plain
            times_logit_slope = times_logit_slope * y + times_logit
            plain = plain * y + self._plain[power]
            times_logit = times_logit * y + self._times_logit[power]
        turn = (0.5 + y) * special.expit(-logit)
        return np.asarray(times_logit + (plain_slope + times_logit_slope * logit) * turn)

    def ppf(self, u: Array) -> Array:
        """Return the quantiles."""
        return self._bounded(self._curve(special.logit(u), u - 0.5))

    def at_logit(self, logit: Array) -> Array:
        """Return the quantiles at the probabilities 1 / (1 + exp(-logit))."""
        return self._bounded(self._curve(logit, special.expit(logit) - 0.5))

    def falls_at(self) -> float | None:
        """Return the probability at which the curve falls most, or None if it rises everywhere."""
        slope = self._slope(self._grid, special.expit(self._grid) - 0.5)
        worst = int(np.argmin(slope))
        return None if slope[worst] > 0 else float(special.expit(self._grid[worst]))

    def cdf(self, x: Array) -> Array:
        """Return the probabilities of values up to ``x``, by Newton steps from a grid."""
        inside = np.ones(np.shape(x), bool)
        if self.low is not None:
            inside &= x > self.low
        if self.high is not None:
            inside &= x < self.high
        middle = self._bounded(np.zeros(1))[0]
        wanted = self._unbounded(np.where(inside, x, middle))
        logit = np.interp(wanted, self._on_grid, self._grid)
        open_ = np.ones(np.shape(x), bool)
        for _ in range(MOST_STEPS):
            y = special.expit(logit) - 0.5
            step = (self._curve(logit, y) - wanted) / self._slope(logit, y)
            logit = np.where(open_, np.clip(logit - step, -FARTHEST, FARTHEST), logit)
            open_ &= np.abs(step) > 1e-9 * (1.0 + np.abs(logit))
            if not open_.any():
                break
        return np.where(inside, special.expit(logit), np.where(x > middle, 1.0, 0.0))

    def expectation(self) -> float:
        """Return the integral of x u (1 - u) over the logit; infinite if a tail is that heavy."""
        power = 0.5 ** np.arange(len(self._plain))
        up = float(self._times_logit @ power)
        down = float(self._times_logit @ (power * (-1.0) ** np.arange(len(power))))
        if self.low is not None and self.high is None and up >= 1:
            return math.inf
        if self.high is not None and self.low is None and down >= 1:
            return -math.inf
        nodes, weights = np.polynomial.legendre.leggauss(20)
        edges = np.arange(-FARTHEST, FARTHEST + 1)
        logit = edges[:-1, None] + (nodes + 1) / 2
        density = special.expit(logit) * special.expit(-logit)
        with np.errstate(over="ignore"):
            x = self.at_logit(logit)
        values = np.where(density * weights > 0, x * density * weights / 2, 0.0)
        return float(values.sum())


def _powers(place: int) -> tuple[int, bool]:
    """Return the power of y in a term, and whether it is multiplied by L."""
    if place < 4:
        return ((0, False), (0, True), (1, True), (1, False))[place]
    return place // 2, place % 2 == 1
