"""One block of draws with all that is read from it, forwards and backwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.gauge import Gauge
from logicmodel.engine.measure import cost, discount
from logicmodel.engine.program import Program, ValueStep
from logicmodel.engine.split import adjoint_of


class Batch:
    """A block of draws, the targets and the priced outcomes, under one allocation after the other."""

    def __init__(self, program: Program, values: Mapping[str, Array], draws: int) -> None:
        """Work out all that does not depend on the amounts."""
        self.program, self.draws = program, draws
        self.block = adjoint_of(program, values, draws)
        self.memory: Array | None = None
        """Where the levels are written, as (nodes, periods, draws)."""
        self.levels = self.block.evaluate({})
        priced = [step for step in program.values if step.value is not None]
        watched = {step.node for step in program.targets} | {step.node for step in priced}
        shape = (program.periods, draws)
        self.nothing = {
            place: np.broadcast_to(self.levels.level[place], shape).copy() for place in sorted(watched)
        }
        self.gauges = [Gauge(step, self.block, self.levels, self.nothing) for step in program.targets]
        self.rates = {step.node: self._rate(step) for step in priced}
        self._read()

    def _rate(self, step: ValueStep) -> Array:
        """Return what one unit of effect in each period is worth today, net of what others do."""
        get = self.block.get
        kept = (1.0 - np.asarray(get(step.displacement))) * (1.0 - np.asarray(get(step.others)))
        worth = np.asarray(get(step.value or 0.0)) * discount(self.program, end=True)[:, None]
        return np.asarray(worth * kept)

    def evaluate(self, amounts: Mapping[str, Array]) -> None:
        """Compute the levels under these amounts and hold the targets against them."""
        self.levels = self.block.evaluate(amounts, self.memory)
        self._read()

    def _read(self) -> None:
        for gauge in self.gauges:
            gauge.read(self.levels)

    def of_targets(self, read: Callable[[Gauge], Array]) -> Array:
        """Return something of every target as (targets, draws)."""
        found = np.empty((len(self.gauges), self.draws))
        for row, gauge in zip(found, self.gauges, strict=True):
            row[:] = read(gauge)
        return found

    def benefit(self) -> Array:
        """Return the discounted net benefit per draw, as ``worth`` finds it."""
        total = np.zeros(self.draws)
        for node, rate in self.rates.items():
            total += ((self.levels.level[node] - self.nothing[node]) * rate).sum(axis=0)
        return total

    def cost(self, amounts: Mapping[str, Array], *, discounted: bool) -> Array:
        """Return the cost per draw."""
        found = cost(self.program, self.block, amounts, discounted=discounted)
        return np.broadcast_to(found, (self.draws,))

    def pull(
        self, rows: Mapping[str, Array], sums: Mapping[str, Array], nodes: Mapping[int, Array]
    ) -> dict[str, Array]:
        """Return the adjoints of the amounts, (periods,) by input, summed over draws.

        ``rows`` holds adjoints of margins, levels and effects as (targets, draws), ``sums`` those of
        benefit, cost and spent as (draws,), ``nodes`` those of levels of nodes as (periods, draws).
        """
        self.block.begin(self.levels)
        for name, adjoints in rows.items():
            for gauge, adjoint in zip(self.gauges, adjoints, strict=True):
                if adjoint.any():
                    gauge.pull(name, adjoint)
        for node, adjoint in nodes.items():
            self.block.give(node, slice(None), adjoint)
        if "benefit" in sums:
            for node, rate in self.rates.items():
                self.block.give(node, slice(None), rate * sums["benefit"])
        found = self.block.finish()
        for name in sums.keys() & {"cost", "spent"}:
            self._pull_cost(found, sums[name], discounted=name == "spent")
        return found

    def _pull_cost(self, found: dict[str, Array], adjoint: Array, *, discounted: bool) -> None:
        factor = discount(self.program, end=False) if discounted else np.ones(self.program.periods)
        for step in self.program.inputs:
            price = np.asarray(self.block.get(step.price))
            found[step.id] = found[step.id] + factor * (price * adjoint).sum(axis=-1)
