"""Margins of the targets and their exact gradients with respect to the amounts, on frozen draws.

An optimiser asks the same sample again and again, so two answers differ by nothing but the amounts
(common random numbers)::

    sample = Sample.of(program, draws=2_048, seed=1)
    point = sample.at({"training": [100.0, 80.0]})
    point.margins                                  # (targets, draws)
    point.pull(margins=weights)["training"]        # (periods,)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.batch import Batch
from logicmodel.engine.draw import draw
from logicmodel.engine.program import Program
from logicmodel.engine.samplers.sampler import Sampler
from logicmodel.errors import Problem, RequestError, did_you_mean
from logicmodel.kinds import OneOf

Given: TypeAlias = Mapping[str, float | Sequence[float] | Array]
"""Amounts by input: one number for all periods or one for each."""
ELEMENTS = 65_536
"""Most numbers in one node's block of (periods, draws): enough that the work is in the arrays."""
ROOM = 2**26
"""Most levels that are kept between the two ways; beyond it they are computed once more."""


class Sample:
    """Draws of a program, made once and asked many times: ``at`` amounts it gives a point.

    It uses its memory again for every point, so it serves one caller at a time, and a point can no
    longer be asked for what it has not computed yet once the next one is there.
    """

    def __init__(self, program: Program, batches: Sequence[Batch]) -> None:
        """Hold blocks of draws; ``of`` makes them."""
        self.program, self.batches = program, tuple(batches)
        self.draws = sum(batch.draws for batch in batches)
        """Number of draws."""
        self.inputs = tuple(step.id for step in program.inputs)
        """Ids of the inputs: the keys of every gradient."""
        self.targets = tuple(step.id for step in program.targets)
        """Ids of the targets, in the order of the rows of every array that has one for each."""
        self.scales = self._scales()
        """How far a margin of 1 is in the unit of each target, as (targets,)."""
        self.latest: Point | None = None
        """The point that the memory belongs to."""
        nodes, shared = program.room, None
        self.keeps = nodes * program.periods * self.draws <= ROOM
        """Whether the levels of all blocks are there at once."""
        for batch in self.batches:
            if shared is None or self.keeps:
                shared = np.empty((nodes, program.periods, batch.draws))
            batch.memory = shared
            batch.block.share(self.batches[0].block)

    @classmethod
    def of(
        cls, program: Program, *, draws: int = 2_048, seed: int = 1, sampler: str | Sampler = "sobol",
        replicate: int = 0, keep: Sequence[str] = (), block: int | None = None,
    ) -> Sample:
        """Return a sample of a compiled plan.

        Only what leads to a target or to a priced outcome is evaluated; ``keep`` names further nodes.

        ``draws`` is rounded up to a power of two. The points depend on seed, replicate and number as
        those of ``simulate`` do, which uses the replicates 0 to 15. ``block`` is the number of draws
        that are evaluated together; by default they fit the processor's cache.

        Raises RequestError for impossible draws, an unknown sampler or an unknown node.
        """
        if not 2 <= draws <= 2**24:
            problem = Problem("draws", f"{draws} is not a usable number of draws", "choose from 2 to 16,777,216")
            raise RequestError(problem)
        try:
            part = OneOf(Sampler).read(sampler)
        except ValueError as error:
            raise RequestError(Problem("sampler", str(error))) from None
        assert isinstance(part, Sampler)
        needed = {step.node for step in program.targets}
        needed |= {step.node for step in program.values if step.value is not None}
        focus = focused(program, needed | {place_of(program, name) for name in keep})
        points = 1 << (draws - 1).bit_length()
        wanted = max(block or ELEMENTS // program.periods, 2)
        width = min(1 << wanted.bit_length() - 1, points)
        stream = part.stream(program.rows, seed=seed, replicate=replicate, points=points)
        with np.errstate(over="ignore", invalid="ignore"):
            batches = [
                Batch(focus, draw(focus, stream.block(start, width)), width)
                for start in range(0, points, width)
            ]
            return cls(focus, batches)

    def _scales(self) -> Array:
        """Return the mean distance to each target with nothing allocated: what a plan has to cover.

        Where that is 0 it is the size of what the target asks for, and where that is 0 too, 1.
        """
        margins = [batch.of_targets(lambda gauge: gauge.margin) for batch in self.batches]
        scales = np.abs(np.concatenate(margins, axis=1)).mean(axis=1)
        for place, step in enumerate(self.program.targets):
            size = max((abs(end) for end in (step.low, step.high) if np.isfinite(end)), default=0.0)
            if not np.isfinite(scales[place]) or scales[place] <= 1e-9 * size:
                scales[place] = size or 1.0
        return np.asarray(scales)

    def at(self, amounts: Given) -> Point:
        """Evaluate the plan under amounts by input; an input that is left out gets nothing.

        Raises RequestError for an id that is no input, ValueError for a wrong number of periods.
        """
        unknown = [name for name in amounts if name not in self.inputs]
        if unknown:
            raise RequestError(
                Problem("amounts", f"no input is called {name}", did_you_mean(name, self.inputs))
                for name in unknown
            )
        shape = (self.program.periods,)
        given = {name: np.broadcast_to(np.asarray(one, float), shape) for name, one in amounts.items()}
        with np.errstate(over="ignore", invalid="ignore"):
            for batch in self.batches:
                batch.evaluate(given)
        self.latest = Point(self, given)
        return self.latest


class Point:
    """A sample under one allocation. What it holds is computed when it is first asked for.

    Arrays with a row for each target follow ``Sample.targets``. Levels that grow beyond all numbers
    are not finite here either.
    """

    def __init__(self, sample: Sample, amounts: Mapping[str, Array]) -> None:
        """Remember what was evaluated; ``Sample.at`` makes points."""
        self.sample, self.amounts = sample, amounts

    @cached_property
    def margins(self) -> Array:
        """Signed distance to each target / scale, (targets, draws): not negative exactly where met.

        Under ``within`` it is that of the best period.
        """
        found = self._joined(lambda batch: batch.of_targets(lambda gauge: gauge.margin))
        return found / self.sample.scales[:, None]

    @cached_property
    def levels(self) -> Array:
        """Level that is held against each target, as measured, (targets, draws)."""
        return self._joined(lambda batch: batch.of_targets(lambda gauge: gauge.level))

    @cached_property
    def effects(self) -> Array:
        """True level in the due period less that with nothing allocated, (targets, draws)."""
        return self._joined(lambda batch: batch.of_targets(lambda gauge: gauge.effect(batch.levels)))

    @cached_property
    def benefit(self) -> Array:
        """Net benefit in money of today, (draws,)."""
        return self._joined(lambda batch: batch.benefit())

    @cached_property
    def cost(self) -> Array:
        """What the amounts cost, (draws,)."""
        return self._joined(lambda batch: batch.cost(self.amounts, discounted=False))

    @cached_property
    def spent(self) -> Array:
        """What the amounts cost in money of today, (draws,)."""
        return self._joined(lambda batch: batch.cost(self.amounts, discounted=True))

    def node(self, node_id: str) -> Array:
        """Return the level of a node as (periods, draws).

        Raises RequestError where the node is unknown, or not kept.
        """
        place = self._place(node_id)
        periods = self.sample.program.periods
        return self._joined(  # copied, as blocks may share their memory
            lambda batch: np.broadcast_to(batch.levels.level[place], (periods, batch.draws)).copy()
        )

    def pull(
        self, *, margins: Array | None = None, levels: Array | None = None, effects: Array | None = None,
        benefit: Array | None = None, cost: Array | None = None, spent: Array | None = None,
        nodes: Mapping[str, Array] | None = None,
    ) -> dict[str, Array]:
        """Return the gradient of an objective with respect to the amounts, (periods,) by input.

        Each option holds the derivatives of the objective with respect to the quantity of that name,
        in its shape or one that broadcasts to it; ``nodes`` those with respect to levels of nodes.
        The derivatives of all quantities add up, over draws too: for a mean give 1 / draws. What an
        input cannot move has exactly 0.

        Where a level lies on a bound or several contributions tie, the objective has no derivative;
        what is returned lies between the slopes on both sides, on a bound it is the one inside.
        """
        draws = self.sample.draws
        scales, shape = self.sample.scales[:, None], (len(self.sample.targets), draws)
        scaled = None if margins is None else margins / scales
        rows = _given({"margins": scaled, "levels": levels, "effects": effects}, shape)
        sums = _given({"benefit": benefit, "cost": cost, "spent": spent}, (draws,))
        paths = _given({} if nodes is None else nodes, (self.sample.program.periods, draws))
        found = {name: np.zeros(self.sample.program.periods) for name in self.sample.inputs}
        start = 0
        with np.errstate(over="ignore", invalid="ignore"):
            for batch in self._batches():
                here = slice(start, start + batch.draws)
                start = here.stop
                part = batch.pull(
                    {name: rows[name][:, here] for name in rows}, {name: sums[name][here] for name in sums},
                    {self._place(name): paths[name][:, here] for name in paths},
                )
                for name, gradient in part.items():
                    found[name] += gradient
        return found

    def _place(self, node_id: str) -> int:
        program = self.sample.program
        place = place_of(program, node_id)
        computed = {step.place for step in program.inputs} | {step.place for step in program.factors}
        if place not in computed | {step.place for step in program.steps}:
            raise RequestError(
                Problem("nodes", f"{node_id} leads to no target, so it was not computed", f"keep=[{node_id!r}] computes it")
            )
        return place

    def _joined(self, read: Callable[[Batch], Array]) -> Array:
        """Return something of all batches, the draws in order along the last axis."""
        return np.concatenate([read(batch) for batch in self._batches()], axis=-1)

    def _batches(self) -> Iterator[Batch]:
        """Yield the batches at this point, evaluated once more where they could not all be kept."""
        if self.sample.latest is not self:
            raise RequestError(
                "this point was followed by another", remedy="ask a point for everything before the next one"
            )
        for batch in self.sample.batches:
            if not self.sample.keeps:
                batch.evaluate(self.amounts)
            yield batch


def focused(program: Program, places: set[int]) -> Program:
    """Return the part of a program that leads to the given nodes; their levels stay the same."""
    groups, wanted = [], places
    for group in reversed(program.groups):
        if any(step.place in wanted for step in group):
            groups.append(group)
            wanted = wanted | {link.source for step in group for link in step.links}
    theories = tuple(
        dataclasses.replace(theory, program=focused(theory.program, places)) for theory in program.theories
    )
    return dataclasses.replace(program, groups=tuple(reversed(groups)), theories=theories)


def place_of(program: Program, node_id: str) -> int:
    """Return the place of a node; RequestError where there is none of this id."""
    if node_id not in program.nodes:
        raise RequestError(
            Problem("nodes", f"no node is called {node_id}", did_you_mean(node_id, program.nodes))
        )
    return program.nodes.index(node_id)


def _given(adjoints: Mapping[str, Array | None], shape: tuple[int, ...]) -> dict[str, Array]:
    """Return the adjoints that were given, in full shape."""
    return {
        name: np.broadcast_to(np.asarray(one, float), shape)
        for name, one in adjoints.items() if one is not None
    }
