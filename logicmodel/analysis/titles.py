"""What people call the things of a plan: titles of allocations, nodes and targets by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from logicmodel import wording
from logicmodel.engine.counterfactual import NOTHING

if TYPE_CHECKING:
    from logicmodel.engine.results import Results

UNTOUCHED = "Nothing allocated"


def titles(results: Results) -> dict[str, Mapping[str, str]]:
    """Return titles by what they name and id: ``allocation``, ``node``, ``target``, ``rule``, ``unit``, ``plan``.

    ``rule`` says what each target asks for and by when, ``unit`` is that of
    each node, ``plan`` holds title and currency.
    """
    plan = results.plan
    targets = {target.name: target for target in plan.targets}
    return {
        "plan": {"title": plan.title, "currency": plan.currency},
        "allocation": {name: allocation_title(results, name) for name in (*results.plan.allocations, *results.allocations, NOTHING)},
        "node": {name: plan.title_of(name) for name in plan.nodes},
        "target": {name: _target(results, target) for name, target in targets.items()},
        "rule": {name: _rule(results, target) for name, target in targets.items()},
        "unit": {name: plan.nodes[name].unit for name in plan.nodes},
    }


def allocation_title(results: Results, name: str) -> str:
    """Return the title of an allocation, or its name where it has none."""
    form = results.plan.allocations.get(name)
    return (form.title if form is not None else "") or (UNTOUCHED if name == NOTHING else name)


def _target(results: Results, target: object) -> str:
    """Return the node's title, with the target's own behind it where that alone would not be understood."""
    node = results.plan.title_of(getattr(target, "node", "") or "")
    own = getattr(target, "title", "")
    return f"{node}: {own[:1].lower()}{own[1:]}" if own else node


def _rule(results: Results, target: object) -> str:
    from logicmodel.analysis.attainment import wanted  # noqa: PLC0415 - it needs answers itself

    name = getattr(target, "name", "")
    level = wanted(results, results.target(name)) if name in results.targets else None
    unit = results.plan.nodes[getattr(target, "node", "") or ""].unit
    return wording.wanted(target, unit, level)
