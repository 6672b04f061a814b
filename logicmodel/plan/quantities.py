"""Every number of a plan by the path at which it stands: these paths name the columns of a run."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from logicmodel.kinds import Part
from logicmodel.parts.combiners.combiner import Combiner
from logicmodel.parts.curves.curve import Curve
from logicmodel.parts.distributions.distribution import Distribution
from logicmodel.parts.quantity import Named, QuantityIn
from logicmodel.plan.element import Element

if TYPE_CHECKING:
    from logicmodel.plan.plan import Plan

NO_NUMBER = frozenset({str, int, float, bool, type(None)})
"""Types of fields that hold no quantity."""
BOXES = frozenset({tuple, dict})


def quantities(plan: Plan) -> dict[str, Distribution | Named]:
    """Return every quantity of the plan by its path, such as ``links.a->b.weight``."""
    found: dict[str, Distribution | Named] = {}
    for section in ("inputs", "factors", "assumptions", "activities", "outputs", "outcomes"):
        for node_id, node in getattr(plan, section).items():
            found.update(_of_element(f"{section}.{node_id}", node, plan.periods.labels))
    for link in plan.links:
        found.update(_of_element(f"links.{link.name}", link, plan.periods.labels))
    for name, number in plan.numbers.items():
        found[f"numbers.{name}"] = number
    return found


@functools.cache
def quantity_fields(model: type[BaseModel]) -> dict[str, QuantityIn]:
    """Return the keys of an element or part that hold one quantity, with the bounds set for it."""
    fields = {
        field.alias or name: next(_bounds([*field.metadata, field.annotation]), None)
        for name, field in model.model_fields.items()
    }
    return {name: bounds for name, bounds in fields.items() if bounds is not None}


def _bounds(pieces: Iterable[Any]) -> Iterator[QuantityIn]:
    """Find the bounds in a type that is a quantity, or a choice of which a quantity is one."""
    for piece in pieces:
        if isinstance(piece, QuantityIn):
            yield piece
        elif get_origin(piece) is not tuple:
            yield from _bounds([*getattr(piece, "__metadata__", ()), *get_args(piece)])


@functools.cache
def _bearing(model: type[Element]) -> tuple[str, ...]:
    """Return the fields that can hold a quantity; most hold texts, and asking each of them would take most of the time."""
    return tuple(name for name, field in model.model_fields.items() if not _plain(field.annotation))


def _plain(piece: Any) -> bool:
    """Say whether a type is made of texts, plain numbers and truth values alone."""
    origin, inner = get_origin(piece), get_args(piece)
    if origin is Annotated:
        return _plain(inner[0])
    return origin is Literal or piece in (*NO_NUMBER, ...) or (bool(inner) and all(map(_plain, inner)))


def _of_element(
    path: str, element: Element, labels: tuple[str, ...]
) -> Iterator[tuple[str, Distribution | Named]]:
    values = element.__dict__
    for name in _bearing(type(element)):
        value = values[name]
        if value is None or (type(value) in BOXES and not value):
            continue
        here = f"{path}.{name}"
        if isinstance(value, Distribution | Named):
            yield here, value
        elif isinstance(value, Curve | Combiner):
            for inner, parameter in value.parameters().items():
                yield f"{here}.{inner}", parameter
        elif isinstance(value, Element):
            yield from _of_element(here, value, labels)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, Element):
                    yield from _of_element(f"{here}.{key}", inner, labels)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            for label, inner in zip(labels, value, strict=False):
                if isinstance(inner, Distribution | Named):
                    yield f"{here}.{label}", inner
