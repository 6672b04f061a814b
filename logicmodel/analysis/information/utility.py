"""What is to be had from an allocation in one draw: success, a target met, an effect, or money."""

from __future__ import annotations

import dataclasses

import numpy as np

from logicmodel.analysis.optimize.objectives.objective import target_place, wanted_direction
from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.errors import Problem, RequestError, did_you_mean

MONEY = "npv"
FORMS = "success, npv, the id of a target, effect:TARGET or level:TARGET"


@dataclasses.dataclass(frozen=True)
class Utility:
    """What is read from every draw, and added up with signs."""

    text: str
    """As it is asked for: ``success``, ``npv``, ``target:ID``, ``effect:ID`` or ``level:ID``."""
    readings: tuple[Reading, ...]
    signs: tuple[float, ...]
    unit: str = ""
    """Unit of what is read; the currency where it is money, nothing where it is a probability."""

    @property
    def probability(self) -> bool:
        """Say whether its mean is a probability."""
        return self.readings[0].probability

    @property
    def upside_down(self) -> bool:
        """Say whether it is a level of which less is better, so that people read it with the other sign."""
        return self.text.startswith("level:") and self.signs[0] < 0

    def of(self, read: Array) -> Array:
        """Return the utility from what was read, (allocations, readings, draws) to (allocations, draws)."""
        return np.asarray(np.einsum("arn,r->an", read, np.array(self.signs)))


def utility_of(program: Program, wanted: str) -> Utility:
    """Return the utility that is meant; larger is better, so an effect counts in the direction its target wants.

    Raises RequestError where the plan has nothing of the kind.
    """
    kind, _, name = wanted.strip().partition(":")
    if wanted == "success":
        return Utility("success", (reading_of(program, "success"),), (1.0,))
    if wanted == MONEY:
        return _money(program)
    if kind in {"effect", "level", "target"} and name:
        return _of_target(program, kind, name)
    ids = [step.id for step in program.targets]
    nodes = [program.nodes[step.node] for step in program.targets]
    if wanted in ids or wanted in nodes:
        return _of_target(program, "target", wanted)
    raise RequestError(Problem("utility", f"cannot read '{wanted}'", did_you_mean(wanted, ["success", MONEY, *ids]) or f"write {FORMS}"))


def _money(program: Program) -> Utility:
    """Return the discounted net benefit less what is spent."""
    if all(step.value is None for step in program.values):
        raise RequestError("no outcome has a value, so nothing can be told in money", remedy="add value: to an outcome")
    return Utility(MONEY, (Reading("benefit"), Reading("spent")), (1.0, -1.0), program.plan.currency)


def _of_target(program: Program, kind: str, name: str) -> Utility:
    place = target_place(program, name)
    step = program.targets[place]
    text = f"{kind}:{step.id}"
    if kind == "target":
        return Utility(text, (Reading("met", target=step.id),), (1.0,))
    if step.rule == "between" and kind == "level":
        raise RequestError(f"{step.id} asks for a level between two, so more of it is not better", remedy=f"ask for target:{step.id}")
    what = "effect" if kind == "effect" else "level"
    unit = program.plan.nodes[program.nodes[step.node]].unit
    return Utility(text, (reading_of(program, step.id, what),), (wanted_direction(program, place),), unit)  # type: ignore[arg-type]
