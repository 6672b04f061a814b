"""What is left of one replicate: sums, quantiles and, where they are wanted, draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.evaluate import Levels
from logicmodel.engine.measure import STAGES, members, successes
from logicmodel.engine.request import Request

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Quantiles that are estimated in every replicate."""


class Replicate:
    """Collects one replicate block by block; ``finish`` turns it into estimates.

    All estimates have the allocations first, the counterfactual (nothing allocated) last.
    """

    def __init__(self, request: Request) -> None:
        """Make room for the request's allocations, targets and nodes."""
        self.request = request
        program = request.program
        self.count = len(request.allocations) + 1
        targets, points = len(program.targets), request.points
        self.rows = {
            name: np.empty((self.count, targets, points))
            for name in ("level", "met", "gap", "first", "effect")
        }
        self.money_rows = {name: np.empty((self.count, points)) for name in ("cost", "spent", "benefit")}
        nodes, periods, outcomes = len(program.nodes), program.periods, len(program.values)
        late = len(program.late)
        self.sums = {
            "node": np.zeros((self.count, nodes, periods)),
            "units": np.zeros((self.count, outcomes, len(STAGES))),
            "money": np.zeros((self.count, outcomes, len(STAGES))),
            "later": np.zeros((self.count, late)),
        }
        self.kept = np.empty((self.count, len(request.keep), periods, points))
        self.estimates: dict[str, Array] = {}

    def take_targets(self, place: int, start: int, pieces: Mapping[str, Sequence[Array]]) -> None:
        """Take the values of all targets in one block."""
        for name, rows in pieces.items():
            for number, row in enumerate(rows):
                self.rows[name][place, number, start : start + len(row)] = row

    def take_levels(self, place: int, start: int, levels: Levels, mine: slice) -> None:
        """Add up the levels of every node, and keep the draws of the wanted ones."""
        count = mine.stop - mine.start
        for node, level in enumerate(levels.level):
            mean_row = self.sums["node"][place, node]
            if level.shape[1] == 1:
                mean_row[:] = level[:, 0] * self.request.points
            else:
                self._add(mean_row, level[:, mine])
        for number, node in enumerate(self.request.keep):
            level = levels.level[node]
            piece = level if level.shape[1] == 1 else level[:, mine]
            self.kept[place, number, :, start : start + count] = piece

    def take_sums(self, place: int, name: str, pieces: Sequence[Array]) -> None:
        """Add up values of which only the mean is wanted."""
        for number, piece in enumerate(pieces):
            if piece.ndim == 1:
                self._add(self.sums[name][place, number : number + 1], piece[None, :])
            else:
                self._add(self.sums[name][place, number], piece)

    def take_money(self, place: int, start: int, costs: Sequence[Array], benefits: Sequence[Array]) -> None:
        """Take cost, discounted cost and discounted benefit of every draw."""
        stop = start + len(costs[0])
        self.money_rows["cost"][place, start:stop] = costs[0]
        self.money_rows["spent"][place, start:stop] = costs[1]
        benefit = self.money_rows["benefit"][place, start:stop]
        benefit[:] = 0.0
        for row in benefits:
            benefit += row

    def _add(self, total: Array, piece: Array) -> None:
        """Add the sums of whole leaves one after the other: the same for any block size."""
        leaves = piece.reshape(len(piece), -1, self.request.leaf).sum(axis=-1)
        for leaf in leaves.T:
            total += leaf

    def finish(self) -> None:
        """Turn what was collected into estimates, and let go of what is not kept."""
        points = self.request.points
        rows = self.rows
        found = {
            "met": rows["met"].mean(axis=-1),
            "level": rows["level"].mean(axis=-1),
            "gap": rows["gap"].mean(axis=-1),
            "effect": rows["effect"].mean(axis=-1),
            "quantiles": _quantiles(rows["level"]),
            "first": self._first(rows["first"]),
            "cost": self.money_rows["cost"].mean(axis=-1),
            "spent": self.money_rows["spent"].mean(axis=-1),
            "benefit": self.money_rows["benefit"].mean(axis=-1),
            **{name: total / points for name, total in self.sums.items()},
        }
        net = self.money_rows["benefit"] - self.money_rows["spent"]
        found["net_quantiles"] = _quantiles(net)
        found["net_positive"] = (net > 0).mean(axis=-1)
        self.estimates = found | self._joint(rows["met"] > 0.5)
        if not self.request.keep_targets:
            self.rows, self.money_rows = {}, {}

    def _first(self, first: Array) -> Array:
        periods = self.request.program.periods
        return np.stack([(first == t).mean(axis=-1) for t in range(periods + 1)], axis=-1)

    def _joint(self, met: Booleans) -> dict[str, Array]:
        """Return what depends on several targets at once."""
        program = self.request.program
        joint: dict[str, Array] = {}
        groups = {"outcomes_met": "outcomes", "outputs_met": "outputs", "all_met": "targets"}
        hit = {name: self._all_of(met, members(program, group)) for name, group in groups.items()}
        for name, rows in hit.items():
            if rows is not None:
                joint[name] = rows.mean(axis=-1)
        if hit["outputs_met"] is not None and hit["outcomes_met"] is not None:
            joint["in_vain"] = (hit["outputs_met"] & ~hit["outcomes_met"]).mean(axis=-1)
        success = [successes(program, row) for row in met]
        if success and success[0] is not None:
            joint["success"] = np.array([np.mean(row) for row in success if row is not None])
        number = met.sum(axis=1)
        joint["number_met"] = np.stack(
            [(number == k).mean(axis=-1) for k in range(len(program.targets) + 1)], axis=-1
        )
        return joint

    @staticmethod
    def _all_of(met: Booleans, places: list[int]) -> Booleans | None:
        return np.logical_and.reduce(met[:, places], axis=1) if places else None


def _quantiles(values: Array) -> Array:
    """Return quantiles along the last axis as a new last axis."""
    return np.moveaxis(np.quantile(values, QUANTILES, axis=-1), 0, -1)
