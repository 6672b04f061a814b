"""How a level moves by itself: a change per period, or a growth rate."""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from logicmodel.parts.quantity import Quantity, quantity_data
from logicmodel.plan.element import Element
from logicmodel.plan.percent import percent_quantity


class TrendForm(Element):
    """A change per period in the node's unit, or a growth rate per period: exactly one of them."""

    change: Quantity | None = None
    """Change per period, in the node's unit."""
    growth: Quantity | None = None
    """Growth per period as a share of the level: `0.02`, `1% to 3%`."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.change is None) == (self.growth is None):
            raise PydanticCustomError("trend", "a trend needs either change or growth")
        return self


def _read(value: Any) -> Any:
    if isinstance(value, str):
        body, per, tail = value.partition(" per ")
        if per and tail.strip() != "period":
            text = "a trend is stated per period, found 'per {tail}'; write '{body} per period'"
            raise PydanticCustomError("trend", text, {"tail": tail.strip(), "body": body})
        if "%" not in value:
            return {"change": body}
        if not per:
            text = "is '{value}' a growth rate? write '{value} per period'"
            raise PydanticCustomError("trend", text, {"value": value})
        return {"growth": body}
    if isinstance(value, TrendForm) or (
        isinstance(value, dict) and not {"kind", "experts"} & set(value)
    ):
        return value
    return {"change": value}


def _write(trend: TrendForm) -> Any:
    if trend.change is not None:
        return quantity_data(trend.change)
    if trend.growth is None:
        return None
    text = percent_quantity(trend.growth)
    return f"{text} per period" if text else {"growth": quantity_data(trend.growth)}


Trend: TypeAlias = Annotated[
    TrendForm,
    BeforeValidator(_read, json_schema_input_type=Quantity | TrendForm),
    PlainSerializer(_write),
]
"""`0.5` is a change per period; `2% per period` and `1% to 3% per period` are growth rates."""
