"""Values of answers as plain data and plain text that every file can hold."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

LOST = "\N{REPLACEMENT CHARACTER}"


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: what is not finite is None, other things are their text.

    >>> plain({"a": (1, float("inf")), "b": "x"})
    {'a': [1, None], 'b': 'x'}
    """
    match value:
        case float():
            return value if math.isfinite(value) else None
        case str():
            return whole(value)
        case None | bool() | int():
            return value
        case Mapping():
            return {whole(str(key)): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
    return whole(str(value))


def whole(text: str) -> str:
    r"""Return text without halves of characters, which no file can hold.

    >>> whole("a\ud800") == "a\N{REPLACEMENT CHARACTER}"
    True
    """
    return "".join(LOST if "\ud800" <= mark <= "\udfff" else mark for mark in text)


def plain_text(value: Any) -> str:
    """Return a value as text: text as it is, lists and mappings as JSON.

    >>> plain_text([950, 1000]), plain_text("a")
    ('[950, 1000]', 'a')
    """
    found = plain(value)
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
