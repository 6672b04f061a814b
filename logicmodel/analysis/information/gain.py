"""The numeric core: what it gains to choose among allocations knowing some numbers, from draws alone.

All that is needed are utilities and numbers in the same draws. With U the utility of allocation d and X
what will be known, the value of knowing X is E max_d E[U_d | X] - max_d E U_d. The inner expectation
is a curve over X fitted to draws (Strong, Oakley and Brennan 2014), here always to other replicates than
those it is judged on. Two estimates stand on either side of the truth: the *rule*, what the choices
that the curve recommends attain in the draws held out, falls short of it where the curve errs; the
*promise*, the largest of the curves themselves, goes beyond it by the same amount, to second order.
The value is their mean; its interval comes from the independent replicates of the rule.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np

from logicmodel.analysis.information.binning import Binned, Places
from logicmodel.analysis.information.policy import blur, policies
from logicmodel.analysis.information.smoothing import basis, curves
from logicmodel.engine.arrays import Array
from logicmodel.engine.intervals import half_width

FOLDS = 8
SAME = 1e-9
"""Two choices that differ by no more than this part of what they attain are the same one, summed up in another order."""

SURE = 2.0
"""By so many half-widths a policy has to be ahead of the curves before it takes their place."""


@dataclasses.dataclass(frozen=True, eq=False)
class Stakes:
    """What is at stake: by how much each allocation beats the first one, in every draw."""

    differences: Array
    """(allocations - 1, replicates, draws of each)."""

    @classmethod
    def of(cls, utilities: Array) -> Stakes:
        """Return the stakes from utilities of (allocations, replicates, draws of each)."""
        return cls(utilities[1:] - utilities[:1])

    @property
    def replicates(self) -> int:
        """Return the number of independent replicates."""
        return int(self.differences.shape[1])

    @property
    def fold(self) -> Places:
        """Return the fold that each replicate is in."""
        return np.arange(self.replicates) * min(FOLDS, self.replicates) // self.replicates

    @property
    def none(self) -> bool:
        """Say whether all allocations are equally good in every draw."""
        return not self.differences.any()

    def shuffled(self, source: np.random.Generator) -> Stakes:
        """Return the same stakes with the draws of each replicate in another order; its means stay as they are."""
        count, each = self.differences.shape[1:]
        order = source.permuted(np.broadcast_to(np.arange(each), (count, each)), axis=1)
        return Stakes(np.take_along_axis(self.differences, order[None], axis=2))


@dataclasses.dataclass(frozen=True, eq=False)
class Worth:
    """What is attained, above the first allocation, by choosing with some knowledge; by replicate."""

    rule: Array
    """(replicates,): what the recommended choices attain in draws they were not learnt from."""
    promise: Array
    """(replicates,): what the curves promise there."""
    choices: Array | None = None
    """(replicates, allocations): how often each is chosen, where that was counted."""
    blur: float = 0.0
    """What the width of the bins may hide."""
    missed: float = 0.0
    """The part of a value that a regression on several numbers may miss."""

    def changes(self, chosen: int) -> float:
        """Return how often another allocation is chosen than now."""
        if self.choices is None:
            return 0.0
        return float(1.0 - self.choices[:, chosen].mean())

    def above(self, other: Worth) -> Value:
        """Return how much more it is than with other knowledge."""
        gain = self.rule - other.rule
        promised = self.promise - other.promise
        if np.abs(gain).max() <= SAME * max(np.abs(self.rule).max(), np.abs(other.rule).max()):
            return Value(0.0, 0.0, max(float(promised.mean()), 0.0))
        short = self.rule - self.promise  # curves that promise less than was attained round something off
        rounded = float(short.mean()) > half_width(short)
        middle = float(gain.mean() + promised.mean()) / 2 + (float(short.mean()) / 2 if rounded else 0.0)
        apart = abs(float(promised.mean() - gain.mean())) / 2
        half = math.hypot(half_width(gain), apart, self.blur, self.missed * max(middle, 0.0))
        return Value(middle, middle - half, middle + half)


@dataclasses.dataclass(frozen=True)
class Value:
    """A value of information with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def within(self, least: float, most: float) -> Value:
        """Return the value clipped, its interval around it."""
        return Value(*(min(max(end, least), most) for end in (self.value, self.low, self.high)))


def unknowing(stakes: Stakes) -> Worth:
    """Return what the one choice attains that is made now, judged as all others are: on other replicates."""
    means = stakes.differences.mean(axis=2)  # (others, replicates)
    elsewhere = others(means.T, stakes.fold)
    chosen = np.argmax(_with_first(elsewhere.T), axis=0)[stakes.fold]
    attained = _with_first(means)[chosen, np.arange(stakes.replicates)]
    here = _with_first(means.mean(axis=1)).max()
    return Worth(attained, np.full(stakes.replicates, here))


