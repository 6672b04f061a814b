"""Who plays: activities, inputs or links, and what is switched off where one of them does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

import numpy as np

from logicmodel.engine.arrays import Array
from logicmodel.engine.program import Program
from logicmodel.errors import RequestError, did_you_mean
from logicmodel.plan.link import Link

Kind: TypeAlias = Literal["activities", "inputs", "links"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclasses.dataclass(frozen=True)
class Player:
    """One of those among whom the effect is divided, and what stops where it is off."""

    name: str
    inputs: frozenset[str] = frozenset()
    """Inputs that get nothing."""
    links: frozenset[str] = frozenset()
    """Names of the links that carry nothing."""


def players_of(program: Program, kind: str, amounts: Mapping[str, Array]) -> list[Player]:
    """Return all players of one kind, in the order of the plan; some of them may have nothing to do.

    Links are those that can carry what an input brings: what acts from outside alone does not play.
    An activity that is off stays at its reference, as all links that lead to it are cut.

    Raises RequestError for another kind, and where the plan has no such players.
    """
    if kind not in KINDS:
        raise RequestError(f"nothing is divided among {kind}", remedy=did_you_mean(kind, KINDS))
    if kind == "inputs":
        found = [Player(step.id, inputs=frozenset({step.id})) for step in program.inputs]
    elif kind == "activities":
        found = [Player(name, links=_into(program, name)) for name in program.plan.activities]
    else:
        begun = {step.id for step in program.inputs}
        fed = {step.id for step in program.inputs if np.any(amounts.get(step.id, 0.0))}
        every, carrying = reached(program, begun), reached(program, fed)
        found = [
            # a link that gets nothing from the inputs may pass on what acts from outside: it stays on
            Player(link.name, links=frozenset({link.name} if link.source in carrying else ()))
            for link in _links(program) if link.source in every
        ]
    if not found:
        others = [other for other in KINDS if other != kind]
        raise RequestError(f"the plan has no {kind}", remedy=f"divide among {' or '.join(others)}")
    return found


def reached(program: Program, starts: set[str]) -> set[str]:
    """Return the nodes that links lead to from some nodes, these included."""
    found, before = set(starts), -1
    while len(found) > before:
        before = len(found)
        found |= {link.target for link in _links(program) if link.source in found}
    return found


def _links(program: Program) -> list[Link]:
    """Return the links of the plan, then those that only other theories of change have."""
    plans = [program.plan, *(theory.program.plan for theory in program.theories)]
    return list({link.name: link for plan in reversed(plans) for link in reversed(plan.links)}.values())[::-1]


def _into(program: Program, node: str) -> frozenset[str]:
    return frozenset(link.name for link in _links(program) if link.target == node)
