"""Rank correlations between uncertain numbers, by a Gaussian copula on the unit cube."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import special

from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Column, Correlated
from logicmodel.errors import PlanError, Problem
from logicmodel.plan.plan import Plan


def correlated(
    plan: Plan, columns: Sequence[Column], names: Mapping[str, str] | None = None
) -> tuple[Correlated, ...]:
    """Return the columns that are drawn together, with their triangular factor.

    ``names`` are those of the columns that are not called by their path.

    A Spearman rank correlation r becomes the correlation 2 sin(pi r / 6) of the normal scores
    (Pearson 1907). Raises PlanError where the correlations contradict each other.
    """
    if not plan.correlations:
        return ()
    wanted: dict[tuple[str, str], float] = {}
    for correlation in plan.correlations:
        for pair in itertools.combinations(correlation.between, 2):
            wanted[tuple(sorted(pair))] = correlation.rank  # type: ignore[index]
    called = names or {}
    drawn = {column.name: column for column in columns}
    paths = sorted({path for pair in wanted for path in pair if called.get(path, path) in drawn})
    return tuple(
        Correlated(tuple(called.get(path, path) for path in group), _factor(group, wanted))
        for each in ("draw", "period")
        if (group := [path for path in paths if drawn[called.get(path, path)].each == each])
    )


def _factor(names: list[str], wanted: dict[tuple[str, str], float]) -> tuple[tuple[float, ...], ...]:
    matrix = np.eye(len(names))
    for (one, other), rank in wanted.items():
        if one in names and other in names:
            i, j = names.index(one), names.index(other)
            matrix[i, j] = matrix[j, i] = 2 * math.sin(math.pi * rank / 6)
    try:
        lower = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise PlanError(_contradiction(names, wanted, matrix)) from None
    return tuple(tuple(float(value) for value in row) for row in lower)


def _contradiction(names: list[str], wanted: dict[tuple[str, str], float], matrix: Array) -> Problem:
    near = _possible(6 / math.pi * np.arcsin(nearest_correlation(matrix) / 2))
    offers = []
    for i, j in itertools.combinations(range(len(names)), 2):
        old = wanted.get((names[i], names[j]), 0.0)
        if abs(near[i, j] - old) > 1e-9:
            offers.append(f"{names[i]} and {names[j]}: {near[i, j]:g} instead of {old:g}")
    return Problem(
        "correlations",
        f"these rank correlations contradict each other: {', '.join(names)}",
        f"the nearest possible ones are {'; '.join(offers)}",
        loc=("correlations",),
    )


def _possible(ranks: Array) -> Array:
    """Return rank correlations of few digits that are possible together, close to the given ones."""
    alone: Array = np.eye(len(ranks))
    tried = (
        np.round(shrink * ranks + (1.0 - shrink) * alone, digits)
        for shrink, digits in itertools.product((1.0, 0.999, 0.99, 0.9, 0.0), (2, 3, 4))
    )
    return next(found for found in tried if np.linalg.eigvalsh(2 * np.sin(math.pi * found / 6))[0] > 1e-9)


def nearest_correlation(matrix: Array, *, floor: float = 1e-6, rounds: int = 200) -> Array:
    """Return the nearest positive definite correlation matrix, by alternating projections (Higham 2002)."""
    y = matrix.copy()
    correction = np.zeros_like(matrix)
    for _ in range(rounds):
        r = y - correction
        values, vectors = np.linalg.eigh(r)
        x = (vectors * np.maximum(values, floor)) @ vectors.T
        correction = x - r
        y = x.copy()
        np.fill_diagonal(y, 1.0)
    values, vectors = np.linalg.eigh(y)
    x = (vectors * np.maximum(values, floor)) @ vectors.T
    scale = 1 / np.sqrt(np.diag(x))
    return np.asarray(x * scale[:, None] * scale[None, :])


def mix(u: Array, spans: Sequence[slice], factor: Sequence[Sequence[float]]) -> None:
    """Turn independent rows of the unit cube into correlated ones, in place.

    The sum over columns is written out: a matrix product may round differently for another number
    of draws, and results must not depend on the block size.
    """
    scores = [special.ndtri(u[span]) for span in spans]
    for span, weights in zip(spans, factor, strict=True):
        total = weights[0] * scores[0]
        for weight, score in zip(weights[1:], scores[1:], strict=True):
            if weight:
                total += weight * score
        u[span] = np.clip(special.ndtr(total), 2.0**-54, 1 - 2.0**-53)