def all_knowing(stakes: Stakes) -> Worth:
    """Return what the best choice in every single draw attains: exact, without any curve."""
    best = np.maximum(stakes.differences.max(axis=0), 0.0).mean(axis=1)
    return Worth(best, best)


def knowing(number: Binned, stakes: Stakes) -> Worth:
    """Return what the best choice given one number attains."""
    counts, sums = tables(number, stakes)
    curve = judged(fitted_elsewhere(number, stakes, counts, sums), counts, sums)
    return sharper(curve, stakes.fold, counts, sums) if number.smooth else curve


def sharper(curve: Worth, fold: Places, counts: Array, sums: Array) -> Worth:
    """Return what the curves attain, or what a policy of a few ranges does where that is more: where there is a step."""
    gained = np.concatenate([np.zeros_like(sums[:, :1]), sums], axis=1)
    elsewhere, draws = others(gained, fold), others(counts, fold).sum(axis=1)
    whole, each = gained.sum(axis=0), counts.sum(axis=1)
    best = curve
    for taken, kept in zip(policies(elsewhere), policies(whole[None]), strict=True):
        rule = np.take_along_axis(gained, taken[fold][:, None], axis=1)[:, 0].sum(axis=1) / each
        ahead = rule - best.rule
        if ahead.mean() <= SURE * half_width(ahead):  # by chance alone one of several is often the best
            continue
        promise = np.take_along_axis(elsewhere, taken[:, None], axis=1)[:, 0].sum(axis=1) / draws
        often = np.stack([((taken[fold] == place) * counts).sum(axis=1) / each for place in range(gained.shape[1])], axis=1)
        best = Worth(rule, promise[fold], often, blur(kept[0], whole, counts.sum(axis=0)))
    return best


def fitted_elsewhere(number: Binned, stakes: Stakes, counts: Array, sums: Array) -> Array:
    """Return the curves for each replicate from those outside its fold, (replicates, others, bins)."""
    squares = (stakes.differences**2).sum(axis=2).T  # (replicates, others)
    return np.asarray(fits(number, *(others(part, stakes.fold) for part in (counts, sums, squares)))[stakes.fold])


def tables(number: Binned, stakes: Stakes) -> tuple[Array, Array]:
    """Return draws in each bin, (replicates, bins), and sums of the stakes there, (replicates, others, bins)."""
    bins, replicates = len(number.scores), stakes.replicates
    each = stakes.differences.shape[2]
    cells = number.codes + bins * np.repeat(np.arange(replicates), each)
    size = bins * replicates
    counts = np.bincount(cells, minlength=size).reshape(replicates, bins).astype(float)
    sums = [np.bincount(cells, weights=one.reshape(-1), minlength=size).reshape(replicates, bins) for one in stakes.differences]
    return counts, np.stack(sums, axis=1)


def fits(number: Binned, counts: Array, sums: Array, squares: Array) -> Array:
    """Return the expected stakes in each bin, (fits, others, bins): a curve, or the mean where values are few."""
    if number.smooth:
        return curves(basis(number.scores), counts, sums, squares)
    whole = sums.sum(axis=2, keepdims=True) / counts.sum(axis=1)[:, None, None]
    return np.asarray((sums + whole) / (counts[:, None] + 1.0))


def judged(fitted: Array, counts: Array, sums: Array) -> Worth:
    """Return what the curves of each replicate promise, and what their choices attain in its own draws."""
    best = np.argmax(_with_first(np.swapaxes(fitted, 0, 1)), axis=0)  # (replicates, bins)
    gained = np.concatenate([np.zeros_like(sums[:, :1]), sums], axis=1)
    draws = counts.sum(axis=1)
    attained = np.take_along_axis(gained, best[:, None], axis=1)[:, 0].sum(axis=1) / draws
    promised = (np.maximum(fitted.max(axis=1), 0.0) * counts).sum(axis=1) / draws
    often = np.stack([((best == place) * counts).sum(axis=1) / draws for place in range(gained.shape[1])], axis=1)
    return Worth(attained, promised, often)


def _with_first(differences: Array) -> Array:
    """Put the first allocation, which is no better than itself, before the others."""
    return np.concatenate([np.zeros_like(differences[:1]), differences])


def others(parts: Array, fold: Places) -> Array:
    """Return, for each fold, the sum over the replicates outside it: (replicates, ...) becomes (folds, ...)."""
    inside = np.stack([parts[fold == one].sum(axis=0) for one in range(fold[-1] + 1)])
    return np.asarray(parts.sum(axis=0)[None] - inside)


def evpi(stakes: Stakes) -> Value:
    """Return the value of knowing everything before choosing."""
    found = all_knowing(stakes).above(unknowing(stakes))
    return Value(max(found.value, 0.0), max(found.low, 0.0), max(found.high, 0.0))


def evppi(numbers: Sequence[Binned], stakes: Stakes) -> list[Value]:
    """Return the value of knowing each number alone before choosing, not clipped."""
    now = unknowing(stakes)
    return [knowing(number, stakes).above(now) for number in numbers]
