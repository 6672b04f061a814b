"""The best simple policy over one number: one allocation in each of up to three ranges of it.

A curve rounds off a step, such as the chance of success where a target hangs on one number. A policy
needs no curve: the ranges that gained most in other replicates are looked for among all (dynamic
programming over the bins), and judged on the replicates held out (empirical welfare maximisation,
Kitagawa and Tetenov 2018).
"""

from __future__ import annotations

import numpy as np

from logicmodel.analysis.information.binning import Places
from logicmodel.engine.arrays import Array

SWITCHES = 2
"""Most switches from one allocation to another: a middle range may ask for another than both ends."""
WINDOW = 16
"""Bins on each side of a switch from which the step there is read."""


def policies(gained: Array) -> list[Places]:
    """Return, for one switch and for up to ``SWITCHES``, the allocation that is taken in each bin, (fits, bins).

    ``gained`` (fits, allocations, bins) are the utilities added up in each bin.
    """
    fits, allocations, _ = gained.shape
    until = np.concatenate([np.zeros((fits, allocations, 1)), np.cumsum(gained, axis=2)], axis=2)
    reached = [until]  # what is had up to each edge, if that allocation is the last one, by number of switches
    for _ in range(SWITCHES):
        before = reached[-1].max(axis=1, keepdims=True)
        reached.append(until + np.maximum.accumulate(before - until, axis=2))
    return [_traced(until, reached[: switches + 1]) for switches in range(1, SWITCHES + 1)]


def _traced(until: Array, reached: list[Array]) -> Places:
    """Return the policy behind what is had in the end, from the last range to the first."""
    fits, bins = len(until), until.shape[2] - 1
    taken = np.zeros((fits, bins), np.intp)
    for fit in range(fits):
        end = bins
        for switches in range(len(reached) - 1, -1, -1):
            place = int(np.argmax(reached[switches][fit, :, end]))
            start = 0
            if switches:
                start = int(np.argmax(reached[switches - 1][fit, :, : end + 1].max(axis=0) - until[fit, place, : end + 1]))
            taken[fit, start:end] = place
            end = start
    return taken


def blur(taken: Places, gained: Array, counts: Array) -> float:
    """Return what the width of a bin may cost where a policy switches: the step there times half of a bin.

    ``taken`` (bins,) is one policy, ``gained`` (allocations, bins), ``counts`` (bins,).
    """
    cost = 0.0
    for edge in np.flatnonzero(np.diff(taken)) + 1:
        one, other = taken[edge - 1], taken[edge]
        apart = gained[one] - gained[other]
        for side in (slice(max(edge - WINDOW, 0), edge), slice(edge, edge + WINDOW)):
            step = abs(float(apart[side].sum())) / max(float(counts[side].sum()), 1.0)
            cost += step * float(counts[edge - 1 : edge + 1].mean()) / 2
    return cost / float(counts.sum())
