"""Knowing several numbers together: expected stakes as a sum of curves with interactions in pairs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from scipy import special

from logicmodel.analysis.information.binning import Binned, Places
from logicmodel.analysis.information.floor import floor_of
from logicmodel.analysis.information.gain import Stakes, Worth, knowing, others, tables
from logicmodel.analysis.information.smoothing import basis, coefficients, curves
from logicmodel.engine.arrays import Array

CELLS = 64
"""Numbers with few values are taken together as they are, where there are no more combinations than this."""
PAIRED = 8
"""Up to so many numbers interact in pairs; more than that are added up."""
SHUFFLES = 12
STREAM = 0x6A6F696E
"""Keeps the shuffles apart from all other random numbers of the same seed."""
INDEX, EVERY = 128, 8
"""Bins of the sum of curves, and every how many draws are looked at for their edges."""
INDEX_PIECES = 48
MISSED = 0.025
"""Part of the value that the regression misses where several numbers meet at a sharp edge: up to 2 % in cases with known values."""
CUTS = 1
"""Most steps of one number, where each allocation may have another."""


class Joint:
    """Several numbers as regressors: a few splines and the sharpest step for each, products for each pair."""

    def __init__(self, numbers: Sequence[Binned], stakes: Stakes) -> None:
        """Take the numbers, at least one, and what is at stake, which says where their steps are."""
        self.numbers = tuple(numbers)
        pieces = 5 if len(numbers) <= PAIRED else 2
        steps = [_steps(number, stakes) for number in numbers]
        self.alone = [np.concatenate([_own(number, pieces), step]) for number, step in zip(numbers, steps, strict=True)]
        self.short = [np.concatenate([_short(number), step]) for number, step in zip(numbers, steps, strict=True)]
        paired = len(numbers) <= PAIRED
        self.pairs = list(itertools.combinations(range(len(numbers)), 2)) if paired else []

    @property
    def cells(self) -> Binned | None:
        """Return the numbers as one, where all have few values."""
        if any(number.smooth for number in self.numbers):
            return None
        codes: Places = np.zeros(len(self.numbers[0].codes), np.intp)
        for number in self.numbers:
            codes = codes * len(number.scores) + number.codes
        different, codes = np.unique(codes, return_inverse=True)
        place = np.arange(len(different), dtype=float)
        return Binned(codes.reshape(-1), place, place, smooth=False) if len(different) <= CELLS else None

    def regressors(self, here: slice) -> Array:
        """Return the regressors in some draws, (size, draws); the first one is 1."""
        codes = [number.codes[here] for number in self.numbers]
        parts = [np.ones((1, len(codes[0])))]
        parts += [np.take(table, code, axis=1) for table, code in zip(self.alone, codes, strict=True)]
        short = [np.take(table, code, axis=1) for table, code in zip(self.short, codes, strict=True)] if self.pairs else []
        for one, other in self.pairs:
            parts.append((short[one][:, None] * short[other][None]).reshape(-1, len(codes[0])))
        return np.concatenate(parts)


def knowing_together(numbers: Sequence[Binned], stakes: Stakes) -> Worth:
    """Return what the best choice given several numbers attains."""
    joint = Joint(numbers, stakes)
    cells = joint.cells
    if cells is not None:
        return knowing(cells, stakes)
    return _worths(joint, stakes, len(stakes.differences))[0]


class Together:
    """The floor of numbers that are learnt together; computed once for groups of the same form."""

    def __init__(self, stakes: Stakes, now: Worth, *, seed: int, shuffles: int = SHUFFLES) -> None:
        """Shuffle the stakes when they are first needed; ``now`` is what is attained without knowing anything."""
        self.stakes, self.now, self.seed, self.shuffles = stakes, now, seed, shuffles
        self.known: dict[bytes, float] = {}

    def floor(self, numbers: Sequence[Binned]) -> float:
        """Return what several numbers that tell nothing would seem to be worth."""
        key = b"|".join(sorted(np.round(number.shares, 3).tobytes() for number in numbers))
        if key not in self.known:
            self.known[key] = self._floor(Joint(numbers, self.stakes))
        return self.known[key]

    def _floor(self, joint: Joint) -> float:
        source = np.random.default_rng(np.random.SeedSequence([self.seed, STREAM]))
        shuffled = [self.stakes.shuffled(source) for _ in range(self.shuffles)]
        cells = joint.cells
        if cells is not None:
            return floor_of([knowing(cells, one) for one in shuffled], self.now)
        every = Stakes(np.concatenate([one.differences for one in shuffled]))
        return floor_of(_worths(joint, every, len(self.stakes.differences)), self.now)


def _worths(joint: Joint, stakes: Stakes, size: int) -> list[Worth]:
    """Return what is attained for every so many outputs, regressed all at once."""
    each = stakes.differences.shape[2]
    regressors = [joint.regressors(slice(start * each, (start + 1) * each)) for start in range(stakes.replicates)]
    grams = [x @ x.T for x in regressors]
    moments = [stakes.differences[:, number] @ x.T for number, x in enumerate(regressors)]
    gram, moment = np.stack(grams), np.stack(moments)
    squares = (stakes.differences**2).sum(axis=2).T
    draws = np.full(stakes.replicates, float(each))
    parts = [others(part, stakes.fold) for part in (gram, moment, squares, draws)]
    spread = np.diagonal(parts[0].sum(axis=0)).copy()
    spread[0] = 0.0  # the level is free
    found = coefficients(parts[0], parts[1], np.diag(spread / spread.max()), parts[2], parts[3])
    fitted = [_sharpened(one, fold, regressors, stakes) for fold, one in enumerate(found)]
    judged = [
        _judged(fitted[stakes.fold[number]][number], stakes.differences[:, number], size) for number in range(stakes.replicates)
    ]
    rules, promises, choices = (np.moveaxis(np.array(part), 0, 1) for part in zip(*judged, strict=True))
    return [Worth(*each, missed=MISSED) for each in zip(rules, promises, choices, strict=True)]


def _sharpened(found: Array, fold: int, regressors: Sequence[Array], stakes: Stakes) -> dict[int, Array]:
    """Return the expected stakes in the replicates of a fold, each as a curve over what the regression says.

    A sum of curves blurs the sharp edge of a target that hangs on several numbers; a curve over the
    sum, fitted outside the fold too, brings it back.
    """
    guess = np.stack([found @ x for x in regressors], axis=1)  # (outputs, replicates, draws)
    mine = stakes.fold == fold
    result = np.empty((len(guess), int(mine.sum()), guess.shape[2]))
    scores = special.ndtri((np.arange(INDEX) + 0.5) / INDEX)
    for place, (one, true) in enumerate(zip(guess, stakes.differences, strict=True)):
        edges = np.quantile(one[:, ::EVERY], np.arange(1, INDEX) / INDEX)
        codes = np.searchsorted(edges, one)
        outside = codes[~mine].reshape(-1)
        counts = np.bincount(outside, minlength=INDEX).astype(float)
        sums = np.bincount(outside, weights=true[~mine].reshape(-1), minlength=INDEX).astype(float)
        curve = curves(basis(scores, pieces=INDEX_PIECES), counts[None], sums[None, None], np.array([[(true[~mine] ** 2).sum()]]))
        result[place] = curve[0, 0][codes[mine]]
    return dict(zip(np.flatnonzero(mine), np.swapaxes(result, 0, 1), strict=True))


def _judged(fitted: Array, differences: Array, size: int) -> tuple[Array, Array, Array]:
    """Return, for every so many outputs in one replicate, what choices attain, what they promise, and how often each is made."""
    mine, true = (
        np.concatenate([np.zeros((len(part) // size, 1, part.shape[1])), part.reshape(-1, size, part.shape[1])], axis=1)
        for part in (fitted, differences)
    )
    best = np.argmax(mine, axis=1)
    attained = np.take_along_axis(true, best[:, None], axis=1)[:, 0].mean(axis=1)
    often = np.stack([(best == place).mean(axis=1) for place in range(size + 1)], axis=1)
    return attained, mine.max(axis=1).mean(axis=1), often


def _own(number: Binned, pieces: int) -> Array:
    """Return the regressors of one number, (size, bins), centred: splines, or one for each value but the first."""
    if number.smooth:
        return _centred(basis(number.scores, pieces=pieces)[:, 1:], number)
    return _centred(np.eye(len(number.scores))[:, 1:], number)


def _short(number: Binned) -> Array:
    """Return the two regressors of one number that interact with others: its score and the square of it."""
    if number.smooth:
        return _centred(np.stack([number.scores, number.scores**2], axis=1), number)
    return _centred(np.eye(len(number.scores))[:, 1:3], number)


def _steps(number: Binned, stakes: Stakes) -> Array:
    """Return, for up to ``CUTS`` allocations, where a number lies above the place at which their stakes differ most."""
    places = np.arange(len(number.scores))
    if not number.smooth:
        return np.empty((0, len(places)))
    counts, sums = (part.sum(axis=0) for part in tables(number, stakes))
    below, left = np.cumsum(counts)[:-1], np.cumsum(sums, axis=1)[:, :-1]
    right = sums.sum(axis=1)[:, None] - left
    between = left**2 / below + right**2 / (counts.sum() - below)  # what a tree would split on
    cuts = np.unique(np.argmax(between, axis=1)[np.argsort(-between.max(axis=1))[:CUTS]])
    return _centred((places[:, None] > cuts).astype(float), number)


def _centred(table: Array, number: Binned) -> Array:
    return np.ascontiguousarray((table - number.shares @ table).T)
