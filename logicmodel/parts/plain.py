"""Plain numbers, also where a file gives them as text such as ``5%`` or ``68_000``."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from logicmodel.text import Number, TextError, parse


def as_number(value: Any) -> Any:
    """Return the number that a text stands for; anything else as it is."""
    if isinstance(value, bool):
        raise PydanticCustomError("number", "expected a number, found true or false")
    if isinstance(value, list | tuple):
        return [as_number(item) for item in value]
    if isinstance(value, str):
        try:
            node = parse(value).node
        except TextError:
            return value
        return node.value if isinstance(node, Number) else value
    return value


PlainNumber: TypeAlias = Annotated[float, BeforeValidator(as_number)]
"""A number that is known for certain."""
