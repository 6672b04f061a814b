"""What every piece of a plan is: a frozen record that refuses unknown keys, and a few field types."""

from __future__ import annotations

import ast
import inspect
import itertools
import math
import re
import textwrap
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from logicmodel.text import Name, Number, TextError, parse

ID_PATTERN = r"^[^\W\d]\w*(?:-\w+)*$"
LONGEST_TEXT = 20_000
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LARGEST = 10**300
ONE, EVERY = "#one", "#every"
"""Marks of the two forms in error locations; what starts with # is left out for people."""


class Element(BaseModel):
    """A frozen record; its field docstrings are the descriptions in schema, pages and hints."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_default=True,
        populate_by_name=True,
    )

    @classmethod
    def descriptions(cls) -> dict[str, str]:
        """Return what the docstring under each field says, by field.

        They are read from the source when a schema or a page is wanted: reading them for every class
        at import would make each command wait.
        """
        found: dict[str, str] = {}
        for model in reversed(cls.__mro__):
            if issubclass(model, Element) and model is not Element:
                body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
                for field, text in itertools.pairwise(getattr(body, "body", [])):
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                        match text:
                            case ast.Expr(value=ast.Constant(value=str(words))):
                                found[field.target.id] = inspect.cleandoc(words)
        return {name: text for name, text in found.items() if name in cls.model_fields}

    @model_validator(mode="before")
    @classmethod
    def _given(cls, data: Any) -> Any:
        """Count a key with nothing behind it as left out, as people do who are still writing."""
        if data is None:
            return {}
        if isinstance(data, Mapping) and any(value is None for value in data.values()):
            known = {name for key, field in cls.model_fields.items() for name in (key, field.alias)}
            return {
                key: value for key, value in data.items() if value is not None or key not in known
            }
        return data


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("number", "expected a number, found true or false")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise PydanticCustomError("number", "the number is too large")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError(
            "number", "expected a finite number, found {value}", {"value": str(value)}
        )
    if not isinstance(value, str):
        return value
    try:
        node = parse(value).node
    except TextError as error:
        fields = {"text": value[:60], "why": str(error)}
        raise PydanticCustomError("text", "cannot read '{text}': {why}", fields) from None
    if isinstance(node, Name):
        text = "expected a number, found '{text}'"
        raise PydanticCustomError("number", text, {"text": value[:60]})
    if not isinstance(node, Number):
        text = (
            "expected one certain number, found '{text}'; this is decided or known, not uncertain"
        )
        raise PydanticCustomError("number", text, {"text": value[:60]})
    return node.value


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "expected a whole number")
    return _number(value) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if type(value) is str and value.isascii():
        return value  # most texts, and empty ones by default
    if isinstance(value, str) and (half := HALF_CHARACTER.search(value)):
        fields = {"code": f"U+{ord(half[0]):04X}"}
        raise PydanticCustomError("text", "holds half a character ({code}); delete it", fields)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Certain: TypeAlias = Annotated[float, BeforeValidator(_number, json_schema_input_type=float | str)]
"""A number that is decided, not uncertain; `5%` and `68_000` may be written as text."""


def _pair(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise PydanticCustomError("pair", "expected two numbers, written as [low, high]")
    return value


Whole: TypeAlias = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
"""A whole number."""
Pair: TypeAlias = Annotated[
    tuple[Certain, Certain], BeforeValidator(_pair, json_schema_input_type=tuple[float, float])
]
"""A low and a high number."""
Label: TypeAlias = Annotated[
    Annotated[str, Field(max_length=LONGEST_TEXT)],
    BeforeValidator(_text, json_schema_input_type=str | int | float),
]
"""A text; a plain number is taken as written."""
Id: TypeAlias = Annotated[str, Field(pattern=ID_PATTERN, max_length=120)]
"""A word of letters, digits, `_` and `-` that starts with a letter."""


def one_or_every(value: Any) -> str:
    """Tell one number for all periods from a list with one number per period."""
    return EVERY if isinstance(value, list | tuple) else ONE


BY_FORM = Discriminator(one_or_every)
