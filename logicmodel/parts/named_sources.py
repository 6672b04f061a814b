"""Rules that name the nodes they apply to, held against the nodes that are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from logicmodel.errors import did_you_mean


def about_sources(field: str, named: Iterable[str], sources: Sequence[str]) -> list[str]:
    """Say which names of a rule do not contribute, and which contributing nodes it leaves out.

    >>> about_sources("shares", ["a", "c"], ["a"])
    ['c in shares does not contribute here; known: a']
    """
    names = list(named)
    unknown = [
        f"{name} in {field} does not contribute here; {did_you_mean(name, sources)}"
        for name in names
        if name not in sources
    ]
    left_out = [
        f"{source} contributes, but {field} does not name it"
        for source in sources
        if source not in names
    ]
    return unknown + left_out
