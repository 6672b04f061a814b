"""What is read from every draw: a level, whether a target is met, success, an effect, money."""

from __future__ import annotations

import dataclasses
from typing import Literal, TypeAlias

from logicmodel.engine.program import Program
from logicmodel.errors import RequestError, did_you_mean

What: TypeAlias = Literal["level", "met", "margin", "effect", "success", "number_met", "benefit", "cost", "spent", "node", "change"]
"""
``level``: what is held against a target, as measured; ``met``: 1 where the target is met, else 0; ``margin``: signed
distance to it in its unit, not negative where it is met; ``effect``: true level in the due period less that with
nothing allocated; ``success``: 1 where the plan as a whole succeeds; ``number_met``: how many targets are met;
``benefit``: discounted net benefit of priced outcomes; ``cost`` and ``spent``: what the amounts cost, as stated and in
money of today; ``node``: true level of a node in one period; ``change``: that less the level with nothing allocated.
"""
OF_TARGETS = frozenset({"level", "met", "margin", "effect"})
OF_NODES = frozenset({"node", "change"})
YES_OR_NO = frozenset({"met", "success"})


@dataclasses.dataclass(frozen=True)
class Reading:
    """One number per draw."""

    what: What
    target: str | None = None
    """Id of the target, for what is read from one."""
    node: str | None = None
    """Id of the node, for what is read from one."""
    period: int = -1
    """Place of the period; -1 is the last one."""

    @property
    def probability(self) -> bool:
        """Say whether its mean is a probability."""
        return self.what in YES_OR_NO

    def __str__(self) -> str:
        """Name it in a word or two: ``met homeless_people@2030``."""
        return f"{self.what} {self.target or self.node or ''}".strip()


def reading_of(program: Program, name: str, what: What | None = None) -> Reading:
    """Return what a name asks for.

    ``success`` is the success of the plan, a target's id (or its node's, where it has one target) the
    level at that target, ``node@period`` the level of any node then, a node alone its level in the
    last period. ``what`` asks for something else of the same target or node, such as ``met``.

    Raises RequestError where nothing is called so, or where that cannot be read from it.
    """
    if name == "success":
        if what not in {None, "success", "met"}:
            raise RequestError(f"of success only whether it is reached can be read, not its {what}", remedy="name a target")
        if not program.targets:
            raise RequestError("the plan has no target, so there is no success", remedy="add targets: to the plan")
        return Reading("success")
    target = _target(program, name)
    if target is not None:
        if what in OF_NODES:
            step = next(step for step in program.targets if step.id == target)
            return Reading(what, node=program.nodes[step.node], period=step.due)
        return Reading(what or "level", target=target)
    return _of_node(program, name, what)


def _target(program: Program, name: str) -> str | None:
    """Return the id of the target of that id, or of the only target on that node."""
    if any(step.id == name for step in program.targets):
        return name
    on_node = [step.id for step in program.targets if program.nodes[step.node] == name]
    return on_node[0] if len(on_node) == 1 else None


def _of_node(program: Program, name: str, what: What | None) -> Reading:
    node, _, label = name.rpartition("@") if "@" in name else (name, "", "")
    labels = program.plan.periods.labels
    if node not in program.nodes or (label and label not in labels):
        known = ["success", *(step.id for step in program.targets), *program.nodes]
        if node in program.nodes:
            known = [f"{node}@{each}" for each in labels]
        raise RequestError(f"there is no target or node {name}", remedy=did_you_mean(name, known))
    if what in OF_TARGETS | {"success"} and what not in {"level", "effect"}:
        raise RequestError(f"{name} has no target, so its {what} cannot be read", remedy="name a target, or read its level")
    change = what in {"change", "effect"}
    return Reading("change" if change else "node", node=node, period=labels.index(label) if label else len(labels) - 1)
