"""Shapley values of a game, exactly or from sampled orders.

A game gives every coalition of players a value. A player's Shapley value is what it adds when it joins,
averaged over all orders in which the players may come (Shapley 1953). It is the only division that gives
equal players the same, idle players nothing, adds up over games and leaves no rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from logicmodel.engine.arrays import Array, Booleans, Integers


def coalitions(groups: int) -> Booleans:
    """Return every coalition of some groups as (2**groups, groups); bit g of the row says whether g is in."""
    rows = np.arange(1 << groups)
    return np.asarray((rows[:, None] >> np.arange(groups)) & 1, dtype=bool)


def exact(values: Array, sizes: Sequence[int]) -> Array:
    """Return the Shapley value of one member of each group, as (groups, ...).

    ``values`` holds the value of every coalition, (2**groups, ...), in the order of ``coalitions``. The
    members of a group are players of whom none does anything unless all are there; with ``sizes`` of 1
    every player is a group.

    A group of m players is complete with probability t**m where each player is there with probability t;
    the value is the integral over t of what a member then adds (Owen 1972). The integrand is a
    polynomial, so Gauss-Legendre nodes give it exactly.
    """
    members = coalitions(len(sizes))
    nodes, weights = np.polynomial.legendre.leggauss(sum(sizes) // 2 + 1)
    nodes, weights = (nodes + 1.0) / 2.0, weights / 2.0
    powers = [nodes**size for size in sizes]
    shares = np.empty((len(sizes), *values.shape[1:]))
    for group, size in enumerate(sizes):
        without = np.flatnonzero(~members[:, group])
        chance = np.broadcast_to(weights * nodes ** (size - 1), (len(without), len(nodes)))
        for other in range(len(sizes)):
            if other != group:
                present = members[without, other][:, None]
                chance = chance * np.where(present, powers[other], 1.0 - powers[other])
        added = values[without | (1 << group)] - values[without]
        shares[group] = np.tensordot(chance.sum(axis=1), added, axes=(0, 0))
    return shares


def orders(players: int, count: int, rng: np.random.Generator) -> Integers:
    """Return orders in which the players come, each with its reverse, as (count, players).

    What a player adds when it comes late in one order it adds early in the other, so the two errors
    tend to cancel (antithetic sampling; Mitchell and others 2022).
    """
    half = np.array([rng.permutation(players) for _ in range(math.ceil(count / 2))], dtype=np.int64)
    return np.concatenate([half, half[:, ::-1]]).reshape(-1, players)


def prefixes(order: Integers) -> Booleans:
    """Return the coalitions on the way from nobody to everybody, as (orders, players + 1, players)."""
    count, players = order.shape
    place = np.argsort(order, axis=1)
    return np.asarray(place[:, None, :] < np.arange(players + 1)[None, :, None]).reshape(count, players + 1, players)


def sampled(values: Array, order: Integers) -> Array:
    """Return the mean of what each player adds along some orders, as (players, ...).

    ``values`` holds the values of ``prefixes`` as (orders, players + 1, ...). What all add sums to the
    value of everybody less that of nobody, whatever the orders are.
    """
    added = np.diff(values, axis=1)
    total = np.zeros((order.shape[1], *values.shape[2:]))
    for places, gains in zip(order, added, strict=True):
        total[places] += gains
    return np.asarray(total / len(order))
