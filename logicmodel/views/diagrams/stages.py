"""Which columns a plan needs, and in which of them each node stands."""

from __future__ import annotations

from typing import cast

from logicmodel.views.diagrams.plan_shape import PlanShape
from logicmodel.views.diagrams.scene import Column, Kind

PLANNED, INTENDED = "Planned work", "Intended results"
STAGES = {
    "input": Column("Inputs", "input", "what we use", PLANNED),
    "activity": Column("Activities", "activity", "what we do", PLANNED),
    "output": Column("Outputs", "output", "what we deliver", INTENDED),
    "outcome": Column("Outcomes", "outcome", "what changes", INTENDED),
}
HORIZONS = {
    "": STAGES["outcome"],
    "immediate": Column("Immediate outcomes", "outcome", "what changes first", INTENDED),
    "intermediate": Column("Intermediate outcomes", "outcome", "what changes next", INTENDED),
    "ultimate": Column("Ultimate outcomes", "outcome", "what changes in the end", INTENDED),
}


def of(plan: PlanShape) -> tuple[tuple[Column, ...], dict[str, int | None]]:
    """Return the columns that are in use, and the column of every node that gets a box.

    Factors have no column (None); assumptions get no box and do not appear. Outcomes are split by
    horizon where more than one is used; those without a horizon then stand first among them.
    """
    split = len({horizon(plan, name) for name in plan.nodes} - {None, ""}) > 1
    wanted: dict[str, Column | None] = {}
    for name in plan.nodes:
        kind = plan.kind_of(name)
        if kind == "outcome" and split:
            wanted[name] = HORIZONS[horizon(plan, name) or ""]
        elif kind in STAGES:
            wanted[name] = STAGES[kind]
        elif kind == "factor":
            wanted[name] = None
    order = [STAGES[kind] for kind in ("input", "activity", "output")] + list(HORIZONS.values())
    used = tuple(column for column in order if column in wanted.values())
    return used, {
        name: None if column is None else used.index(column) for name, column in wanted.items()
    }


def horizon(plan: PlanShape, name: str) -> str | None:
    """Return the horizon of an outcome ("" where it has none), and None for any other node."""
    if plan.kind_of(name) != "outcome":
        return None
    value = getattr(plan.nodes[name], "horizon", None)
    word = str(getattr(value, "value", value) or "")
    return word if word in HORIZONS else ""


def box_kind(kind: str) -> Kind:
    """Return the kind of box for a kind of node."""
    return cast("Kind", kind)
