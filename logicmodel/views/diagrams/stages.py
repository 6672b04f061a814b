"""Which columns a plan needs, and in which of them each node stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import cast

from logicmodel.views.diagrams.plan_shape import PlanShape
from logicmodel.views.diagrams.scene import Column, Kind

PLANNED, INTENDED = "Planned work", "Intended results"
STAGES = {
    "input": Column("Inputs", "input", "if we have this", PLANNED),
    "activity": Column("Activities", "activity", "and do this with it", PLANNED),
    "output": Column("Outputs", "output", "then we deliver this", INTENDED),
    "outcome": Column("Outcomes", "outcome", "and this changes", INTENDED),
}
HORIZONS = {
    "": STAGES["outcome"],
    "immediate": Column("Immediate outcomes", "outcome", "this changes first", INTENDED),
    "intermediate": Column("Intermediate outcomes", "outcome", "then this", INTENDED),
    "ultimate": Column("Ultimate outcomes", "outcome", "finally this", INTENDED),
}


def of(plan: PlanShape) -> tuple[tuple[Column, ...], dict[str, int | None]]:
    """Return the columns that are in use, and the column of every node that gets a box.

    Factors have no column (None); assumptions get no box and do not appear. Outcomes are split by
    horizon where the whole plan uses more than one; those without a horizon then stand first among
    them.
    """
    whole = getattr(plan, "whole", plan)
    split = len({horizon(whole, name) for name in whole.nodes} - {None, ""}) > 1
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
    places = {
        name: None if column is None else used.index(column) for name, column in wanted.items()
    }
    return tuple(dated(plan, column, place, places) for place, column in enumerate(used)), places


def dated(plan: PlanShape, column: Column, place: int, places: Mapping[str, int | None]) -> Column:
    """Return a column of outcomes with the dates of its targets in the caption: ``by 2030``."""
    if column.kind != "outcome":
        return column
    mine = [target for target in plan.targets if places.get(target.node) == place]
    due = {
        str(getattr(target, "by", None) or getattr(target, "within", None) or "") for target in mine
    }
    order = [label for label in labels(plan) if label in due]
    if not order:
        return column
    span = order[0] if len(order) == 1 else f"{order[0]} to {order[-1]}"
    word = "by" if len(order) == 1 else "from"
    return dataclasses.replace(column, caption=f"{column.caption}, {word} {span}")


def labels(plan: PlanShape) -> list[str]:
    """Return the names of the periods in their order, nothing where the plan has none."""
    return [str(label) for label in getattr(getattr(plan, "periods", None), "labels", ())]


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
