"""Replacing numbers one after the other, each given those that still stand."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy import special

from logicmodel.analysis.sensitivity.model import INSIDE, Model, State, Values
from logicmodel.engine.arrays import Array, Booleans, Integers

MANY = 6
"""Correlated numbers beyond which many draws share an order: each order in a group takes an equation of its own."""
SHARED = 64
"""Draws that then share one."""


def turns(model: Model, draws: int) -> Integers:
    """Return the turn of each driver in each draw, (drivers, draws): a random order for each."""
    count = len(model.drivers)
    largest = max((len(group.columns) for group in model.program.correlated), default=0)
    shared = SHARED if largest > MANY else 1
    rng = np.random.default_rng([model.seed, count])
    orders = rng.permuted(np.broadcast_to(np.arange(count)[:, None], (count, -(-draws // shared))), axis=0)
    return np.asarray(np.repeat(orders, shared, axis=1)[:, :draws])


class Replacing:
    """Two sets of draws, and in each draw an order in which the drivers go over from the first to the second.

    Numbers that are not correlated are taken from the second set as they stand there. In a correlated
    group the new scores are ``z' + C (z - z')`` for those replaced, where z and z' are the scores of both
    sets at those that stay and C regresses the former on the latter: their conditional law (kriging by
    residuals, Matheron's rule), made from an independent draw of all.
    """

    def __init__(self, model: Model, a: State, b: State, turn: Integers) -> None:
        """Take the draws, and the turn of each driver in each draw, (drivers, draws)."""
        self.model, self.a, self.b, self.turn = model, a, b, turn
        self.place = {driver.one.name: number for number, driver in enumerate(model.drivers)}

    def who(self, step: int) -> Integers:
        """Return which driver has that turn in each draw."""
        order: Integers = self._order[step]
        return order

    @cached_property
    def _order(self) -> Integers:
        return np.argsort(self.turn, axis=0)

    def values(self, steps: int) -> Values:
        """Return the values after so many steps."""
        u, values = {}, {}
        columns = {driver.one.name: driver.one for driver in self.model.drivers}
        for name, number in self.place.items():
            if name in self._paths:
                continue
            gone = self.turn[number] < steps
            if columns[name].probability is None:
                values[name] = np.where(gone, self.b.values[name], self.a.values[name])
            else:
                span = self.model.program.spans[name]
                u[name] = np.where(gone, self.b.u[span], self.a.u[span])
        for names, paths in self._groups:
            gone = np.sum([self.turn[self.place[name]] < steps for name in names], axis=0)
            for name, path in zip(names, paths, strict=True):
                u[name] = np.take_along_axis(path, np.broadcast_to(gone, path.shape[1:])[None], axis=0)[0]
        return self.model.changed_to(self.a, values, u)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(name for names, _ in self._groups for name in names)

    @cached_property
    def _groups(self) -> list[tuple[list[str], list[Array]]]:
        """Return for each correlated group its names and, by name, the coordinates after 0, 1, ... replacements."""
        found = []
        for group in self.model.program.correlated:
            names = [name for name in group.columns if name in self.place]
            if len(names) > 1:
                kept = [group.columns.index(name) for name in names]
                factor = np.array(group.factor)
                found.append((names, self._path(names, (factor @ factor.T)[np.ix_(kept, kept)])))
        return found

    def _path(self, names: list[str], matrix: Array) -> list[Array]:
        spans = [self.model.program.spans[name] for name in names]
        old, new = (special.ndtri(np.stack([state.u[span] for span in spans])) for state in (self.a, self.b))
        order = np.argsort(np.argsort([self.turn[self.place[name]] for name in names], axis=0), axis=0)
        steps = [old]
        for gone in range(1, len(names) + 1):
            replaced = order < gone  # (names, draws)
            masks, codes = np.unique(replaced, axis=1, return_inverse=True)
            scores = np.empty_like(old)
            for code, mask in enumerate(masks.T):
                here = codes.ravel() == code
                scores[..., here] = _given(old[..., here], new[..., here], mask, matrix)
            steps.append(scores)
        paths = np.clip(special.ndtr(np.stack(steps)), *INSIDE)
        return [paths[:, number] for number in range(len(names))]


def _given(old: Array, new: Array, replaced: Booleans, matrix: Array) -> Array:
    """Return scores in which the marked ones are drawn anew given the others, (names, periods, draws)."""
    stay = ~replaced
    found = old.copy()
    found[replaced] = new[replaced]
    if stay.any():
        inner, across = matrix[np.ix_(stay, stay)], matrix[np.ix_(replaced, stay)]
        weights = np.linalg.solve(inner, across.T).T
        found[replaced] += np.einsum("rs,stn->rtn", weights, old[stay] - new[stay])
    return found
