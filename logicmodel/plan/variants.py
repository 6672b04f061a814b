"""Variants: other theories of change, each with its weight, told as changes to the plan as written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.parts.quantity import Quantity
from logicmodel.plan.element import Certain, Element, Id, Label
from logicmodel.plan.link import Link
from logicmodel.plan.node import Activity, Assumption, Factor, Outcome, Output

AS_PLANNED = "as_planned"
"""The theory that the plan as written stands for."""


class Addition(Element):
    """What another theory of change has, and the plan as written has not."""

    links: tuple[Link, ...] = ()
    """Further links."""
    activities: dict[Id, Activity] = Field(default_factory=dict)
    """Further activities."""
    outputs: dict[Id, Output] = Field(default_factory=dict)
    """Further outputs."""
    outcomes: dict[Id, Outcome] = Field(default_factory=dict)
    """Further outcomes on the way; they have no value of their own."""
    factors: dict[Id, Factor] = Field(default_factory=dict)
    """Further external factors."""
    assumptions: dict[Id, Assumption] = Field(default_factory=dict)
    """Further assumptions."""
    numbers: dict[Id, Quantity] = Field(default_factory=dict)
    """Further uncertain numbers with a name."""

    @model_validator(mode="before")
    @classmethod
    def _no_inputs(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "inputs" in data:
            text = "a theory cannot add inputs, since what is put in is decided; add them to the plan itself, and only the links here"
            raise PydanticCustomError("variant", text)
        return data

    @model_validator(mode="after")
    def _unpriced(self) -> Self:
        priced = [
            node_id
            for node_id, node in self.outcomes.items()
            if node.model_fields_set & {"value", "displacement", "attributed_to_others"}
        ]
        if priced:
            text = "{id} is valued in one theory only; add it to the plan itself and leave it without links there"
            raise PydanticCustomError("variant", text, {"id": priced[0]})
        return self


class Variant(Element):
    """Another theory of change: how the world may work instead, and how likely that is."""

    title: Label = ""
    """What the theory says, in a few words; the id is used where it is empty."""
    description: Label = ""
    """Why somebody believes it."""
    weight: Annotated[Certain, Field(gt=0, lt=1)] | None = None
    """How likely it is that this theory holds; what the variants leave over is the plan as written's."""
    changes: dict[str, Any] = Field(default_factory=dict)
    """Values that replace others, by path."""
    remove: tuple[str, ...] = ()
    """Links that the theory does not have, by name: `a->b`."""
    add: Addition = Addition()
    """Links that only this theory has, and what they need."""
