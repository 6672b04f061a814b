"""A document as YAML text that people like to read: sections apart, short things on one line."""

from __future__ import annotations

import functools
import math
import re
import textwrap
from collections.abc import Mapping
from typing import Any

from logicmodel.files.scalars import resolved

WIDTH = 100
FIRST = ("logicmodel", "from", "to", "node", "indicator", "id", "title", "description", "horizon")
LAST = ("indicators",)
PERIOD_KEYS = ("first", "by", "within")
"""Keys under which a year may stand as a number."""
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
PLAIN = re.compile(r"[\w(+.</-][^\n\t\r\x85\u2028\u2029]*")
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]"
)
ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\t": "\\t",
        "\r": "\\r",
        **{chr(code): f"\\x{code:02x}" for code in range(32) if code not in {9, 10, 13}},
    }
)


class Grouped(int):
    """A whole number written with its digits in groups: ``68_000``."""

    def __str__(self) -> str:
        """Return the digits in groups of three."""
        return f"{int(self):_}"


def page(document: Mapping[str, Any]) -> str:
    """Write a whole document, with an empty line before every section that takes several lines."""
    parts: list[str] = []
    for key, value in ordered(document).items():
        lines = entry(key, value, 0)
        if len(lines) > 1 and isinstance(value, Mapping | list):
            lines.insert(0, "")
        parts += lines
    return "\n".join(parts) + "\n"


def ordered(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping with what people look for first at the front."""
    first = [key for key in FIRST if key in value]
    if not first and not any(key in value for key in LAST):
        return dict(value)
    last = [key for key in LAST if key in value]
    return {
        key: value[key] for key in [*first, *(k for k in value if k not in {*first, *last}), *last]
    }


def entry(key: str, value: Any, indent: int) -> list[str]:
    """Write ``key: value`` as lines indented by so many spaces."""
    head = " " * indent + scalar(str(key), flow=False) + ":"
    if isinstance(value, Mapping | list) and value:
        if indent or not _section(value):
            line = f"{head} {flow(value)}"
            if len(line) <= WIDTH or _bare(value):
                return [line]
        if isinstance(value, Mapping):
            return [head, *mapping(value, indent + 2)]
        return [head, *(line for one in value for line in item(one, indent + 2))]
    if isinstance(value, str):
        if key in PERIOD_KEYS and YEAR.fullmatch(value):
            return [f"{head} {value}"]
        block = _block(value, indent + 2)
        if block:
            return [f"{head} {block[0]}", *block[1:]]
    return [f"{head} {flow(value, inside=False)}"]


def mapping(value: Mapping[str, Any], indent: int) -> list[str]:
    """Write the entries of a mapping, one below the other."""
    return [line for key, inner in ordered(value).items() for line in entry(key, inner, indent)]


def item(value: Any, indent: int) -> list[str]:
    """Write one item of a list: on one line if it is short."""
    head = " " * indent + "- "
    line = head + flow(value, inside=not isinstance(value, str))
    if isinstance(value, Mapping) and value and len(line) > WIDTH:
        lines = mapping(value, indent + 2)
        return [head + lines[0].lstrip(" "), *lines[1:]]
    return [line]


def flow(value: Any, *, inside: bool = True) -> str:
    """Write a value on one line; ``inside`` says that it stands between brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(_pair(key, inner) for key, inner in ordered(value).items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value, flow=inside) if isinstance(value, str) else _simple(value)


def _simple(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else f"{'-' if value < 0 else ''}.inf"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else float.__repr__(value)
        )
    if isinstance(value, int):
        return str(value)
    message = f"{type(value).__name__} has no place in a plan file"
    raise TypeError(message)


def _pair(key: str, value: Any) -> str:
    year = key in PERIOD_KEYS and isinstance(value, str) and YEAR.fullmatch(value)
    return f"{scalar(str(key), flow=True)}: {value if year else flow(value)}"


@functools.lru_cache(maxsize=4096)
def scalar(text: str, *, flow: bool) -> str:
    """Write a text without quotes where that reads back as the same text, else in double quotes."""
    if _plain(text, flow=flow):
        return text
    quoted = text.translate(ESCAPES)
    return '"' + UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted) + '"'


def _plain(text: str, *, flow: bool) -> bool:
    return (
        PLAIN.fullmatch(text) is not None
        and isinstance(resolved(text), str)
        and not text.startswith(("- ", "---", "..."))
        and not text.endswith((":", " "))
        and text not in {"-", "<<", "="}
        and ": " not in text
        and " #" not in text
        and not (flow and any(mark in text for mark in ",[]{}?:"))
        and UNPRINTABLE.search(text) is None
        and max(text) < "\ue000"
        and _balanced(text)
    )


def _balanced(text: str) -> bool:
    """Say whether every round bracket is closed; one that is not could reach into the next text."""
    depth = 0
    for mark in re.findall("[()]", text):
        depth += 1 if mark == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def _bare(value: Any) -> bool:
    """Say whether a list holds only numbers and the like, which stay on one line."""
    return isinstance(value, list) and not any(
        isinstance(one, Mapping | list | str) for one in value
    )


def _section(value: Any) -> bool:
    inner = value.values() if isinstance(value, Mapping) else value
    return any(isinstance(one, Mapping) for one in inner)


def _block(text: str, indent: int) -> list[str]:
    """Write a text of several lines, or a long one, below its key; empty where quotes are needed."""
    if UNPRINTABLE.search(text) or re.search(r"[\x00-\x08\x0b-\x1f]|\A\s|[ \t]\Z", text):
        return []
    space = " " * indent
    body, end = (text[:-1], "") if text.endswith("\n") else (text, "-")
    if not body or body[-1] in "\n ":
        return []
    if "\n" in body:
        return ["|" + end, *(space + line if line else "" for line in body.split("\n"))]
    if len(text) + indent > WIDTH and "  " not in body and "\t" not in body:
        lines = textwrap.wrap(body, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return [">" + end, *(space + line for line in lines)]
    return []
