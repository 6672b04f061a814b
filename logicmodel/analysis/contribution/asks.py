"""What the contribution is to: the effect on targets, the chance of meeting them, success, or a node."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from logicmodel.engine.measure import members
from logicmodel.engine.program import Program
from logicmodel.engine.reading import Reading, reading_of
from logicmodel.errors import RequestError

OF = {"effect": "effect", "change": "effect", "met": "met", "success": "success"}
"""What each reading is called in the column ``of``."""


@dataclasses.dataclass(frozen=True)
class Ask:
    """One thing that is divided: a target, a node or success, with what is read from it."""

    name: str
    """As it stands in the column ``target``."""
    node: str | None
    """The node whose unit the effect has."""
    readings: tuple[Reading, ...]


def asks_of(program: Program, target: str | Sequence[str] | None) -> list[Ask]:
    """Return what is asked for: by default the effect on every target of an outcome, and success.

    Raises RequestError for an unknown name, and where the plan has nothing to ask for.
    """
    if target is not None:
        names = [target] if isinstance(target, str) else list(target)
        found = [_named(program, name) for name in dict.fromkeys(names)]
        if found:
            return found
    outcomes = [step for step in program.targets if step.kind == "outcome"]
    first = {(step.node, step.due): step for step in reversed(outcomes)}  # two targets on one level have one effect
    found = [
        Ask(step.id, program.nodes[step.node], (Reading("effect", target=step.id),))
        for step in outcomes if first[step.node, step.due] is step
    ]
    if members(program, program.plan.success.of):
        found.append(Ask("success", None, (Reading("success"),)))
    if not found:
        found = [_named(program, step.id) for step in program.targets]
    if not found:
        raise RequestError("the plan has no target to contribute to", remedy="name a node, such as target='node@period', or add targets:")
    return found


def _named(program: Program, name: str) -> Ask:
    if name == "success":
        reading = reading_of(program, name)
        if not members(program, program.plan.success.of):
            raise RequestError("no target counts for success, so nothing contributes to it", remedy="name a target")
        return Ask(name, None, (reading,))
    reading = reading_of(program, name, "effect")
    if reading.target is None:
        label = program.plan.periods.labels[reading.period]
        return Ask(f"{reading.node}@{label}", reading.node, (reading,))
    step = next(step for step in program.targets if step.id == reading.target)
    return Ask(step.id, program.nodes[step.node], (reading, Reading("met", target=step.id)))
