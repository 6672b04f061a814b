"""The cases to tell apart: the draws of a run, which of them miss the target, and what was drawn in each."""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

import numpy as np

from logicmodel.analysis.discovery.driver import Driver, driver_of, told_apart
from logicmodel.analysis.numbers import VARIANTS
from logicmodel.engine.arrays import Array, Booleans
from logicmodel.engine.gradient import focused
from logicmodel.engine.measure import members
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.engine.results import Results
from logicmodel.engine.trial import Arm, Trial, drawn, matrix
from logicmodel.errors import RequestError, did_you_mean

SUCCESS = "success"
When: TypeAlias = Literal["missed", "met"]
Drivers: TypeAlias = Literal["numbers", "outputs", "both"]
Chance: TypeAlias = Literal["with", "without"]


@dataclasses.dataclass(frozen=True, eq=False)
class Cases:
    """Draws as cases; those of one replicate stand together."""

    drivers: tuple[Driver, ...]
    x: Array
    """(drivers, draws)."""
    hit: Booleans
    """(draws,): whether it is one of the cases that are looked for."""
    replicates: int

    def by_replicate(self, values: Booleans) -> Booleans:
        """Return something of every draw as (replicates, draws of each)."""
        return values.reshape(self.replicates, -1)


def target_of(results: Results, target: str | None) -> str:
    """Return the id of a target, or ``success``, which is the default where the plan knows it."""
    if not results.targets:
        raise RequestError("the plan has no target that could be missed", remedy="add targets: to the plan")
    if target is None:
        target = SUCCESS if SUCCESS in results.estimates else results.targets[0]
    if target == SUCCESS:
        if SUCCESS not in results.estimates:
            raise RequestError("no target of the plan counts for success", remedy="name a target")
        return target
    try:
        return results.targets[results.target(target)]
    except RequestError:
        known = [SUCCESS, *results.targets]
        raise RequestError(f"there is no target {target} in these results", remedy=did_you_mean(target, known)) from None


def allocation_of(results: Results, allocation: str | None, target: str) -> str:
    """Return the name of an allocation: the one most likely to meet the target by default."""
    if allocation is not None:
        results.allocation(allocation)
        return allocation
    if not results.allocations:
        return "nothing"
    found = results.estimates[SUCCESS] if target == SUCCESS else results.estimates["met"][..., results.target(target)]
    return results.allocations[int(found[:, : len(results.allocations)].mean(axis=0).argmax())]


def cases_of(
    results: Results, target: str, allocation: str, *, when: When, drivers: Drivers, by: str | None, chance: Chance = "with"
) -> Cases:
    """Return the draws of a run as cases; numbers that are the same in all of them are left out."""
    program = results.program
    names: list[str] = []
    nodes: list[Reading] = []
    if drivers != "outputs":
        names += program.rows
    if drivers != "numbers":
        nodes = _levels(program, target, by)
    if not names and not nodes:
        raise RequestError(
            "nothing in the plan is uncertain, so all futures are the same" if drivers != "outputs" else "no activity, output or outcome stands before the target",
            remedy="give ranges instead of single numbers" if drivers != "outputs" else "look at the uncertain numbers instead (drivers: numbers)",
        )
    values = drawn(results)
    rows = matrix(program, values)[1] if drivers != "outputs" else np.empty((0, results.count))
    wanted = [_met(program, target), *nodes]
    kept = "met" in results.draws and not nodes and target != SUCCESS
    if kept:
        read = np.asarray(results.draws["met"][results.allocation(allocation), results.target(target)], float)[None]
    else:
        amounts = {name: np.array(amount) for name, amount in results.amounts.get(allocation, {}).items()}
        read = Trial(program, wanted).read(values, [Arm(amounts)], draws=results.count)[0]
    names += [f"{one.node}@{program.plan.periods.labels[one.period]}" for one in nodes]
    names, x = _theories(program, names, np.concatenate([rows, read[1:]]))
    found = [driver_of(program.plan, name, row) for name, row in zip(names, x, strict=True)]
    keep = [place for place, driver in enumerate(found) if driver is not None and (chance == "with" or driver.role != "chance")]
    met = read[0] > 0.5
    known = told_apart([driver for place in keep if (driver := found[place]) is not None])
    return Cases(known, x[keep], ~met if when == "missed" else met, results.replicates)


def _met(program: Program, target: str) -> Reading:
    return reading_of(program, target, "success" if target == SUCCESS else "met")


def _levels(program: Program, target: str, by: str | None) -> list[Reading]:
    """Return the levels of all that leads to the target, in the period it is due or in one before."""
    steps = [step for step in program.targets if step.id == target]
    if target == SUCCESS:
        steps = [program.targets[place] for place in members(program, program.plan.success.of)]
    labels, last = program.plan.periods.labels, max(step.due for step in steps)
    if by is not None and by not in labels[: last + 1]:
        raise RequestError(f"there is no period {by} up to {labels[last]}, where the target is due", remedy=did_you_mean(by, labels[: last + 1]))
    places = {step.node for step in steps}
    period = last if by is None else labels.index(by)
    found = [step for group in focused(program, set(places)).groups for step in group]
    return [Reading("node", node=step.id, period=period) for step in found if step.place not in places]


def _theories(program: Program, names: list[str], x: Array) -> tuple[list[str], Array]:
    """Return numbers in which each theory of change is one of its own: it holds or not."""
    if VARIANTS not in names:
        return names, x
    place = names.index(VARIANTS)
    held = x[place]
    each = {f"{VARIANTS}={program.theories[int(value)].name}": held == value for value in np.unique(held)}
    rest = [name for name in names if name != VARIANTS]
    return [*rest, *each], np.concatenate([np.delete(x, place, axis=0), np.array(list(each.values()), float)])
