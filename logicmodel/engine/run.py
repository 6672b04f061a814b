"""One job: some replicates, evaluated block by block and reduced as it goes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.draw import draw
from logicmodel.engine.evaluate import Block, Levels
from logicmodel.engine.measure import cost, effect, measure, worth
from logicmodel.engine.program import Contribution
from logicmodel.engine.replicate import Replicate
from logicmodel.engine.request import Request
from logicmodel.engine.split import block_of


def run(request: Request, replicates: range) -> list[Replicate]:
    """Evaluate some replicates and return what is left of each.

    Blocks either lie inside one replicate or hold several whole ones.
    """
    program = request.program
    streams = [
        request.sampler.stream(program.rows, seed=request.seed, replicate=number, points=request.points)
        for number in replicates
    ]
    stores = [Replicate(request) for _ in replicates]
    each = min(request.width, request.points)
    draws = each * len(streams)
    memory = np.empty((program.room, program.periods, draws))
    with np.errstate(over="ignore", invalid="ignore"):  # levels beyond all numbers are refused at the end
        for start in range(0, request.points, each):
            u = np.concatenate([stream.block(start, each) for stream in streams], axis=1)
            block = block_of(program, draw(program, u), draws)
            _evaluate(request, block, memory, stores, start)
        for store in stores:
            store.finish()
    return stores


def _evaluate(request: Request, block: Block, memory: Array, stores: list[Replicate], start: int) -> None:
    """Evaluate one block under every allocation and hand the pieces to their replicates."""
    watched = {step.node for step in request.program.targets} | {step.node for step in request.program.values}
    levels = block.evaluate({}, memory)
    shape = (request.program.periods, block.draws)
    nothing = {
        place: np.broadcast_to(levels.level[place], shape).copy() for place in sorted(watched)
    }
    count = len(request.allocations)
    _record(request, block, levels, nothing, stores, (count, start, {}))
    for place, amounts in enumerate(request.amounts):
        levels = block.evaluate(amounts, memory)
        _record(request, block, levels, nothing, stores, (place, start, amounts))


def _record(
    request: Request,
    block: Block,
    levels: Levels,
    nothing: Mapping[int, Array],
    stores: list[Replicate],
    where: tuple[int, int, Mapping[str, Array]],
) -> None:
    """Write one allocation's results of one block into the replicates it belongs to."""
    program = request.program
    place, start, amounts = where
    pieces: dict[str, list[Array]] = {"level": [], "met": [], "gap": [], "first": [], "effect": []}
    for step in program.targets:
        found = measure(step, block, levels, nothing)
        pieces["level"].append(found.level)
        pieces["met"].append(found.met.astype(float))
        pieces["gap"].append(found.gap)
        pieces["first"].append(found.first)
        pieces["effect"].append(effect(step, levels, nothing))
    worths = [worth(step, block, levels, nothing) for step in program.values]
    later = [block.later(link, levels) for link in late_links(request)]
    costs = [cost(program, block, amounts, discounted=flag) for flag in (False, True)]
    each = block.draws // len(stores)
    for number, store in enumerate(stores):
        mine = slice(number * each, (number + 1) * each)
        store.take_targets(place, start, {name: [row[mine] for row in rows] for name, rows in pieces.items()})
        store.take_levels(place, start, levels, mine)
        store.take_sums(place, "units", [item.units[:, mine] for item in worths])
        store.take_sums(place, "money", [item.money[:, mine] for item in worths])
        store.take_sums(place, "later", [row[mine] for row in later])
        store.take_money(
            place, start, [np.broadcast_to(row, (block.draws,))[mine] for row in costs],
            [item.money[-1, mine] for item in worths],
        )


def late_links(request: Request) -> tuple[Contribution, ...]:
    """Return the links through which something may arrive after the last period."""
    return request.program.late
