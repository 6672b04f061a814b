"""What is left of a plan when a format has taken all it can hold: the list of losses."""

from __future__ import annotations

import collections
import copy
from collections.abc import Iterator
from typing import Any, Final

from logicmodel.errors import Problem, listed
from logicmodel.plan.node import SECTIONS
from logicmodel.plan.plan import Plan

MAPS: Final = frozenset({*SECTIONS, "stakeholders", "numbers", "allocations", "futures", "variants", "indicators"})
"""Keys whose value is a mapping by id."""
WHOLE: Final = frozenset({"numbers", "allocations", "futures", "variants", "correlations", "success", "budget", "checks", "periods"})
"""Keys that are told as one, not field by field."""
NAMED: Final = 3


class Remainder:
    """A copy of a plan's document from which a writer takes what it writes."""

    def __init__(self, plan: Plan) -> None:
        """Start with the whole plan."""
        self.document = copy.deepcopy(plan.to_document())
        self.document.pop("logicmodel")

    def take(self, *path: str | int) -> Any:
        """Take out what stands at a path and return it; None where nothing stands there."""
        here: Any = self.document
        for key in path[:-1]:
            here = here.get(key, {}) if isinstance(here, dict) else here[key]
        return here.pop(path[-1], None) if isinstance(here, dict) else None

    def problems(self, title: str) -> list[Problem]:
        """Return one sentence for each sort of thing that is left, with how many there are of it."""
        found: dict[str, list[str]] = collections.defaultdict(list)
        for where, name in self._left():
            found[where].append(name)
        return [Problem(where, _told(names, title)) for where, names in found.items()]

    def _left(self) -> Iterator[tuple[str, str]]:
        for key, value in self.document.items():
            if key in WHOLE:
                entries = list(value) if isinstance(value, dict) and key in MAPS else [str(n) for n in range(len(value))] if isinstance(value, list) else [""]
                yield from ((key, str(name)) for name in entries)
            elif key in MAPS:
                for name, node in value.items():
                    yield from _fields(key, name, node)
            elif isinstance(value, list):
                for number, entry in enumerate(value):
                    yield from _fields(key, _name(entry, number), entry)
            else:
                yield key, ""


def _fields(where: str, name: str, entry: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, dict):
        yield where, name
        return
    for key, value in entry.items():
        if key == "indicators":
            for inner, indicator in value.items():
                yield from _fields(f"{where}.indicators", inner, indicator)
        elif not (where in {"links", "targets"} and key.startswith("_")):
            yield f"{where}.{key}", name


def _name(entry: Any, number: int) -> str:
    """Return a name for an entry of a list: where a writer has taken its name, only its number is left."""
    return str(entry.get("_name", number + 1)) if isinstance(entry, dict) else str(number + 1)


def _told(names: list[str], title: str) -> str:
    """Say how many there are, and name the first of them."""
    named = [name for name in names if name]
    if not named:
        return f"has no place in {title}"
    verb = "has" if len(named) == 1 else "have"
    return f"{len(named)} of these {verb} no place in {title} ({listed(named, most=NAMED)})"
