"""What is left of a plan when a format has taken all it can hold: the list of losses."""

from __future__ import annotations

import collections
import copy
from collections.abc import Iterator
from typing import Any, Final

from logicmodel.errors import Problem
from logicmodel.files.losses import left
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

WHOLE: Final = frozenset({"numbers", "allocations", "futures", "variants"})
"""Mappings by id whose entries are told as one, not field by field."""
MAPS: Final = frozenset({*SECTIONS, *WHOLE, "stakeholders", "links", "targets"})
"""Keys whose value is a mapping by id or name."""


class Remainder:
    """A copy of a plan's document from which a writer takes what it writes; links and targets by name."""

    def __init__(self, plan: Plan) -> None:
        """Start with the whole plan."""
        self.document = copy.deepcopy(plan.to_document())
        self.document.pop("logicmodel")
        self.touched: set[tuple[str, ...]] = set()
        for key in ("links", "targets"):
            entries: list[dict[str, Any]] = self.document.get(key, [])
            self.document[key] = {one.name: entry for one, entry in zip(getattr(plan, key), entries, strict=True)}

    def take(self, *path: str) -> Any:
        """Take out what stands at a path and return it; None where nothing stands there."""
        self.touched.add(path[:2])
        here: Any = self.document
        for key in path[:-1]:
            here = here.get(key, {})
        return here.pop(path[-1], None)

    def problems(self, title: str) -> list[Problem]:
        """Return one sentence for each sort of thing that is left, with how many there are of it."""
        found: dict[str, list[str]] = collections.defaultdict(list)
        for where, name in self._left():
            found[where].append(name)
        return [Problem(where, left(names, title)) for where, names in found.items()]

    def _left(self) -> Iterator[tuple[str, str]]:
        for key, value in self.document.items():
            if key in MAPS and key not in WHOLE:
                for name, entry in value.items():
                    yield from _fields(key, name, entry) if (key, name) in self.touched else [(key, name)]
            elif key in MAPS:
                yield from ((key, name) for name in value)
            elif isinstance(value, list):
                yield from ((key, _name(one, number)) for number, one in enumerate(value, 1))
            else:
                yield key, ""


def _fields(where: str, name: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        if key == "indicators":
            for inner, indicator in value.items():
                yield from _fields(f"{where}.indicators", inner, indicator)
        else:
            yield f"{where}.{key}", name


def _name(entry: Any, number: int) -> str:
    """Return what an entry of a list is about; its place where it does not say.

    >>> _name({"between": ["a.b", "c.d"], "rank": 1}, 1), _name({"scheme": "SDG", "code": "4.1"}, 1), _name("x", 2)
    ('a.b with c.d', 'SDG 4.1', '2')
    """
    if isinstance(entry, dict) and "between" in entry:
        return " with ".join(map(str, entry["between"]))
    if isinstance(entry, dict) and "code" in entry:
        return f"{entry.get('scheme', '')} {entry['code']}".strip()
    return str(number)
