"""What every piece of a plan is: a frozen record that refuses unknown keys, and a few field types."""

from __future__ import annotations

import math
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field
from pydantic_core import PydanticCustomError

from logicmodel.text import Number, TextError, parse

ID_PATTERN = r"^[^\W\d]\w*(?:-\w+)*$"
LONGEST_TEXT = 20_000
ONE, EVERY = "#one", "#every"
"""Marks of the two forms in error locations; what starts with # is left out for people."""


class Element(BaseModel):
    """A frozen record; its field docstrings are the descriptions in schema, pages and hints."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        allow_inf_nan=False,
        validate_default=True,
        populate_by_name=True,
    )


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("number", "expected a number, found true or false")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("number", "expected a finite number, found {value}", {"value": str(value)})
    if not isinstance(value, str):
        return value
    try:
        node = parse(value).node
    except TextError as error:
        fields = {"text": value[:60], "why": str(error)}
        raise PydanticCustomError("text", "cannot read '{text}': {why}", fields) from None
    if not isinstance(node, Number):
        text = "expected one certain number, found '{text}'; a decision or a target is not uncertain"
        raise PydanticCustomError("number", text, {"text": value[:60]})
    return node.value


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Certain: TypeAlias = Annotated[float, BeforeValidator(_number, json_schema_input_type=float | str)]
"""A number that is decided, not uncertain; `5%` and `68_000` may be written as text."""
Label: TypeAlias = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | int | float), Field(max_length=LONGEST_TEXT)]
"""A text; a plain number is taken as written."""
Id: TypeAlias = Annotated[str, Field(pattern=ID_PATTERN, max_length=120)]
"""A word of letters, digits, `_` and `-` that starts with a letter."""


def one_or_every(value: Any) -> str:
    """Tell one number for all periods from a list with one number per period."""
    return EVERY if isinstance(value, list | tuple) else ONE


BY_FORM = Discriminator(one_or_every)
