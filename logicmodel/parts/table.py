"""Quantile functions that are slow to invert, answered from a table built once.

The probabilities are cut into cells, finer where the quantile function bends, each holding a
polynomial of degree 5 through exact quantiles. A cell is accepted only after the distribution
function has confirmed it between those points; around a jump the cells shrink until one is
narrower than the error allowed. Every element is computed by itself, so the result does not depend
on how an array is cut into blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from logicmodel.parts.arrays import Array, Flags, Integers, np

Function: TypeAlias = Callable[[Array], Array]
Cells: TypeAlias = tuple[Array, Array, Array, Array]
"""Lower ends, upper ends, values at the upper ends and coefficients."""

LOWEST_POWER = 34
"""Below 2^-34, and above 1 - 2^-34, the exact quantile function is asked."""
BIN_BITS = 5
"""Every octave of probabilities has 2^5 bins, each of which knows its cell."""
BINS = (LOWEST_POWER - 1) << BIN_BITS
FIRST_BIN = (1023 - LOWEST_POWER) << BIN_BITS
TOLERANCES = (1e-10, 3e-10)
"""Errors allowed in probability: the second is tried where rounding forbids the first."""
NARROWEST = 1e-10
MOST_CELLS = 8_000
DEGREE = 5


class Table:
    """The quantile function of one distribution, right to 1e-9 in probability.

    Where no table of bearable size is that good, ``ppf`` is the exact function itself.
    """

    def __init__(self, exact: Function, cdf: Function, breaks: Array | tuple[()] = ()) -> None:
        """Build the table from both functions; ``breaks`` are probabilities where values jump."""
        self.exact = exact
        self.cells = 0
        octaves = 2.0 ** -np.arange(LOWEST_POWER, 0, -1)
        edges = np.concatenate([octaves, 1.0 - octaves, np.asarray(breaks, float)])
        edges = np.unique(edges[(edges >= octaves[0]) & (edges <= 1.0 - octaves[0])])
        for tolerance in TOLERANCES:
            found = _refined(exact, cdf, edges, tolerance)
            if found is not None:
                self._keep(*found)
                break

    def _keep(self, low: Array, high: Array, top: Array, coefficients: Array) -> None:
        """Store the cells in order, and for each bin the cell that covers it, if one does."""
        self.cells = len(low)
        self._low, self._high, self._top = low, high, top
        self._per_width = 1.0 / (high - low)
        self._coefficients = [np.ascontiguousarray(column) for column in coefficients.T]
        bits = (np.arange(FIRST_BIN, FIRST_BIN + BINS + 1) << (52 - BIN_BITS)).view(np.float64)
        ends = np.concatenate([bits, 1.0 - bits[::-1]])
        first = low.searchsorted(ends[:-1], side="right") - 1
        last = high.searchsorted(ends[1:], side="left")
        cell = np.where(first == last, first, -1)
        self._cell_of_bin = np.concatenate([cell[:BINS], cell[:BINS:-1]])

    def ppf(self, u: Array) -> Array:
        """Return the quantiles at the probabilities ``u`` of any shape."""
        u = np.asarray(u, float)
        if not self.cells:
            return self.exact(u)
        flat = np.ravel(u)
        cell, outside = self._cells_at(flat)
        share = flat - self._low[cell]
        share *= self._per_width[cell]
        x = self._coefficients[DEGREE][cell]
        for coefficients in self._coefficients[DEGREE - 1 :: -1]:
            bottom = coefficients[cell]
            x *= share
            x += bottom
        np.maximum(x, bottom, out=x)
        np.minimum(x, self._top[cell], out=x)
        if outside.any():
            x[outside] = self.exact(flat[outside])
        return x.reshape(u.shape)

    def _cells_at(self, u: Array) -> tuple[Integers, Flags]:
        """Return the cell of each probability, and which ones lie outside all cells.

        The bin is read off the exponent and the first bits of the smaller of u and 1 - u. Cells
        hold their upper end, not their lower one.
        """
        lower = u <= 0.5
        bins = np.where(lower, u, 1.0 - u).view(np.int64)
        bins -= lower
        bins >>= 52 - BIN_BITS
        bins -= FIRST_BIN
        outside = bins.view(np.uint64) >= BINS
        bins[outside] = 0
        np.add(bins, BINS, out=bins, where=~lower)
        cell = self._cell_of_bin[bins]
        shared = cell < 0
        if shared.any():
            cell[shared] = np.minimum(self._high.searchsorted(u[shared]), self.cells - 1)
        return cell, outside


def _refined(exact: Function, cdf: Function, edges: Array, tolerance: float) -> Cells | None:
    """Halve the cells until all are right, and return them in order; None if they are too many."""
    low, high = edges[:-1], edges[1:]
    kept: list[Cells] = []
    tried = 0
    while len(low):
        top, coefficients, right = _fitted(exact, cdf, low, high, tolerance)
        narrow = high - low <= np.minimum(NARROWEST, 1e-3 * np.minimum(low, 1.0 - low))
        coefficients[narrow & ~right, 1:] = 0.0
        good = right | narrow
        kept.append((low[good], high[good], top[good], coefficients[good]))
        tried += len(low)
        if tried > MOST_CELLS:
            return None
        low, high = low[~good], high[~good]
        middle = (low + high) / 2
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
    lows, highs, tops, coefficients = (np.concatenate(part) for part in zip(*kept, strict=True))
    order = np.argsort(lows)
    return lows[order], highs[order], tops[order], coefficients[order]


def _fitted(
    exact: Function, cdf: Function, low: Array, high: Array, tolerance: float
) -> tuple[Array, Array, Flags]:
    """Fit one polynomial a cell; return their upper ends, coefficients and which are right."""
    angles = np.arange(2 * DEGREE + 1) * (np.pi / (2 * DEGREE))
    nodes, checks = ((1.0 - np.cos(angles[start::2])) / 2 for start in (0, 1))
    u = low[:, None] + (high - low)[:, None] * nodes
    u[:, 0], u[:, -1] = np.nextafter(low, 1.0), high
    x = exact(u)
    inverse = np.linalg.inv(np.vander(nodes, increasing=True))
    coefficients = np.einsum("ij,kj->ik", x - x[:, :1], inverse)
    coefficients[:, 0] = x[:, 0]
    asked = low[:, None] + (high - low)[:, None] * checks
    found = np.einsum("ij,kj->ik", coefficients, np.vander(checks, DEGREE + 1, increasing=True))
    rounding = 4 * np.spacing(np.abs(found))
    allowed = np.minimum(tolerance, 1e-5 * np.minimum(asked, 1.0 - asked)) + 5e-16
    right = (cdf(found - rounding) - allowed <= asked) & (asked <= cdf(found + rounding) + allowed)
    between = np.empty((len(low), 2 * DEGREE + 1))
    between[:, ::2], between[:, 1::2] = x, found
    rising = np.diff(between, axis=1) >= -4 * np.spacing(np.abs(between[:, 1:]))
    flat = x[:, 0] == x[:, -1]
    return x[:, -1], coefficients, flat | (right.all(axis=1) & rising.all(axis=1))
