"""Smooth curves over bins: penalised B-splines (Eilers and Marx 1996), as smooth as the data themselves ask for."""

from __future__ import annotations

import functools

import numpy as np
from scipy.interpolate import BSpline

from logicmodel.engine.arrays import Array

PIECES = 20
"""Pieces of the curve between the outermost normal scores."""
DEGREE = 3
GUARD = 1.4
"""Each degree of freedom counts so much in the cross-validation, which otherwise follows noise at times (Kim and Gu 2004)."""
PENALTIES = np.logspace(-7, 5, 37)


def basis(scores: Array, *, pieces: int = PIECES) -> Array:
    """Return the B-splines at normal scores, as (places, splines)."""
    low, high = float(scores.min()), float(scores.max())
    step = (high - low) / pieces or 1.0
    knots = low + step * np.arange(-DEGREE, pieces + DEGREE + 1)
    knots[pieces + DEGREE] = max(knots[pieces + DEGREE], high)
    return np.asarray(BSpline.design_matrix(np.clip(scores, low, high), knots, DEGREE, extrapolate=True).toarray())


@functools.cache
def _roughness(splines: int) -> Array:
    """Return the penalty on second differences of neighbouring coefficients."""
    differences = np.diff(np.eye(splines), 2, axis=0)
    return np.asarray(differences.T @ differences)


def curves(splines: Array, counts: Array, sums: Array, squares: Array) -> Array:
    """Return curves through the means of bins, as (fits, outputs, bins).

    ``splines`` is (bins, splines); ``counts`` (fits, bins) are the draws in each bin, ``sums``
    (fits, outputs, bins) what was read from them added up, ``squares`` (fits, outputs) the sums of
    squares over all draws. How smooth each curve is, generalised cross-validation decides.
    """
    gram = np.einsum("bi,fb,bj->fij", splines, counts, splines, optimize=True)
    moments = sums @ splines
    found = coefficients(gram, moments, _roughness(splines.shape[1]), squares, counts.sum(axis=1))
    return np.asarray(found @ splines.T)


def coefficients(gram: Array, moments: Array, penalty: Array, squares: Array, draws: Array) -> Array:
    """Return the coefficients of penalised regressions, (fits, outputs, size), penalised as cross-validation says.

    ``gram`` (fits, size, size) holds the products of the regressors, ``moments`` (fits, outputs, size)
    those with the outputs, ``draws`` (fits,) how many they are sums over.
    """
    size = gram.shape[-1]
    scale = np.trace(gram, axis1=1, axis2=2)[:, None, None] / size
    lower = np.linalg.cholesky(gram + 1e-9 * scale * np.eye(size))
    inner = np.linalg.solve(lower, np.broadcast_to(penalty, gram.shape) * scale)
    inner = np.linalg.solve(lower, np.swapaxes(inner, 1, 2))
    values, vectors = np.linalg.eigh((inner + np.swapaxes(inner, 1, 2)) / 2)
    turned = np.linalg.solve(lower, np.swapaxes(moments, 1, 2))  # (fits, size, outputs)
    target = np.swapaxes(np.swapaxes(vectors, 1, 2) @ turned, 1, 2)
    found = shrunk(np.maximum(values, 0.0), target, squares, draws)
    back = vectors @ np.swapaxes(found, 1, 2)
    return np.asarray(np.swapaxes(np.linalg.solve(np.swapaxes(lower, 1, 2), back), 1, 2))


def shrunk(values: Array, target: Array, squares: Array, draws: Array) -> Array:
    """Return coefficients in the basis in which data and penalty are both diagonal, shrunk as cross-validation says.

    ``values`` (fits, size) are the eigenvalues of the penalty, ``target`` (fits, outputs, size) the
    coefficients without one.
    """
    keep = 1.0 / (1.0 + PENALTIES[:, None, None] * values)  # (penalties, fits, size)
    lost = (1.0 - keep) ** 2
    left = squares - (target**2).sum(axis=-1)  # around the curve without a penalty
    residual = np.maximum(left + np.einsum("pfj,foj->pfo", lost, target**2), 1e-300)
    freedom = np.minimum(GUARD * keep.sum(axis=-1) / draws, 0.95)
    best = np.argmin(np.log(residual) - 2 * np.log1p(-freedom)[..., None], axis=0)  # (fits, outputs)
    chosen = keep[best, np.arange(len(values))[:, None]]  # (fits, outputs, size)
    return np.asarray(target * chosen)
