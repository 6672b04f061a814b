"""The inverse of a distribution function that is known only by its values."""

from __future__ import annotations

from collections.abc import Callable

from logicmodel.parts.arrays import Array, Integers, np

SIGN = -(2**63)
MOST_STEPS = 12


def inverse(cdf: Callable[[Array], Array], u: Array, low: Array, high: Array) -> Array:
    """Return, to the last bit, the smallest x from low to high with cdf(x) >= u; else high.

    Chandrupatla's method narrows the intervals down; what is left of them is halved among the
    floating-point numbers, not by value, so that jumps are found exactly in at most 64 steps.
    """
    missing = cdf(high) - u
    found = np.where(missing < 0, high, low)
    open_ = np.flatnonzero((missing >= 0) & (low < high))
    u, low, high, missing = (array.ravel()[open_] for array in (u, low, high, missing))
    if np.isfinite(low).all() and np.isfinite(high).all():
        low, high = _narrowed(cdf, u, low, high, missing)
    small, large = _rank(low), _rank(high)
    while open_.size:
        middle = (small & large) + ((small ^ large) >> 1)
        enough = cdf(_value(middle)) >= u
        large, small = np.where(enough, middle, large), np.where(enough, small, middle + 1)
        done = small >= large
        found.flat[open_[done]] = _value(large[done])
        open_, u, small, large = open_[~done], u[~done], small[~done], large[~done]
    return found


def _narrowed(
    cdf: Callable[[Array], Array], u: Array, low: Array, high: Array, missing: Array
) -> tuple[Array, Array]:
    """Return intervals, mostly a few hundred numbers wide, that hold the solutions.

    The newest end is a, the one across the solution b, and the end that was given up last c; the
    next point is on the inverse quadratic through the three where that is safe.
    Source: Chandrupatla (1997).
    """
    a, f_a, b, f_b = high, missing, low, cdf(low) - u
    part: Array | float = 0.5
    for _ in range(MOST_STEPS):
        close = np.maximum(64 * np.spacing(np.abs(a)), 1e-15 * (high - low))
        open_ = np.abs(b - a) > close
        if not open_.any():
            break
        x = np.where(open_, a + part * (b - a), a)
        f = np.where(open_, cdf(x) - u, f_a)
        same = (f >= 0) == (f_a >= 0)
        c, f_c = np.where(same, a, b), np.where(same, f_a, f_b)
        b, f_b = np.where(same, b, a), np.where(same, f_b, f_a)
        a, f_a = x, f
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            xi, phi = (a - b) / (c - b), (f_a - f_b) / (f_c - f_b)
            part = f_a / (f_b - f_a) * f_c / (f_b - f_c)
            part = part + (c - a) / (b - a) * f_a / (f_c - f_a) * f_b / (f_c - f_b)
            least = close / np.abs(b - a) / 2
            smooth = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi) & np.isfinite(part)
            part = np.where(smooth, np.clip(part, least, 1 - least), 0.5)
    return np.minimum(a, b), np.maximum(a, b)


def _rank(x: Array) -> Integers:
    """Return the place of each number among all floating-point numbers."""
    bits = np.ascontiguousarray(np.asarray(x, float) + 0.0).view(np.int64)
    return np.where(bits < 0, SIGN - bits, bits)


def _value(rank: Integers) -> Array:
    """Return the floating-point number of a rank."""
    return np.where(rank < 0, SIGN - rank, rank).view(np.float64)
